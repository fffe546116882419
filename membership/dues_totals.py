"""What was called and what came in, per year, category, country and currency: never one sum of two.

The year is that in which the period begins. A request counts in that year alone, whenever it was
called and paid.
"""

from decimal import Decimal

from django.db.models import Case, Count, F, Sum, Value, When
from django.db.models.functions import Coalesce, ExtractYear

from membership.models import PaymentRequest
from membership.models.dues import NOTHING, money_field

SUMS = ("called", "received", "waived", "open", "over")


def years():
    """Return the years of which there are requests, the latest first."""
    found = PaymentRequest.objects.annotate(year=ExtractYear("period__starts_on"))
    return list(found.order_by("-year").values_list("year", flat=True).distinct())


def totals(year=None):
    """Return a row for each year, category, country and currency: how many, and the ``SUMS``.

    What is paid above a request is ``over``; so called and over are received, waived and open.
    """
    rest = F("amount") - F("paid")
    requests = PaymentRequest.objects.with_state().annotate(
        year=ExtractYear("period__starts_on"),
        rest=Case(When(paid__lt=F("amount"), then=rest), default=Value(NOTHING)),
    )
    if year is not None:
        requests = requests.filter(year=year)
    rows = requests.order_by().values(
        "year", "currency", category=F("period__category"), country=F("period__member__country")
    )
    return rows.annotate(
        number=Count("pk"),
        called=_sum("amount"),
        received=_sum("paid"),
        waived=_sum(Case(When(waived_on__isnull=False, then=F("rest")))),
        open=_sum(Case(When(waived_on=None, then=F("rest")))),
        over=_sum(Case(When(paid__gt=F("amount"), then=-rest))),
    ).order_by("-year", "currency", "category", "country")


def per_currency(rows):
    """Return for each currency the sums over its rows."""
    found = {}
    for row in rows:
        sums = found.setdefault(row["currency"], dict.fromkeys(("number", *SUMS), Decimal(0)))
        for name in sums:
            sums[name] += row[name]
    return found


def _sum(what):
    return Coalesce(Sum(what), Value(NOTHING), output_field=money_field())
