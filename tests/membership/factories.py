"""Builders of members: each makes one valid thing."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from membership.models import Member
from membership.workflow import Category
from territories.workflow import ActorKind
from tests.applications.factories import make_secretary
from tests.factories import make_platform

_numbers = count(1)
OF_CATEGORY = {
    Category.TERRITORY: {},
    Category.PUBLIC_ENTITY: {"level": "regional"},
    Category.PERSON: {},
    Category.BODY: {"kind": ActorKind.ASSOCIATION},
}


def make_member(category=Category.BODY, *, periods=(), **fields):
    """Make a member with periods, given as pairs of first and last day in ISO form."""
    if category == Category.TERRITORY:
        fields.setdefault("platform", make_platform())
    member = Member.objects.create(
        **{
            "category": category,
            "name": f"Member {next(_numbers)}",
            "country": "PT",
            "joined_on": date(2014, 1, 1),
            **OF_CATEGORY[category],
            **fields,
        }
    )
    for first, last in periods:
        member.periods.create(
            starts_on=date.fromisoformat(first),
            ends_on=date.fromisoformat(last),
            category=category,
        )
    return member


def make_certificate(member, **fields):
    """Make a certificate of a member, valid for a year from today."""
    today = timezone.localdate()
    return member.certificates.create(
        **{
            "category": member.category,
            "issued_on": today,
            "valid_until": today + timedelta(days=365),
            "issued_by": fields.pop("issued_by", None) or make_secretary(),
            **fields,
        }
    )
