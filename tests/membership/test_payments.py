"""Money that comes in: recorded once, never edited, taken back by a row of its own."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from membership import payments
from membership.creditor_reference import is_right
from membership.models import Payment, PaymentRequest
from moves.services import MoveRefused
from tests.applications.factories import make_board_member, make_secretary
from tests.membership.factories import make_member
from tests.membership.test_dues import make_rule
from tests.moves.steps import at_once
from tests.pages import texts
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db

LIST = "admin:membership_paymentrequest_changelist"
ERRORS = '//*[contains(@class, "error-summary")]//li'


def ask(amount="100.00", currency="EUR"):
    member = make_member(periods=[("2026-01-01", "2026-12-31")])
    return payments.ask(
        member.periods.get(),
        amount=Decimal(amount),
        currency=currency,
        due_on=date(2031, 3, 31),
        by=make_secretary(),
    )


def record(asked, amount="40.00", **given):
    return payments.record(
        asked,
        **{
            "amount": Decimal(amount),
            "currency": "EUR",
            "received_on": date(2026, 2, 1),
            "bank_id": "T1",
            "by": make_secretary(),
            **given,
        },
    )


def stands(asked):
    """Return how far a request is paid, and its state."""
    return PaymentRequest.objects.with_state().values_list("paid", "dues_state").get(pk=asked.pk)


def refused(act, *arguments, **given):
    with pytest.raises(MoveRefused) as refusal:
        act(*arguments, **given)
    return str(refusal.value)


def test_dues_are_asked_once_for_a_period_by_a_reference_that_checks():
    asked = ask()
    again = {"amount": asked.amount, "currency": "EUR", "due_on": asked.due_on, "by": None}

    assert asked.reference[4:] == f"2026{asked.period_id:06}"
    assert is_right(asked.reference)
    assert refused(payments.ask, asked.period, **again) == "These dues are asked already."


def test_what_is_paid_is_the_sum_and_the_state_follows():
    asked = ask()
    states = [stands(asked)]
    for number, amount in enumerate(("40.00", "59.99", "0.01", "5.00")):
        record(asked, amount, bank_id=f"T{number}")
        states.append(stands(asked))

    assert states == [
        (Decimal("0.00"), "open"),
        (Decimal("40.00"), "part_paid"),
        (Decimal("99.99"), "part_paid"),
        (Decimal("100.00"), "paid"),
        (Decimal("105.00"), "paid"),
    ]


def test_a_payment_in_another_currency_is_refused_with_words():
    asked = ask()

    assert refused(record, asked, currency="MAD") == (
        "The request is in EUR, the payment in MAD. It is not recorded."
    )
    assert stands(asked) == (Decimal("0.00"), "open")


def test_a_transfer_is_recorded_once_however_its_number_is_typed():
    asked, other = ask(), ask()
    record(asked, bank_id="tx 12-7")

    assert refused(record, asked, "7.00", bank_id="TX12-7") == (
        "This transfer is recorded already."
    )
    assert refused(record, other, "7.00", bank_id="TX12-7") == (
        "This transfer is recorded already."
    )
    assert list(Payment.objects.values_list("bank_id", "request")) == [("TX12-7", asked.pk)]


def test_the_same_amount_on_the_same_day_is_asked_about():
    asked = ask()
    record(asked, bank_id="T1")

    words = refused(record, asked, bank_id="T2")
    record(asked, bank_id="T2", is_another=True)

    assert words == "A payment of this amount and day is recorded for it already."
    assert stands(asked) == (Decimal("80.00"), "part_paid")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (("T1", "T1"), "A payment of this amount and day is recorded for it already."),
        (("T1", "PAPER-1"), "A payment of this amount and day is recorded for it already."),
    ],
)
def test_two_staff_who_record_the_same_transfer_at_once_record_it_once(numbers, words):
    asked = ask()

    results = at_once(*[lambda number=number: record(asked, bank_id=number) for number in numbers])

    assert results == [words, "done"]
    assert stands(asked) == (Decimal("40.00"), "part_paid")


@pytest.mark.django_db(transaction=True)
def test_one_transfer_recorded_at_once_for_two_requests_is_recorded_for_one():
    results = at_once(*[lambda asked=asked: record(asked) for asked in (ask(), ask())])

    assert results == ["This transfer is recorded already.", "done"]
    assert Payment.objects.count() == 1


def test_a_payment_is_taken_back_by_a_row_with_a_reason_and_once():
    asked = ask()
    booked = record(asked)
    by = make_secretary()

    without_reason = refused(payments.reverse, booked, why=" ", by=by)
    back = payments.reverse(booked, why="Of another member.", by=by)

    assert without_reason == "Please say why."
    assert (back.amount, back.reverses, back.note) == (
        Decimal("-40.00"),
        booked,
        "Of another member.",
    )
    assert stands(asked) == (Decimal("0.00"), "open")
    assert refused(payments.reverse, booked, why="Again.", by=by) == (
        "This payment is taken back already."
    )
    assert refused(payments.reverse, back, why="Back.", by=by) == (
        "This row takes a payment back: record the payment again instead."
    )


def test_a_transfer_taken_back_is_recorded_where_it_belongs_and_once():
    wrong, right = ask(), ask()
    payments.reverse(record(wrong), why="Of another member.", by=make_secretary())

    record(right)

    assert (stands(wrong)[0], stands(right)[0]) == (Decimal("0.00"), Decimal("40.00"))
    assert refused(record, wrong) == "This transfer is recorded already."


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("values", [{"amount": Decimal("1.00")}, {"bank_id": "T9"}])
def test_no_payment_is_edited_or_deleted_but_its_note_may_be_emptied(values):
    booked = record(ask(), note="By the treasurer.")
    row = Payment.objects.filter(pk=booked.pk)

    for act in (lambda: row.update(**values), row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    row.update(note="")

    assert list(row.values_list("amount", "bank_id", "note")) == [(Decimal("40.00"), "T1", "")]


@pytest.mark.parametrize("values", [{"amount": Decimal("1.00")}, {"currency": "MAD"}])
def test_what_was_asked_stays_as_it_was_asked(values):
    asked = ask()

    with pytest.raises(DatabaseError), transaction.atomic():
        PaymentRequest.objects.filter(pk=asked.pk).update(**values)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"amount": Decimal("0.00")}, "payment_is_money_or_reverses_it"),
        ({"amount": Decimal("-1.00")}, "payment_is_money_or_reverses_it"),
        ({"bank_id": None}, "payment_is_money_or_reverses_it"),
        ({"bank_id": "t 1"}, "payment_bank_id_has_its_form"),
        ({"currency": "MAD"}, "payment_in_money_of_request"),
    ],
)
def test_the_database_refuses_what_is_no_payment(values, constraint):
    asked = ask()
    given = {
        "amount": Decimal("1.00"),
        "currency": "EUR",
        "received_on": date(2026, 2, 1),
        "bank_id": "T1",
        "recorded_by": make_secretary(),
    }

    assert refused_by(asked.payments.create, **{**given, **values}) == constraint


def test_the_database_refuses_to_take_back_another_sum():
    asked = ask()
    given = {"currency": "EUR", "received_on": date(2026, 2, 1), "recorded_by": make_secretary()}
    booked = record(asked)

    row = {"amount": Decimal("-39.00"), "reverses": booked, **given}

    assert refused_by(asked.payments.create, **row) == "payment_in_money_of_request"


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"amount": Decimal("0.00")}, "request_amount_is_positive"),
        ({"currency": "€"}, "request_currency_is_a_code"),
        ({"due_on": date(2025, 1, 1)}, "request_is_due_after_its_call"),
        ({"reference": "RF"}, "request_reference_has_its_form"),
        ({"waived_on": date(2026, 3, 1)}, "request_waived_with_a_reason"),
    ],
)
def test_the_database_refuses_what_is_no_request(values, constraint):
    member = make_member(periods=[("2026-01-01", "2026-12-31")])
    given = {
        "period": member.periods.get(),
        "amount": Decimal("1.00"),
        "currency": "EUR",
        "reference": "RF712348231",
        "called_on": date(2026, 1, 1),
        "due_on": date(2026, 3, 31),
    }

    assert refused_by(PaymentRequest.objects.create, **{**given, **values}) == constraint


def test_dues_are_waived_with_a_reason_and_not_after_they_were_paid():
    waived, paid = ask(), ask()
    by = make_secretary()
    record(paid, "100.00")

    payments.waive(waived, why="Board of 4 January.", by=by)

    assert stands(waived) == (Decimal("0.00"), "waived")
    assert [refused(payments.waive, asked, why="Again.", by=by) for asked in (waived, paid)] == [
        "It is waived already.",
        "It is paid already.",
    ]


def page_of(name, *args):
    return reverse(f"admin:membership_paymentrequest_{name}", args=args)


SENT = {"amount": "40.00", "currency": "EUR", "received_on": "2026-02-01", "bank_id": "T1"}


def test_the_secretariat_records_a_transfer_by_hand_and_takes_it_back(client):
    asked = ask()
    client.force_login(make_secretary())

    form = client.get(page_of("pay", asked.pk))
    client.post(page_of("pay", asked.pk), SENT)
    again = client.post(page_of("pay", asked.pk), SENT)
    booked = Payment.objects.get()
    client.post(page_of("reverse", asked.pk, booked.pk), {"why": "Of another member."})
    page = client.get(page_of("change", asked.pk))

    assert form.context["form"]["amount"].value() == Decimal("100.00")
    assert texts(again, ERRORS) == ["A payment of this amount and day is recorded for it already."]
    rows = texts(page, '//section[@aria-labelledby="payments"]//tbody//td[2]')
    assert rows == ["40.00 EUR", "-40.00 EUR"]
    assert stands(asked) == (Decimal("0.00"), "open")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "NaN"}, "amount"),
        ({"amount": "1e99"}, "amount"),
        ({"amount": "1.001"}, "amount"),
        ({"currency": "eu\x00"}, "currency"),
        ({"received_on": "2999-01-01"}, "received_on"),
        ({"received_on": "yesterday"}, "received_on"),
        ({"bank_id": "\x00"}, "bank_id"),
        ({"bank_id": ""}, "bank_id"),
        ({"bank_id": "=1+1"}, "__all__"),
    ],
)
def test_what_is_no_transfer_is_told_beside_the_form(client, values, field):
    asked = ask()
    client.force_login(make_secretary())

    page = client.post(page_of("pay", asked.pk), {**SENT, **values})

    assert (page.status_code, list(page.context["form"].errors)) == (200, [field])
    assert Payment.objects.count() == 0


def test_the_board_reads_what_is_due_and_writes_nothing(client):
    asked = ask()
    booked = record(asked)
    client.force_login(make_board_member())

    pages = [
        client.get(page_of("change", asked.pk)).status_code,
        client.get(reverse(LIST)).status_code,
    ]
    written = [
        client.post(page_of("pay", asked.pk), SENT).status_code,
        client.post(page_of("waive", asked.pk), {"why": "No."}).status_code,
        client.post(page_of("reverse", asked.pk, booked.pk), {"why": "No."}).status_code,
    ]

    assert (pages, written) == ([200, 200], [403, 403, 403])


def test_a_payment_is_found_only_under_its_own_request(client):
    booked, other = record(ask()), ask()
    client.force_login(make_secretary())

    answers = [
        client.get(page_of("reverse", other.pk, booked.pk)).status_code,
        client.get(page_of("pay", 0)).status_code,
    ]

    assert answers == [404, 404]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_requests_as_for_one(
    client, number, django_assert_num_queries
):
    for _ in range(number):
        ask()
    client.force_login(make_secretary())

    # Session, user, currencies to narrow by, count, two for permissions, rows.
    with django_assert_num_queries(7):
        client.get(reverse(LIST))


def test_the_list_narrows_to_what_is_open(client):
    paid, still_open = ask(), ask()
    record(paid, "100.00")
    client.force_login(make_secretary())

    page = client.get(reverse(LIST), {"paid": "open"})

    assert texts(page, '//*[contains(@class, "field-member")]') == [str(still_open.member)]


ASKED = {"currency": "EUR", "due_on": "2031-03-31", "amount": ""}


def test_the_secretariat_asks_a_member_for_its_latest_period_by_the_scale(client):
    member = make_member(periods=[("2026-01-01", "2026-12-31"), ("2027-01-01", "2027-12-31")])
    make_rule()
    client.force_login(make_secretary())

    client.post(page_of("add"), {**ASKED, "member": member.number})
    client.post(page_of("add"), {**ASKED, "member": str(member.pk), "amount": "7.50"})
    third = client.post(page_of("add"), {**ASKED, "member": member.number})

    asked = PaymentRequest.objects.order_by("pk").values_list("period__starts_on", "amount")
    assert list(asked) == [
        (date(2027, 1, 1), Decimal("100.00")),
        (date(2026, 1, 1), Decimal("7.50")),
    ]
    assert third.context["form"].errors == {
        "member": ["This member has no period of which no dues are asked"]
    }


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"member": "M0"}, "member"),
        ({"member": "M999999999999"}, "member"),
        ({"member": "M\x00"}, "member"),
        ({"due_on": "2020-01-01"}, "due_on"),
        ({"currency": "MAD"}, "amount"),
        ({"amount": "0"}, "amount"),
    ],
)
def test_what_cannot_be_asked_is_told_beside_the_form(client, values, field):
    member = make_member(periods=[("2026-01-01", "2026-12-31")])
    make_rule()
    client.force_login(make_secretary())

    page = client.post(page_of("add"), {**ASKED, "member": member.number, **values})

    assert (page.status_code, list(page.context["form"].errors)) == (200, [field])
    assert PaymentRequest.objects.count() == 0
