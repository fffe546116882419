"""Builders of what the registry holds: each makes one valid thing."""

from itertools import count

from platforms.models import Platform
from territories.models import CollectiveActor, Territory
from territories.workflow import ActorKind, Kind, PlatformState, TerritoryState

_numbers = count(1)


def make_territory(name="", **fields):
    number = next(_numbers)
    return Territory.objects.create(
        **{
            "name": name or f"Vila {number}",
            "slug": f"vila-{number}",
            "kind": Kind.MUNICIPALITY,
            "country": "PT",
            "state": TerritoryState.LISTED,
            **fields,
        }
    )


def make_collective_actor(name="", *, territory=None, **fields):
    return CollectiveActor.objects.create(
        **{
            "name": name or f"Escola {next(_numbers)}",
            "kind": ActorKind.SCHOOL,
            "territory": territory or make_territory(),
            **fields,
        }
    )


def make_platform(local_name="", *, territory=None, **fields):
    return Platform.objects.create(
        **{
            "local_name": local_name,
            "slug": f"platform-{next(_numbers)}",
            "territory": territory or make_territory(),
            "state": PlatformState.FORMING,
            **fields,
        }
    )
