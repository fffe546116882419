"""Sessions of the board: what is put on them, what they decide, what is released together."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.contrib import admin
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from pypdf import PdfReader

from accounts.models import Role as StaffRole
from applications import board, workflow
from applications.emails import Letter
from applications.models import BoardSession, Opinion, SessionItem
from applications.workflow import Role, State
from moves.services import MoveRefused
from outbox.models import OutgoingEmail
from outbox.models import State as LetterState
from platforms import services
from platforms.models import Platform, PlatformApplication
from tests.applications.board import (
    before_the_board,
    button,
    decides,
    form_of,
    make_session,
    release,
    url,
)
from tests.applications.factories import (
    make_application,
    make_board_member,
    make_secretary,
    make_user,
)
from tests.applications.review_page import url_of
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

LIST = "admin:applications_boardsession_changelist"


@pytest.fixture
def secretary(client):
    user = make_secretary(name="Sol Sample")
    client.force_login(user)
    return user


def titles(session, **narrowed):
    items = session.items.filter(**narrowed).order_by("position", "pk")
    return [item.application.title for item in items.select_related("application")]


def told(page):
    return texts(page, '//ul[@class="messagelist"]/li')


def follow(client, answer):
    return client.get(answer.url)


def states(*applications):
    for application in applications:
        application.refresh_from_db()
    return [str(application.state) for application in applications]


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


# What is put on a session.


def test_a_session_is_planned_and_corrected(client, secretary):
    new = {"day": "2026-12-03", "place": "Online", "chaired_by": "C. Sample", "note": ""}

    answer = client.post(reverse("admin:applications_boardsession_add"), new)
    session = BoardSession.objects.get()
    client.post(url("edit", session), {**new, "place": "Odemira", "note": "Bring the map."})

    assert answer.url == url("change", session)
    session.refresh_from_db()
    assert (str(session.day), session.place, session.chaired_by, session.note, session.stage) == (
        "2026-12-03",
        "Odemira",
        "C. Sample",
        "Bring the map.",
        "planned",
    )


@pytest.mark.parametrize(
    "odd", [{}, {"day": "2026-13-40"}, {"day": "\x00"}, {"place": "\x00"}, {"place": "x" * 201}]
)
def test_odd_input_makes_no_session(client, secretary, odd):
    sent = {"day": "2026-12-03", "place": "Online", **odd} if odd else {}

    answer = client.post(reverse("admin:applications_boardsession_add"), sent)

    assert (answer.status_code, BoardSession.objects.count()) == (200, 0)


def test_what_could_be_put_on_it_is_offered_the_longest_waiting_first(client, secretary):
    now = timezone.now()
    for days, state in enumerate(State, 1):
        make_application(state, title=f"{state}", state_since=now - timedelta(days=days))
    make_session(before_the_board("Elsewhere", state_since=now - timedelta(days=99)))

    page = client.get(url("change", make_session()))

    assert texts(page, '//section[@id="offered"]//label/b') == ["held", "for_the_board"]


def test_what_is_chosen_is_put_behind_what_is_there(client, secretary):
    session = make_session(before_the_board("First"))
    second, review = before_the_board("Second"), make_application(State.IN_REVIEW)

    chosen = [second.pk, review.pk, "0", "-1", "9" * 40, "\x00", "²"]
    page = follow(client, client.post(url("put_on", session), {"application": chosen}))

    assert titles(session) == ["First", "Second"]
    assert told(page) == ["1 application is put on this session."]


def test_an_application_is_on_one_open_session_at_most(client, secretary):
    application = before_the_board()
    first, second = make_session(application), make_session()

    page = follow(client, client.post(url("put_on", second), {"application": [application.pk]}))

    assert told(page) == ["Nothing was put on this session: choose what waits."]
    with pytest.raises(IntegrityError, match="item_is_on_one_open_session"), transaction.atomic():
        second.items.create(application=application, position=1)
    first.items.update(is_open=False, outcome="none")
    second.items.create(application=application, position=1)


def test_a_session_has_no_more_than_its_letters_fit_on_a_page(monkeypatch):
    monkeypatch.setattr(board, "MOST_ITEMS", 1)
    session = make_session(before_the_board())

    with pytest.raises(MoveRefused):
        board.put_on(session, [before_the_board().pk])


def test_the_order_is_changed_by_buttons(client, secretary):
    one, two, three = (before_the_board(name) for name in ("One", "Two", "Three"))
    session = make_session(one, two, three)

    button(client, session, three, "up")
    button(client, session, one, "up")  # there is nothing above it
    button(client, session, one, "down")
    button(client, session, two, "down")  # there is nothing beneath it

    assert titles(session) == ["Three", "One", "Two"]


def test_the_page_of_an_application_leads_to_its_sessions(client, secretary):
    application = before_the_board()
    first, later = make_session(application), make_session(days=30)
    client.force_login(secretary)
    decides(client, first, {application: ("postpone", later.pk)})
    page = client.get(url_of(application))
    said = '//a[contains(@href, "#item-")]/parent::li'
    assert texts(page, said) == [
        f"Board session {first} : Postponed",
        f"Board session {later}",
    ]


def test_what_is_taken_off_can_be_put_on_another_session(client, secretary):
    application = before_the_board()
    session = make_session(application)

    button(client, session, application, "take-off")

    assert titles(session) == []
    assert list(board.waiting()) == [application.application_ptr]


def test_an_item_of_another_session_is_not_found(client, secretary):
    mine, other = make_session(before_the_board()), make_session(before_the_board())
    item = other.items.get()

    answers = [
        client.post(url("item", mine, item.pk, "take-off")),
        client.post(url("item", other, item.pk, "no-such-act")),
        client.post(url("item", other, 10**18, "up")),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert SessionItem.objects.count() == 2


def test_looking_changes_nothing(client, secretary):
    session = make_session(before_the_board(), minutes="2026/4", stage="held")
    item = session.items.get()
    names = ("up", "down", "take-off", "summary", "undo")

    pages = [url(page, session) for page in ("put_on", "close", "remove")]
    pages += [url("item", session, item.pk, name) for name in names]
    statuses = {client.get(page).status_code for page in pages}

    assert statuses == {302}
    session.refresh_from_db()
    assert (session.stage, titles(session)) == ("held", ["Vila Exemplo"])


def test_a_planned_session_with_nothing_on_it_can_be_removed(client, secretary):
    empty, full = make_session(), make_session(before_the_board())

    for session in (empty, full):
        client.post(url("remove", session))

    assert list(BoardSession.objects.all()) == [full]


@pytest.mark.parametrize("make", [make_board_member, lambda: make_user(is_superuser=True)])
def test_the_secretariat_alone_keeps_sessions(client, make):
    client.force_login(make())
    session = make_session(before_the_board())
    item = session.items.get()

    looks = [client.get(url(page, session)).status_code for page in ("change", "agenda", "paper")]
    writes = [
        client.post(address).status_code
        for address in (
            reverse("admin:applications_boardsession_add"),
            *(url(page, session) for page in ("edit", "put_on", "close", "remove", "release")),
            *(url("item", session, item.pk, n) for n in ("up", "down", "take-off", "summary")),
        )
    ]

    assert (looks, writes) == ([200] * 3, [403] * 10)


# The agenda.


def test_the_agenda_tells_each_item_and_no_address(client, secretary):
    lead = make_secretary(email="lead.sample@example.org")
    application = before_the_board(
        lead=lead,
        second_email="second@example.org",
        state_since=timezone.now() - timedelta(days=12),
        local_name="Mesa da Vila",
        aims="Reunir todos.",
    )
    session = make_session(application, chaired_by="C. Sample")
    colleague = make_board_member(name="B. Board")
    given = {"answer": "Known and sound.", "answered_at": timezone.now()}
    Opinion.objects.create(
        application=application, asked_by=lead, asked_of=colleague, question="Known?", **given
    )
    item = session.items.get()
    button(client, session, application, "summary", {f"item-{item.pk}-summary": "All is there."})

    page = client.get(url("agenda", session))
    sheet = PdfReader(io.BytesIO(client.get(url("paper", session)).content))
    on_paper = " ".join(page.extract_text() for page in sheet.pages).split()

    terms = texts(page, "//section//dt")
    told_of = dict(zip(terms, texts(page, "//section//dd"), strict=True))
    assert told_of.pop("Waits since").endswith("(1 week, 5 days)")
    assert told_of == {
        "Reference": application.reference,
        "Form": "Opening of a platform",
        "Country": "Portugal",
        "State": "Before the board",
        "Lead": "lead.sample",
        "Summary of the lead": "All is there.",
        "What is asked": "Mesa da Vila Reunir todos.",
        "Second opinions given by": f"B. Board, {date_format(timezone.localdate())}",
    }
    for words in (application.reference, "lead.sample", "Portugal", "C."):
        assert words in on_paper
    for text in (" ".join(texts(page, "//main")), " ".join(on_paper)):
        assert "@" not in text
        assert "Known and sound" not in text


def test_the_agenda_on_paper_is_tagged_and_has_title_and_language(client, secretary):
    session = make_session(before_the_board("Łódź, محمد"))

    document = PdfReader(io.BytesIO(client.get(url("paper", session)).content))
    root = document.root_object

    assert (document.metadata.title, root["/Lang"]) == ("Agenda of the board session", "en")
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root


def test_a_session_with_nothing_on_it_has_an_agenda(client, secretary):
    session = make_session()

    pages = [client.get(url(page, session)).status_code for page in ("agenda", "paper")]

    assert pages == [200, 200]


def test_a_contact_reads_no_summary_of_their_own_application(client):
    party = make_secretary(email="party@example.org")
    client.force_login(party)
    application = before_the_board(second_email=party.email)
    session = make_session(application)
    session.items.update(summary="Between colleagues.")
    item = session.items.get()

    pages = [client.get(url(page, session)).text for page in ("change", "agenda", "decide")]
    written = button(client, session, application, "summary", {f"item-{item.pk}-summary": "x"})

    assert ["Between colleagues." in page for page in pages] == [False] * 3
    assert written.status_code == 403


# A sitting.


def test_the_secretariat_records_what_the_minutes_say(client, secretary):
    yes, no = before_the_board("Yes"), before_the_board("No", language="en")
    session = make_session(yes, no)

    page, answer = decides(
        client, session, {yes: ("accept", ""), no: ("decline", "Too few take part.")}
    )

    letters = values(page, '//textarea[contains(@name, "body")]/@lang')
    assert letters == ["pt", "en"]
    assert told(follow(client, answer)) == ["2 decisions are entered. Their letters are held."]
    assert states(yes, no) == ["held", "held"]
    assert [application.decision for application in (yes, no)] == ["accepted", "declined"]
    record = no.decision_record()
    assert (record.role, record.by, record.source) == (Role.RECORDER, secretary, "for_the_board")
    assert record.note.text == (
        f"Board session of {date_format(session.day)}, minutes 2026/4.\n\nToo few take part."
    )
    session.refresh_from_db()
    assert (session.stage, session.minutes) == ("held", "2026/4")


def test_a_member_of_the_board_decides_by_their_own_account(client):
    member = make_board_member()
    client.force_login(member)
    application = before_the_board()
    session = make_session(application)

    decides(client, session, {application: ("accept", "")})

    record = application.decision_record()
    assert (record.role, record.by) == (Role.BOARD, member)


def test_the_secretariat_decides_for_the_board_nowhere_else(client, secretary):
    application = before_the_board()
    make_session(application, stage="held", minutes="2026/4")
    move = reverse("admin:platforms_platformapplication_move", args=[application.pk, "accept"])
    letter = {"letter-subject": "The decision", "letter-body": "Good day."}

    answer = client.post(move, {"note": "", **letter})

    assert (answer.status_code, states(application)) == (403, ["for_the_board"])


def test_what_leaves_is_what_was_read(client, secretary):
    application = before_the_board()
    session = make_session(application)
    key = session.items.get().pk
    words = {f"letter-{key}-subject": "A decisão", f"letter-{key}-body": "Bom dia,\n\né sim."}

    decides(client, session, {application: ("accept", "")}, **words)
    release(client, session)

    letter = OutgoingEmail.objects.about(application.reference).get()
    assert (letter.state, letter.context["subject"], letter.context["body"]) == (
        LetterState.QUEUED,
        "A decisão",
        "Bom dia,\n\né sim.",
    )


def test_without_minutes_or_a_reason_nothing_is_decided(client, secretary):
    application = before_the_board()
    session = make_session(application)
    key = session.items.get().pk

    without = client.post(url("decide", session), {f"item-{key}-choice": "decline"})
    no_choice = client.post(url("decide", session), {"minutes": "2026/4"})

    assert texts(without, '//*[@id="error-summary"]//li') == [
        "Enter the reference of the minutes",
        "Say why it is not accepted",
    ]
    assert told(no_choice) == ["Choose a decision for one application at least."]
    assert states(application) == ["for_the_board"]


@pytest.mark.parametrize(
    "odd",
    [
        {"choice": "release"},
        {"choice": "\x00"},
        {"note": "\x00"},
        {"choice": "postpone", "to": "9" * 40},
        {"choice": "postpone", "to": "x"},
    ],
)
def test_odd_decisions_are_refused(client, secretary, odd):
    session = make_session(before_the_board())
    make_session(days=7)
    key = session.items.get().pk
    sent = {"minutes": "2026/4", **{f"item-{key}-{name}": value for name, value in odd.items()}}

    answer = client.post(url("decide", session), {**sent, "letters": "1"})

    assert answer.status_code == 200
    assert texts(answer, '//*[@id="error-summary"]//li')
    assert SessionItem.objects.filter(is_open=True, session=session).count() == 1


def test_one_that_is_refused_leaves_the_others_and_keeps_what_was_typed(client, secretary):
    stays, moved = before_the_board("Stays"), before_the_board("Moved")
    session = make_session(stays, moved)
    key = session.items.get(application=moved).pk
    sent = {"minutes": "2026/4"}
    for item in session.items.all():
        sent |= {f"item-{item.pk}-choice": "decline", f"item-{item.pk}-note": "Too few."}
    page = client.post(url("decide", session), sent)
    form = {**form_of(page), f"letter-{key}-body": "My own words."}
    services.perform(workflow.WITHDRAW, moved, by=secretary, note="By telephone.")

    answer = client.post(url("decide", session), form)

    assert told(answer) == ["1 decision is entered. Its letter is held."]
    assert states(stays, moved) == ["held", "withdrawn"]
    assert texts(answer, '//section//p[contains(@class, "notice-turn")]') == [
        "Refused: Not possible any more: this is now “Withdrawn”."
    ]
    assert texts(answer, "//textarea") == ["My own words."]
    assert values(answer, f'//input[@name="item-{key}-note"]/@value') == ["Too few."]


def test_what_was_taken_off_meanwhile_is_told(client, secretary):
    gone, stays = before_the_board("Gone"), before_the_board("Stays")
    session = make_session(gone, stays)
    sent = {"minutes": "2026/4"}
    for item in session.items.all():
        sent |= {f"item-{item.pk}-choice": "accept"}
    form = form_of(client.post(url("decide", session), sent))
    board.take_off(session, session.items.get(application=gone).pk)

    page = follow(client, client.post(url("decide", session), form))

    assert told(page) == [
        "An application was taken off this session meanwhile, and is not decided.",
        "1 decision is entered. Its letter is held.",
    ]
    assert states(gone, stays) == ["for_the_board", "held"]


def test_two_who_record_at_once_are_not_both_heard(client, secretary):
    application = before_the_board()
    session = make_session(application)
    key = session.items.get().pk
    sent = {"minutes": "2026/4", f"item-{key}-choice": "accept"}
    form = form_of(client.post(url("decide", session), sent))

    first, second = (client.post(url("decide", session), form) for _time in range(2))

    assert (first.status_code, second.status_code) == (302, 200)
    assert application.history.filter(move="accept").count() == 1
    assert len(texts(second, '//p[contains(@class, "notice-turn")]/strong')) == 1


def test_from_the_letters_one_goes_back_to_the_decisions(client, secretary):
    session = make_session(before_the_board())
    key = session.items.get().pk
    sent = {"minutes": "2026/4", f"item-{key}-choice": "decline", f"item-{key}-note": "Too few."}

    page = client.post(url("decide", session), {**sent, "letters": "1", "back": "1"})

    assert values(page, '//input[@type="radio"][@checked]/@value') == ["decline"]
    assert texts(page, "//textarea") == ["Too few."]


def test_a_session_whose_day_is_to_come_decides_nothing(client, secretary):
    application = before_the_board()
    session = make_session(application, days=2)

    _page, answer = decides(client, session, {application: ("accept", "")})

    assert states(application) == ["for_the_board"]
    assert answer.status_code == 200
    assert told(answer)[0].endswith("it has decided nothing yet.")


def test_the_minutes_of_a_session_are_one(client, secretary):
    one, two = before_the_board("One"), before_the_board("Two")
    session = make_session(one, two)
    decides(client, session, {one: ("accept", "")})

    _page, answer = decides(client, session, {two: ("accept", "")}, minutes="2026/5")

    assert told(answer) == ["This session has the minutes “2026/4” on record."]
    assert states(two) == ["for_the_board"]


def test_nobody_decides_on_an_application_in_which_they_are_a_contact(client, secretary):
    application = before_the_board(second_email=secretary.email)
    session = make_session(application)
    key = session.items.get().pk
    sent = {"minutes": "2026/4", f"item-{key}-choice": "accept", "letters": "1"}

    client.post(url("decide", session), sent)
    application.of_minutes = "2026/4"

    assert application.roles_of(secretary) == set()
    assert states(application) == ["for_the_board"]


def test_what_is_postponed_goes_onto_the_other_session(client, secretary):
    application = before_the_board()
    session, other = make_session(application), make_session(days=30)
    session.items.update(summary="All is there.")

    decides(client, session, {application: ("postpone", str(other.pk))})

    here, there = session.items.get(), other.items.get()
    assert (here.is_open, here.outcome, here.postponed_to) == (False, "postponed", other)
    assert (there.is_open, there.application_id, there.summary) == (
        True,
        application.pk,
        "All is there.",
    )
    assert states(application) == ["for_the_board"]


def test_nothing_is_postponed_to_a_closed_session_or_the_same(secretary):
    session = make_session(before_the_board())
    closed = make_session(
        stage="closed", minutes="1", closed_by=secretary, closed_at=timezone.now()
    )

    for pk in (closed.pk, session.pk, 0):
        with pytest.raises(MoveRefused):
            board.postpone(session.items.get(), to_pk=pk)


# Release, undo, close.


def held_session(client, *titles):
    applications = [before_the_board(title, territory_name=title) for title in titles]
    session = make_session(*applications)
    decides(client, session, dict.fromkeys(applications, ("accept", "")))
    return session, applications


def test_all_decisions_are_released_together(client, secretary):
    session, applications = held_session(client, "Vila Um", "Vila Dois")

    page = client.get(url("release", session))
    answer = release(client, session)

    assert texts(page, "//section/p[1]") == [
        f"“{name}” is listed, unless a place of that name is, and its platform opened."
        for name in ("Vila Um", "Vila Dois")
    ]
    assert told(follow(client, answer)) == [
        "2 decisions are released and their letters are on the way."
    ]
    assert states(*applications) == ["accepted", "accepted"]
    assert Platform.objects.count() == 2
    assert {letter.state for letter in OutgoingEmail.objects.all()} == {LetterState.QUEUED}


def test_one_release_that_is_refused_leaves_the_others(client, secretary):
    session, (one, two) = held_session(client, "Vila Um", "Vila Dois")
    shown = values(client.get(url("release", session)), '//input[@name="decision"]/@value')
    PlatformApplication.objects.filter(pk=two.pk).update(second_email=secretary.email)

    page = follow(client, client.post(url("release", session), {"decision": shown}))

    assert told(page) == [
        f"{two.reference}: This move is not open to you here.",
        "1 decision is released and its letter is on the way.",
    ]
    assert states(one, two) == ["accepted", "held"]


def test_a_contact_does_not_learn_what_is_decided_before_it_is_released(client, secretary):
    session, (one,) = held_session(client, "Vila Um")
    PlatformApplication.objects.filter(pk=one.pk).update(second_email=secretary.email)

    pages = {page: client.get(url(page, session)) for page in ("change", "agenda", "release")}
    release(client, session)

    told_it = [page for page, answer in pages.items() if "Accepted" in answer.text]
    assert (told_it, texts(pages["release"], "//pre"), states(one)) == ([], [], ["held"])


def test_what_was_decided_anew_is_not_released_unseen(client, secretary):
    session, (one,) = held_session(client, "Vila Um")
    shown = values(client.get(url("release", session)), '//input[@name="decision"]/@value')
    button(client, session, one, "undo")
    decides(client, session, {one: ("decline", "After all.")})

    page = follow(client, client.post(url("release", session), {"decision": [*shown, "x\x00"]}))

    assert states(one) == ["held"]
    assert told(page)[1:] == [
        "2 decisions were not released: they were changed meanwhile. Look again."
    ]


def test_before_release_who_decided_can_undo(client, secretary):
    session, (one,) = held_session(client, "Vila Um")

    shown = texts(client.get(url("change", session)), "//button[contains(@formaction, 'undo')]")
    button(client, session, one, "undo")

    assert (len(shown), states(one)) == (1, ["for_the_board"])
    assert OutgoingEmail.objects.get().state == LetterState.CANCELLED


def test_another_than_who_decided_cannot_undo(client, secretary):
    session, (one,) = held_session(client, "Vila Um")
    client.force_login(make_secretary())

    shown = texts(client.get(url("change", session)), "//button[contains(@formaction, 'undo')]")
    answer = button(client, session, one, "undo")

    assert (shown, answer.status_code, states(one)) == ([], 403, ["held"])


def test_a_session_is_closed_once_nothing_on_it_waits(client, secretary):
    session, _applications = held_session(client, "Vila Um")
    gone = before_the_board("Gone")
    board.put_on(session, [gone.pk])
    refused = told(follow(client, client.post(url("close", session))))[1:]
    release(client, session)
    services.perform(workflow.WITHDRAW, gone, by=secretary, note="By telephone.")

    client.post(url("close", session))

    assert refused == [
        "First decide or postpone what is before the board, and release what is decided."
    ]
    session.refresh_from_db()
    assert (session.stage, session.minutes, session.closed_by) == ("closed", "2026/4", secretary)
    assert list(session.items.order_by("position").values_list("outcome", "is_open")) == [
        ("accepted", False),
        ("none", False),
    ]


def test_a_closed_session_changes_no_more(client, secretary):
    application = before_the_board()
    session = make_session(
        stage="closed", minutes="1", closed_by=secretary, closed_at=timezone.now()
    )

    client.post(url("put_on", session), {"application": [application.pk]})
    client.post(url("edit", session), {"day": "2030-01-01", "place": "Elsewhere"})
    decide = client.get(url("decide", session))

    session.refresh_from_db()
    assert (session.place, session.items.count(), decide.status_code) == ("Odemira", 0, 302)


def test_a_planned_session_is_not_closed(secretary):
    with pytest.raises(MoveRefused):
        board.close(make_session(), by=secretary)


# Whatever the form, and whatever the number.


def test_every_form_is_reached_through_its_own_page():
    page = admin.site.get_model_admin(before_the_board().answers_model)

    assert [hasattr(page, name) for name in ("act", "form_of", "in_brief", "on_release")] == [
        True
    ] * 4


@pytest.mark.parametrize("page", ["change", "agenda", "decide", "release"])
@pytest.mark.parametrize("state", [State.FOR_THE_BOARD, State.HELD])
def test_pages_cost_the_same_with_one_item_and_with_three(client, secretary, page, state):
    session = make_session(make_application(state, decider=secretary, lead=secretary))
    make_session(days=7)
    one = queries(client, url(page, session))
    for _number in range(2):
        application = make_application(state, decider=make_secretary(), lead=make_secretary())
        board.put_on(session, [application.pk])

    assert queries(client, url(page, session)) == one


def test_the_list_costs_the_same_with_one_session_and_with_three(client, secretary):
    make_session(before_the_board())
    one = queries(client, reverse(LIST))
    make_session(before_the_board(), before_the_board())
    make_session()

    assert queries(client, reverse(LIST)) == one


def test_who_holds_both_roles_decides_as_of_the_board(client):
    both = make_user(StaffRole.BOARD, StaffRole.SECRETARIAT)
    client.force_login(both)
    application = before_the_board()

    decides(client, make_session(application), {application: ("accept", "")})

    assert application.decision_record().role == Role.BOARD


# At once.


def at_once(*acts):
    """Do all at once, each in a connection of its own; returns what each gave or was told."""
    barrier = threading.Barrier(len(acts))

    def do(act):
        try:
            barrier.wait()
            return act()
        except MoveRefused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(do, acts))


@pytest.mark.django_db(transaction=True)
def test_two_sessions_at_once_do_not_both_get_an_application():
    for _round in range(10):
        application = before_the_board()
        sessions = make_session(), make_session()

        at_once(*(partial(board.put_on, session, [application.pk]) for session in sessions))

        assert SessionItem.objects.filter(application=application).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_told_why_not():
    for _round in range(10):
        application = before_the_board()
        session = make_session(application, stage="held", minutes="2026/4")

        def decide(move, session=session, application=application):
            board.decide(
                session.items.get(),
                move,
                PlatformApplication.objects.get(pk=application.pk),
                by=make_secretary(),
                act=services.decide,
                note="Because.",
                letter=Letter("The decision", "Good day."),
            )

        said = at_once(partial(decide, workflow.ACCEPT), partial(decide, workflow.DECLINE))

        assert sorted(map(str, said)) == ["None", "refused"]
        assert application.history.count() == 1
