"""Registrations: a place is taken at sending, kept once confirmed, and moves to who waits."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from moves.services import MoveRefused
from network.events import chores, closing, links, services
from network.events.workflow import ClosedError, WhyNot
from network.models import Event, Registration
from tests.applications.factories import make_secretary
from tests.network.registering import (
    again,
    in_days,
    let_lapse,
    letters_to,
    make_coming,
    make_registration,
    put_in_the_past,
    states,
)

pytestmark = pytest.mark.django_db


def register(event, name, once=None, **said):
    told = {"name": name, "email": f"{name.lower()}@example.org", "language": "en"}
    return services.register(event, once=once or name, suspicion="", **{**told, **said})


def test_who_comes_first_has_a_place_and_the_rest_waits_in_order():
    event = make_coming(places=2)

    answers = [register(event, name) for name in ("Ana", "Rui", "Eva", "Leo")]

    assert answers == ["place", "place", "waiting", "waiting"]
    assert states(event) == list(zip(("Ana", "Rui", "Eva", "Leo"), answers, strict=True))
    assert [one.place_in_list for one in event.registrations.waiting()] == [1, 2]
    assert again(event).is_full


def test_without_a_limit_everybody_has_a_place():
    event = make_coming(places=None)

    assert {register(event, f"Name{number}") for number in range(30)} == {"place"}
    assert not again(event).is_full


def test_no_place_at_all_is_a_limit_too():
    event = make_coming(places=0)

    assert register(event, "Ana") == "waiting"


def test_the_same_sending_twice_makes_one_registration_and_one_letter():
    event = make_coming(places=2)

    answers = [register(event, "Ana", once="1") for _twice in range(2)]

    assert answers == ["place", "place"]
    assert states(event) == [("Ana", "place")]
    assert letters_to("ana@example.org") == ["registration_confirm"]


def test_the_same_address_again_is_answered_the_same_and_told_by_letter():
    event = make_coming(places=2)
    register(event, "Ana")

    answer = register(event, "Anna", once="2", email="ANA@example.org")

    assert answer == "place"
    assert states(event) == [("Ana", "place")]
    assert letters_to("ana@example.org") == ["registration_confirm", "registration_again"]


def test_the_database_keeps_an_address_from_two_places():
    event = make_coming()
    registration = make_registration(event)
    fields = {"state": "place", "name": "B", "email": registration.email.upper(), "once": "2"}

    with pytest.raises(IntegrityError, match="registration_is_one_an_address"):
        event.registrations.create(language="en", **fields)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"takes_registrations": False}, WhyNot.NOT_TAKEN),
        ({"register_until": in_days(-2)}, WhyNot.ENDED),
        ({"cancelled_on": in_days(-1)}, WhyNot.CANCELLED),
        ({"starts_on": in_days(-1)}, WhyNot.BEGUN),
        ({"starts_on": in_days(-2), "ends_on": in_days(-1)}, WhyNot.BEGUN),
    ],
)
def test_a_registration_is_refused_where_none_is_taken_even_by_who_had_the_form_open(changes, why):
    event = make_coming()
    Event.objects.filter(pk=event.pk).update(**changes)

    with pytest.raises(ClosedError) as refused:
        register(event, "Ana")

    assert refused.value.why == why
    assert states(event) == []


def test_a_confirmed_registration_keeps_its_place_for_good():
    event = make_coming(places=1)
    registration = make_registration(event, is_confirmed=False)

    services.confirm(registration)
    services.confirm(registration)
    let_lapse()
    chores.do_all()

    assert again(registration).state == "place"
    assert letters_to(registration.email) == ["registration_confirm", "registration_place"]


def test_who_cancels_makes_room_for_who_waited_longest():
    event = make_coming(places=1)
    first, second, third = (make_registration(event) for _ in range(3))

    services.cancel(first)
    services.cancel(first)

    assert [again(one).state for one in (first, second, third)] == ["cancelled", "place", "waiting"]
    assert letters_to(second.email)[-1] == "registration_moved"
    assert letters_to(third.email)[-1] == "registration_waiting"
    assert again(event).is_full


def test_the_last_who_cancels_leaves_a_free_place():
    event = make_coming(places=1)
    services.cancel(make_registration(event))

    assert not again(event).is_full
    assert register(event, "Ana") == "place"


def test_an_address_that_cancelled_may_register_anew():
    event = make_coming(places=1)
    register(event, "Ana")
    services.cancel(event.registrations.get())

    register(event, "Ana", once="2")

    assert states(event) == [("Ana", "cancelled"), ("Ana", "place")]


def test_a_place_that_nobody_confirms_within_two_days_goes_to_the_next():
    event = make_coming(places=1)
    first = make_registration(event, is_confirmed=False)
    second, third = make_registration(event), make_registration(event)
    early = services.lapse()
    let_lapse(first)

    assert (early, services.lapse(), services.lapse()) == (0, 1, 0)
    assert [again(one).state for one in (first, second, third)] == ["cancelled", "place", "waiting"]
    assert again(first).has_lapsed
    with pytest.raises(MoveRefused, match="This registration ended"):
        services.confirm(first)


def test_who_moves_up_without_having_confirmed_has_two_days_anew():
    event = make_coming(places=1)
    first = make_registration(event)
    second = make_registration(event, is_confirmed=False)
    before = second.answer_by

    services.cancel(first)

    second = again(second)
    assert (second.state, second.answer_by > before) == ("place", True)
    assert letters_to(second.email)[-1] == "registration_moved_unconfirmed"


def test_more_places_let_those_who_wait_move_up_in_order():
    event = make_coming(places=1)
    for name in ("Ana", "Rui", "Eva", "Leo"):
        register(event, name)
    Event.objects.filter(pk=event.pk).update(places=3)

    services.fill(event)

    assert states(event) == [
        ("Ana", "place"),
        ("Rui", "place"),
        ("Eva", "place"),
        ("Leo", "waiting"),
    ]


def test_fewer_places_take_nobody_theirs():
    event = make_coming(places=2)
    for name in ("Ana", "Rui", "Eva"):
        register(event, name)
    Event.objects.filter(pk=event.pk).update(places=1)

    services.fill(event)

    assert states(event) == [("Ana", "place"), ("Rui", "place"), ("Eva", "waiting")]


def test_nobody_moves_up_once_it_has_begun():
    event = make_coming(places=1)
    first = make_registration(event, is_confirmed=False)
    second = make_registration(event)
    put_in_the_past(event)
    let_lapse(first)

    services.lapse()

    assert [again(one).state for one in (first, second)] == ["cancelled", "waiting"]
    with pytest.raises(MoveRefused, match="It has begun already"):
        services.cancel(second)


def test_whoever_cancels_for_somebody_writes_to_them():
    registration = make_registration(make_coming())

    services.cancel_for(registration)
    services.cancel_for(registration)

    assert letters_to(registration.email)[-1] == "registration_ended"
    assert len(letters_to(registration.email)) == 3


def test_cancelling_an_event_writes_once_to_all_who_have_a_place_or_wait():
    event, staff = make_coming(places=1), make_secretary()
    gone, has, waits = (make_registration(event) for _ in range(3))
    services.cancel(gone)

    closing.cancel(event, by=staff)
    closing.cancel(event, by=staff)

    told = [
        letters_to(one.email).count("registration_event_cancelled") for one in (gone, has, waits)
    ]
    assert told == [0, 1, 1]
    assert again(event).cancelled_on == timezone.localdate()


def test_who_comes_is_reminded_once_some_days_before_also_after_missed_nights(settings):
    settings.DAYS_BEFORE_EVENT_REMINDER = 3
    soon, later = make_coming(days=2, places=1), make_coming(days=4)
    comes, waits = make_registration(soon), make_registration(soon)
    unconfirmed = make_registration(make_coming(days=2), is_confirmed=False)
    far = make_registration(later)

    assert (chores.remind(), chores.remind()) == (1, 0)
    people = (comes, waits, unconfirmed, far)
    reminded = [letters_to(one.email).count("registration_reminder") for one in people]
    assert reminded == [1, 0, 0, 0]


def test_who_was_reminded_is_reminded_of_a_later_day_as_well(settings):
    settings.DAYS_BEFORE_EVENT_REMINDER = 3
    event = make_coming(days=2)
    comes = make_registration(event)
    chores.remind()
    Event.objects.filter(pk=event.pk).update(starts_on=in_days(9), ends_on=in_days(9))
    services.tell_change(event)

    early = chores.remind()
    settings.DAYS_BEFORE_EVENT_REMINDER = 9
    due = chores.remind()

    assert (early, due) == (0, 1)
    assert letters_to(comes.email)[-3:] == [
        "registration_reminder",
        "registration_event_changed",
        "registration_reminder",
    ]


@pytest.mark.parametrize("email", ["İan@example.org", "a@MÜNCHEN.example", "ΣΟΦΙΑΣ@example.org"])
def test_an_unusual_address_sent_twice_is_registered_once(email):
    event = make_coming()
    said = {"name": "Ana", "email": email, "language": "en", "suspicion": ""}

    for once in ("first form", "second form"):
        services.register(event, once=once, **said)

    assert states(event) == [("Ana", "place")]
    assert letters_to(email) == ["registration_confirm", "registration_again"]


def test_nobody_is_reminded_of_what_is_cancelled():
    event = make_coming(days=2)
    make_registration(event)
    closing.cancel(event, by=make_secretary())

    assert chores.remind() == 0


def test_needs_are_erased_a_month_after_the_end_and_people_two_years_after():
    event = make_coming()
    fields = {
        "access_needs": "A ramp",
        "organisation": "School",
        "spoken": ["pt"],
        "kind": "school",
    }
    registration = make_registration(event, **fields)
    kept = []
    for days in (29, 31, 700, 740):
        put_in_the_past(event, days=days)
        chores.do_all()
        now = again(registration)
        told = (now.access_needs, now.organisation, now.spoken, now.kind)
        kept.append((*told, bool(now.email), len(letters_to(registration.email))))

    assert kept == [
        ("A ramp", "School", ["pt"], "school", True, 2),
        ("", "School", ["pt"], "school", True, 2),
        ("", "School", ["pt"], "school", True, 2),
        ("", "", [], "school", False, 0),
    ]
    token = links.token_of(registration.pk, registration.link_version)
    assert links.registration_of(token) is None


def test_what_nobody_confirmed_is_deleted_with_its_letters_a_month_after_its_end():
    event = make_coming()
    lapsed = make_registration(event, is_confirmed=False)
    confirmed = make_registration(event)
    let_lapse(lapsed)
    services.lapse()
    services.cancel(confirmed)
    Registration.objects.update(cancelled_at=timezone.now() - timedelta(days=31))

    assert chores.forget_unconfirmed() == 1
    assert list(Registration.objects.all()) == [confirmed]
    assert letters_to(lapsed.email) == []
