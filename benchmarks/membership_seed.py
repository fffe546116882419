"""Made-up members of any number, each with five periods that were paid and who represents it."""

from datetime import date
from decimal import Decimal
from random import Random

from django.db import connection, transaction

from accounts.models import Role, User
from benchmarks.names import COUNTRIES, place_name
from membership import creditor_reference
from membership.models import (
    BankDetails,
    FeeRule,
    Member,
    Network,
    NetworkMembership,
    Payment,
    PaymentRequest,
    Period,
    Representative,
)
from membership.workflow import Category
from platforms.models import Platform

AT_ONCE = 500
LAST_YEAR, YEARS = 2026, 5
AMOUNTS = {Category.BODY: 100, Category.PERSON: 20, Category.PUBLIC_ENTITY: 300}
BY_POPULATION = [(0, 5_000, 50), (5_000, 50_000, 150), (50_000, None, 500)]
SINCE = date(2014, 1, 1)


def fill(size):
    """Make so many members with all that belongs to them; returns who keeps them."""
    keeper = User.objects.create_user("keeper@example.org", roles=[Role.SECRETARIAT])
    scale()
    platforms = list(
        Platform.objects.filter(memberships=None).order_by("pk").values_list("pk", flat=True)
    )[: size // 2]
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for first in range(0, size, AT_ONCE):
            with transaction.atomic():
                batch(range(first, min(first + AT_ONCE, size)), platforms, keeper)
        network(keeper)
        cursor.execute("VACUUM (ANALYZE)")
    return keeper


def network(keeper):
    """Make a network to which every member belongs, coordinated by the keeper."""
    made = Network.objects.create(
        name="Network", slug="network", kind="mixed", actor_kind="association", state="public"
    )
    made.coordinators.add(keeper)
    NetworkMembership.objects.bulk_create(
        (
            NetworkMembership(network=made, member_id=pk, came="coordinator")
            for pk in Member.objects.values_list("pk", flat=True)
        ),
        batch_size=AT_ONCE,
    )


def scale():
    """Make a scale in euros with a line for each category, and a sample account."""
    line = {"currency": "EUR", "valid_from": SINCE, "is_sample": True}
    for category, amount in AMOUNTS.items():
        FeeRule.objects.create(category=category, way="fixed", amount=amount, **line)
    for least, below, amount in BY_POPULATION:
        bounds = {"population_from": least, "population_until": below}
        FeeRule.objects.create(
            category=Category.TERRITORY, way="by_population", amount=amount, **bounds, **line
        )
    BankDetails.objects.create(
        holder="A sample", iban="GB82WEST12345698765432", currency="EUR",
        valid_from=SINCE, is_sample=True,
    )  # fmt: skip


def batch(numbers, platforms, keeper):
    """Make some members, their people, and what was asked and paid of each."""
    members = Member.objects.bulk_create(member(number, platforms) for number in numbers)
    Representative.objects.bulk_create(
        Representative(
            member=one,
            role=role,
            name=f"Person {one.pk}",
            email=f"{role}{one.pk}@example.org",
            starts_on=SINCE,
            language=("en", "fr", "pt")[one.pk % 3],
        )
        for one in members
        for role in ("political", "billing")
    )
    periods = Period.objects.bulk_create(
        Period(
            member=one,
            starts_on=date(year, 1, 1),
            ends_on=date(year, 12, 31),
            category=one.category,
        )
        for one in members
        for year in range(LAST_YEAR - YEARS + 1, LAST_YEAR + 1)
    )
    paid(periods, keeper)


def paid(periods, keeper):
    """Ask for the dues of some periods, of which nine in ten are paid."""
    requests = PaymentRequest.objects.bulk_create(
        PaymentRequest(
            period=period,
            amount=Decimal("100.00"),
            currency="EUR",
            reference=creditor_reference.with_check_digits(
                f"{period.starts_on.year}{period.pk:06}"
            ),
            called_on=period.starts_on,
            due_on=period.starts_on.replace(month=3),
            called_by=keeper,
        )
        for period in periods
    )
    Payment.objects.bulk_create(
        Payment(
            request=asked,
            amount=asked.amount,
            currency="EUR",
            received_on=asked.due_on,
            bank_id=f"T{asked.pk}",
            recorded_by=keeper,
        )
        for asked in requests
        if asked.pk % 10
    )


def member(number, platforms):
    """Return a member by its number: half of them by platforms, while there are any."""
    random = Random(number)
    country = random.choice(list(COUNTRIES))
    fields = {"name": place_name(random, country), "country": country, "joined_on": SINCE}
    if number % 2 and number // 2 < len(platforms):
        return Member(
            category=Category.TERRITORY,
            platform_id=platforms[number // 2],
            is_public=True,
            **fields,
        )
    kind = number % 5
    if kind == 0:
        return Member(category=Category.PUBLIC_ENTITY, level="local", is_public=True, **fields)
    if kind == 1:
        return Member(category=Category.PERSON, **fields)
    return Member(category=Category.BODY, kind="association", is_public=True, **fields)
