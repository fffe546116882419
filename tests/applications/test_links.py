from datetime import timedelta

import pytest
from django.core import signing
from django.test import override_settings

from applications import links
from applications.links import Holder, Purpose
from applications.models import Contact
from tests.applications.factories import make_application


def token(application, purpose, **changes):
    facts = {"application_id": application.pk, "version": application.link_version, **changes}
    return links.address(purpose, language="fr", **facts).rstrip("/").rsplit("/", 1)[-1]


@pytest.mark.parametrize("purpose", Purpose)
def test_a_link_leads_to_its_application(purpose, db):
    application = make_application()

    holder = links.holder_of(purpose, token(application, purpose))

    assert holder == Holder(application.application_ptr, Contact.FIRST)


def test_the_links_of_one_contact_end_without_those_of_the_other(db):
    application = make_application(second_email="eva@example.org")
    first, second = (token(application, Purpose.STATUS, contact=contact) for contact in Contact)
    application.second_link_version = 2
    application.save()

    assert links.holder_of(Purpose.STATUS, first).contact == Contact.FIRST
    assert links.holder_of(Purpose.STATUS, second) is None


def test_a_link_begins_with_the_address_of_the_site_and_the_language_of_its_reader(db, settings):
    settings.SITE_URL = "https://together.example"

    address = links.address(Purpose.STATUS, application_id=7, version=1, language="pt")

    assert address.startswith("https://together.example/pt/applications/link/status/7-1-first.")


@pytest.mark.parametrize("purpose", [Purpose.STATUS, Purpose.CONFIRM])
def test_a_link_for_one_purpose_serves_no_other(purpose, db):
    application = make_application()

    assert links.holder_of(Purpose.EDIT, token(application, purpose)) is None


def test_a_higher_version_revokes_every_older_link(db):
    application = make_application()
    old = token(application, Purpose.STATUS)
    application.link_version = 2
    application.save()

    assert links.holder_of(Purpose.STATUS, old) is None
    assert links.holder_of(Purpose.STATUS, token(application, Purpose.STATUS)) is not None


@pytest.mark.parametrize(("minutes", "opens"), [(59, True), (61, False)])
def test_a_link_for_writing_works_for_an_hour(minutes, opens, db, monkeypatch):
    application = make_application()
    sent = token(application, Purpose.EDIT)
    later = signing.time.time() + timedelta(minutes=minutes).total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: later)

    assert (links.holder_of(Purpose.EDIT, sent) is not None) is opens


@pytest.mark.parametrize("forged", ["", "1-1", "1-1.abc.def", "x" * 500, "1-1.1xUt4n.\u0661"])
def test_a_forged_link_leads_nowhere(forged, db):
    make_application()

    assert links.holder_of(Purpose.STATUS, forged) is None


def test_a_link_signed_with_another_key_leads_nowhere(db):
    application = make_application()
    with override_settings(LINK_KEY="another key"):
        foreign = token(application, Purpose.STATUS)

    assert links.holder_of(Purpose.STATUS, foreign) is None
