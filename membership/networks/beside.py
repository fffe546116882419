"""The networks on the page of an entry: those it is in, and those into which it fits."""

from functools import lru_cache

from django.db.models import Q

from membership.models import Network
from membership.networks.entries import fits

MOST = 12


def inside_and_fitting(entry):
    """Return the public networks that an entry is in and those into which it fits, in one query."""
    found = Network.objects.public().telling_whether_in(entry.fields)
    shown = found.filter(Q(is_in=True) | fits(entry.country_code, entry.actor_kinds))
    beside = shown.by_name().as_entries()[:MOST]
    return (
        [network for network in beside if network.is_in],
        [network for network in beside if not network.is_in],
    )


def fitting(entry, version):
    """Return the public networks into which an entry that is in none fits.

    They are the same for all of its country and kinds: kept until the registry has another version.
    """
    return _fitting(entry.country_code, tuple(entry.actor_kinds), version)


@lru_cache(maxsize=500)
def _fitting(country, kinds, version):
    found = Network.objects.public().filter(fits(country, kinds))
    return list(found.by_name().as_entries()[:MOST])
