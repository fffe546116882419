from functools import partial

import pytest

from moves import services as moves
from moves.services import MoveRefused
from platforms import workflow
from platforms.models import Platform
from territories.workflow import PlatformState
from tests.applications.factories import make_board_member, make_secretary, make_user
from tests.factories import make_platform
from tests.moves.steps import at_once, outcome

pytestmark = pytest.mark.django_db

# The table written down once more, by hand: (move, from) → to.
ALLOWED = {
    ("activate", "forming"): "active",
    ("activate", "dormant"): "active",
    ("activate", "not_known"): "active",
    ("let-rest", "forming"): "dormant",
    ("let-rest", "active"): "dormant",
    ("let-rest", "not_known"): "dormant",
    ("close", "forming"): "closed",
    ("close", "active"): "closed",
    ("close", "dormant"): "closed",
    ("close", "not_known"): "closed",
    ("reopen", "closed"): "forming",
}
OF_STATE = [workflow.ACTIVATE, workflow.LET_REST, workflow.CLOSE, workflow.REOPEN]


def make_in(state):
    return make_platform(state=state, source_url="https://example.org/")


@pytest.mark.parametrize("state", PlatformState)
@pytest.mark.parametrize("move", OF_STATE, ids=lambda move: move.name)
def test_a_platform_goes_by_the_table_and_by_the_secretariat_only(state, move):
    platform = make_in(state)
    expected = ALLOWED.get((move.name, state), state)

    for person in (make_board_member(), make_user(), make_secretary(is_active=False)):
        assert outcome(move, platform, by=person) == state
    assert outcome(move, platform, by=make_secretary()) == expected

    assert platform.history.count() == int(expected != state)


@pytest.mark.parametrize(
    "move", [workflow.LET_REST, workflow.CLOSE, workflow.REOPEN], ids=lambda move: move.name
)
def test_rest_close_and_reopen_are_refused_without_a_reason(move):
    platform = make_in(next(iter(move.ways)))

    with pytest.raises(MoveRefused, match="Please say why"):
        moves.make(move, platform, by=make_secretary(), note="")


@pytest.mark.parametrize("state", PlatformState)
def test_a_platform_at_work_is_confirmed_and_no_other(state):
    platform = make_in(state)

    is_open = moves.is_open_to(workflow.CONFIRM, platform, by=make_secretary())

    assert is_open == (state in ("forming", "active", "dormant"))


def close_at_once(*, people):
    """Let several people close one platform at the same moment; return what became of each."""
    platform = make_in("dormant")
    acts = [
        partial(
            moves.make,
            workflow.CLOSE,
            Platform.objects.get(pk=platform.pk),
            by=make_secretary(),
            note="Because.",
        )
        for _person in range(people)
    ]
    return at_once(*acts)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_close_a_platform_at_once_one_does_and_the_other_is_told():
    refusal = "Not possible any more: this is now “Closed”."

    assert [close_at_once(people=2) for _round in range(5)] == [[refusal, "done"]] * 5


@pytest.mark.django_db(transaction=True)
def test_the_race_is_real_without_the_lock(monkeypatch):
    """The control: the same race with the lock off, which must show both closing."""
    queryset = type(Platform.objects.all())
    monkeypatch.setattr(queryset, "select_for_update", lambda self, **options: self.all())

    assert ["done", "done"] in [close_at_once(people=2) for _round in range(20)]
