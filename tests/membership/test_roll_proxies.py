"""Delegates, proxies and presence: who speaks for a member in an assembly, and the quorum."""

import threading
from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone

from membership import roll_presence, roll_proxies, rolls
from membership.models import Roll, RollEntry, RollPresence
from membership.roll_presence import Quorum, quorum_of
from membership.workflow import Category
from moves.services import MoveRefused
from tests.applications.factories import make_secretary
from tests.membership.factories import make_member, make_representative
from tests.membership.rolls import entry_of, keep_samples, make_frozen_roll, make_roll, make_voter
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


def give(roll, giver, holder):
    """Give a proxy; return the words of who refuses it, or nothing."""
    try:
        roll_proxies.give_proxy(entry_of(roll, giver), holder_number=holder.number)
    except MoveRefused as refusal:
        return str(refusal)
    return None


def proxies(roll):
    given = roll.entries.filter(proxy_to__isnull=False).order_by("member")
    return list(given.values_list("name", "proxy_to__name"))


def test_a_delegate_named_by_staff_stands_in_the_place_of_the_representative():
    member = make_voter()
    make_representative(member, name="Ana")
    roll = make_roll()

    roll_proxies.name_delegate(entry_of(roll, member), name="Rui", function="Deputy")

    entry = entry_of(roll, member)
    assert (entry.delegate, entry.is_named_by_staff) == ("Rui, Deputy", True)


def test_a_proxy_is_given_once_and_taken_back():
    giver, holder, third = (make_voter(name=name) for name in "ABC")
    roll = make_roll()

    said = [give(roll, giver, holder), give(roll, giver, holder), give(roll, giver, third)]
    given = proxies(roll)
    roll_proxies.take_proxy_back(entry_of(roll, giver))

    assert said == [None, None, "It has given its proxy already. Take that back first."]
    assert given == [("A", "B")]
    assert proxies(roll) == []


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_a_member_holds_as_many_proxies_as_the_rule_of_the_day_allows(limit):
    holder, *givers = (make_voter(name=f"V{number}") for number in range(5))
    roll = make_roll()
    Roll.objects.update(proxy_limit=limit)

    said = [give(roll, giver, holder) for giver in givers]

    full = f"{holder} holds as many proxies as are allowed: {limit}."
    assert said == [None] * limit + [full] * (4 - limit)
    assert len(proxies(roll)) == limit


def test_a_proxy_is_not_handed_on():
    first, second, third = (make_voter(name=name) for name in "ABC")
    roll = make_roll()
    give(roll, first, second)

    assert (
        give(roll, second, third) == "This member holds a proxy itself: a proxy is not handed on."
    )
    assert give(roll, third, first) == f"{first} has given its own proxy, so it can hold none."
    assert proxies(roll) == [("A", "B")]


def test_giver_and_holder_have_a_vote_on_the_same_roll():
    voter = make_voter(name="V")
    associate = make_voter(Category.BODY, name="B")
    lapsed = make_member(Category.PUBLIC_ENTITY, name="L")
    roll = make_roll()
    late = make_voter(name="Late")

    assert [
        give(roll, voter, associate),
        give(roll, voter, lapsed),
        give(roll, associate, voter),
        give(roll, voter, voter),
        give(roll, voter, late),
    ] == [
        f"{associate} has no vote on this roll.",
        f"{lapsed} has no vote on this roll.",
        "This member has no vote to give away.",
        "A member does not give its proxy to itself.",
        "No member of this number is on the roll.",
    ]


def test_nothing_is_given_or_named_while_a_roll_is_drawn_up_or_once_it_is_frozen():
    giver, holder = make_voter(), make_voter()
    roll = make_roll()
    rolls.reopen(roll)
    drawn = give(roll, giver, holder)
    Roll.objects.update(drawn_at=timezone.now())
    rolls.freeze(roll, by=make_secretary())

    frozen = give(roll, giver, holder)

    assert drawn == "The roll is being drawn up. Wait until it is whole."
    assert frozen == "This roll is frozen: nothing on it changes any more."
    for act in (
        lambda entry: roll_proxies.name_delegate(entry, name="Rui"),
        roll_proxies.take_proxy_back,
    ):
        with pytest.raises(MoveRefused, match="This roll is frozen"):
            act(entry_of(roll, giver))


def test_the_database_keeps_the_rules_of_proxies_by_itself():
    first, second, third = (make_voter(name=name) for name in "ABC")
    associate = make_voter(Category.BODY)
    roll = make_roll()
    give(roll, first, second)

    def raw(giver, holder):
        holder = entry_of(roll, holder)
        return refused_by(roll.entries.filter(member=giver).update, proxy_to=holder)

    elsewhere = entry_of(make_roll(), third)
    assert raw(third, second) == "proxies_keep_the_limit"
    assert raw(third, first) == "proxy_is_not_handed_on"
    assert raw(second, third) == "proxy_is_not_handed_on"
    assert raw(third, associate) == "proxy_goes_to_a_vote_of_the_roll"
    assert raw(associate, third) == "proxy_comes_from_a_vote"
    assert raw(third, third) == "proxy_goes_to_another"
    assert (
        refused_by(roll.entries.filter(member=third).update, proxy_to=elsewhere)
        == "proxy_goes_to_a_vote_of_the_roll"
    )


@pytest.fixture
def rules():
    keep_samples()


def both(*acts):
    """Let all act at once, each in a thread of its own; count what they say."""
    start, said = threading.Barrier(len(acts)), []

    def act(mine):
        start.wait(20)
        try:
            said.append(mine())
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=[mine]) for mine in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(said)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("rules")
def test_of_two_proxies_at_once_for_the_last_free_place_exactly_one_is_given():
    holder, left, right = (make_voter(name=name) for name in "ABC")
    roll = make_roll()
    full = f"{holder} holds as many proxies as are allowed: 1."

    for _round in range(30):
        RollEntry.objects.update(proxy_to=None)

        said = both(lambda: give(roll, left, holder), lambda: give(roll, right, holder))

        assert said == {None: 1, full: 1}
        assert roll.entries.filter(proxy_to__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("rules")
def test_two_that_give_their_proxy_to_each_other_at_once_make_no_chain():
    left, right = make_voter(name="A"), make_voter(name="B")
    roll = make_roll()

    for _round in range(30):
        RollEntry.objects.update(proxy_to=None)

        both(lambda: give(roll, left, right), lambda: give(roll, right, left))

        assert roll.entries.filter(proxy_to__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("rules")
def test_a_proxy_given_while_a_roll_is_frozen_is_in_the_digest_or_refused():
    giver, holder = make_voter(), make_voter()
    by = make_secretary()

    for number in range(20):
        roll = make_roll(title=f"Assembly {number}", by=by)

        said = both(lambda: give(roll, giver, holder), lambda: rolls.freeze(roll, by=by))  # noqa: B023

        frozen = Roll.objects.get(pk=roll.pk)
        given = len(proxies(frozen))
        assert (frozen.state, said[None]) == ("frozen", 1 + given)
        assert rolls.roll_text.is_unaltered(frozen)


def test_present_and_represented_are_counted_against_what_is_needed():
    present, holder, giver, absent_holder, absent_giver = (
        make_voter(name=name) for name in "ABCDE"
    )
    make_voter(Category.BODY)
    roll = make_roll()
    give(roll, giver, holder)
    give(roll, absent_giver, absent_holder)
    rolls.freeze(roll, by=make_secretary())
    roll.refresh_from_db()
    counts = [quorum_of(roll)]

    for member in (present, holder, giver):
        roll_presence.mark(entry_of(roll, member), is_present=True, by=make_secretary())
        counts.append(quorum_of(roll))

    assert counts == [
        Quorum(voters=5, needed=3, present=0, represented=0),
        Quorum(voters=5, needed=3, present=1, represented=0),
        Quorum(voters=5, needed=3, present=2, represented=1),
        # Who comes after having given a proxy counts once.
        Quorum(voters=5, needed=3, present=3, represented=0),
    ]
    assert [quorum.is_reached for quorum in counts] == [False, False, True, True]


def test_a_roll_without_votes_has_no_quorum():
    assert not quorum_of(make_frozen_roll()).is_reached


def test_presence_is_marked_once_and_taken_off_and_leaves_the_digest_alone():
    member, by = make_voter(), make_secretary()
    roll = make_frozen_roll()
    entry = entry_of(roll, member)

    roll_presence.mark(entry, is_present=True, by=by)
    roll_presence.mark(entry, is_present=True, by=make_secretary())
    there = list(RollPresence.objects.values_list("entry", "marked_by"))
    for _press in range(2):
        roll_presence.mark(entry, is_present=False, by=by)

    assert there == [(entry.pk, by.pk)]
    assert RollPresence.objects.count() == 0
    assert rolls.roll_text.is_unaltered(roll)


def test_only_who_votes_on_a_frozen_roll_is_present():
    voter, associate, by = make_voter(), make_voter(Category.BODY), make_secretary()
    draft = make_roll()
    on_draft = entry_of(draft, voter)
    frozen = make_frozen_roll()
    without_vote = entry_of(frozen, associate)

    for entry, words in (
        (on_draft, "Who is present is written down once the roll is frozen."),
        (without_vote, "This member has no vote on this roll."),
    ):
        with pytest.raises(MoveRefused, match=words):
            roll_presence.mark(entry, is_present=True, by=by)
        assert (
            refused_by(RollPresence.objects.create, entry=entry, marked_by=by)
            == "present_with_a_vote"
        )
