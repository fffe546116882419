"""Builders of members: each makes one valid thing."""

from datetime import date
from itertools import count

from membership.models import Member
from membership.workflow import Category
from territories.workflow import ActorKind
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
