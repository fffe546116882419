"""Many who register at the same moment: as many have a place as there are, the rest waits."""

import threading
from functools import partial

import pytest
from django.conf import settings
from django.db import connection

from network.events import services
from network.models import Event
from tests.network.registering import make_coming, make_registration

# Each thread has a connection of its own, and sees what others have committed.
pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, PLACES, ROUNDS, PATIENCE = 24, 5, 5, 20
# So many have a connection to the database at the same moment, beside the test itself.
TOGETHER = settings.DATABASES["default"]["OPTIONS"]["pool"]["max_size"] - 1


def all_at_once(acts):
    """Let all act at the same moment, each in a thread of its own; return what went wrong."""
    start, faults = threading.Barrier(len(acts)), []

    def one(act):
        try:
            start.wait(PATIENCE)
            act()
        except Exception as fault:
            faults.append(repr(fault))
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def sender(event, number):
    said = {"name": f"N{number}", "email": f"n{number}@example.org", "language": "en"}
    return partial(services.register, event, once=f"{event.pk} {number}", suspicion="", **said)


def found(event):
    """Return the states of the registrations in the order of arrival."""
    return list(event.registrations.order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_as_many_have_a_place_as_there_are_and_the_rest_waits_in_order(_round):
    event = make_coming(places=PLACES)

    faults = all_at_once([sender(event, number) for number in range(PEOPLE)])

    assert faults == []
    assert found(event) == ["place"] * PLACES + ["waiting"] * (PEOPLE - PLACES)


def test_without_the_lock_more_have_a_place_than_there_are(monkeypatch):
    """The control: all have counted the places before anybody takes one."""
    event = make_coming(places=1)
    have_counted = threading.Barrier(TOGETHER)
    counted, thread = services.places_left, threading.local()

    def counting(event):
        left = counted(event)
        if not hasattr(thread, "has_counted"):
            thread.has_counted = True
            have_counted.wait(PATIENCE)
        return left

    monkeypatch.setattr(services, "locked", lambda event: Event.objects.get(pk=event.pk))
    monkeypatch.setattr(services, "places_left", counting)

    faults = all_at_once([sender(event, number) for number in range(TOGETHER)])

    assert (faults, found(event)) == ([], ["place"] * TOGETHER)


def test_one_address_sent_many_times_at_once_is_registered_once():
    event = make_coming(places=PLACES)
    said = {"name": "Ana", "email": "ana@example.org", "language": "en", "suspicion": ""}

    faults = all_at_once(
        [partial(services.register, event, once=str(n), **said) for n in range(10)]
    )

    assert (faults, found(event)) == ([], ["place"])


def test_places_that_are_cancelled_at_once_go_each_to_one_who_waits():
    event = make_coming(places=PLACES)
    people = [make_registration(event) for _ in range(2 * PLACES + 2)]

    faults = all_at_once([partial(services.cancel, one) for one in people[:PLACES]])

    assert faults == []
    assert found(event) == ["cancelled"] * PLACES + ["place"] * PLACES + ["waiting"] * 2
