"""Two at once on one application: one wins, the other is told why, a hundred times of a hundred.

Each race has its control: the same acts without the lock, where both win or a rule of the
database has to stop one of them. Without it nobody knew whether the race can be lost at all.
"""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from applications import workflow
from applications.emails import Letter
from applications.workflow import Applicant, State
from moves.services import MoveRefused
from platforms import services
from platforms.workflow import Section
from tests.applications.factories import make_secretary
from tests.applications.races import CONTROLS, ROUNDS, Outcome, Race, control, rounds

pytestmark = pytest.mark.django_db(transaction=True)

OLD, NEW = "Mesa de Vila Exemplo", "Mesa Nova"
YES, NO = Letter("Yes", "So be it."), Letter("No", "Not yet.")


@pytest.fixture
def staff():
    return make_secretary(), make_secretary()


def decide(move, letter, by, *, keep_held=False):
    def act(application):
        services.decide(
            move, application, by=by, note="Because.", letter=letter, keep_held=keep_held
        )

    return act


def make(move, by=None):
    def act(application):
        services.perform(move, application, by=by or Applicant(application.pk))

    return act


def rename(application):
    """Store a page of the answers, as the applicant's window does."""
    services.save(application, Section.PLATFORM, {"local_name": NEW})


def answer_and_accept(by):
    """Let the other contact send the answers and staff accept at once.

    Returns the words in which the contact was told that they were sent already, if so.
    """

    def act(application):
        told = None
        try:
            make(workflow.ANSWER)(application)
        except MoveRefused as refusal:
            told = str(refusal)
        decide(workflow.ACCEPT, YES, by)(application)
        return told

    return act


def refused(state):
    return f"Not possible any more: this is now “{state}”."


def to_both(says, state="queued"):
    return ((says, "first", state), (says, "second", state))


def accepted(left, right, *before, name=OLD):
    """Return the outcome where it is accepted, and everything followed once."""
    return Outcome(
        left=left,
        right=right,
        state="accepted",
        decision="accepted",
        moves=(*before, "accept", "release"),
        letters=to_both("Yes"),
        territories=1,
        names=(name, name),
    )


DECLINED = Outcome(
    left=refused("Not accepted this time"),
    right="done",
    state="declined",
    decision="declined",
    moves=("decline", "release"),
    letters=to_both("No"),
    territories=0,
    names=(OLD,),
)
WITHDRAWN = DECLINED._replace(
    left=refused("Withdrawn"),
    state="withdrawn",
    decision="",
    moves=("withdraw",),
    letters=to_both("withdrawn"),
)


def accept_against_decline(staff):
    left, right = staff
    return Race(decide(workflow.ACCEPT, YES, left), decide(workflow.DECLINE, NO, right))


def test_accept_against_decline(staff):
    outcomes = rounds(accept_against_decline(staff), State.IN_REVIEW)

    assert set(outcomes) == {accepted("done", refused("Accepted")), DECLINED}
    assert sum(outcomes.values()) == ROUNDS


@pytest.mark.parametrize(
    ("late", "state", "moves", "letters", "platforms"),
    [
        ("right", "declined", ["accept", "release", "decline", "release"], ("Yes", "No"), [OLD]),
        ("left", "accepted", ["decline", "release", "accept", "release"], ("No", "Yes"), [OLD]),
    ],
)
def test_without_the_lock_it_is_accepted_and_declined(
    staff, monkeypatch, late, state, moves, letters, platforms
):
    outcomes = control(accept_against_decline(staff), State.IN_REVIEW, late, monkeypatch)

    both = Outcome(
        left="done",
        right="done",
        state=state,
        decision=state,
        moves=tuple(moves),
        letters=(*to_both(letters[0]), *to_both(letters[1])),
        territories=1,
        names=(OLD, *platforms),
    )
    assert outcomes == {both: CONTROLS}


def accept_against_withdraw(staff):
    return Race(decide(workflow.ACCEPT, YES, staff[0]), make(workflow.WITHDRAW))


def test_accept_against_withdraw(staff):
    outcomes = rounds(accept_against_withdraw(staff), State.IN_REVIEW)

    assert set(outcomes) == {accepted("done", refused("Accepted")), WITHDRAWN}
    assert sum(outcomes.values()) == ROUNDS


@pytest.mark.parametrize(
    ("late", "state", "moves", "letters"),
    [
        ("right", "withdrawn", ["accept", "release", "withdraw"], ("Yes", "withdrawn")),
        ("left", "accepted", ["withdraw", "accept", "release"], ("withdrawn", "Yes")),
    ],
)
def test_without_the_lock_it_is_accepted_and_withdrawn(
    staff, monkeypatch, late, state, moves, letters
):
    outcomes = control(accept_against_withdraw(staff), State.IN_REVIEW, late, monkeypatch)

    both = Outcome(
        left="done",
        right="done",
        state=state,
        decision="accepted" if state == "accepted" else "",
        moves=tuple(moves),
        letters=(*to_both(letters[0]), *to_both(letters[1])),
        territories=1,
        names=(OLD, OLD),
    )
    assert outcomes == {both: CONTROLS}


def page_against_accept(staff):
    """The first contact still writes, when the second has sent the answers and it is accepted."""
    return Race(rename, answer_and_accept(staff[0]))


def test_an_answer_against_accept(staff):
    outcomes = rounds(page_against_accept(staff), State.INFORMATION_ASKED)

    stored = accepted("done", "done", "answer", name=NEW)
    assert set(outcomes) == {stored, accepted("section closed", "done", "answer")}
    assert sum(outcomes.values()) == ROUNDS


def test_without_the_lock_an_answer_changes_what_was_accepted(staff, monkeypatch):
    race = page_against_accept(staff)

    outcomes = control(race, State.INFORMATION_ASKED, "left", monkeypatch)

    # In the registry stands what was decided upon, on record something else.
    assert outcomes == {accepted("done", "done", "answer")._replace(names=(NEW, OLD)): CONTROLS}


def answers_against_accept(staff):
    """Both contacts send the answers, and it is accepted at once."""
    return Race(make(workflow.ANSWER), answer_and_accept(staff[0]))


def test_sending_the_answers_against_accept(staff):
    outcomes = rounds(answers_against_accept(staff), State.INFORMATION_ASKED)

    assert set(outcomes) <= {
        accepted("done", refused("In review"), "answer"),
        accepted(refused("In review"), "done", "answer"),
        accepted(refused("Accepted"), "done", "answer"),
    }
    assert {outcome.left == "done" for outcome in outcomes} == {True, False}
    assert sum(outcomes.values()) == ROUNDS


@pytest.mark.parametrize(
    ("late", "outcome"),
    [
        # The last guard: a rule of the database stops who would take it back into review.
        (
            "left",
            accepted("stopped by application_has_decision_once_decided", "done", "answer"),
        ),
        ("right", accepted("done", "done", "answer", "answer")),
    ],
)
def test_without_the_lock_the_answers_are_sent_twice_or_after_it_is_accepted(
    staff, monkeypatch, late, outcome
):
    race = answers_against_accept(staff)

    outcomes = control(race, State.INFORMATION_ASKED, late, monkeypatch)

    assert outcomes == {outcome: CONTROLS}


def release_twice(staff):
    left, right = staff
    return Race(make(workflow.RELEASE, left), make(workflow.RELEASE, right))


def test_release_twice(staff):
    hold = decide(workflow.ACCEPT, YES, staff[0], keep_held=True)

    outcomes = rounds(release_twice(staff), State.IN_REVIEW, hold)

    assert set(outcomes) == {
        accepted("done", refused("Accepted")),
        accepted(refused("Accepted"), "done"),
    }
    assert sum(outcomes.values()) == ROUNDS


@pytest.mark.parametrize("late", ["left", "right"])
def test_without_the_lock_a_release_opens_two_platforms(staff, monkeypatch, late):
    hold = decide(workflow.ACCEPT, YES, staff[0], keep_held=True)

    outcomes = control(release_twice(staff), State.IN_REVIEW, late, monkeypatch, hold)

    twice = accepted("done", "done")._replace(
        moves=("accept", "release", "release"), names=(OLD, OLD, OLD)
    )
    assert outcomes == {twice: CONTROLS}


def press(user, move, sent):
    """Return what pressing a button of the admin comes to: the words that the page then says."""
    signed_in = Client()
    signed_in.force_login(user)

    def act(application):
        browser = Client()
        browser.cookies = signed_in.cookies.copy()
        page = "admin:platforms_platformapplication"
        answer = browser.post(reverse(f"{page}_move", args=[application.pk, move.name]), sent)
        assert answer.url == reverse(f"{page}_change", args=[application.pk])
        [message] = get_messages(answer.wsgi_request)
        return "done" if str(message) == str(move.done) else str(message)

    return act


def form(letter):
    return {"note": "Because.", "letter-subject": letter.subject, "letter-body": letter.body}


def test_two_of_staff_press_accept_and_decline_at_once(staff):
    left, right = staff
    race = Race(press(left, workflow.ACCEPT, form(YES)), press(right, workflow.DECLINE, form(NO)))

    outcomes = rounds(race, State.IN_REVIEW)

    assert set(outcomes) == {accepted("done", refused("Accepted")), DECLINED}
    assert sum(outcomes.values()) == ROUNDS


def test_two_of_staff_press_release_at_once(staff):
    hold = decide(workflow.ACCEPT, YES, staff[0], keep_held=True)
    race = Race(*(press(user, workflow.RELEASE, {"note": ""}) for user in staff))

    outcomes = rounds(race, State.IN_REVIEW, hold)

    assert set(outcomes) == {
        accepted("done", refused("Accepted")),
        accepted(refused("Accepted"), "done"),
    }
    assert sum(outcomes.values()) == ROUNDS
