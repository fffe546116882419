"""What a browser may see and write once a private link was opened in it."""

import pytest
from django.test import Client
from django.urls import reverse

from applications.links import Purpose
from applications.models import Application, Contact
from applications.workflow import State
from tests.applications.browsing import open_link
from tests.applications.factories import make_application

pytestmark = pytest.mark.django_db

SECOND = {"second_email": "second@example.org"}


def may(client, application):
    """Return what this browser may do with an application: nothing, see it, or write it."""
    copy = reverse("platforms:application-copy", args=[application.reference])
    if client.get(copy).status_code == 200:
        return "write"
    return "see" if client.get(application.get_absolute_url()).status_code == 200 else ""


@pytest.mark.parametrize("contact", Contact)
@pytest.mark.parametrize(
    ("purpose", "expected"),
    [(Purpose.STATUS, "see"), (Purpose.CONFIRM, "see"), (Purpose.EDIT, "write")],
)
def test_a_link_opens_what_it_is_for(client, purpose, expected, contact):
    application = make_application(State.SUBMITTED, **SECOND)

    open_link(client, application, purpose, contact=contact)

    assert may(client, application) == expected


def test_who_may_write_still_may_after_opening_the_link_of_the_status(client):
    application = make_application(State.SUBMITTED)

    for purpose in (Purpose.EDIT, Purpose.STATUS):
        open_link(client, application, purpose)

    assert may(client, application) == "write"


def test_a_browser_holds_several_applications_each_for_itself(client):
    seen, written, other = (make_application(State.SUBMITTED) for _one in range(3))

    open_link(client, seen, Purpose.STATUS)
    open_link(client, written, Purpose.EDIT)

    assert [may(client, one) for one in (seen, written, other)] == ["see", "write", ""]


@pytest.mark.parametrize(
    ("column", "expected"),
    [("link_version", ["", "write"]), ("second_link_version", ["write", ""])],
)
def test_the_links_of_one_contact_are_revoked_without_those_of_the_other(column, expected):
    application = make_application(State.SUBMITTED, **SECOND)
    browsers = [Client(), Client()]
    for browser, contact in zip(browsers, Contact, strict=True):
        open_link(browser, application, contact=contact)

    Application.objects.update(**{column: 2})

    assert [may(browser, application) for browser in browsers] == expected


def test_a_session_planted_beforehand_opens_nothing(client):
    client.get(reverse("platforms:application-begin"))
    application = make_application(State.SUBMITTED)
    open_link(client, make_application(), Purpose.STATUS)
    planted = client.session.session_key

    open_link(client, application)

    thief = Client()
    thief.cookies[client.cookies["sessionid"].key] = planted
    assert (client.session.session_key == planted, may(thief, application)) == (False, "")
