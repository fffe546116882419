"""Writing to the network: the form, the receipt, who is told; nothing is lost, nothing relayed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.workflow import Suspicion
from network.models import Message, Subject
from outbox.models import OutgoingEmail
from outbox.rendering import render
from tests.applications.factories import make_board_member, make_secretary
from tests.network.writing import WORDS, link_of, make_message, sent, subject_of
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

FORM = "/en/contact/"


@pytest.fixture(autouse=True)
def _a_person_in_no_time(settings):
    settings.SECONDS_A_PERSON_NEEDS = 0


def letters():
    """Return to whom which letters go."""
    found = OutgoingEmail.objects.order_by("pk")
    return [(letter.recipient, letter.template.split("/")[-1]) for letter in found]


def test_the_subjects_that_the_site_begins_with_are_told_in_every_language():
    told = {
        subject.slug: subject.answered_by
        for subject in Subject.objects.offered()
        if all(getattr(subject, f"name_{code}") for code in ("en", "fr", "pt", "ar"))
    }

    assert told == {
        "general": "secretariat",
        "platform": "secretariat",
        "membership": "secretariat",
        "training": "secretariat",
        "press": "board",
        "privacy": "secretariat",
        "technical": "secretariat",
    }


def test_a_message_is_kept_and_its_sender_and_staff_are_told(client):
    secretary = make_secretary()
    make_board_member()

    answer = client.post(FORM, sent("training"))

    message = Message.objects.get()
    kept = {name: getattr(message, name) for name in WORDS}
    assert kept == WORDS
    assert (message.subject.slug, message.state, message.suspicion) == ("training", "open", "")
    assert answer.headers["Location"] == link_of(message)
    assert letters() == [
        ("ana@example.org", "contact_receipt"),
        (secretary.email, "contact_arrived"),
    ]


def test_no_letter_repeats_what_a_stranger_wrote(client):
    make_secretary()
    client.post(FORM, sent(name="Buy at", text="https://evil.example.com"))

    said = " ".join(" ".join(render(letter)) for letter in OutgoingEmail.objects.all())

    assert [word for word in ("Buy at", "evil.example.com") if word in said] == []
    assert Message.objects.get().reference in said


def test_the_receipt_says_where_the_answer_goes_and_promises_no_day(client):
    page = client.post(FORM, sent(), follow=True)

    message = Message.objects.get()
    assert texts(page, "//main//h1 | //*[contains(@class, 'lead')]") == [
        "Your message has arrived",
        "The answer goes by letter to ana@example.org.",
    ]
    assert texts(page, "//*[contains(@class, 'step-name')]") == [f"Reference {message.reference}"]


def test_the_receipt_names_the_days_that_the_network_has_set(client, settings):
    settings.DAYS_UNTIL_CONTACT_ANSWER = 10

    page = client.get(link_of(make_message()))

    assert texts(page, "//*[contains(@class, 'lead')]") == [
        "The answer goes by letter to ana@example.org. We aim to send it within 10 days."
    ]


def test_the_same_form_sent_twice_is_one_message_with_one_receipt(client):
    form = sent()

    first, second = (client.post(FORM, form) for _twice in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert Message.objects.count() == 1
    assert letters() == [("ana@example.org", "contact_receipt")]


def test_a_message_under_a_subject_of_the_board_goes_to_the_board(client):
    make_secretary()
    board = make_board_member()

    client.post(FORM, sent("press"))

    assert letters()[1:] == [(board.email, "contact_arrived")]


def test_who_is_chosen_for_a_subject_gets_its_letters_alone(client):
    make_secretary()
    chosen = make_secretary()
    subject_of("training").people.add(chosen)

    client.post(FORM, sent("training"))

    assert letters()[1:] == [(chosen.email, "contact_arrived")]


def test_a_subject_that_nobody_of_its_role_answers_comes_to_the_secretariat(client):
    secretary = make_secretary()

    client.post(FORM, sent("press"))

    assert letters()[1:] == [(secretary.email, "contact_arrived")]


def test_what_a_program_fills_in_is_kept_apart_and_no_staff_is_written_to(client):
    make_secretary()

    client.post(FORM, sent(homepage="https://example.org"))

    assert [message.suspicion for message in Message.objects.suspected()] == [Suspicion.HONEYPOT]
    assert list(Message.objects.waiting()) == []
    assert letters() == [("ana@example.org", "contact_receipt")]


def test_beyond_the_limit_nothing_is_kept_and_what_was_typed_stays(client, settings):
    settings.SENDS_A_DAY_PER_MAIL = 1
    client.post(FORM, sent())

    page = client.post(FORM, sent(text="Again"))

    assert (page.status_code, Message.objects.count()) == (429, 1)
    assert texts(page, "//textarea") == ["Again"]


def test_an_empty_form_says_all_that_is_missing(client):
    page = client.post(FORM, {"name": ""})

    assert texts(page, '//*[@id="error-summary"]//li') == [
        "Choose what it is about",
        "Enter your name",
        "Enter your e-mail address",
        "Write your message",
        "Choose the language in which we write to you",
    ]
    assert texts(page, "//title")[0].startswith("Error:")


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ("training", ["training"]),
        ("none", []),
        ("", []),
        ("\x00", []),
        ("9" * 5000, []),
        ("' OR 1=1", []),
    ],
)
def test_an_address_chooses_the_subject_if_there_is_one(client, asked, chosen):
    page = client.get(FORM, {"subject": asked})

    assert values(page, '//input[@name="subject"][@checked]/@value') == chosen


def test_a_subject_that_is_offered_no_more_cannot_be_chosen(client):
    Subject.objects.filter(slug="press").update(is_offered=False)

    page = client.post(FORM, sent("press"))

    assert texts(page, '//*[@id="error-summary"]//li') == ["Choose what it is about"]


@pytest.mark.parametrize(
    "bad", [{"subject": "\x00"}, {"name": "\x00"}, {"text": "\x0b"}, {"language": "xx"}]
)
def test_odd_input_is_a_form_with_its_errors(client, bad):
    page = client.post(FORM, sent() | bad)

    assert (page.status_code, Message.objects.count()) == (200, 0)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("open", "Waits for an answer"),
        ("in_hand", "In hand"),
        ("answered", "Answered"),
        ("closed", "Closed without a letter"),
        ("spam", "Closed without a letter"),
    ],
)
def test_the_private_link_tells_how_far_the_answer_is_and_nothing_of_the_words(client, state, told):
    page = client.get(link_of(make_message(state=state)))

    assert texts(page, '//*[contains(@class, "pill")]') == [told]
    assert [word for word in (WORDS["name"], WORDS["text"]) if word in page.text] == []
    assert (
        page.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    )


@pytest.mark.parametrize("token", ["x", "1.forged", "%00", "9" * 3000])
def test_a_forged_link_leads_nowhere(client, token):
    assert client.get(f"/en/contact/messages/{token}/").status_code == 404


def test_both_addresses_stand_on_the_page_and_no_address_for_mail(client):
    page = client.get(FORM)

    postal = texts(page, '//main//address[@class="postal"]')
    assert postal == [
        "Praça da República 7630-139 Odemira Portugal",
        "Travessa do Botequim 6 7630-185 Odemira Portugal",
    ]
    assert "mailto:" not in page.text
    assert values(page, "//main//*[local-name()='svg']/@aria-label") == [
        "Odemira lies near the coast, in the south-west of Portugal."
    ]


def changed(page):
    """Return what a page says of its last change."""
    words = texts(page, '//footer//p[contains(@class, "end")]')[0]
    return words.partition(". ")[0]


@pytest.mark.parametrize("is_offered", [True, False])
def test_the_page_changes_with_the_subjects_that_staff_word_or_take_away(client, is_offered):
    Subject.objects.update(changed_at="2024-06-30T12:00Z")
    latest = subject_of("press")
    Subject.objects.filter(pk=latest.pk).update(
        changed_at="2025-03-01T12:00Z", is_offered=is_offered
    )

    assert changed(client.get(FORM)) == "Page last changed on 1 March 2025"


def test_wording_a_subject_is_a_change():
    Subject.objects.update(changed_at="2024-06-30T12:00Z")

    subject = subject_of("press")
    subject.help_en = "For journalists."
    subject.save()

    assert subject_of("press").changed_at.date() == timezone.localdate()


def test_without_any_subject_the_page_changed_with_the_release(client, settings):
    settings.RELEASED_ON = date(2020, 2, 29)
    Subject.objects.all().delete()

    assert changed(client.get(FORM)) == "Page last changed on 29 February 2020"


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_form_asks_the_database_seldom(client, method):
    with CaptureQueriesContext(connection) as queries:
        getattr(client, method)(FORM)

    assert len(queries) <= 8
