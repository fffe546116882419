"""What was called and what came in, per year, category, country and currency: never one sum of two.

The year is that in which the period begins. A request counts in that year alone, whenever it was
called and paid.
"""

from decimal import Decimal

from django.db.models import F
from django.db.models.functions import ExtractYear

from membership.models import PaymentRequest
from membership.models.dues import NOTHING

SUMS = ("called", "received", "waived", "open", "over")
KEYS = ("year", "currency", "category", "country")
FETCHED_AT_ONCE = 2000


def years():
    """Return the years of which there are requests, the latest first."""
    found = PaymentRequest.objects.annotate(year=ExtractYear("period__starts_on"))
    return list(found.order_by("-year").values_list("year", flat=True).distinct())


def totals(year=None):
    """Return a row for each year, category, country and currency: how many, and the ``SUMS``.

    What is paid above a request is ``over``; so called and over are received, waived and open.
    """
    requests = PaymentRequest.objects.with_state().annotate(year=ExtractYear("period__starts_on"))
    if year is not None:
        requests = requests.filter(period__starts_on__year=year)
    facts = requests.order_by().values_list(
        *KEYS[:2],
        F("period__category"),
        F("period__member__country"),
        "amount",
        "paid",
        "waived_on",
    )
    found = {}
    # Summed here: Postgres would look up what is paid of a request anew for each of the sums.
    for *key, amount, paid, waived_on in facts.iterator(chunk_size=FETCHED_AT_ONCE):
        sums = found.setdefault(
            tuple(key), dict.fromkeys(("number", *SUMS), NOTHING) | {"number": 0}
        )
        _add(sums, amount, paid, is_waived=waived_on is not None)
    rows = [dict(zip(KEYS, key, strict=True)) | sums for key, sums in found.items()]
    return sorted(rows, key=lambda row: (-row["year"], *(str(row[name]) for name in KEYS[1:])))


def per_currency(rows):
    """Return for each currency the sums over its rows."""
    found = {}
    for row in rows:
        sums = found.setdefault(row["currency"], dict.fromkeys(("number", *SUMS), Decimal(0)))
        for name in sums:
            sums[name] += row[name]
    return found


def _add(sums, amount, paid, *, is_waived):
    rest = max(amount - paid, NOTHING)
    sums["number"] += 1
    sums["called"] += amount
    sums["received"] += paid
    sums["waived" if is_waived else "open"] += rest
    sums["over"] += max(paid - amount, NOTHING)
