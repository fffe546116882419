"""How a member stands on a day: one rule, for a row in hand and for the database.

Nothing of it is stored. It follows from the days of the member's periods, holds and end, and from
the days of grace that hold on that day.
"""

from datetime import timedelta

from django.db.models import Case, DateField, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Cast

from membership.workflow import Standing


def with_standing(members, periods, holds, *, on, grace):
    """Annotate members with the ``standing`` that each has on a day.

    ``periods`` and ``holds`` are the tables as querysets, ``grace`` is a number of days. A member
    is current while a period runs, its last day included; in grace for so many days after it;
    else lapsed, as it is before its first period. What was ended or put on hold goes before.
    """
    mine = {"member": OuterRef("pk")}
    covering = periods.filter(**mine, starts_on__lte=on, ends_on__gte=on)
    recent = periods.filter(**mine, ends_on__lt=on, ends_on__gte=on - timedelta(days=grace))
    held = holds.filter(Q(ended_on=None) | Q(ended_on__gt=on), **mine, starts_on__lte=on)
    day = Cast(Value(on), DateField())
    return members.annotate(
        standing=Case(
            When(left_on__lte=day, then=Value(Standing.RESIGNED)),
            When(Exists(held), then=Value(Standing.ON_HOLD)),
            When(Exists(covering), then=Value(Standing.CURRENT)),
            When(Exists(recent), then=Value(Standing.GRACE)),
            default=Value(Standing.LAPSED),
        )
    )
