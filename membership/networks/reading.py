"""What the public reads of a network: who belongs to it today, and how many."""

from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Coalesce
from django.utils import timezone

from membership.models import Member


@dataclass(frozen=True)
class Numbers:
    """How many belong to a network, and from how many countries."""

    territories: int
    platforms: int
    members: int
    countries: int

    @property
    def total(self):
        return self.territories + self.platforms + self.members


def entries_of(network):
    """Return the entries of a network that everybody may see today."""
    return network.memberships.shown(timezone.localdate())


def numbers_of(shown):
    """Count the entries of ``entries_of``."""
    country = Coalesce("territory__country", "platform__territory__country", "member__country")
    counted = shown.aggregate(
        territories=Count("territory"),
        platforms=Count("platform"),
        members=Count("member"),
        countries=Count(country, distinct=True),
    )
    return Numbers(**counted)


def numbers_of_all():
    """Count those who belong to the whole network: the members that the directory shows."""
    shown = Member.objects.shown(timezone.localdate())
    counted = shown.aggregate(members=Count("pk"), countries=Count("country", distinct=True))
    return Numbers(territories=0, platforms=0, **counted)
