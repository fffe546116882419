"""What the network promises to who applies: figures from real data, or none."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications import promise, workflow
from applications.models import Form
from applications.promise import Promise
from applications.workflow import Role, State
from tests.applications.board import make_session
from tests.applications.factories import make_application, make_secretary
from tests.pages import texts

pytestmark = pytest.mark.django_db

START = "platforms:application-start"


def tell(application, move, *, days_ago, by=None):
    application.history.create(
        move=move.name,
        source="before",
        target=application.state,
        by=by,
        role=Role.SECRETARIAT if by else Role.APPLICANT,
        at=timezone.now() - timedelta(days=days_ago),
    )


def decided(days, *, days_ago=1, state=State.ACCEPTED, **fields):
    """Make an application that was released so many days after it had arrived."""
    application = make_application(state, **fields)
    by = fields.get("entered_by")
    arrives = workflow.ENTER if by else workflow.CONFIRM
    tell(application, arrives, days_ago=days_ago + days, by=by)
    tell(application, workflow.RELEASE, days_ago=days_ago, by=make_secretary())
    return application


def asked():
    caches["memory"].clear()
    return promise.of_form(Form.PLATFORM)


def test_without_anything_there_is_no_promise():
    told = asked()

    assert told == Promise(timezone.localdate(), None, 0, 0, None)
    assert not told


def test_the_median_is_of_what_was_released_in_the_last_twelve_months():
    for days in (2, 4, 10, 30):
        decided(days)
    decided(90, entered_by=make_secretary(), came_by="paper")
    decided(500, days_ago=366)
    decided(500, days_ago=400)

    assert (asked().days, asked().decisions) == (10, 5)


@pytest.mark.parametrize(("number", "days"), [(4, None), (5, 7)])
def test_of_fewer_than_five_decisions_no_median_is_told(number, days):
    for _number in range(number):
        decided(7, state=State.DECLINED)

    assert (asked().days, asked().decisions) == (days, number)


def test_what_was_taken_up_again_counts_once_by_its_last_release():
    for _number in range(4):
        decided(1)
    twice = decided(20, days_ago=30)
    tell(twice, workflow.RELEASE, days_ago=10, by=make_secretary())

    told = asked()

    assert (told.decisions, told.days) == (5, 1)


def test_a_decision_on_the_same_day_is_told_as_one_day():
    for _number in range(5):
        decided(0)

    assert asked().days == 1


def test_those_wait_who_are_neither_decided_nor_suspected():
    for state in State:
        make_application(state)
    make_application(State.SUBMITTED, suspicion="honeypot")

    assert asked().waiting == len(workflow.WAITS)


def test_the_next_session_is_the_first_that_is_planned():
    for days in (-1, 9, 5):
        make_session(days=days)
    make_session(days=1, stage="held", minutes="2026/4")

    assert asked().next_session == timezone.localdate() + timedelta(days=5)


def test_the_start_page_asks_once_and_then_keeps_the_answer(client):
    with CaptureQueriesContext(connection) as first:
        client.get(reverse(START))
    with CaptureQueriesContext(connection) as second:
        client.get(reverse(START))

    assert (len(first), len(second)) == (1, 0)


def test_the_start_page_shows_each_figure_with_its_date_and_definition(client):
    for _number in range(5):
        decided(7)
    make_application(State.IN_REVIEW)
    make_session(days=5)

    page = client.get(reverse(START))

    shown = texts(page, '//*[@class="promise"]//dt | //*[@class="promise"]/p')
    assert shown[:3] == ["Days until the decision", "Waiting now", "Next session of the board"]
    assert shown[3].startswith("As of ")
    assert texts(page, '//*[@class="promise"]//dd')[:2] == [
        "7 The median from arrival to the letter, of 5 decisions in the last twelve months",
        "1 Applications that have arrived and are not decided and told yet",
    ]
    assert page.cookies == {}


def test_the_start_page_says_nothing_while_there_is_nothing(client):
    assert texts(client.get(reverse(START)), '//*[@class="promise"]') == []
