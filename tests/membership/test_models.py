"""What the database refuses of members, whoever writes it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from membership.models import DatedSetting, Member
from membership.workflow import Category, MemberState
from tests.factories import make_platform
from tests.membership.factories import make_member

pytestmark = pytest.mark.django_db


def refused(act):
    """Return the name of the constraint by which the database refuses an act."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    return error.value.__cause__.diag.constraint_name


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"category": "friend", "kind": ""}, "member_category_is_known"),
        ({"state": "asleep"}, "member_state_is_known"),
        ({"category": Category.TERRITORY, "kind": ""}, "member_by_platform_names_it"),
        ({"category": Category.PUBLIC_ENTITY, "kind": ""}, "member_public_entity_has_level"),
        ({"level": "local"}, "member_public_entity_has_level"),
        ({"kind": ""}, "member_body_has_kind"),
        ({"category": Category.PERSON}, "member_body_has_kind"),
        ({"state": MemberState.RESIGNED}, "member_that_resigned_has_a_day"),
        ({"left_on": date(2020, 1, 1)}, "member_that_resigned_has_a_day"),
        (
            {"state": MemberState.RESIGNED, "left_on": date(2013, 1, 1)},
            "member_leaves_after_joining",
        ),
    ],
)
def test_a_member_that_is_none_is_refused(values, constraint):
    member = make_member(Category.BODY)

    assert refused(lambda: Member.objects.filter(pk=member.pk).update(**values)) == constraint


def test_a_platform_is_a_member_once_and_again_after_it_left():
    platform = make_platform()
    first = make_member(Category.TERRITORY, platform=platform)

    assert (
        refused(lambda: make_member(Category.TERRITORY, platform=platform))
        == "platform_is_a_member_once"
    )
    Member.objects.filter(pk=first.pk).update(state=MemberState.RESIGNED, left_on="2020-01-01")
    make_member(Category.TERRITORY, platform=platform)


@pytest.mark.parametrize(
    ("first", "last", "constraint"),
    [
        ("2023-12-31", "2024-12-30", "periods_do_not_overlap"),
        ("2022-06-01", "2023-01-01", "periods_do_not_overlap"),
        ("2023-03-01", "2023-04-01", "periods_do_not_overlap"),
        ("2024-02-01", "2024-01-31", "period_ends_after_it_starts"),
    ],
)
def test_two_periods_of_a_member_share_no_day(first, last, constraint):
    member = make_member(periods=[("2023-01-01", "2023-12-31")])
    other = make_member(periods=[("2023-01-01", "2023-12-31")])

    assert (
        refused(
            lambda: member.periods.create(starts_on=first, ends_on=last, category=Category.BODY)
        )
        == constraint
    )
    assert other.periods.count() == 1


def test_a_membership_is_put_on_hold_once_at_a_time():
    member = make_member()
    member.holds.create(starts_on=date(2023, 1, 1))

    assert refused(lambda: member.holds.create(starts_on=date(2023, 2, 1))) == "hold_is_open_once"
    assert (
        refused(lambda: member.holds.update(ended_on=date(2022, 12, 31)))
        == "hold_ends_after_it_starts"
    )


def test_a_term_ends_after_it_has_begun():
    member = make_member()

    def appoint(**days):
        member.representatives.create(role="political", name="A.", email="a@example.org", **days)

    assert (
        refused(lambda: appoint(starts_on=date(2023, 1, 2), ends_on=date(2023, 1, 1)))
        == "term_ends_after_it_starts"
    )
    appoint(starts_on=date(2023, 1, 1), ends_on=date(2023, 1, 1))


def test_a_number_holds_from_a_day_on():
    DatedSetting.objects.all().delete()
    for year, value in ((2014, 90), (2020, 60)):
        DatedSetting.objects.create(
            name="grace_days", value=value, valid_from=date(year, 1, 1), is_sample=True
        )

    days = [date(2014, 1, 1), date(2019, 12, 31), date(2020, 1, 1)]
    assert [DatedSetting.objects.on("grace_days", day) for day in days] == [90, 90, 60]
    with pytest.raises(DatedSetting.DoesNotExist):
        DatedSetting.objects.on("grace_days", date(2013, 12, 31))
    assert (
        refused(
            lambda: DatedSetting.objects.create(
                name="grace_days", value=1, valid_from=date(2020, 1, 1)
            )
        )
        == "setting_holds_once_from_a_day"
    )


def test_the_first_numbers_say_that_they_are_samples():
    assert list(
        DatedSetting.objects.order_by("name").values_list("name", "value", "is_sample")
    ) == [
        ("dues_days", 30, True),
        ("grace_days", 90, True),
        ("period_months", 12, True),
        ("proxy_limit", 1, True),
        ("quorum_percent", 50, True),
        ("remind_after_days", 30, True),
        ("remind_before_days", 14, True),
        ("term_notice_days", 60, True),
    ]
