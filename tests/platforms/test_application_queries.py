"""No page of an application asks the database often, nor more often where it holds more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.files import CheckedUpload, store
from applications.workflow import State
from outbox import post
from platforms.forms import PAGE_FORMS
from platforms.models import Participant
from platforms.workflow import Section
from tests.applications.browsing import open_link
from tests.applications.factories import make_application, make_secretary
from tests.factories import make_territory
from tests.platforms.odd_answers import form_of, undone
from tests.platforms.test_any_input import VALID

pytestmark = pytest.mark.django_db

MOST = 25
SECOND = {"second_name": "B. Sample", "second_email": "second@example.org"}
PAGES = {
    "sections": "platforms:application-sections",
    "check": "platforms:application-check",
    "copy": "platforms:application-copy",
    "copy.pdf": "platforms:application-pdf",
}


def with_parts(number, *, state=State.DRAFT):
    """Make an application with so many participants, documents and letters."""
    application = make_application(state, **SECOND)
    application.participants.all().delete()
    for at in range(number):
        kind = "school" if at else "health"
        Participant.objects.create(application=application, name=f"Escola {at}", kind=kind)
        checked = CheckedUpload(f"{at}.pdf", "application/pdf", b"%PDF-")
        store(application, checked, purpose=Section.MANDATE)
        post.put(
            f"letter {at}",
            to=application.email,
            language="pt",
            template="applications/email/begun",
            context={},
            about=application.reference,
        )
        make_territory("Vila Exemplo", admin_area=f"Beja {at}")
    return application


def asked(client, act, *, number, state=State.DRAFT):
    """Return the answer to an act, and its queries, where there is so much of everything."""
    with undone(client):
        application = with_parts(number, state=state)
        open_link(client, application)
        act = act(client, application)
        with CaptureQueriesContext(connection) as queries:
            response = act()
    return response.status_code, len(queries)


def expect_few(client, act, *, status=200, **situation):
    one, three = (asked(client, act, number=number, **situation) for number in (1, 3))

    assert one == three
    assert (three[0], three[1] <= MOST) == (status, True), three


def opened(name):
    return lambda client, application: (
        lambda: client.get(reverse(name, args=[application.reference]))
    )


def pressed(name):
    return lambda client, application: (
        lambda: client.post(reverse(name, args=[application.reference]))
    )


def section_opened(page):
    return lambda client, application: lambda: client.get(section_url(application, page))


def section_sent(page, **changes):
    def sent(client, application):
        url = section_url(application, page)
        _names, hidden = form_of(client, url)
        return lambda: client.post(url, {**hidden, **VALID[page], **changes})

    return sent


def section_url(application, page):
    return reverse("platforms:application-section", args=[application.reference, page])


@pytest.mark.parametrize("page", PAGE_FORMS)
def test_a_page_is_opened_with_few_queries(client, page):
    expect_few(client, section_opened(page))


@pytest.mark.parametrize("page", PAGE_FORMS)
def test_a_page_is_saved_with_few_queries(client, page):
    expect_few(client, section_sent(page), status=302)


def test_a_page_that_comes_back_is_made_with_few_queries(client):
    expect_few(client, section_sent(Section.TERRITORY, territory_country="ZZ"))


@pytest.mark.parametrize("name", PAGES.values(), ids=PAGES)
def test_what_is_written_is_shown_with_few_queries(client, name):
    expect_few(client, opened(name))


def test_an_application_is_sent_with_few_queries(client):
    expect_few(client, pressed("platforms:application-check"), status=302)


def test_an_application_is_withdrawn_with_few_queries(client):
    expect_few(client, pressed("applications:application-withdraw"), status=302)


@pytest.mark.parametrize("state", [State.UNCONFIRMED, State.IN_REVIEW, State.WITHDRAWN])
def test_the_status_is_shown_with_few_queries(client, state):
    expect_few(client, opened("applications:application-status"), state=state)


def test_staff_read_an_application_with_few_queries(client):
    client.force_login(make_secretary())

    def read(client, application):
        url = reverse("admin:platforms_platformapplication_change", args=[application.pk])
        return lambda: client.get(url)

    expect_few(client, read, state=State.SUBMITTED)
