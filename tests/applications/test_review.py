"""The page of an application: what it shows to whom, and what colleagues say on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from applications import notes, workflow
from applications.emails import Letter
from applications.workflow import State
from moves.services import MoveRefused
from outbox.models import OutgoingEmail
from platforms import services
from platforms.workflow import Section
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
    letter = Letter("A question", "Which?")
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


# Who is a contact of the application, or holds no role.


def test_a_contact_reads_a_decision_once_it_is_released(client):
    application = make_application(State.IN_REVIEW, email="party@example.org")
    secretary = make_secretary()
    words = Letter(subject="Our answer", body="It is accepted.")
    decided = {"note": "", "letter": words, "keep_held": True}
    services.decide(workflow.ACCEPT, application, by=secretary, **decided)
    client.force_login(make_secretary(email="party@example.org"))
    outbox = reverse("admin:outbox_outgoingemail_changelist")

    held = [client.get(page).text for page in (url_of(application), outbox)]
    services.perform(workflow.RELEASE, application, by=secretary)
    released = client.get(url_of(application)).text

    letter = OutgoingEmail.objects.about(application.reference).last()
    assert [("Our answer" in text, "It is accepted." in text) for text in held] == [
        (False, False),
        (False, False),
    ]
    assert "It is accepted." in released
    page = client.get(reverse("admin:outbox_outgoingemail_change", args=[letter.pk]))
    assert page.status_code == 200


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
