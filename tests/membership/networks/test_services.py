"""Requests to join a network, and what comes in and goes out: each once, and by whom it may."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from applications.emails import Letter
from membership.models import NetworkMembership, NetworkRequest
from membership.networks import services, workflow
from membership.networks.entries import Entry
from membership.networks.workflow import RequestState
from moves.services import MoveRefused
from outbox.models import OutgoingEmail
from tests.applications.factories import make_board_member, make_secretary
from tests.factories import make_platform, make_territory
from tests.membership.networks.factories import (
    make_coordinator,
    make_network,
    make_network_request,
    make_shown_member,
    put_in,
)

pytestmark = pytest.mark.django_db

LETTER = Letter("Your request", "Good day.")


def letters():
    return sorted(OutgoingEmail.objects.values_list("recipient", "template"))


def states():
    return list(NetworkRequest.objects.order_by("pk").values_list("state", flat=True))


def inside(network):
    return [str(row.entry) for row in network.memberships.order_by("pk")]


def test_a_request_is_kept_once_and_writes_to_its_address_only():
    network = make_network()
    make_coordinator(network)
    entry = Entry("territory", make_territory())
    said = {"name": "Rui", "email": "a@b.pt", "language": "en", "words": "", "suspicion": ""}

    first = services.ask(network, entry, once="once", **said)
    again = services.ask(network, entry, once="once", **said)

    assert (first, states()) == (again, ["unconfirmed"])
    assert letters() == [("a@b.pt", "membership/email/network_confirm")]


def test_a_confirmed_request_is_told_to_its_coordinators():
    network = make_network()
    coordinators = [make_coordinator(network, email=f"{name}@example.org") for name in "ab"]
    make_coordinator(make_network(), email="other@example.org")
    make_coordinator(network, email="gone@example.org", is_active=False)
    make_secretary()
    asked = make_network_request(network, state="unconfirmed")

    services.confirm(asked)
    services.confirm(asked)

    assert states() == ["open"]
    assert letters() == [(one.email, "membership/email/network_asked") for one in coordinators]


def test_where_nobody_coordinates_the_secretariat_is_told():
    secretary = make_secretary()
    make_board_member()

    services.confirm(make_network_request(make_network(), state="unconfirmed"))

    assert letters() == [(secretary.email, "membership/email/network_asked")]


def test_the_same_is_open_once():
    network, territory = make_network(), make_territory()
    make_network_request(network, territory=territory)
    second = make_network_request(network, territory=territory, state="unconfirmed")

    with pytest.raises(MoveRefused, match="asked the same"):
        services.confirm(second)

    assert states() == ["open", "unconfirmed"]


def test_a_withdrawn_request_is_neither_confirmed_nor_answered():
    network = make_network()
    asked = make_network_request(network)
    services.withdraw(asked)
    services.withdraw(asked)

    with pytest.raises(MoveRefused):
        services.confirm(asked)
    with pytest.raises(MoveRefused):
        services.answer(workflow.ACCEPT, asked, by=make_coordinator(network), letter=LETTER)

    assert (states(), inside(network)) == (["withdrawn"], [])


def test_a_closed_network_takes_no_request():
    asked = make_network_request(make_network(state="closed"), state="unconfirmed")

    with pytest.raises(MoveRefused):
        services.confirm(asked)


def test_an_accepted_request_brings_its_entry_in_and_sends_the_letter_as_it_was_read():
    network = make_network()
    coordinator = make_coordinator(network)
    platform = make_platform("Mesa")
    asked = make_network_request(network, platform=platform)

    record = services.answer(workflow.ACCEPT, asked, by=coordinator, letter=LETTER)

    asked.refresh_from_db()
    letter = OutgoingEmail.objects.get()
    assert (asked.state, asked.answered_by) == (RequestState.ACCEPTED, coordinator)
    assert network.memberships.get().came == "request"
    assert (record.move, record.role) == ("accept", "coordinator")
    assert record.note.text == f"P{platform.pk} Mesa"
    assert (letter.recipient, letter.context["subject"], letter.context["body"]) == (
        asked.email,
        "Your request",
        "Good day.",
    )


def test_a_declined_request_brings_nothing_in_and_keeps_why():
    network = make_network()
    asked = make_network_request(network)

    with pytest.raises(MoveRefused):
        services.answer(workflow.DECLINE, asked, by=make_coordinator(network), letter=LETTER)
    record = services.answer(
        workflow.DECLINE, asked, by=make_coordinator(network), letter=LETTER, note="Not there."
    )

    assert (states(), inside(network)) == (["declined"], [])
    assert record.note.text == f"M{asked.member_id} {asked.member.name}\nNot there."


def test_a_person_is_named_by_number_alone_in_the_history():
    network = make_network()
    person = make_shown_member(category="person", name="Ana")

    services.add(network, Entry("member", person), by=make_coordinator(network))

    assert network.notes.get().text == f"M{person.pk}"


@pytest.mark.parametrize("who", ["other", "board", "former"])
def test_only_its_coordinators_and_the_secretariat_keep_a_network(who):
    network = make_network()
    asked = make_network_request(network)
    there = put_in(network, territory=make_territory())
    people = {
        "other": make_coordinator(make_network()),
        "board": make_board_member(),
        "former": make_coordinator(network),
    }
    people["former"].roles = []
    people["former"].save()
    by = people[who]

    for act in (
        lambda: services.answer(workflow.ACCEPT, asked, by=by, letter=LETTER),
        lambda: services.add(network, Entry("territory", make_territory()), by=by),
        lambda: services.remove(there, by=by, note="Because."),
    ):
        with pytest.raises(PermissionDenied):
            act()

    assert (states(), network.memberships.count()) == (["open"], 1)


def test_the_secretariat_adds_and_takes_out():
    network, secretary = make_network(), make_secretary()

    there = services.add(network, Entry("territory", make_territory("Sintra")), by=secretary)
    with pytest.raises(MoveRefused):
        services.add(network, Entry("territory", there.territory), by=secretary)
    with pytest.raises(MoveRefused):
        services.remove(there, by=secretary, note=" ")
    services.remove(there, by=secretary, note="It left.")
    with pytest.raises(MoveRefused):
        services.remove(there, by=secretary, note="It left.")

    moves = list(network.history.order_by("pk").values_list("move", "role"))
    assert moves == [("add-entry", "secretariat"), ("remove-entry", "secretariat")]


def test_to_the_whole_network_nobody_is_added():
    whole = make_network("whole")

    with pytest.raises(MoveRefused):
        services.add(whole, Entry("territory", make_territory()), by=make_secretary())


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"territory": True, "platform": True},
        {"came": "by chance", "territory": True},
    ],
)
def test_the_database_refuses_an_entry_that_is_not_one_thing(fields):
    make = {"territory": make_territory, "platform": make_platform}
    named = {name: make[name]() if name in make else value for name, value in fields.items()}

    with pytest.raises(IntegrityError), transaction.atomic():
        put_in(make_network(), **named)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "national", "country": ""},
        {"kind": "whole", "country": "PT"},
        {"kind": "thematic", "country": ""},
        {"kind": "actors", "country": ""},
        {"kind": "actors", "actor_kind": "school", "country": "PT"},
        {"kind": "friends"},
        {"state": "odd"},
        {"description": "Words.", "description_language": ""},
    ],
)
def test_the_database_refuses_a_network_that_does_not_say_what_its_kind_needs(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_network(**{"kind": "mixed", **fields})


def test_there_is_one_whole_network():
    make_network("whole")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_network("whole")


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "open", "confirmed_at": None},
        {"state": "accepted"},
        {"state": "odd"},
    ],
)
def test_the_database_refuses_a_request_whose_state_and_moments_differ(changes):
    asked = make_network_request(make_network())

    with pytest.raises(IntegrityError), transaction.atomic():
        NetworkRequest.objects.filter(pk=asked.pk).update(**changes)


def at_once(number, act):
    """Let ``act`` be done by some at once, each with a connection of its own; say how it went."""

    def one(at):
        try:
            return act(at)
        except MoveRefused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as people:
        return list(people.map(one, range(number)))


@pytest.mark.django_db(transaction=True)
def test_of_two_coordinators_who_answer_at_once_one_does():
    network = make_network()
    people = [make_coordinator(network) for _ in range(2)]
    asked = make_network_request(network)

    def answer(at):
        move = (workflow.ACCEPT, workflow.DECLINE)[at]
        mine = NetworkRequest.objects.get(pk=asked.pk)
        services.answer(move, mine, by=people[at], letter=LETTER, note="Because.")
        return move.name

    said = at_once(2, answer)

    assert sorted(said) in (["accept", "refused"], ["decline", "refused"])
    assert NetworkMembership.objects.count() == said.count("accept")
    assert (OutgoingEmail.objects.count(), network.history.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_withdrawal_at_once_leave_one_of_them():
    network = make_network()
    coordinator = make_coordinator(network)
    asked = make_network_request(network)

    def act(at):
        mine = NetworkRequest.objects.get(pk=asked.pk)
        if at:
            services.withdraw(mine)
            return "withdrawn"
        services.answer(workflow.ACCEPT, mine, by=coordinator, letter=LETTER)
        return "accepted"

    said = at_once(2, act)

    assert said.count("refused") == 1
    assert states() == [one for one in said if one != "refused"]


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_two_add_at_once_is_in_once():
    network, place = make_network(), make_territory()
    people = [make_coordinator(network) for _ in range(2)]

    def add(at):
        services.add(network, Entry("territory", place), by=people[at])
        return "added"

    assert sorted(at_once(2, add)) == ["added", "refused"]
    assert network.memberships.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_requests_for_the_same_confirmed_at_once_leave_one_open():
    network, place = make_network(), make_territory()
    asked = [make_network_request(network, territory=place, state="unconfirmed") for _ in range(2)]

    def confirm(at):
        services.confirm(asked[at])
        return "confirmed"

    assert sorted(at_once(2, confirm)) == ["confirmed", "refused"]
    assert sorted(states()) == ["open", "unconfirmed"]


def test_a_request_that_nobody_confirms_is_forgotten_after_thirty_days():
    network, now = make_network(), timezone.now()
    for days in (29, 31):
        sent = {"sent_at": now - timedelta(days=days)}
        make_network_request(network, state="unconfirmed", words=f"unconfirmed {days}", **sent)
        make_network_request(network, state="open", words=f"open {days}", **sent)

    number = services.forget_unconfirmed()

    left = NetworkRequest.objects.order_by("pk").values_list("words", flat=True)
    assert (number, list(left)) == (1, ["unconfirmed 29", "open 29", "open 31"])
