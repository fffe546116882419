"""How a member stands over the days, as a table."""

from datetime import date, timedelta

import pytest

from membership.models import DatedSetting, Member
from membership.periods import last_day, next_period
from membership.workflow import MemberState, Setting, Standing
from tests.membership.factories import make_member

pytestmark = pytest.mark.django_db

CURRENT, GRACE, LAPSED = Standing.CURRENT, Standing.GRACE, Standing.LAPSED


@pytest.fixture(autouse=True)
def _thirty_days_of_grace_from_2020():
    DatedSetting.objects.filter(name=Setting.GRACE_DAYS).delete()
    DatedSetting.objects.create(name=Setting.GRACE_DAYS, value=90, valid_from=date(2000, 1, 1))
    DatedSetting.objects.create(name=Setting.GRACE_DAYS, value=30, valid_from=date(2020, 1, 1))


def sweep(member, days):
    """Return how a member stands on each of some days, given in ISO form."""
    return {day: member.standing_on(date.fromisoformat(day)) for day in days}


def test_a_period_runs_to_its_last_day_then_grace_then_lapsed():
    member = make_member(periods=[("2023-03-01", "2024-02-29")])

    table = {
        "2023-02-28": LAPSED,
        "2023-03-01": CURRENT,
        "2023-12-31": CURRENT,
        "2024-02-28": CURRENT,
        "2024-02-29": CURRENT,  # of a leap year
        "2024-03-01": GRACE,
        "2024-03-30": GRACE,  # the thirtieth day after the last
        "2024-03-31": LAPSED,
        "2025-02-28": LAPSED,
    }
    assert sweep(member, table) == table


def test_a_gap_between_periods_stays_a_gap():
    member = make_member(periods=[("2021-01-01", "2021-12-31"), ("2023-01-01", "2023-12-31")])

    table = {
        "2021-12-31": CURRENT,
        "2022-01-01": GRACE,
        "2022-01-30": GRACE,
        "2022-01-31": LAPSED,
        "2022-12-31": LAPSED,
        "2023-01-01": CURRENT,
    }
    assert sweep(member, table) == table


def test_periods_that_follow_each_other_leave_no_day_out():
    member = make_member(periods=[("2021-01-01", "2021-12-31"), ("2022-01-01", "2022-12-31")])

    first = date(2021, 1, 1)
    days = [first + timedelta(days=number) for number in range(730)]
    assert {member.standing_on(day) for day in days} == {CURRENT}


def test_the_days_of_grace_are_those_that_hold_on_the_day_asked():
    member = make_member(periods=[("2018-11-01", "2019-10-31")])

    table = {
        "2019-12-31": GRACE,  # the 61st day of 90
        "2020-01-01": LAPSED,  # the 62nd, of 30 now
    }
    assert sweep(member, table) == table


def test_a_hold_and_an_end_go_before_the_periods():
    member = make_member(periods=[("2023-01-01", "2023-12-31")])
    member.holds.create(starts_on=date(2023, 4, 1), ended_on=date(2023, 6, 1))
    Member.objects.filter(pk=member.pk).update(
        state=MemberState.RESIGNED, left_on=date(2023, 9, 15)
    )

    table = {
        "2023-03-31": CURRENT,
        "2023-04-01": Standing.ON_HOLD,
        "2023-05-31": Standing.ON_HOLD,
        "2023-06-01": CURRENT,
        "2023-09-14": CURRENT,
        "2023-09-15": Standing.RESIGNED,
        "2024-01-01": Standing.RESIGNED,
    }
    assert sweep(member, table) == table


def test_a_hold_without_end_goes_on():
    member = make_member(periods=[("2023-01-01", "2023-12-31")])
    member.holds.create(starts_on=date(2023, 4, 1))

    assert sweep(member, ["2023-12-31", "2030-01-01"]) == {
        "2023-12-31": Standing.ON_HOLD,
        "2030-01-01": Standing.ON_HOLD,
    }


@pytest.mark.parametrize("number", [1, 3])
def test_the_standing_of_many_is_asked_for_once(number, django_assert_num_queries):
    for _ in range(number):
        make_member(periods=[("2023-01-01", "2023-12-31")])

    with django_assert_num_queries(2):  # the days of grace, the members
        standings = [member.standing for member in Member.objects.with_standing(date(2023, 5, 1))]

    assert standings == [CURRENT] * number


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        ("2023-01-01", 12, "2023-12-31"),
        ("2023-03-01", 12, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2023-08-31", 1, "2023-09-30"),
        ("2023-12-15", 1, "2024-01-14"),
    ],
)
def test_a_period_of_months_ends_before_the_day_comes_again(first, months, last):
    assert last_day(date.fromisoformat(first), months) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("periods", "today", "follows"),
    [
        ([], "2024-05-10", ("2024-05-10", "2025-05-09")),
        ([("2023-07-01", "2024-06-30")], "2024-05-10", ("2024-07-01", "2025-06-30")),
        ([("2023-05-01", "2024-04-30")], "2024-05-10", ("2024-05-01", "2025-04-30")),
        ([("2022-05-01", "2023-04-30")], "2024-05-10", ("2024-05-10", "2025-05-09")),
    ],
    ids=["none yet", "one that runs", "one in grace", "one long ago"],
)
def test_the_next_period_follows_the_last_or_begins_today(periods, today, follows):
    member = make_member(periods=periods)

    found = next_period(member, date.fromisoformat(today))

    assert tuple(map(str, found)) == follows
