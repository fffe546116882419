from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db.utils import ProgrammingError

from moves import services as moves
from moves.services import MoveRefused
from territories import services, workflow
from territories.models import Territory
from territories.workflow import TerritoryState
from tests.applications.factories import make_board_member, make_secretary, make_user
from tests.factories import make_collective_actor, make_platform, make_territory
from tests.moves.steps import at_once, outcome

pytestmark = pytest.mark.django_db

# The table written down once more, by hand: (move, from) → to.
ALLOWED = {
    ("list", "draft"): "listed",
    ("archive", "listed"): "archived",
    ("relist", "archived"): "listed",
    ("merge", "listed"): "merged",
    ("merge", "archived"): "merged",
}


def make_in(state):
    into = make_territory() if state == TerritoryState.MERGED else None
    return make_territory(state=state, merged_into=into)


@pytest.mark.parametrize("state", TerritoryState)
@pytest.mark.parametrize(
    "move",
    [workflow.LIST, workflow.ARCHIVE, workflow.RELIST, workflow.MERGE],
    ids=lambda move: move.name,
)
def test_a_place_goes_by_the_table_and_by_the_secretariat_only(state, move):
    territory, other = make_in(state), make_territory()
    also = {"merged_into": other} if move is workflow.MERGE else {}

    for person in (make_board_member(), make_user(), make_secretary(is_active=False)):
        assert outcome(move, territory, by=person) == state
    try:
        moves.make(move, territory, by=make_secretary(), note="Because.", also=also)
    except MoveRefused:
        assert (move.name, state) not in ALLOWED

    stored = Territory.objects.get(pk=territory.pk)
    expected = ALLOWED.get((move.name, state), state)
    assert (stored.state, stored.history.count()) == (expected, int(expected != state))


def test_who_has_all_rights_moves_as_the_secretariat_does():
    territory = make_territory(state="draft")
    person = make_user(is_superuser=True)

    record = services.perform(workflow.LIST, territory, by=person)

    assert (territory.state, record.by, record.role) == ("listed", person, "secretariat")


@pytest.mark.parametrize("move", [workflow.ARCHIVE, workflow.MERGE], ids=lambda move: move.name)
def test_archive_and_merge_are_refused_without_a_reason(move):
    territory = make_territory()

    with pytest.raises(MoveRefused):
        services.perform(move, territory, by=make_secretary(), note=" ", into=make_territory())

    territory.refresh_from_db()
    assert (territory.state, territory.history.count()) == ("listed", 0)


def test_the_reason_can_be_erased_and_the_record_cannot():
    territory = make_territory()
    record = services.perform(
        workflow.ARCHIVE, territory, by=make_secretary(), note="It left the network."
    )

    territory.notes.all().delete()

    assert list(territory.history.all()) == [record]
    with pytest.raises(ProgrammingError, match="Cannot"):
        territory.history.all().delete()


def test_visitors_see_that_a_moved_place_was_changed():
    territory = make_territory()
    before = territory.changed_at

    services.perform(workflow.ARCHIVE, territory, by=make_secretary(), note="Because.")

    assert Territory.objects.get(pk=territory.pk).changed_at > before


def test_a_confirmation_keeps_the_state_and_its_date():
    territory = make_territory()
    since = territory.state_since

    record = services.perform(
        workflow.CONFIRM_TERRITORY, territory, by=make_secretary(), note="The mayor, by letter."
    )

    territory.refresh_from_db()
    assert (territory.confirmed_at, territory.state, territory.state_since) == (
        record.at,
        "listed",
        since,
    )
    assert record.note.text == "The mayor, by letter."


@pytest.mark.parametrize("state", ["draft", "archived"])
def test_a_place_is_not_listed_beside_one_of_the_same_name(state):
    make_territory("Odemira")
    territory = make_territory("ODÉMIRA", state=state)
    move = {"draft": workflow.LIST, "archived": workflow.RELIST}[state]

    with pytest.raises(MoveRefused, match="This territory is in the registry already"):
        services.perform(move, territory, by=make_secretary())

    assert (Territory.objects.get(pk=territory.pk).state, territory.history.count()) == (state, 0)


def merge(territory, into, *, by=None, note="Entered twice."):
    return services.perform(
        workflow.MERGE, territory, by=by or make_secretary(), note=note, into=into
    )


def test_what_belongs_to_a_merged_place_belongs_to_the_other_one():
    territory, into = make_territory("Odemira"), make_territory("Odemira (Beja)")
    child = make_territory("Zambujeira", parent=territory)
    actor = make_collective_actor("Escola", territory=territory)
    platforms = [
        make_platform("Mesa", territory=territory),
        make_platform("Mesa da escola", territory=territory, collective_actor=actor),
    ]

    merge(territory, into)

    territory.refresh_from_db()
    assert (territory.state, territory.merged_into) == ("merged", into)
    for thing, column in [
        (child, "parent"),
        (actor, "territory"),
        *((p, "territory") for p in platforms),
    ]:
        thing.refresh_from_db()
        assert getattr(thing, column) == into
        assert [record.move for record in thing.history.all()] == ["follow"]


def test_the_other_place_shows_the_states_of_the_platforms_it_took_in():
    territory, into = make_territory(), make_territory()
    make_platform(territory=territory, state="active")

    merge(territory, into)

    assert list(Territory.objects.values_list("platform_states", flat=True).order_by("pk")) == [
        [],
        ["active"],
    ]


def test_the_way_from_a_merged_place_is_followed_to_its_end():
    first, second, third = make_territory(), make_territory(), make_territory()
    merge(first, second)
    merge(second, third)

    assert Territory.objects.get(pk=first.pk).in_force() == third


@pytest.mark.parametrize("state", ["draft", "archived", "merged"])
def test_only_a_listed_place_takes_another_one_in(state):
    territory, into = make_territory(), make_in(state)

    with pytest.raises(MoveRefused, match="Choose another place"):
        merge(territory, into)


def test_no_place_goes_up_in_itself_or_in_what_lies_within_it():
    territory = make_territory()
    inner = make_territory(parent=make_territory(parent=territory))

    for into in (territory, inner):
        with pytest.raises(MoveRefused):
            merge(territory, into)

    territory.refresh_from_db()
    assert (territory.state, territory.history.count()) == ("listed", 0)


def test_a_merger_that_would_make_two_of_one_is_refused_as_a_whole():
    territory, into = make_territory(), make_territory()
    child = make_territory("Centro", parent=territory)
    make_collective_actor("Escola", territory=territory)
    make_collective_actor("Escola", territory=into)

    with pytest.raises(MoveRefused) as refusal:
        merge(territory, into)

    child.refresh_from_db()
    territory.refresh_from_db()
    assert str(refusal.value) == (
        "“Escola” is in both places. Merge or rename one of the two first."
    )
    assert (territory.state, child.parent, child.history.count()) == ("listed", territory, 0)


def test_whoever_may_not_merge_is_not_told_why_it_would_not_go():
    with pytest.raises(PermissionDenied):
        merge(make_territory(), make_territory(state="draft"), by=make_board_member())


@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_a_place_at_once_one_does_and_the_other_is_told():
    for _round in range(5):
        territory = make_territory()
        acts = [
            partial(
                services.perform,
                workflow.ARCHIVE,
                Territory.objects.get(pk=territory.pk),
                by=make_secretary(),
                note="Because.",
            )
            for _person in range(2)
        ]

        assert at_once(*acts) == ["Not possible any more: this is now “Archived”.", "done"]


@pytest.mark.django_db(transaction=True)
def test_of_two_opposite_mergers_at_once_one_is_made():
    for _round in range(5):
        first, second = make_territory(), make_territory()

        results = at_once(
            partial(merge, Territory.objects.get(pk=first.pk), Territory.objects.get(pk=second.pk)),
            partial(merge, Territory.objects.get(pk=second.pk), Territory.objects.get(pk=first.pk)),
        )

        states = Territory.objects.filter(pk__in=[first.pk, second.pk]).values_list("state")
        assert sorted(states) == [("listed",), ("merged",)]
        assert results == ["Not possible any more: this is now “Merged into another”.", "done"] or (
            results == ["Choose another place, one that is listed.", "done"]
        )
