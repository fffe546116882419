import pytest

from applications import workflow
from applications.steps import public_steps
from applications.workflow import Applicant, State
from moves import services as moves
from tests.applications.factories import make_application, make_board_member, make_secretary

pytestmark = pytest.mark.django_db

TO_REVIEW = (workflow.SEND, workflow.CONFIRM, workflow.TAKE)
ASKED = (*TO_REVIEW, workflow.ASK)


def after(*way):
    """Return the states of the public steps after an application went this way."""
    application = make_application(State.DRAFT)
    people = {
        workflow.Role.APPLICANT: Applicant(application.pk),
        workflow.Role.SECRETARIAT: make_secretary(),
        workflow.Role.BOARD: make_board_member(),
    }
    for move in way:
        role = move.ways[application.state][0]
        moves.make(move, application, by=people[role], note="Because.")
    steps = public_steps(application)
    assert [bool(step.date) for step in steps] == [step.state == "done" for step in steps]
    return [step.state for step in steps]


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ((), ["now", "next", "next", "next"]),
        ((workflow.SEND,), ["done", "now", "next", "next"]),
        ((workflow.SEND, workflow.CONFIRM), ["done", "done", "now", "next"]),
        (TO_REVIEW, ["done", "done", "done", "now"]),
        (ASKED, ["done", "done", "done", "now", "next"]),
        ((*ASKED, workflow.ANSWER), ["done", "done", "done", "done", "now"]),
        ((*ASKED, workflow.ANSWER, workflow.ASK), ["done", "done", "done", "now", "next"]),
        ((*TO_REVIEW, workflow.TO_BOARD), ["done", "done", "done", "now"]),
        ((*TO_REVIEW, workflow.ACCEPT), ["done", "done", "done", "now"]),
        ((*TO_REVIEW, workflow.ACCEPT, workflow.RELEASE), ["done", "done", "done", "done"]),
        ((*TO_REVIEW, workflow.DECLINE, workflow.RELEASE), ["done", "done", "done", "done"]),
        ((workflow.SEND, workflow.WITHDRAW), ["done", "done"]),
        (
            (workflow.SEND, workflow.CONFIRM, workflow.MARK_SPAM),
            ["done", "done", "now", "next"],
        ),
        (
            (*TO_REVIEW, workflow.DECLINE, workflow.RELEASE, workflow.REOPEN),
            ["done", "done", "done", "now"],
        ),
    ],
    ids=lambda way: "-".join(getattr(step, "name", step) for step in way) or "draft",
)
def test_the_applicant_sees_few_steps_each_dated(way, expected):
    assert after(*way) == expected


def test_what_is_decided_and_held_looks_to_the_outside_like_a_review():
    assert after(*TO_REVIEW) == after(*TO_REVIEW, workflow.ACCEPT)
