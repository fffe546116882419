"""Builders of members: each makes one valid thing."""

from datetime import date, timedelta
from itertools import count

from django.urls import reverse
from django.utils import timezone

from membership import links
from membership.links import Purpose
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


def make_representative(member=None, **fields):
    """Make somebody who speaks for a member, since its first day and without an end."""
    number = next(_numbers)
    return (member or make_member()).representatives.create(
        **{
            "role": "political",
            "name": f"Ana {number}",
            "email": f"ana{number}@example.org",
            "starts_on": date(2014, 1, 1),
            **fields,
        }
    )


def member_token(holder, purpose, **changes):
    """Return what stands in a private link after its purpose; ``holder`` is whose link it is."""
    version = changes.get("version") or holder.link_version
    facts = {"pk": holder.pk, **changes, "version": version}
    return links.address(purpose, language="en", **facts).rstrip("/").rpartition("/")[2]


def open_member(browser, representative, purpose=Purpose.OWN):
    """Press the button behind a private link of a representative."""
    address = reverse("membership:link-open", args=[purpose, member_token(representative, purpose)])
    return browser.post(address)


def follow_address(proposal):
    """Return where who was named to follow confirms it."""
    token = member_token(proposal, Purpose.FOLLOW, version=1)
    return reverse("membership:link-open", args=[Purpose.FOLLOW, token])
