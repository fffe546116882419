"""Totals of dues: per year, category, country and currency, and no sum over two currencies."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from membership import payments
from membership.dues_totals import per_currency, totals, years
from tests import strict
from tests.applications.factories import make_board_member, make_secretary
from tests.membership.factories import make_member
from tests.membership.test_payments import record
from tests.pages import texts

pytestmark = pytest.mark.django_db

TOTALS = "admin:membership_paymentrequest_totals"


def ask(amount="100.00", *, currency="EUR", year=2026, country="PT", category="body"):
    member = make_member(
        category, periods=[(f"{year}-12-31", f"{year + 1}-12-30")], country=country
    )
    given = {"currency": currency, "due_on": date(2031, 3, 31), "by": make_secretary()}
    return payments.ask(member.periods.get(), amount=Decimal(amount), **given)


def pay(asked, amount):
    record(asked, amount, currency=asked.currency, bank_id=f"T{asked.pk}")


def make_dues():
    pay(ask(), "100.00")
    pay(ask(), "30.00")
    pay(ask(), "120.00")
    waived = ask()
    pay(waived, "10.00")
    payments.waive(waived, why="Flood.", by=make_secretary())
    pay(ask("500.00", currency="MAD", country="MA"), "500.00")
    ask("50.00", country="MA")
    ask("20.00", category="person")
    ask("70.00", year=2025)


def numbers(row):
    return [str(row[name]) for name in ("called", "received", "waived", "open", "over")]


def test_each_year_category_country_and_currency_has_a_row():
    make_dues()

    found = {
        (row["year"], row["currency"], row["category"], str(row["country"])): (
            row["number"],
            *numbers(row),
        )
        for row in totals()
    }

    assert found == {
        (2026, "EUR", "body", "MA"): (1, "50.00", "0.00", "0.00", "50.00", "0.00"),
        (2026, "EUR", "body", "PT"): (4, "400.00", "260.00", "90.00", "70.00", "20.00"),
        (2026, "EUR", "person", "PT"): (1, "20.00", "0.00", "0.00", "20.00", "0.00"),
        (2026, "MAD", "body", "MA"): (1, "500.00", "500.00", "0.00", "0.00", "0.00"),
        (2025, "EUR", "body", "PT"): (1, "70.00", "0.00", "0.00", "70.00", "0.00"),
    }
    assert years() == [2026, 2025]


def test_what_was_called_and_paid_above_is_received_waived_or_open():
    make_dues()

    for row in totals():
        assert row["called"] + row["over"] == row["received"] + row["waived"] + row["open"]


def test_currencies_stand_side_by_side():
    make_dues()

    sums = per_currency(totals(2026))

    assert {name: numbers(row) for name, row in sums.items()} == {
        "EUR": ["470.00", "260.00", "90.00", "140.00", "20.00"],
        "MAD": ["500.00", "500.00", "0.00", "0.00", "0.00"],
    }


def test_a_payment_taken_back_is_not_received():
    asked = ask()
    payment = record(asked, "40.00", bank_id="T1")
    payments.reverse(payment, why="Wrong.", by=make_secretary())

    assert numbers(totals()[0]) == ["100.00", "0.00", "0.00", "100.00", "0.00"]


def test_the_page_shows_a_year_and_the_table_all(client):
    client.force_login(make_board_member())
    make_dues()

    latest = client.get(reverse(TOTALS))
    before = client.get(reverse(TOTALS), {"year": "2025"})
    rows = strict.table(
        b"".join(
            client.get(reverse("admin:membership_paymentrequest_totals_csv")).streaming_content
        )
    )

    assert texts(latest, "//section/h2") == ["EUR, 2026", "MAD, 2026"]
    assert texts(before, "//section/h2") == ["EUR, 2025"]
    assert texts(latest, '//section[1]//tfoot//td') == [
        "6", "470.00", "260.00", "90.00", "140.00", "20.00",
    ]  # fmt: skip
    assert len(rows) == 5
    assert rows[-1] == {
        "year": "2025",
        "category": "body",
        "country": "PT",
        "currency": "EUR",
        "requests": "1",
        "called": "70.00",
        "received": "0.00",
        "waived": "0.00",
        "open": "70.00",
        "over": "0.00",
    }


@pytest.mark.parametrize("year", ["", "abc", "9" * 5000, "-1", "1999"])
def test_odd_years_show_the_latest(client, year):
    client.force_login(make_secretary())
    ask()

    page = client.get(reverse(TOTALS), {"year": year})

    assert texts(page, "//section/h2") == ["EUR, 2026"]


def test_the_page_asks_the_same_number_of_queries_for_one_row_and_for_three(client):
    client.force_login(make_secretary())
    counted = []
    for countries in (["PT"], ["MA", "FR"]):
        for country in countries:
            ask(country=country)
        client.get(reverse(TOTALS))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(TOTALS))
        counted.append(len(queries))

    assert counted[0] == counted[1]


def test_without_dues_the_page_says_so_and_the_list_leads_there(client):
    client.force_login(make_secretary())

    page = client.get(reverse(TOTALS))
    listed = client.get(reverse("admin:membership_paymentrequest_changelist"))

    assert "No dues have been asked for yet." in texts(page, '//*[@class="review"]/p')
    assert texts(listed, '//ul[@class="object-tools"]/li/a') == [
        "Add payment request",
        "Yearly call",
        "Files of the bank",
        "Totals",
    ]
