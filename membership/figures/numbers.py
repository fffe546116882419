"""What is counted, as plain numbers by codes: a few aggregates over every table, at one moment."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.cache import caches
from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractYear
from django.utils import timezone

from applications import months, promise
from applications.models import Application, Form
from applications.workflow import State
from membership.models import Member, Payment, PaymentRequest
from platforms.models import Platform
from territories.models import Territory

SECONDS_KEPT = 10 * 60
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Dues:
    """The dues of one year in one currency, each sum with how many members it is of.

    Called are the requests made in the year, waived those of them that need not be paid; received
    is the money that came in during the year, less what was taken back: it is of those members
    whose payment stands, for what was taken back hides nobody.
    """

    called: Decimal = NOTHING
    called_of: int = 0
    waived: Decimal = NOTHING
    received: Decimal = NOTHING
    received_of: int = 0


@dataclass(frozen=True)
class Numbers:
    """All numbers as of a moment.

    ``months`` and ``promises`` are by form; ``states`` by form and state; ``standings`` by
    category and standing; ``countries`` by country and category, of members in force; ``dues`` by
    year and currency; ``platforms`` by state and ``places`` by country, of what is listed.
    """

    as_of: datetime
    months: dict
    promises: dict
    states: dict
    standings: dict
    countries: dict
    dues: dict
    platforms: dict
    places: dict


def now():
    """Return the numbers, counted anew every ten minutes."""
    key = f"figures-{timezone.localdate()}"
    return caches["memory"].get_or_set(key, count, SECONDS_KEPT)


def count():
    """Count everything; as many queries for one row as for a hundred thousand."""
    today = timezone.localdate()
    return Numbers(
        as_of=timezone.now(),
        months={form: months.last_months(today, form) for form in Form},
        promises={form: promise.of_form(form) for form in Form},
        states=_states(),
        standings=_counted(Member.objects.with_standing(today), "category", "standing"),
        countries=_counted(Member.objects.in_force(today), "country", "category"),
        dues=_dues(),
        platforms=_counted(Platform.objects.listed(), "state"),
        places=_counted(Territory.objects.listed(), "country"),
    )


def _counted(rows, *columns):
    """Return how many rows there are by what these columns hold; a code alone where it is one."""
    found = rows.order_by().values_list(*columns).annotate(number=Count("pk"))
    return {tuple(codes) if len(codes) > 1 else codes[0]: number for *codes, number in found}


def _states():
    """Count by form and state what has reached the secretariat, without what is spam."""
    reached = Application.objects.for_staff().exclude(state=State.SPAM)
    return _counted(reached.exclude(months.DOUBTFUL), "form", "state")


def _dues():
    found = defaultdict(dict)
    waived = Sum("amount", filter=Q(waived_on__isnull=False), default=0)
    members = Count("period__member", distinct=True)
    for year, currency, amount, amount_waived, number in (
        PaymentRequest.objects.order_by()
        .values_list(ExtractYear("called_on"), "currency")
        .annotate(asked=Sum("amount"), waived=waived, number=members)
    ):
        found[year, currency] |= {
            "called": amount,
            "called_of": number,
            "waived": amount_waived,
        }
    stands = Q(reverses=None, reversal=None)
    members = Count("request__period__member", distinct=True, filter=stands)
    for year, currency, amount, number in (
        Payment.objects.order_by()
        .values_list(ExtractYear("received_on"), "currency")
        .annotate(received=Sum("amount"), number=members)
    ):
        found[year, currency] |= {"received": amount, "received_of": number}
    return {key: Dues(**told) for key, told in sorted(found.items(), reverse=True)}
