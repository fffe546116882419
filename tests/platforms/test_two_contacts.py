"""Two people on one application: each with links and letters of their own."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications import emails, links, workflow
from applications import services as application_services
from applications.emails import Letter
from applications.links import Purpose
from applications.models import Contact
from applications.workflow import Applicant, State
from moves import services as moves
from outbox.models import OutgoingEmail
from outbox.models import State as LetterState
from outbox.rendering import render
from platforms import services
from platforms.workflow import Section
from tests.applications.browsing import events, letters, open_link
from tests.applications.factories import make_application, make_board_member, make_secretary
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

FIRST, SECOND = "first@example.org", "second@example.org"
CONTACTS = {
    "contact_name": "A. Sample",
    "contact_role": "Councillor",
    "contact_phone": "",
    "second_name": "B. Sample",
    "second_role": "",
    "second_email": SECOND,
    "second_phone": "",
}
NO_SECOND = {name: "" for name in CONTACTS if name.startswith("second")}
LETTER = Letter("A letter", "Good day.")


def make_pair(state=State.DRAFT, **fields):
    """Make an application of two people."""
    told = {"email": FIRST, "second_email": SECOND, "second_name": "B. Sample", "language": "en"}
    return make_application(state, **{**told, **fields})


def contacts_url(application):
    return reverse("platforms:application-section", args=[application.reference, Section.CONTACTS])


def save_contacts(client, application, **changes):
    """Send the page of the contacts as it was shown, but for the changes."""
    page = client.get(contacts_url(application))
    seen = values(page, '//*[@name="seen"]/@value')[0]
    return client.post(contacts_url(application), {**CONTACTS, "seen": seen, **changes})


def ask(application, email):
    sent = {"reference": application.reference, "email": email}
    return Client().post(reverse("applications:link-ask"), sent)


def address_in(letter):
    """Return the first private link of a letter, without its host."""
    _subject, body = render(letter)
    return next(word for word in body.split() if "/link/" in word).split("/", 3)[3]


def test_who_is_named_as_second_contact_gets_a_private_link(client):
    application = make_application(email=FIRST)
    open_link(client, application)

    save_contacts(client, application)

    application.refresh_from_db()
    assert application.contacts() == [(FIRST, Contact.FIRST), (SECOND, Contact.SECOND)]
    assert letters(application) == [("invited", SECOND)]


def test_the_link_of_an_invitation_opens_the_status_and_leads_to_writing(client):
    application = make_application(email=FIRST, language="en")
    open_link(client, application)
    save_contacts(client, application)
    second = Client()

    opened = second.post("/" + address_in(OutgoingEmail.objects.get()))
    second.post(reverse("applications:link-send", args=[application.reference]))
    fresh = OutgoingEmail.objects.order_by("pk").last()
    second.post("/" + address_in(fresh))

    assert opened.url == application.get_absolute_url()
    assert (fresh.template.split("/")[-1], fresh.recipient) == ("fresh_link", SECOND)
    assert second.get(application.get_edit_url()).status_code == 200


def test_a_page_saved_again_invites_nobody_again(client):
    application = make_application(email=FIRST)
    open_link(client, application)

    for name in ("B. Sample", "C. Sample"):
        save_contacts(client, application, second_name=name, second_email=SECOND.upper())

    assert [event for event, _to in letters(application)] == ["invited"]


def test_another_second_contact_is_invited_and_the_former_shut_out(client):
    application = make_pair()
    former, now = Client(), Client()
    open_link(former, application, contact=Contact.SECOND)
    open_link(client, application)

    save_contacts(client, application, second_email="third@example.org")
    open_link(now, application, contact=Contact.SECOND)

    pages = [one.get(application.get_edit_url()).status_code for one in (former, now, client)]
    assert pages == [404, 200, 200]
    assert letters(application) == [("invited", "third@example.org")]


def test_a_second_contact_who_is_taken_away_can_open_nothing(client):
    application = make_pair()
    old = links.address(
        Purpose.STATUS,
        application_id=application.pk,
        version=1,
        language="en",
        contact=Contact.SECOND,
    )
    open_link(client, application)

    save_contacts(client, application, **NO_SECOND)
    ask(application, SECOND)

    assert Client().post("/" + old.split("/", 3)[3]).status_code == 404
    assert letters(application) == []


def test_the_first_contacts_links_outlive_a_change_of_the_second(client):
    application = make_pair()
    open_link(client, application)

    save_contacts(client, application, **NO_SECOND)

    application.refresh_from_db()
    assert (application.link_version, application.second_link_version) == (1, 2)
    assert client.get(application.get_edit_url()).status_code == 200


@pytest.mark.parametrize("contact", Contact)
def test_a_link_is_of_one_contact_and_no_other(contact):
    application = make_pair(link_version=3, second_link_version=5)
    other = {3: 5, 5: 3}
    version = application.version_of(contact)
    tokens = [
        links.address(
            Purpose.STATUS,
            application_id=application.pk,
            version=number,
            language="en",
            contact=contact,
        ).split("/")[-2]
        for number in (version, other[version])
    ]

    assert [links.holder_of(Purpose.STATUS, token) for token in tokens] == [
        links.Holder(application.application_ptr, contact),
        None,
    ]


def test_the_page_does_not_invite_the_address_of_the_application(client):
    application = make_application(email=FIRST)
    open_link(client, application)

    page = save_contacts(client, application, second_email="First@Example.org")

    assert texts(page, '//*[@id="error-summary"]//li') == [
        "Enter another address than that of the application"
    ]
    assert letters(application) == []


def test_nobody_is_written_to_beyond_the_limit_by_being_named(client, settings):
    settings.SENDS_A_DAY_PER_MAIL = 1
    applications = [make_application() for _application in range(2)]
    for application in applications:
        open_link(client, application)
        save_contacts(client, application)
        application.refresh_from_db()

    assert [application.second_email for application in applications] == [SECOND, SECOND]
    assert [letters(application) for application in applications] == [[("invited", SECOND)], []]


def test_nobody_writes_to_many_by_naming_one_after_another(client, settings):
    settings.SENDS_AN_HOUR_PER_ADDRESS = 2
    application = make_application()
    open_link(client, application)

    for number in range(4):
        save_contacts(client, application, second_email=f"victim{number}@example.org")

    assert [to for _event, to in letters(application)] == [
        "victim0@example.org",
        "victim1@example.org",
    ]


@pytest.mark.parametrize(("email", "to"), [(FIRST, FIRST), (SECOND.upper(), SECOND)])
def test_a_fresh_link_goes_to_the_address_that_asked(email, to):
    application = make_pair()

    ask(application, email)

    assert letters(application) == [("fresh_link", to)]


@pytest.mark.parametrize(("contact", "to"), [(Contact.FIRST, FIRST), (Contact.SECOND, SECOND)])
def test_a_fresh_link_asked_on_the_status_page_goes_to_whom_it_was_opened_for(client, contact, to):
    application = make_pair(State.SUBMITTED)
    open_link(client, application, Purpose.STATUS, contact=contact)

    client.post(reverse("applications:link-send", args=[application.reference]))

    assert letters(application) == [("fresh_link", to)]


def test_both_may_ask_for_a_link_within_the_same_minute(monkeypatch):
    application, now = make_pair(), timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)

    for email in (FIRST, SECOND, FIRST):
        ask(application, email)

    assert letters(application) == [("fresh_link", FIRST), ("fresh_link", SECOND)]


def test_each_gets_every_letter_of_the_way_and_only_the_first_confirms():
    application, secretary = make_pair(), make_secretary()
    applicant = Applicant(application.pk)
    also = {"asked_sections": [Section.CONTACTS], "asked_until": "2031-03-31"}

    services.perform(workflow.SEND, application, by=applicant)
    services.perform(workflow.CONFIRM, application, by=applicant)
    services.perform(workflow.TAKE, application, by=secretary)
    services.perform(workflow.ASK, application, by=secretary, note="Who?", letter=LETTER, also=also)
    services.perform(workflow.ANSWER, application, by=applicant)
    decide(application, by=secretary)

    assert letters(application) == [
        ("confirm", FIRST),
        *[(event, to) for event in ("receipt", "as_read", "as_read") for to in (FIRST, SECOND)],
    ]


def decide(application, *, by, keep_held=False):
    services.decide(
        workflow.DECLINE, application, by=by, note="No.", letter=LETTER, keep_held=keep_held
    )


def fates(application):
    rows = OutgoingEmail.objects.about(application.reference)
    return sorted((row.recipient, row.state) for row in rows)


def test_a_held_decision_is_released_to_both():
    application = make_pair(State.FOR_THE_BOARD)
    decide(application, by=make_board_member())
    held = fates(application)

    services.perform(workflow.RELEASE, application, by=make_secretary())

    assert held == [(FIRST, LetterState.HELD), (SECOND, LetterState.HELD)]
    assert fates(application) == [(FIRST, LetterState.QUEUED), (SECOND, LetterState.QUEUED)]


@pytest.mark.parametrize("undone_by", ["decider", "applicant"])
def test_a_held_decision_is_cancelled_for_both(undone_by):
    application, secretary = make_pair(State.IN_REVIEW), make_secretary()
    decide(application, by=secretary, keep_held=True)

    if undone_by == "decider":
        services.perform(workflow.UNDO, application, by=secretary)
    else:
        services.perform(workflow.WITHDRAW, application, by=Applicant(application.pk))

    decisions = OutgoingEmail.objects.filter(occasion__contains=":decision:")
    assert sorted(decisions.values_list("recipient", "state")) == [
        (FIRST, LetterState.CANCELLED),
        (SECOND, LetterState.CANCELLED),
    ]


def test_each_letter_of_a_withdrawal_has_the_links_of_its_reader(client):
    application = make_pair(State.SUBMITTED, second_link_version=4)

    services.perform(workflow.WITHDRAW, application, by=Applicant(application.pk))

    rows = OutgoingEmail.objects.about(application.reference)
    tokens = [address_in(row).split("/")[-2] for row in rows]
    holders = [links.holder_of(Purpose.STATUS, token).contact for token in tokens]
    assert holders == [Contact.FIRST, Contact.SECOND]


@pytest.mark.parametrize("column", ["email", "second_email"])
@pytest.mark.parametrize("move", [workflow.TAKE, workflow.MARK_SPAM, workflow.WITHDRAW])
def test_nobody_moves_an_application_in_which_they_are_either_contact(column, move):
    secretary = make_secretary(email="Both@example.org")
    application = make_pair(State.SUBMITTED, **{column: "both@Example.org"})

    with pytest.raises(PermissionDenied):
        moves.make(move, application, by=secretary, note="Mine.")


def test_staff_who_are_the_second_contact_are_offered_no_button(client):
    secretary = make_secretary(email=SECOND)
    client.force_login(secretary)
    application = make_pair(State.IN_REVIEW)

    page = client.get(reverse("admin:platforms_platformapplication_change", args=[application.pk]))

    assert texts(page, '//*[@class="review-moves"]//button') == []


def test_who_came_as_second_contact_confirms_no_address(client):
    application = make_pair(State.UNCONFIRMED)

    ask(application, SECOND)
    open_link(client, application, contact=Contact.SECOND)

    application.refresh_from_db()
    assert (events(application), application.state) == (["fresh_link"], State.UNCONFIRMED)


def test_the_applicant_is_told_where_the_second_contact_cannot_be_written_to(client, settings):
    settings.SENDS_A_DAY_PER_MAIL = 0
    application = make_application()
    open_link(client, application)

    page = client.get(save_contacts(client, application).url)

    assert texts(page, '//*[contains(@class, "messages")]//p') == [
        "Saved.",
        "We cannot write to the second contact now: too many letters have gone there or were asked "
        "for from your network today. With the reference they can ask for a link themselves.",
    ]


@pytest.mark.parametrize(("is_confirmed", "title"), [(False, ""), (True, "Claim your prize")])
def test_an_invitation_repeats_what_was_typed_only_once_an_address_is_confirmed(
    is_confirmed, title
):
    confirmed_at = timezone.now() if is_confirmed else None
    application = make_pair(title="Claim your prize", address_confirmed_at=confirmed_at)

    emails.second_invited(application)

    letter = OutgoingEmail.objects.about(application.reference).get()
    assert (letter.recipient, letter.context["title"]) == (SECOND, title)


@pytest.mark.parametrize("state", [State.DRAFT, State.UNCONFIRMED])
def test_of_a_withdrawal_before_any_address_is_confirmed_only_the_first_hears(state):
    application = make_pair(state)

    application_services.perform(workflow.WITHDRAW, application, by=Applicant(application.pk))

    assert letters(application) == [("withdrawn", FIRST)]
