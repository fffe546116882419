"""What waits, and for whom."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Role
from applications import waiting
from applications.models import Form, Opinion
from applications.workflow import State
from tests.applications.factories import (
    make_application,
    make_board_member,
    make_secretary,
    make_user,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 10)


def ago(days):
    return timezone.now() - timedelta(days=days)


def parts_of(user):
    """Return the titles of the applications in each part of what waits for a member of staff."""
    parts = waiting.parts_for(user, today=TODAY)
    return {part.name: [row.title for row in part.applications] for part in parts}


def ask_opinion(application, *, of, **fields):
    return Opinion.objects.create(
        application=application,
        asked_by=make_secretary(name="Ana Sample"),
        asked_of=of,
        question="Do you know them?",
        **fields,
    )


def test_parts_are_those_of_ones_roles():
    both = make_user(Role.BOARD, Role.SECRETARIAT)

    assert [list(parts_of(user)) for user in (make_secretary(), make_board_member(), both)] == [
        ["opinions", "overdue", "mine", "nobodys"],
        ["board", "opinions"],
        ["board", "opinions", "overdue", "mine", "nobodys"],
    ]


def test_the_longest_waiting_comes_first():
    secretary = make_secretary()
    for days in (1, 3, 2):
        make_application(State.SUBMITTED, state_since=ago(days), title=f"{days}")

    assert parts_of(secretary)["nobodys"] == ["3", "2", "1"]


def test_what_one_leads_is_what_one_can_go_on_with():
    secretary, colleague = make_secretary(), make_secretary()
    for state in State:
        make_application(state, lead=secretary, title=state, state_since=ago(len(state)))
        make_application(state, lead=colleague)

    parts = parts_of(secretary)

    assert sorted(parts["mine"]) == ["held", "in_review", "submitted"]
    assert parts["nobodys"] == []


def test_what_is_led_by_who_has_left_is_led_by_nobody():
    gone = make_secretary(is_active=False)
    make_application(State.IN_REVIEW, lead=gone, title="Left behind")

    assert parts_of(make_secretary())["nobodys"] == ["Left behind"]


def test_what_is_suspected_is_counted_apart_until_somebody_takes_it():
    secretary = make_secretary()
    make_application(State.SUBMITTED, suspicion="honeypot", title="Suspected")
    make_application(State.SUBMITTED, title="Sound")
    make_application(State.IN_REVIEW, suspicion="stamp", lead=secretary, title="Taken")

    assert waiting.counts() == {Form.PLATFORM: ({State.SUBMITTED: 1, State.IN_REVIEW: 1}, 1)}
    assert [row.title for row in waiting.suspected()] == ["Suspected"]
    assert sorted(row.title for row in waiting.waiting()) == ["Sound", "Taken"]
    assert parts_of(secretary)["nobodys"] == ["Sound"]


def test_counts_are_of_what_is_in_hand_in_the_order_of_its_way():
    for state in State:
        make_application(state)
    make_application(State.HELD)

    of_states = {
        State.SUBMITTED: 1,
        State.IN_REVIEW: 1,
        State.FOR_THE_BOARD: 1,
        State.HELD: 2,
        State.INFORMATION_ASKED: 1,
    }
    assert waiting.counts() == {Form.PLATFORM: (of_states, 0)}


def test_an_answer_is_overdue_once_its_day_is_over():
    secretary, colleague = make_secretary(), make_secretary()
    for days in (-1, 0, 1, 9):
        day = TODAY - timedelta(days=days)
        make_application(State.INFORMATION_ASKED, asked_until=day, title=f"{days}", lead=secretary)
    make_application(State.INFORMATION_ASKED, asked_until=date(2026, 1, 1), lead=colleague)
    make_application(State.INFORMATION_ASKED, asked_until=date(2026, 1, 1), title="No lead")

    assert parts_of(secretary)["overdue"] == ["No lead", "9", "1"]


def test_opinions_asked_wait_until_they_are_given_or_the_application_is_decided():
    secretary, board = make_secretary(), make_board_member()
    ask_opinion(make_application(State.IN_REVIEW, title="Late"), of=board, asked_at=ago(1))
    ask_opinion(make_application(State.FOR_THE_BOARD, title="Early"), of=board, asked_at=ago(2))
    ask_opinion(make_application(State.DECLINED, title="Over"), of=board)
    ask_opinion(
        make_application(State.IN_REVIEW), of=board, answer="Yes.", answered_at=timezone.now()
    )

    assert (parts_of(board)["opinions"], parts_of(secretary)["opinions"]) == (["Early", "Late"], [])


def test_an_opinion_tells_who_asked_and_what():
    board = make_board_member()
    opinion = ask_opinion(make_application(State.IN_REVIEW), of=board)

    row = waiting.opinions_asked(board).get()

    assert (row.asker, row.question, row.asked_at) == (
        "Ana Sample",
        "Do you know them?",
        opinion.asked_at,
    )


def test_who_asked_without_a_name_is_told_by_address():
    board = make_board_member()
    opinion = ask_opinion(make_application(State.IN_REVIEW), of=board)
    type(opinion.asked_by).objects.update(name="")

    assert waiting.opinions_asked(board).get().asker == opinion.asked_by.email


@pytest.mark.parametrize("contact", ["email", "second_email"])
def test_nothing_waits_for_who_is_a_contact_of_it(contact):
    user = make_user(Role.BOARD, Role.SECRETARIAT, email="both@example.org")
    theirs = {contact: "Both@Example.org"}
    asked = make_application(State.IN_REVIEW, lead=user, **theirs)
    ask_opinion(asked, of=user)
    make_application(State.SUBMITTED, **theirs)
    make_application(State.FOR_THE_BOARD, **theirs)
    make_application(State.INFORMATION_ASKED, asked_until=date(2026, 1, 1), lead=user, **theirs)

    assert [titles for titles in parts_of(user).values() if titles] == []


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 3, 10, 0, 1), "less than a day"),
        (datetime(2026, 3, 9, 23, 59), "1 day"),
        (datetime(2026, 2, 25, 8, 0), "1 week, 6 days"),
        (datetime(2026, 3, 11, 8, 0), "less than a day"),
    ],
)
def test_age_is_told_in_whole_days(moment, words):
    told = waiting.age(timezone.make_aware(moment), today=TODAY)

    assert told.replace("\xa0", " ") == words


def test_the_age_of_a_day():
    assert waiting.age(date(2026, 3, 8), today=TODAY).replace("\xa0", " ") == "2 days"
