"""The pages that every application shares, tried with the one form there is."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from applications import links
from applications.links import Purpose
from applications.models import Application
from applications.workflow import State
from outbox.models import OutgoingEmail
from tests.applications.factories import make_application

pytestmark = pytest.mark.django_db


def open_link(client, application, purpose):
    """Open an application in this browser by a private link, as from a letter."""
    address = links.address(
        purpose, application_id=application.pk, version=application.link_version, language="en"
    )
    return client.post("/" + address.split("/", 3)[3])


def page_of(application, name, *more):
    return reverse(f"applications:application-{name}", args=[application.reference, *more])


def templates(application):
    rows = OutgoingEmail.objects.about(application.reference)
    return [letter.template.split("/")[-1] for letter in rows]


def give_file(application):
    return application.files.create(
        purpose="mandate", name="m.pdf", stored="m", content_type="application/pdf", size=1
    )


def test_a_link_that_lives_long_neither_withdraws_nor_shows_documents(client):
    application = make_application(State.SUBMITTED)
    document = give_file(application)
    open_link(client, application, Purpose.STATUS)

    answers = [
        client.post(page_of(application, "withdraw")).status_code,
        client.get(page_of(application, "file", document.pk)).status_code,
        client.get(application.get_absolute_url()).status_code,
    ]

    application.refresh_from_db()
    assert (answers, application.state) == ([404, 404, 200], State.SUBMITTED)


def test_who_comes_by_a_fresh_link_withdraws(client):
    application = make_application(State.SUBMITTED)
    open_link(client, application, Purpose.EDIT)

    client.post(page_of(application, "withdraw"))

    application.refresh_from_db()
    assert application.state == State.WITHDRAWN


def test_who_lost_the_link_for_confirming_gets_it_once_more(client):
    application = make_application(State.UNCONFIRMED)
    open_link(client, application, Purpose.STATUS)
    again = reverse("applications:link-send", args=[application.reference])
    page = client.get(application.get_absolute_url()).content.decode()

    client.post(again)

    assert f'action="{again}"' in page
    assert templates(application) == ["confirm"]


def test_a_stranger_who_begins_drafts_locks_nobody_out(client, settings):
    settings.SENDS_A_DAY_PER_MAIL = 1
    mine = make_application(State.SUBMITTED, email="sol@example.org")
    drafts = [make_application(email="sol@example.org") for _draft in range(2)]
    asked = reverse("applications:link-ask")

    for application in (*drafts, mine, mine):
        client.post(asked, {"reference": application.reference, "email": "sol@example.org"})

    assert [templates(application) for application in (*drafts, mine)] == [
        ["fresh_link"],
        [],
        ["fresh_link"],
    ]


def test_the_form_that_began_a_draft_opens_it_for_an_hour_only(client):
    begin = reverse("platforms:application-begin")
    sent = {"token": "x", "email": "sol@example.org", "language": "en"}
    client.post(begin, sent)
    statuses = []

    for age in (timedelta(minutes=59), timedelta(minutes=61)):
        draft = Application.objects.get()
        Application.objects.update(created_at=draft.created_at - age)
        later = Client()
        statuses.append(later.get(later.post(begin, sent).url).status_code)
        Application.objects.update(created_at=draft.created_at)

    assert (statuses, Application.objects.count()) == ([200, 404], 1)
