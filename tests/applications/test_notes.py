"""What colleagues say to each other on the page of an application: notes and opinions."""

import pytest

from applications import notes
from applications.models import Opinion
from applications.workflow import State
from moves.services import MoveRefused
from outbox.models import OutgoingEmail
from outbox.rendering import render
from tests.applications.factories import (
    make_application,
    make_board_member,
    make_secretary,
    make_user,
)
from tests.applications.review_page import SAID, WHERE, said, told, url_of
from tests.pages import texts, values

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(client):
    user = make_secretary(name="S. Sample")
    client.force_login(user)
    return user


# Private notes.


def test_a_note_is_kept_with_who_and_when_and_no_applicant_sees_it(client, secretary):
    application = make_application(State.SUBMITTED)

    page = client.post(url_of(application, "note"), {"text": f" {SAID} "}, follow=True)

    note = application.notes.get()
    assert (note.text, note.by, note.record) == (SAID, secretary, None)
    assert (told(page), said(page)) == (["Your note is kept."], [SAID])
    assert texts(page, '//*[@id="notes"]//*[@class="said-by"]')[0].startswith("S. Sample · ")
    assert (application.history.count(), OutgoingEmail.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("text", "message", "kept"),
    [
        ("", "Write the note first", ""),
        ("  \n ", "Write the note first", "  \n "),
        ("a\x00b", "Remove the hidden character after “a”.", None),
        ("a\u202eb", "Remove the hidden character after “a”.", "a\u202eb"),
        (
            "x" * 3001,
            "Ensure this value has at most 3000 characters (it has 3001).",
            "x" * 3001,
        ),
    ],
    ids=["empty", "blank", "nul", "hidden", "long"],
)
def test_a_note_that_cannot_be_kept_comes_back_with_its_words(
    client, secretary, text, message, kept
):
    application = make_application(State.SUBMITTED)

    page = client.post(url_of(application, "note"), {"text": text})

    assert (page.status_code, application.notes.count()) == (200, 0)
    assert message in texts(page, '//*[@id="error-summary"]//li')
    assert kept is None or page.context["note_form"]["text"].value() == kept


def test_a_note_sent_twice_at_once_is_kept_once(client, secretary):
    application = make_application(State.SUBMITTED)

    for _time in range(2):
        client.post(url_of(application, "note"), {"text": SAID})

    assert [note.text for note in application.notes.all()] == [SAID]


def test_a_note_can_be_erased(client, secretary):
    application = make_application(State.SUBMITTED)
    notes.add(application, by=secretary, text=SAID)

    application.notes.all().delete()

    assert said(client.get(url_of(application))) == []


# Second opinions.


def ask(client, application, colleague, question=SAID):
    sent = {"opinion-asked_of": getattr(colleague, "pk", colleague), "opinion-question": question}
    return client.post(url_of(application, "opinion"), sent, follow=True)


def test_a_colleague_is_asked_by_a_letter_that_tells_nothing_of_the_applicant(
    client, secretary, settings
):
    settings.SITE_URL = "https://together.example"
    colleague = make_board_member(name="B. Board")
    application = make_application(State.SUBMITTED)

    page = ask(client, application, colleague)

    letter = OutgoingEmail.objects.get()
    subject, body = render(letter)
    assert told(page) == ["Your colleague is asked, and has a letter about it."]
    assert (letter.recipient, subject) == (
        colleague.email,
        f"[Action needed] A colleague asks what you think of application {application.reference}",
    )
    assert f"https://together.example{url_of(application)}" in body.split("\n")
    hidden = [application.email, application.title, application.contact_name, SAID]
    assert [words for words in hidden if words in f"{subject}\n{body}"] == []


def test_who_was_asked_answers_on_the_page_and_who_asked_has_a_letter(client, secretary):
    colleague = make_board_member()
    application = make_application(State.SUBMITTED)
    ask(client, application, colleague, "Do you know them?")
    client.force_login(colleague)
    url = values(client.get(url_of(application)), '//form[contains(@action, "/answer/")]/@action')

    client.post(url[0], {"answer": "Yes, well."})

    opinion = Opinion.objects.get()
    assert (opinion.answer, opinion.answered_at is not None) == ("Yes, well.", True)
    assert OutgoingEmail.objects.last().recipient == secretary.email
    client.force_login(secretary)
    assert said(client.get(url_of(application))) == ["Do you know them?", "Yes, well."]


def test_an_opinion_is_read_by_the_two_of_them_and_by_the_lead(client, secretary):
    colleague, lead, other = make_board_member(), make_secretary(), make_secretary()
    application = make_application(State.IN_REVIEW, lead=lead)
    asked = {"asked_of": colleague, "question": "Do you?", "path": WHERE}
    opinion = notes.ask_opinion(application, by=secretary, **asked)
    given = {"opinion_pk": opinion.pk, "answer": "I do.", "path": WHERE}
    notes.give_opinion(application, by=colleague, **given)

    seen = {}
    for user in (secretary, colleague, lead, other):
        client.force_login(user)
        seen[user] = said(client.get(url_of(application)))

    both = ["Do you?", "I do."]
    assert seen == {secretary: both, colleague: both, lead: both, other: []}


def test_an_opinion_is_asked_of_a_colleague_only_who_may_have_a_say(client, secretary):
    application = make_application(State.SUBMITTED, second_email="Party@example.org")
    colleague = make_board_member()
    for nobody in (
        secretary,
        make_secretary(email="party@example.org"),
        make_secretary(is_active=False),
        make_user(),
        make_user(is_superuser=True),
    ):
        page = ask(client, application, nobody)
        assert texts(page, '//*[@id="error-summary"]//li') == ["Choose one of these colleagues"]
        with pytest.raises(MoveRefused):
            notes.ask_opinion(application, by=secretary, asked_of=nobody, question=SAID, path=WHERE)

    offered = values(page, '//select[@name="opinion-asked_of"]/option/@value')
    assert (offered, Opinion.objects.count()) == (["", str(colleague.pk)], 0)


@pytest.mark.parametrize("odd", ["", "0", "-1", "abc", "1\x00", "9" * 30, "1.5"])
def test_an_odd_colleague_is_refused(client, secretary, odd):
    application = make_application(State.SUBMITTED)

    page = ask(client, application, odd)

    assert len(texts(page, '//*[@id="error-summary"]//li')) == 1
    assert page.context["opinion_form"]["question"].value() == SAID


def test_the_same_question_sent_twice_is_asked_once_and_another_waits_for_its_answer(
    client, secretary
):
    colleague = make_board_member(name="B. Board")
    application = make_application(State.SUBMITTED)
    ask(client, application, colleague)
    ask(client, application, colleague)

    page = ask(client, application, colleague, "And this?")

    assert told(page) == ["B. Board is asked already and has not answered yet."]
    assert (Opinion.objects.count(), OutgoingEmail.objects.count()) == (1, 1)


def test_a_question_is_taken_back_while_it_is_not_answered(client, secretary):
    colleague = make_board_member()
    application = make_application(State.SUBMITTED)
    ask(client, application, colleague)
    first = Opinion.objects.get()

    taken, again = (
        client.post(url_of(application, "opinion_back", first.pk), follow=True) for _ in range(2)
    )

    assert (told(taken), told(again), Opinion.objects.count()) == (
        ["Your question is taken back."],
        ["This question is answered already, or was taken back."],
        0,
    )


def test_an_answered_question_stays(client, secretary):
    colleague = make_board_member()
    application = make_application(State.SUBMITTED)
    ask(client, application, colleague)
    opinion = Opinion.objects.get()
    given = {"opinion_pk": opinion.pk, "answer": "Yes.", "path": WHERE}
    notes.give_opinion(application, by=colleague, **given)

    client.post(url_of(application, "opinion_back", opinion.pk))
    client.force_login(colleague)
    client.post(url_of(application, "opinion_answer", opinion.pk), {"answer": "No."})

    assert Opinion.objects.get().answer == "Yes."


def test_nobody_answers_or_takes_back_what_is_another_ones(client, secretary):
    application, other = make_application(State.SUBMITTED), make_application(State.SUBMITTED)
    opinion = notes.ask_opinion(
        application, by=make_secretary(), asked_of=make_secretary(), question=SAID, path=WHERE
    )

    statuses = [
        client.post(url_of(thing, page, pk), {"answer": "Mine."}).status_code
        for thing, page, pk in (
            (application, "opinion_answer", opinion.pk),
            (application, "opinion_back", opinion.pk),
            (other, "opinion_answer", opinion.pk),
            (application, "opinion_answer", 10**30),
            (application, "opinion_back", 10**30),
        )
    ]

    assert statuses == [404, 403, 404, 404, 302]
    assert Opinion.objects.get().answer == ""


@pytest.mark.parametrize("page", ["note", "opinion"])
def test_opening_the_address_of_a_form_does_nothing_and_leads_to_its_page(client, secretary, page):
    application = make_application(State.SUBMITTED)

    assert client.get(url_of(application, page)).url == url_of(application)
