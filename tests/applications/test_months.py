"""The last twelve months, counted and drawn."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications import months, workflow
from applications.workflow import Role, State
from tests.applications.factories import make_application, make_secretary

TODAY = date(2026, 3, 10)


def tell(application, move, day, *, target=State.SUBMITTED, by=None):
    """Write a move into the history of an application on a day, given as year, month, day."""
    application.history.create(
        move=move.name,
        source="before",
        target=target,
        by=by,
        role=Role.SECRETARIAT if by else Role.APPLICANT,
        at=datetime(*day, 23, 59, tzinfo=UTC),
    )


def seen(counted):
    """Return the numbers of each month in which anything was, by its first day."""
    return {
        f"{month.first:%Y-%m}": (month.received, month.doubtful, month.accepted, month.declined)
        for month in counted
        if (month.received, month.doubtful, month.accepted, month.declined) != (0, 0, 0, 0)
    }


@pytest.mark.django_db
def test_the_last_twelve_months_end_with_the_one_that_runs_and_are_zero_without_moves():
    assert months.last_months(TODAY) == [
        *(months.Month(date(2025, month, 1)) for month in range(4, 13)),
        *(months.Month(date(2026, month, 1)) for month in range(1, 4)),
    ]


@pytest.mark.django_db
def test_months_count_what_arrived_and_what_was_released():
    secretary = make_secretary()
    for day in ((2026, 3, 1), (2026, 3, 10), (2025, 4, 1), (2025, 3, 31)):
        tell(make_application(State.SUBMITTED), workflow.CONFIRM, day)
    entered = make_application(State.SUBMITTED, entered_by=secretary, came_by="paper")
    tell(entered, workflow.ENTER, (2026, 2, 1), by=secretary)
    decided = make_application(State.DECLINED)
    tell(decided, workflow.RELEASE, (2026, 1, 31), target=State.ACCEPTED, by=secretary)
    tell(decided, workflow.RELEASE, (2026, 2, 1), target=State.DECLINED, by=secretary)

    assert seen(months.last_months(TODAY)) == {
        "2025-04": (1, 0, 0, 0),
        "2026-01": (0, 0, 1, 0),
        "2026-02": (1, 0, 0, 1),
        "2026-03": (2, 0, 0, 0),
    }


@pytest.mark.django_db
def test_other_moves_count_nothing():
    application = make_application(State.IN_REVIEW)
    counted = (workflow.CONFIRM, workflow.ENTER, workflow.RELEASE)
    for move in workflow.MOVES.values():
        if move not in counted:
            tell(application, move, (2026, 3, 1), by=make_secretary())

    assert seen(months.last_months(TODAY)) == {}


@pytest.mark.django_db
def test_what_is_spam_or_suspected_of_it_is_counted_apart():
    for state, suspicion in (
        (State.SPAM, ""),
        (State.SUBMITTED, "honeypot"),
        (State.IN_REVIEW, "honeypot"),
        (State.SUBMITTED, ""),
    ):
        application = make_application(state, suspicion=suspicion)
        tell(application, workflow.CONFIRM, (2026, 3, 1))

    assert seen(months.last_months(TODAY)) == {"2026-03": (2, 2, 0, 0)}


@pytest.mark.django_db
def test_a_move_dated_after_today_by_a_wrong_clock_counts_nowhere():
    application = make_application(State.SPAM)
    tell(application, workflow.CONFIRM, (2027, 3, 1))

    assert seen(months.last_months(TODAY)) == {}


@pytest.mark.django_db
def test_months_ask_twice_however_much_there_is():
    for number in range(3):
        tell(make_application(State.SPAM), workflow.CONFIRM, (2026, number + 1, 1))
        with CaptureQueriesContext(connection) as asked:
            months.last_months(TODAY)
        assert len(asked) == 2


def year(**last):
    """Return twelve months of which the last has some numbers."""
    *rest, month = [months.Month(date(2025, number, 1)) for number in range(1, 13)]
    return [*rest, months.Month(month.first, **last)]


def test_totals_are_those_of_all_months():
    counted = year(received=3, doubtful=1, accepted=2)
    counted[0].received = 4

    assert months.totals_of(counted) == {
        "received": 7,
        "doubtful": 1,
        "accepted": 2,
        "declined": 0,
    }


def test_nothing_is_drawn_of_months_in_which_nothing_was():
    assert months.panels_of(year(doubtful=5)) == []


def test_all_panels_have_one_scale_and_what_is_not_zero_is_seen():
    panels = months.panels_of(year(received=1000, accepted=500, declined=1))

    assert [(str(panel.title), panel.total, panel.columns[-1].height) for panel in panels] == [
        ("Received", 1000, months.HIGH),
        ("Accepted", 500, months.HIGH // 2),
        ("Not accepted this time", 1, months.LEAST),
    ]
    assert {column.height for panel in panels for column in panel.columns[:-1]} == {0}


def test_columns_stand_on_one_line_inside_the_picture():
    panel = months.panels_of(year(received=7))[0]

    assert {column.y + column.height for column in panel.columns} == {months.GROUND}
    assert panel.columns[0].x >= 0
    assert panel.columns[-1].x + months.BAR <= months.WIDE


def test_every_third_month_is_named_and_the_last_one():
    panel = months.panels_of(year(received=7))[0]

    assert [column.month.first.month for column in panel.columns if column.is_named] == [
        3,
        6,
        9,
        12,
    ]
    assert panel.most.month.first == date(2025, 12, 1)
