from datetime import timedelta

import pytest
from django.core import signing
from django.test import override_settings

from applications import links
from applications.links import Purpose
from tests.applications.factories import make_application


def token(application, purpose, **changes):
    facts = {"application_id": application.pk, "version": application.link_version, **changes}
    return links.address(purpose, language="fr", **facts).rstrip("/").rsplit("/", 1)[-1]


@pytest.mark.parametrize("purpose", Purpose)
def test_a_link_leads_to_its_application(purpose, db):
    application = make_application()

    behind = links.application_behind(purpose, token(application, purpose))

    assert behind.pk == application.pk


def test_a_link_begins_with_the_address_of_the_site_and_the_language_of_its_reader(db, settings):
    settings.SITE_URL = "https://together.example"

    address = links.address(Purpose.STATUS, application_id=7, version=1, language="pt")

    assert address.startswith("https://together.example/pt/applications/link/status/7-1.")


@pytest.mark.parametrize("purpose", [Purpose.STATUS, Purpose.CONFIRM])
def test_a_link_for_one_purpose_serves_no_other(purpose, db):
    application = make_application()

    assert links.application_behind(Purpose.EDIT, token(application, purpose)) is None


def test_a_higher_version_revokes_every_older_link(db):
    application = make_application()
    old = token(application, Purpose.STATUS)
    application.link_version = 2
    application.save()

    assert links.application_behind(Purpose.STATUS, old) is None
    assert links.application_behind(Purpose.STATUS, token(application, Purpose.STATUS)) is not None


@pytest.mark.parametrize(("minutes", "opens"), [(59, True), (61, False)])
def test_a_link_for_writing_works_for_an_hour(minutes, opens, db, monkeypatch):
    application = make_application()
    sent = token(application, Purpose.EDIT)
    later = signing.time.time() + timedelta(minutes=minutes).total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: later)

    assert (links.application_behind(Purpose.EDIT, sent) is not None) is opens


@pytest.mark.parametrize("forged", ["", "1-1", "1-1.abc.def", "x" * 500, "1-1.1xUt4n.\u0661"])
def test_a_forged_link_leads_nowhere(forged, db):
    make_application()

    assert links.application_behind(Purpose.STATUS, forged) is None


def test_a_link_signed_with_another_key_leads_nowhere(db):
    application = make_application()
    with override_settings(LINK_KEY="another key"):
        foreign = token(application, Purpose.STATUS)

    assert links.application_behind(Purpose.STATUS, foreign) is None
