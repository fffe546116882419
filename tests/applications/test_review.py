"""The page of an application: what it shows to whom, and what colleagues say on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from applications import notes, workflow
from applications.models import Opinion
from applications.workflow import State
from moves.services import MoveRefused
from outbox.models import OutgoingEmail
from outbox.rendering import render
from platforms import services
from platforms.workflow import Section
from tests.applications.factories import (
    make_application,
    make_board_member,
    make_secretary,
    make_user,
)
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

WHERE = "/en/admin/platforms/platformapplication/1/change/"
SAID = "What we say to each other"


@pytest.fixture
def secretary(client):
    user = make_secretary(name="S. Sample")
    client.force_login(user)
    return user


def url_of(application, page="change", *more):
    name = f"admin:platforms_platformapplication_{page}"
    return reverse(name, args=[application.pk, *more])


def said(page):
    """Return the words of each note and opinion on a page."""
    return texts(page, '//*[@class="said"]/p[not(@class)] | //*[@class="said"]/blockquote')


def told(page):
    return texts(page, '//*[@class="messagelist"]/li')


# The page.


def test_what_must_be_decided_comes_first_and_every_part_can_be_reached(client, secretary):
    application = make_application(State.SUBMITTED)

    page = client.get(url_of(application))

    headings = texts(page, "//div[@id='content']//h2")
    assert headings == [
        "Second opinions",
        "The applicant",
        *(str(section.label) for section in Section),
        "Files",
        "Letters",
        "Private notes",
        "History",
        "Consents",
    ]
    links = values(page, '//nav[@class="on-this-page"]//a/@href')
    assert [link.removeprefix("#") for link in links] == values(page, "//section/@id")
    root = html.fromstring(page.text)
    order = root.xpath('//*[@class="review-state" or @class="review-moves"] | //nav | //section')
    places = [element.get("class") for element in order if element.get("class")]
    assert places.index("review-state") < places.index("review-moves") < places.index("module")


def test_what_an_answer_changed_is_told_word_by_word(client, secretary):
    application = make_application(State.IN_REVIEW, aims="Juntos pela água.")
    also = {"asked_sections": ["platform", "participants"], "asked_until": "2031-03-31"}
    letter = services.emails.Letter("A question", "Which?")
    services.perform(
        workflow.ASK, application, by=secretary, note="Which?", letter=letter, also=also
    )
    application.aims = "Juntos pela floresta."
    application.save(update_fields=["aims"])
    application.participants.last().delete()
    services.perform(workflow.ANSWER, application, by=workflow.Applicant(application.pk))

    page = client.get(url_of(application))

    assert texts(page, '//*[@id="changes"]//dt') == [
        "What does the group want to do?",
        "Participants",
    ]
    assert texts(page, '//*[@id="changes"]//del') == [
        "removed: água.",
        "removed: Associação de Moradores (Association)",
    ]
    assert texts(page, '//*[@id="changes"]//ins') == ["added: floresta."]


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_page_costs_the_same_with_one_of_each_and_with_three(client, secretary):
    application = make_application(State.SUBMITTED)

    def add_one_of_each():
        notes.add(application, by=make_secretary(), text=SAID)
        colleague = make_board_member()
        asked = {"asked_of": colleague, "question": SAID, "path": WHERE}
        opinion = notes.ask_opinion(application, by=secretary, **asked)
        given = {"opinion_pk": opinion.pk, "answer": SAID, "path": WHERE}
        notes.give_opinion(application, by=colleague, **given)
        make_application(State.SUBMITTED, email=application.email)
        application.history.create(
            move="take", source="submitted", target="in_review", by=make_secretary(),
            role="secretariat", at=application.state_since,
        )  # fmt: skip

    add_one_of_each()
    one = queries(client, url_of(application))
    add_one_of_each()
    add_one_of_each()

    assert queries(client, url_of(application)) == one


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


# Who is a contact of the application, or holds no role.


def test_a_contact_of_the_application_reads_nothing_that_colleagues_say(client):
    application = make_application(State.SUBMITTED, second_email="party@example.org")
    secretary, colleague = make_secretary(), make_board_member()
    notes.add(application, by=secretary, text=SAID)
    asked = {"asked_of": colleague, "question": SAID, "path": WHERE}
    opinion = notes.ask_opinion(application, by=secretary, **asked)
    make_application(State.SUBMITTED, email=application.email)
    services.perform(workflow.TAKE, application, by=secretary, note=SAID)
    client.force_login(make_secretary(email="party@example.org"))

    page = client.get(url_of(application))

    assert (page.status_code, SAID in page.text, colleague.email in page.text) == (
        200,
        False,
        False,
    )
    assert texts(page, "//main//form//button | //*[@id='hints']") == []
    statuses = [
        client.post(url_of(application, *where), {"text": "Mine.", "answer": "Mine."}).status_code
        for where in (
            ("note",),
            ("opinion",),
            ("opinion_answer", opinion.pk),
            ("opinion_back", opinion.pk),
            *(("move", move.name) for move in workflow.MOVES.values() if "in_review" in move.ways),
        )
    ]
    assert set(statuses) == {403}
    assert application.notes.count() == 2


def test_who_administers_without_a_role_reads_and_says_nothing(client):
    application = make_application(State.SUBMITTED)
    notes.add(application, by=make_secretary(), text=SAID)
    client.force_login(make_user(is_superuser=True))

    page = client.get(url_of(application))

    assert said(page) == [SAID]
    assert client.post(url_of(application, "note"), {"text": "Mine."}).status_code == 403


def test_what_staff_do_not_see_has_no_notes_either(client, secretary):
    draft = make_application(State.DRAFT)

    for page in ("note", "opinion"):
        assert client.post(url_of(draft, page), {"text": "Mine."}).status_code == 404


# The lead.


@pytest.mark.parametrize(
    "state", [State.IN_REVIEW, State.INFORMATION_ASKED, State.FOR_THE_BOARD, State.HELD]
)
def test_an_application_is_handed_over_to_a_colleague(client, secretary, state):
    colleague = make_secretary()
    application = make_application(state, lead=secretary)

    page = client.post(
        url_of(application, "move", "hand-over"), {"lead": colleague.pk, "note": ""}, follow=True
    )

    application.refresh_from_db()
    record = application.history.get()
    assert told(page) == ["Your colleague leads this application now."]
    assert (application.lead, application.state) == (colleague, state)
    assert (record.move, record.source, record.target, record.by) == (
        "hand-over",
        state,
        state,
        secretary,
    )
    assert (application.notes.count(), OutgoingEmail.objects.count()) == (0, 0)


def test_it_is_handed_to_active_members_of_the_secretariat_alone_who_are_no_contact(
    client, secretary
):
    colleague = make_secretary()
    application = make_application(
        State.IN_REVIEW, lead=secretary, second_email="PARTY@example.org"
    )
    others = [
        make_board_member(),
        make_secretary(is_active=False),
        make_secretary(email="party@example.org"),
        make_user(),
    ]

    page = client.post(
        url_of(application, "move", "hand-over"), {"lead": others[0].pk, "note": "Please."}
    )

    assert values(page, '//select[@name="lead"]/option/@value') == ["", str(colleague.pk)]
    assert texts(page, '//*[@id="error-summary"]//li') == ["Choose one of these colleagues"]
    for nobody in [*others, None]:
        with pytest.raises(MoveRefused):
            services.perform(workflow.HAND_OVER, application, by=secretary, also={"lead": nobody})
    application.refresh_from_db()
    assert (application.lead, application.history.count()) == (secretary, 0)
