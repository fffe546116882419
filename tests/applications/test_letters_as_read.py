"""What leaves is what was read: every letter that staff preview, word for word."""

import re

import pytest
from django.urls import reverse
from lxml import html

from applications import workflow
from applications.emails import Letter
from applications.workflow import State
from outbox.models import OutgoingEmail
from outbox.models import State as LetterState
from outbox.rendering import render
from platforms import services
from platforms.workflow import Section
from tests.applications.factories import make_application, make_secretary
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

ASKED = {"sections": [Section.CONTACTS, Section.MANDATE], "until": "2031-03-31"}
WITH_LETTER = [
    (workflow.ACCEPT, State.IN_REVIEW, {}),
    (workflow.DECLINE, State.IN_REVIEW, {}),
    (workflow.ASK, State.IN_REVIEW, ASKED),
    (workflow.WITHDRAW, State.SUBMITTED, {}),
    (workflow.REOPEN, State.DECLINED, {}),
]
REASON = "Porque “sim” & não <já>:\r\n\r\n- primeiro\r\n- segundo"
each_letter = pytest.mark.parametrize(
    ("move", "state", "sent"), WITH_LETTER, ids=[move.name for move, *_more in WITH_LETTER]
)


@pytest.fixture
def secretary(client):
    user = make_secretary()
    client.force_login(user)
    return user


def url_of(application, move):
    return reverse("admin:platforms_platformapplication_move", args=[application.pk, move.name])


def letter_on(page):
    """Return subject, body and what is added beneath, as a browser has them."""
    root = html.fromstring(page.text)
    subject = root.xpath('//*[@name="letter-subject"]')[0].get("value")
    body = root.xpath('//*[@name="letter-body"]')[0].text_content().removeprefix("\n")
    frame = root.xpath('//pre[@class="letter"]')[0].text_content()
    return subject, body, frame


def as_sent(body):
    """Return a text as a browser sends it."""
    return body.replace("\n", "\r\n")


@each_letter
@pytest.mark.parametrize("language", ["en", "fr", "pt", "ar"])
def test_what_leaves_is_what_was_previewed_byte_for_byte(
    client, secretary, move, state, sent, language
):
    application = make_application(state, language=language, second_email="second@example.org")
    sent = {**sent, "note": REASON}
    subject, body, frame = letter_on(client.post(url_of(application, move), sent))
    assert OutgoingEmail.objects.count() == 0

    read = {"letter-subject": subject, "letter-body": as_sent(body)}
    client.post(url_of(application, move), {**sent, **read})

    letters = OutgoingEmail.objects.order_by("pk")
    assert [letter.recipient for letter in letters] == [application.email, "second@example.org"]
    for letter in letters:
        assert (letter.state, letter.language) == (LetterState.QUEUED, language)
        assert render(letter, hide_links=True) == (subject, f"{body}\n\n{frame}")
        with_link = re.sub(r"\[[^\]]*\]", "LINK", f"{body}\n\n{frame}")
        assert re.sub(r"http\S+", "LINK", render(letter)[1]) == with_link


@each_letter
def test_an_edited_letter_leaves_as_it_was_edited(client, secretary, move, state, sent):
    application = make_application(state)
    edited = {"letter-subject": "Outro assunto", "letter-body": "Bom dia,\r\n\r\n{{ 7|add:7 }} <b>"}

    client.post(url_of(application, move), {**sent, "note": "Why.", **edited})

    subject, body = render(OutgoingEmail.objects.get())
    assert (subject, body[: body.index("<b>") + 3]) == (
        "Outro assunto",
        "Bom dia,\n\n{{ 7|add:7 }} <b>",
    )


@each_letter
def test_a_letter_is_shown_in_the_language_and_with_the_people_it_goes_to(
    client, secretary, move, state, sent
):
    application = make_application(state, language="fr", second_email="second@example.org")

    page = client.post(url_of(application, move), {**sent, "note": "Why."})

    languages = html.fromstring(page.text).xpath(
        '//*[starts-with(@name, "letter-")]/@lang | //pre/@lang'
    )
    assert languages == ["fr", "fr", "fr"]
    assert texts(page, '//section[@aria-labelledby="letter"]//ul/li') == [
        f"{application.email} (first contact)",
        "second@example.org (second contact)",
    ]


@pytest.mark.parametrize(
    ("move", "state"),
    [
        (workflow.ASK, State.IN_REVIEW),
        (workflow.DECLINE, State.FOR_THE_BOARD),
        (workflow.DECLINE, State.IN_REVIEW),
        (workflow.REOPEN, State.DECLINED),
        (workflow.REOPEN, State.WITHDRAWN),
        (workflow.REOPEN, State.SPAM),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_no_letter_and_no_move_without_a_reason_where_one_is_due(client, move, state):
    user = make_secretary()
    user.roles = ["secretariat", "board"]
    user.save()
    client.force_login(user)
    application = make_application(state)

    page = client.post(url_of(application, move), {**ASKED, "note": " \n "})

    application.refresh_from_db()
    assert texts(page, '//*[@id="error-summary"]//li') == ["Say why"]
    assert texts(page, "//pre") == []
    assert (application.state, OutgoingEmail.objects.count()) == (state, 0)


def test_who_sent_spam_is_not_told_that_it_is_reopened(client, secretary):
    application = make_application(State.SPAM)

    client.post(url_of(application, workflow.REOPEN), {"note": "It was none."})

    application.refresh_from_db()
    assert (application.state, OutgoingEmail.objects.count()) == (State.IN_REVIEW, 0)


def test_a_held_decision_is_given_up_when_staff_withdraw_on_the_applicants_word(client, secretary):
    application = make_application(State.IN_REVIEW)
    letter = {"letter-subject": "Yes", "letter-body": "Yes."}
    client.post(url_of(application, workflow.ACCEPT), {"keep_held": "on", **letter})

    withdrawn = {"letter-subject": "As you asked", "letter-body": "It is withdrawn."}
    client.post(url_of(application, workflow.WITHDRAW), {"note": "By telephone.", **withdrawn})

    letters = OutgoingEmail.objects.order_by("pk").values_list("context__subject", "state")
    assert list(letters) == [
        ("Yes", LetterState.CANCELLED),
        ("As you asked", LetterState.QUEUED),
    ]


GONE_ON = (
    "This application has gone on since you opened this page. Look at it again; if all is right, "
    "press the button once more."
)
OTHER_WORDS = (
    "What you chose above has changed since the letter was suggested. Correct the letter or "
    "suggest it anew; if all is right, press the button once more."
)


def fields_of(page):
    """Return what a browser sends of the page of a move when its button is pressed."""
    form = next(form for form in html.fromstring(page.text).forms if "note" in form.fields)
    return dict(form.form_values())


def errors_on(page):
    return texts(page, '//*[@id="error-summary"]//li')


def state_of(application):
    application.refresh_from_db()
    return application.state


def test_a_release_lets_go_the_letter_that_was_shown_and_no_later_one(client, secretary):
    application = make_application(State.IN_REVIEW)
    decided = {"by": secretary, "keep_held": True}
    services.decide(
        workflow.ACCEPT, application, note="", letter=Letter("Yes", "It is yes."), **decided
    )
    shown = client.get(url_of(application, workflow.RELEASE))
    services.perform(workflow.UNDO, application, by=secretary)
    services.decide(
        workflow.DECLINE, application, note="Why.", letter=Letter("No", "It is no."), **decided
    )

    again = client.post(url_of(application, workflow.RELEASE), fields_of(shown))
    held = state_of(application)
    client.post(url_of(application, workflow.RELEASE), fields_of(again))

    assert (errors_on(again), held) == ([GONE_ON], State.HELD)
    assert texts(again, "//pre")[0].startswith("It is no.")
    assert state_of(application) == State.DECLINED


def test_who_decides_on_answers_of_before_is_told_and_keeps_the_letter(client, secretary):
    application = make_application(State.IN_REVIEW)
    preview = client.post(url_of(application, workflow.DECLINE), {"note": "Why."})
    edited = {**fields_of(preview), "letter-body": "My own words."}
    services.perform(
        workflow.ASK,
        application,
        by=secretary,
        note="Who?",
        letter=Letter("A question", "Who?"),
        also={"asked_sections": [Section.CONTACTS]},
    )
    services.perform(workflow.ANSWER, application, by=workflow.Applicant(application.pk))

    again = client.post(url_of(application, workflow.DECLINE), edited)
    before = state_of(application)
    client.post(url_of(application, workflow.DECLINE), fields_of(again))

    assert (errors_on(again), before) == ([GONE_ON], State.IN_REVIEW)
    assert fields_of(again)["letter-body"].strip() == "My own words."
    assert state_of(application) == State.DECLINED


@pytest.mark.parametrize(
    ("move", "sent", "changed"),
    [
        (workflow.ASK, ASKED, {"until": "2031-06-30"}),
        (workflow.ASK, ASKED, {"sections": [Section.CONTACTS]}),
        (workflow.DECLINE, {}, {"note": "Another reason."}),
    ],
)
def test_a_letter_that_says_other_than_what_is_chosen_is_told_once(
    client, secretary, move, sent, changed
):
    application = make_application(State.IN_REVIEW)
    asked = {**sent, "note": "Why."}
    preview = fields_of(client.post(url_of(application, move), asked))

    again = client.post(url_of(application, move), {**preview, **asked, **changed})
    before = state_of(application)
    once_more = {**fields_of(again), **asked, **changed}
    client.post(url_of(application, move), once_more)

    assert (errors_on(again), before) == ([OTHER_WORDS], State.IN_REVIEW)
    assert state_of(application) in (State.INFORMATION_ASKED, State.DECLINED)


def test_a_letter_suggested_anew_for_what_is_chosen_now_leaves_at_once(client, secretary):
    application = make_application(State.IN_REVIEW)
    preview = fields_of(client.post(url_of(application, workflow.DECLINE), {"note": "Why."}))
    other = {**preview, "note": "Another reason."}

    anew = client.post(url_of(application, workflow.DECLINE), {**other, "suggest": "1"})
    client.post(url_of(application, workflow.DECLINE), fields_of(anew))

    assert "Another reason." in render(OutgoingEmail.objects.get())[1]
    assert state_of(application) == State.DECLINED


def test_a_letter_that_was_edited_stays_when_something_else_is_wrong(client, secretary):
    application = make_application(State.IN_REVIEW)
    preview = fields_of(client.post(url_of(application, workflow.DECLINE), {"note": "Why."}))

    again = client.post(
        url_of(application, workflow.DECLINE),
        {**preview, "note": "", "letter-body": "My own words."},
    )

    assert errors_on(again) == ["Say why"]
    assert texts(again, '//*[@name="letter-body"]') == ["My own words."]
    assert values(again, '//input[@name="read-words"]/@value') == [preview["read-words"]]
