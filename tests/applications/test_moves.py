import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.utils import ProgrammingError

from applications import workflow
from applications.diagram import drawing
from applications.workflow import Applicant, Role, State
from moves import services as moves
from moves.services import MoveRefused
from platforms.models import PlatformApplication
from tests.applications.factories import (
    make_application,
    make_board_member,
    make_secretary,
    make_user,
)

# The table of `docs/workflow.md` written down once more, by hand: (move, from, role) → to.
ALLOWED = {
    ("send", "draft", "applicant"): "unconfirmed",
    ("confirm", "unconfirmed", "applicant"): "submitted",
    ("enter", "draft", "enterer"): "submitted",
    ("take", "submitted", "secretariat"): "in_review",
    ("hand-over", "in_review", "secretariat"): "in_review",
    ("hand-over", "information_asked", "secretariat"): "information_asked",
    ("hand-over", "for_the_board", "secretariat"): "for_the_board",
    ("hand-over", "held", "secretariat"): "held",
    ("name-contact", "submitted", "secretariat"): "submitted",
    ("name-contact", "in_review", "secretariat"): "in_review",
    ("name-contact", "information_asked", "secretariat"): "information_asked",
    ("name-contact", "for_the_board", "secretariat"): "for_the_board",
    ("ask", "in_review", "secretariat"): "information_asked",
    ("answer", "information_asked", "applicant"): "in_review",
    ("to-board", "in_review", "secretariat"): "for_the_board",
    ("accept", "in_review", "secretariat"): "held",
    ("accept", "for_the_board", "board"): "held",
    ("decline", "in_review", "secretariat"): "held",
    ("decline", "for_the_board", "board"): "held",
    ("release", "held", "secretariat"): "accepted",
    ("undo", "held", "decider"): "in_review",
    ("mark-spam", "submitted", "secretariat"): "spam",
    ("mark-spam", "in_review", "secretariat"): "spam",
    ("reopen", "declined", "secretariat"): "in_review",
    ("reopen", "withdrawn", "secretariat"): "in_review",
    ("reopen", "spam", "secretariat"): "in_review",
} | {
    ("withdraw", state, role): "withdrawn"
    for state in (
        "draft",
        "unconfirmed",
        "submitted",
        "in_review",
        "information_asked",
        "for_the_board",
        "held",
    )
    for role in ("applicant", "secretariat")
}
# Who decided, enters it for somebody or records minutes is a member of the secretariat here, and
# may do what the secretariat may.
ALLOWED |= {
    (move, state, other): target
    for (move, state, role), target in ALLOWED.items()
    if role == "secretariat"
    for other in ("decider", "enterer", "recorder")
}
ALLOWED |= {(move, "for_the_board", "recorder"): "held" for move in ("accept", "decline")}


@pytest.fixture
def people(db):
    return {
        Role.SECRETARIAT: make_secretary(),
        Role.BOARD: make_board_member(),
        Role.DECIDER: make_secretary(),
        Role.ENTERER: make_secretary(),
        Role.RECORDER: make_secretary(),
    }


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", workflow.MOVES.values(), ids=lambda move: move.name)
@pytest.mark.parametrize("role", Role)
def test_make_follows_the_table_and_nothing_else(state, move, role, people):
    decider = people[Role.DECIDER] if state == State.HELD else None
    entered = {"entered_by": people[Role.ENTERER], "came_by": "paper"}
    application = make_application(
        state, decider=decider, **(entered if role == Role.ENTERER else {})
    )
    application.of_minutes = "2026/4" if role == Role.RECORDER else ""
    by = people.get(role, Applicant(application.pk))
    expected = ALLOWED.get((move.name, state, role), state)
    before = application.history.count()

    if (move.name, state, role) in ALLOWED:
        moves.make(move, application, by=by, note="Because.")
    else:
        with pytest.raises((MoveRefused, PermissionDenied)):
            moves.make(move, application, by=by, note="Because.")

    stored = PlatformApplication.objects.get(pk=application.pk)
    written = application.history.count() - before
    assert (stored.state, written) == (expected, int((move.name, state, role) in ALLOWED))
    assert moves.is_open_to(move, make_application(state), by=make_user()) is False


def test_a_move_is_recorded_with_who_when_from_and_to(people):
    application = make_application(State.SUBMITTED)
    secretary = people[Role.SECRETARIAT]

    record = moves.make(workflow.TAKE, application, by=secretary)

    application.refresh_from_db()
    assert (record.move, record.source, record.target, record.by, record.role, record.at) == (
        "take",
        "submitted",
        "in_review",
        secretary,
        "secretariat",
        application.state_since,
    )
    assert application.lead == secretary


def test_moves_of_the_applicant_name_no_person(db):
    application = make_application(State.DRAFT)

    record = moves.make(workflow.SEND, application, by=Applicant(application.pk))

    assert (record.by, record.role) == (None, "applicant")


@pytest.mark.parametrize(
    "move", [move for move in workflow.MOVES.values() if move.needs_note], ids=lambda m: m.name
)
@pytest.mark.parametrize("note", ["", "   "])
def test_a_move_that_needs_a_reason_is_refused_without_one(move, note, people):
    source = next(iter(move.ways))
    application = make_application(source)

    with pytest.raises(MoveRefused):
        moves.make(move, application, by=people[Role.SECRETARIAT], note=note)

    application.refresh_from_db()
    assert (application.state, application.history.count()) == (source, 0)


def test_the_reason_is_kept_in_a_note_beside_the_history(people):
    application = make_application(State.DECLINED)

    record = moves.make(
        workflow.REOPEN, application, by=people[Role.SECRETARIAT], note=" New facts. "
    )

    assert [(note.text, note.record, note.by) for note in application.notes.all()] == [
        ("New facts.", record, people[Role.SECRETARIAT])
    ]


def test_nobody_decides_on_an_application_in_which_they_are_a_contact(db):
    secretary = make_secretary(email="both@example.org")
    application = make_application(State.IN_REVIEW, email="Both@Example.org")

    with pytest.raises(PermissionDenied):
        moves.make(workflow.ACCEPT, application, by=secretary)


def test_a_person_who_was_switched_off_makes_no_move(db):
    application = make_application(State.SUBMITTED)

    with pytest.raises(PermissionDenied):
        moves.make(workflow.TAKE, application, by=make_secretary(is_active=False))


def test_one_applicant_makes_no_move_on_another_ones_application(db):
    application, other = make_application(), make_application()

    with pytest.raises(PermissionDenied):
        moves.make(workflow.SEND, application, by=Applicant(other.pk))


def test_a_decision_put_before_the_board_goes_back_there_when_undone(people):
    application = make_application(State.FOR_THE_BOARD)
    moves.make(workflow.ACCEPT, application, by=people[Role.BOARD])

    moves.make(workflow.UNDO, application, by=people[Role.BOARD])

    stored = PlatformApplication.objects.get(pk=application.pk)
    assert (stored.state, stored.decision, stored.held_from) == ("for_the_board", "", "")


@pytest.mark.parametrize("change", [{"move": "accept"}, None], ids=["update", "delete"])
def test_history_is_never_changed_or_deleted(change, people):
    application = make_application(State.SUBMITTED)
    moves.make(workflow.TAKE, application, by=people[Role.SECRETARIAT])

    with pytest.raises(ProgrammingError, match="Cannot"):
        application.history.update(**change) if change else application.history.all().delete()


def test_the_diagram_in_docs_is_the_table(settings):
    page = settings.BASE_DIR / "docs" / "workflow.md"

    assert page.read_text() == drawing()


def decide_at_once(application, deciders):
    """Let several people decide at the same moment; return what became of each."""
    start, results = threading.Barrier(len(deciders)), []

    def decide(move, by):
        mine = PlatformApplication.objects.get(pk=application.pk)
        start.wait()
        try:
            moves.make(move, mine, by=by, note="Because.")
            results.append(move.name)
        except MoveRefused:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=pair) for pair in deciders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


def race(rounds):
    """Let one accept and another decline, several times; return how often both succeeded."""
    both = 0
    for _round in range(rounds):
        application = make_application(State.IN_REVIEW)
        deciders = [(workflow.ACCEPT, make_secretary()), (workflow.DECLINE, make_secretary())]
        both += "refused" not in decide_at_once(application, deciders)
    return both


@pytest.mark.django_db(transaction=True)
def test_of_two_people_deciding_at_once_one_decides():
    assert race(10) == 0


@pytest.mark.django_db(transaction=True)
def test_the_race_is_real_without_the_lock(monkeypatch):
    """The control: the same race with the lock off, which must show both deciding."""
    queryset = type(PlatformApplication.objects.all())
    monkeypatch.setattr(queryset, "select_for_update", lambda self, **options: self.all())

    assert race(20) > 0
