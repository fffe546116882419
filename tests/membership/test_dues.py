"""What a member owes: the scale by category, day and population, and the reference to pay by."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from membership.creditor_reference import in_fours, is_right, with_check_digits
from membership.dues import owed_by
from membership.models import BankDetails, FeeRule
from membership.models.account import is_iban
from membership.workflow import Category
from tests.factories import make_platform, make_territory
from tests.membership.factories import make_member
from tests.refusals import refused_by

JANUARY = date(2026, 1, 1)


def make_rule(way="fixed", **fields):
    amount = None if way in ("free", "waived") else Decimal("100.00")
    return FeeRule.objects.create(
        **{
            "category": Category.BODY,
            "way": way,
            "amount": amount,
            "currency": "EUR",
            "valid_from": JANUARY,
            "is_sample": True,
            **fields,
        }
    )


# Published by makers of libraries for ISO 11649 as examples of theirs.
@pytest.mark.parametrize(
    ("body", "reference"),
    [
        ("539007547034", "RF18539007547034"),
        ("12345 12345", "RF451234512345"),
        ("aB2g5", "RF68AB2G5"),
        ("TU06FX", "RF96TU06FX"),
        ("X2HU4TC28XTYLHASYWT91", "RF14X2HU4TC28XTYLHASYWT91"),
        ("2348231", "RF712348231"),
    ],
)
def test_a_reference_has_the_check_digits_of_the_standard(body, reference):
    assert (with_check_digits(body), is_right(reference)) == (reference, True)


@pytest.mark.parametrize(
    "wrong", ["RF19539007547034", "RF18539007547043", "RF19GAX8WS5JYOOUJ87", "RF18", "", "RF1٨5"]
)
def test_a_mistyped_reference_is_told_from_a_right_one(wrong):
    assert not is_right(wrong)


@pytest.mark.parametrize("body", ["", "1" * 22, "12-3", "١٢٣", "é"])
def test_what_no_bank_carries_is_no_reference(body):
    with pytest.raises(ValueError, match="1 to 21 letters and digits"):
        with_check_digits(body)


def test_a_reference_is_printed_in_fours():
    assert in_fours("RF18539007547034") == "RF18 5390 0754 7034"


@pytest.mark.parametrize(
    ("iban", "is_right_iban"),
    [("GB82WEST12345698765432", True), ("GB83WEST12345698765432", False), ("PT50", False)],
)
def test_an_account_number_is_checked_by_its_digits(iban, is_right_iban):
    if is_right_iban:
        is_iban(iban)
    else:
        with pytest.raises(ValidationError):
            is_iban(iban)


@pytest.mark.django_db
def test_a_rule_holds_from_its_first_day_to_its_last():
    make_rule(valid_until=date(2026, 12, 31))
    make_rule(valid_from=date(2027, 1, 1), amount=Decimal("120.00"))
    member = make_member(Category.BODY)

    days = [date(2025, 12, 31), JANUARY, date(2026, 12, 31), date(2027, 1, 1)]
    found = [owed_by(member, day, "EUR") for day in days]

    assert [owed and owed.amount for owed in found] == [
        None,
        Decimal("100.00"),
        Decimal("100.00"),
        Decimal("120.00"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("population", "amount"),
    [(None, None), (0, "50.00"), (9999, "50.00"), (10000, "90.00"), (5000000, "90.00")],
)
def test_a_place_owes_by_the_people_who_live_there(population, amount):
    bounds = [(0, 10000, "50.00"), (10000, None, "90.00")]
    for first, below, each in bounds:
        make_rule(
            "by_population",
            category=Category.TERRITORY,
            population_from=first,
            population_until=below,
            amount=Decimal(each),
        )
    year = None if population is None else 2021
    place = make_territory(population=population, population_year=year)
    platform = make_platform(territory=place)

    found = owed_by(make_member(Category.TERRITORY, platform=platform), JANUARY, "EUR")

    assert (found and found.amount) == (amount and Decimal(amount))


@pytest.mark.django_db
def test_a_member_chooses_or_need_not_pay_as_the_scale_says():
    make_rule("free", category=Category.PERSON)
    make_rule("waived", category=Category.PUBLIC_ENTITY)

    chosen = owed_by(make_member(Category.PERSON), JANUARY, "EUR")
    waived = owed_by(make_member(Category.PUBLIC_ENTITY), JANUARY, "EUR")

    assert (chosen.amount, chosen.is_chosen, chosen.is_waived) == (None, True, False)
    assert (waived.amount, waived.is_chosen, waived.is_waived) == (None, False, True)


@pytest.mark.django_db
def test_each_currency_has_its_own_scale():
    make_rule()
    make_rule(currency="MAD", amount=Decimal("1000.00"))
    member = make_member(Category.BODY)

    assert [owed_by(member, JANUARY, money).amount for money in ("EUR", "MAD")] == [
        Decimal("100.00"),
        Decimal("1000.00"),
    ]
    assert owed_by(member, JANUARY, "GBP") is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"category": "friend"}, "fee_category_is_known"),
        ({"amount": Decimal("0.00")}, "fee_has_an_amount_by_its_way"),
        ({"amount": None}, "fee_has_an_amount_by_its_way"),
        ({"way": "free", "amount": Decimal("1.00")}, "fee_has_an_amount_by_its_way"),
        ({"way": "by_auction"}, "fee_has_an_amount_by_its_way"),
        ({"population_from": 1}, "fee_has_bounds_by_its_way"),
        ({"way": "by_population"}, "fee_has_bounds_by_its_way"),
        (
            {"way": "by_population", "population_from": 5, "population_until": 5},
            "fee_bounds_are_in_order",
        ),
        ({"valid_until": date(2025, 12, 31)}, "fee_ends_after_it_starts"),
        ({"currency": "eur"}, "fee_currency_is_a_code"),
        ({"is_sample": False}, "fee_is_decided_or_a_sample"),
    ],
)
def test_a_rule_that_is_none_is_refused(values, constraint):
    assert refused_by(make_rule, **values) == constraint


@pytest.mark.django_db
def test_two_rules_of_a_category_do_not_hold_on_the_same_day():
    make_rule(valid_until=date(2026, 12, 31))

    assert refused_by(make_rule, valid_from=date(2026, 12, 31)) == "fee_rules_do_not_overlap"
    make_rule(valid_from=date(2027, 1, 1))


@pytest.mark.django_db
def test_the_account_of_a_currency_is_the_latest_that_holds():
    given = {"holder": "A sample", "iban": "GB82WEST12345698765432", "is_sample": True}
    for currency, day in (("EUR", JANUARY), ("EUR", date(2026, 7, 1)), ("MAD", JANUARY)):
        BankDetails.objects.create(currency=currency, valid_from=day, **given)

    found = [
        BankDetails.objects.on(currency, day)
        for currency, day in (
            ("EUR", date(2026, 6, 30)),
            ("EUR", date(2026, 7, 1)),
            ("GBP", JANUARY),
        )
    ]

    assert [account and account.valid_from for account in found] == [
        JANUARY,
        date(2026, 7, 1),
        None,
    ]
