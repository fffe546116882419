"""A contact who is one no longer: out of the application and of its letters at once."""

import pytest
from django.test import Client
from django.urls import reverse

from applications import chores, leaving, links, workflow
from applications.emails import Letter
from applications.links import Holder, Purpose
from applications.models import Contact
from applications.workflow import State
from outbox.models import OutgoingEmail
from outbox.models import State as LetterState
from outbox.rendering import render
from platforms.services import decide, perform
from tests.applications.browsing import open_link
from tests.applications.factories import make_application, make_secretary
from tests.pages import texts

pytestmark = pytest.mark.django_db

BOTH = {
    "email": "ana@example.org",
    "contact_name": "Ana",
    "contact_role": "Mayor",
    "contact_phone": "1",
    "second_email": "eva@example.org",
    "second_name": "Eva",
    "second_role": "Clerk",
    "second_phone": "2",
}
ALONE = {**BOTH, "second_email": "", "second_name": "", "second_role": "", "second_phone": ""}


def link(application, contact=Contact.FIRST, purpose=Purpose.GONE):
    address = links.address(
        purpose,
        application_id=application.pk,
        version=application.version_of(contact),
        contact=contact,
        language="en",
    )
    return "/en/" + address.partition("/en/")[2]


def contacts(application):
    application.refresh_from_db()
    columns = ("email", "contact_name", "contact_role", "contact_phone")
    second = ("second_email", "second_name", "second_role", "second_phone")
    return tuple(tuple(getattr(application, name) for name in names) for names in (columns, second))


def letters():
    return [
        (letter.recipient, letter.template.rpartition("/")[2])
        for letter in OutgoingEmail.objects.order_by("pk")
    ]


def test_a_look_at_the_link_changes_nothing(client):
    application = make_application(State.IN_REVIEW, **BOTH)
    before = contacts(application)

    page = client.get(link(application))

    assert texts(page, "//h1") == ["Are you no longer the contact?"]
    assert (contacts(application), letters()) == (before, [])


def test_the_second_contact_takes_the_place_of_the_first(client):
    application = make_application(State.IN_REVIEW, lead=make_secretary(), **BOTH)
    first, second = link(application), link(application, Contact.SECOND)
    open_link(client, application, Purpose.EDIT)

    answers = [Client().post(first), Client().post(first)]

    assert {answer.url for answer in answers} == {reverse("applications:contact-gone")}
    assert contacts(application) == (("eva@example.org", "Eva", "Clerk", "2"), ("", "", "", ""))
    assert [word for word in application.sought.split() if "@" in word] == ["eva@example.org"]
    assert application.history.get(move="contact-gone").role == "applicant"
    assert client.get(application.get_absolute_url()).status_code == 404
    assert Client().get(second).status_code == 404
    assert letters() == [
        ("eva@example.org", "contact_gone"),
        (application.lead.email, "staff_contact_gone"),
    ]
    # The new links are those of the first contact, and work.
    body = render(OutgoingEmail.objects.earliest("pk"))[1]
    words = [word for word in body.split() if word.startswith("http")]
    assert [Client().get("/en/" + url.partition("/en/")[2]).status_code for url in words] == [
        200
    ] * len(words)
    assert len(words) == 2


def test_the_second_contact_goes_and_the_first_stays_as_it_was():
    application = make_application(State.IN_REVIEW, **BOTH)
    secretary = make_secretary()
    first = contacts(application)[0]
    button = link(application, Contact.SECOND)

    answers = [Client().post(button), Client().post(button)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert contacts(application) == (first, ("", "", "", ""))
    assert application.link_version == 1
    assert letters() == [
        ("ana@example.org", "contact_gone"),
        (secretary.email, "staff_contact_gone"),
    ]


def test_where_the_only_contact_goes_nobody_is_written_to_and_staff_are_told(client):
    secretary = make_secretary()
    application = make_application(State.IN_REVIEW, lead=secretary, **ALONE)

    Client().post(link(application))
    application.refresh_from_db()
    perform(workflow.WITHDRAW, application, by=secretary)

    assert contacts(application) == (("", "", "", ""), ("", "", "", ""))
    assert letters() == [(secretary.email, "staff_contact_gone")]
    subject = render(OutgoingEmail.objects.get())[0]
    assert subject == f"[Action needed] Application {application.reference} has no contact any more"
    client.force_login(secretary)
    name = "admin:platforms_platformapplication_change"
    page = client.get(reverse(name, args=[application.pk]))
    told = texts(page, '//section[@id="applicant"]//dd')
    assert told[0] == "None: its contact has gone"


def test_what_is_held_for_who_goes_never_leaves_and_the_other_gets_theirs_with_links_that_work():
    secretary = make_secretary()
    application = make_application(State.IN_REVIEW, lead=secretary, **BOTH)
    letter = Letter("A subject", "A letter.\n")
    decide(workflow.ACCEPT, application, by=secretary, note="", letter=letter, keep_held=True)

    Client().post(link(application))
    application.refresh_from_db()
    perform(workflow.RELEASE, application, by=secretary)

    decision = OutgoingEmail.objects.filter(template__endswith="as_read").order_by("pk")
    assert [(letter.recipient, letter.state) for letter in decision] == [
        ("ana@example.org", LetterState.CANCELLED),
        ("eva@example.org", LetterState.QUEUED),
    ]
    words = [word for word in render(decision[1])[1].split() if word.startswith("http")]
    assert {Client().get("/en/" + url.partition("/en/")[2]).status_code for url in words} == {200}


def test_of_a_draft_staff_hear_nothing_and_it_goes_with_the_drafts_left_longest(settings):
    make_secretary()
    application = make_application(State.DRAFT, **ALONE)
    settings.DAYS_UNTIL_DRAFT_GOES = settings.DAYS_OF_WARNING_OF_DRAFTS = 0
    settings.DAYS_UNTIL_DRAFT_REMINDER = 0

    Client().post(link(application))

    assert letters() == []
    assert chores.do_all() == {
        "drafts reminded": 0,
        "drafts warned": 0,
        "drafts deleted": 1,
        "answers reminded": 0,
    }


def test_both_go_and_nobody_is_left():
    application = make_application(State.IN_REVIEW, **BOTH)
    held = [
        Holder(type(application.application_ptr).objects.get(pk=application.pk), contact)
        for contact in Contact
    ]

    done = [leaving.go(holder) for holder in held]

    # The second one's link was of the place that they have left by moving up.
    assert done == [True, False]
    assert contacts(application)[0][0] == "eva@example.org"


NAME = "admin:platforms_platformapplication_move"


def name_contact(client, application, email):
    sent = {"email": email, "note": "Eva rang up."}
    return client.post(reverse(NAME, args=[application.pk, "name-contact"]), sent)


def buttons(client, application):
    url = reverse("admin:platforms_platformapplication_change", args=[application.pk])
    return texts(client.get(url), '//*[@class="review-moves"]//button')


def test_staff_name_a_contact_where_nobody_is_left_and_nowhere_else(client):
    secretary = make_secretary()
    application = make_application(State.IN_REVIEW, lead=secretary, language="en", **ALONE)
    client.force_login(secretary)
    before = buttons(client, application)
    refused = name_contact(client, application, "eva@example.org")
    Client().post(link(application))

    offered = buttons(client, application)
    named = name_contact(client, application, "Eva@example.org")

    application.refresh_from_db()
    assert ("Name a contact" in before, "Name a contact" in offered) == (False, True)
    assert (refused.status_code, named.status_code) == (302, 302)
    assert application.email == "Eva@example.org"
    assert "eva@example.org" in application.sought
    assert letters()[-1] == ("Eva@example.org", "contact_named")
    words = render(OutgoingEmail.objects.latest("pk"))[1].split()
    addresses = ["/en/" + word.partition("/en/")[2] for word in words if word.startswith("http")]
    assert [Client().get(url).status_code for url in addresses] == [200, 200]
    assert list(application.history.values_list("move", flat=True)) == [
        "contact-gone",
        "name-contact",
    ]


def test_nobody_names_themselves_the_contact(client):
    secretary = make_secretary()
    application = make_application(State.IN_REVIEW, lead=secretary, **ALONE)
    Client().post(link(application))
    client.force_login(secretary)

    name_contact(client, application, secretary.email.upper())

    application.refresh_from_db()
    assert application.email == ""


@pytest.mark.parametrize("email", ["", "no address", "a@b\x00.org"])
def test_a_contact_needs_an_address(client, email):
    secretary = make_secretary()
    application = make_application(State.IN_REVIEW, lead=secretary, **ALONE)
    Client().post(link(application))
    client.force_login(secretary)

    assert name_contact(client, application, email).status_code == 200
    application.refresh_from_db()
    assert application.email == ""


def test_the_button_pressed_twice_names_one_contact(client):
    secretary = make_secretary()
    application = make_application(State.SUBMITTED, **ALONE)
    Client().post(link(application))
    client.force_login(secretary)

    name_contact(client, application, "eva@example.org")
    name_contact(client, application, "rui@example.org")

    application.refresh_from_db()
    assert application.email == "eva@example.org"
    assert [one for one in letters() if one[1] == "contact_named"] == [
        ("eva@example.org", "contact_named")
    ]
