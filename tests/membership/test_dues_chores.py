"""Reminders: before and after the due day, once each, of what is open."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from membership import chores, payments, services, workflow
from membership.models import DatedSetting, PaymentRequest
from outbox.models import OutgoingEmail
from outbox.rendering import render
from tests.applications.factories import make_secretary
from tests.membership.factories import make_member, make_representative
from tests.moves.steps import at_once

pytestmark = pytest.mark.django_db

DUE = date(2028, 3, 10)


@pytest.fixture(autouse=True)
def _days():
    """Remind 14 days before and 14 days after."""
    for name in ("remind_before_days", "remind_after_days"):
        DatedSetting.objects.filter(name=name).delete()
        DatedSetting.objects.create(name=name, value=14, valid_from="2014-01-01", is_sample=True)


@pytest.fixture
def on(monkeypatch):
    """Return what makes it noon of a day."""

    def become(day):
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=timezone.get_current_timezone())
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return become


def make_request(on, *, called=date(2028, 1, 10), due=DUE):
    on(called)
    member = make_member(periods=[("2028-01-01", "2028-12-31")])
    make_representative(member)
    by = make_secretary()
    given = {"amount": Decimal("100.00"), "currency": "EUR", "due_on": due, "by": by}
    return payments.ask(member.periods.get(), **given)


def kinds(asked=None):
    """Return which reminders there are, in the order in which they were written."""
    letters = OutgoingEmail.objects.filter(template__startswith="membership/email/dues_")
    if asked:
        letters = letters.filter(about=asked.member.number)
    names = letters.order_by("pk").values_list("template", flat=True)
    return [name.rpartition("_")[2] for name in names]


def test_over_a_sweep_of_days_each_reminder_is_sent_once_on_its_day(on):
    make_request(on)
    seen = {}

    for number in range(-30, 60):
        day = DUE + timedelta(days=number)
        on(day)
        before = len(kinds())
        chores.do_all()
        chores.do_all()
        if new := kinds()[before:]:
            seen[day] = new

    # A leap year: fourteen days before 10 March is 25 February.
    assert seen == {date(2028, 2, 25): ["before"], date(2028, 3, 24): ["after"]}


@pytest.mark.parametrize(
    ("stood_still_until", "then"),
    [
        (date(2028, 2, 26), ["before"]),
        (DUE, ["before"]),
        (DUE + timedelta(days=1), []),
        (DUE + timedelta(days=20), ["after"]),
        (DUE + timedelta(days=43), ["after"]),
        (DUE + timedelta(days=44), []),
    ],
)
def test_what_was_missed_is_caught_up_once(on, stood_still_until, then):
    make_request(on)

    on(stood_still_until)
    for _time in range(3):
        chores.do_all()

    assert kinds() == then


def pay(asked, amount):
    given = {"currency": "EUR", "received_on": date(2028, 1, 1), "bank_id": f"T{asked.pk}"}
    payments.record(asked, amount=Decimal(amount), by=make_secretary(), **given)


def move(move):
    def act(asked):
        services.perform(move, asked.member, by=make_secretary(), note="Because.")

    return act


@pytest.mark.parametrize(
    ("act", "reminded"),
    [
        (lambda asked: None, ["before", "after"]),
        (lambda asked: pay(asked, "40.00"), ["before", "after"]),
        (lambda asked: pay(asked, "100.00"), []),
        (lambda asked: pay(asked, "140.00"), []),
        (lambda asked: payments.waive(asked, why="Flood.", by=make_secretary()), []),
        (move(workflow.RESIGN), []),
        (move(workflow.PUT_ON_HOLD), []),
    ],
    ids=["open", "part paid", "paid", "overpaid", "waived", "resigned", "on hold"],
)
def test_who_owes_nothing_or_has_left_is_not_reminded(on, act, reminded):
    asked = make_request(on)
    act(asked)

    for number in range(-20, 30):
        on(DUE + timedelta(days=number))
        chores.do_all()

    assert [kind for kind in kinds(asked) if kind != "receipt"] == reminded


def test_who_was_called_within_those_days_has_just_read_it(on):
    make_request(on, called=date(2028, 3, 1))

    for number in range(-9, 20):
        on(DUE + timedelta(days=number))
        chores.do_all()

    assert kinds() == ["after"]


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2027, 12, 31), date(2028, 1, 1)])
def test_a_leap_day_and_the_ends_of_a_year_are_days_like_others(on, day):
    make_request(on, called=day - timedelta(days=60), due=day + timedelta(days=14))

    on(day)
    chores.do_all()

    assert kinds() == ["before"]


def test_without_days_set_nobody_is_reminded(on):
    make_request(on)
    DatedSetting.objects.filter(name__startswith="remind").delete()

    on(DUE + timedelta(days=14))

    assert chores.do_all() == {
        "reminders before": 0,
        "reminders after": 0,
        "bank lines forgotten": 0,
        "requests to networks forgotten": 0,
    }


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_remind_once(on):
    for _number in range(5):
        make_request(on)
    on(DUE - timedelta(days=14))

    assert at_once(chores.do_all, chores.do_all) == ["done", "done"]
    assert kinds() == ["before"] * 5


def test_a_reminder_says_what_was_received_of_it(on):
    asked = make_request(on)
    pay(asked, "40.00")
    on(DUE)
    chores.do_all()
    letter = OutgoingEmail.objects.get(template="membership/email/dues_before")

    body = render(letter)[1]

    assert "Received until now: 40.00 EUR" in body
    assert PaymentRequest.objects.get().reference in body


@pytest.mark.parametrize(("days", "letters"), [(0, 1), (60, 1), (61, 0)])
def test_a_payment_is_thanked_for_unless_it_is_old(on, days, letters):
    asked = make_request(on)
    on(date(2028, 4, 1))
    day = date(2028, 4, 1) - timedelta(days=days)
    given = {"amount": Decimal("40.00"), "currency": "EUR", "bank_id": "T1"}

    payments.record(asked, received_on=day, by=make_secretary(), **given)

    assert kinds() == ["receipt"] * letters
    for letter in OutgoingEmail.objects.filter(template="membership/email/dues_receipt"):
        assert "40.00 EUR" in render(letter)[1]
