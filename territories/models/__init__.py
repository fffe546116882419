from territories.models.actors import CollectiveActor
from territories.models.history import (
    ActorChange,
    ActorHistory,
    ActorNote,
    DescriptionChange,
    TerritoryChange,
    TerritoryHistory,
    TerritoryNote,
)
from territories.models.kept import Kept
from territories.models.parts import ParentsWithoutLoop, Positioned, Sourced
from territories.models.territory import Territory, TerritoryDescription
from territories.models.version import RaisesVersion, RegistryVersion

__all__ = [
    "ActorChange",
    "ActorHistory",
    "ActorNote",
    "CollectiveActor",
    "DescriptionChange",
    "Kept",
    "ParentsWithoutLoop",
    "Positioned",
    "RaisesVersion",
    "RegistryVersion",
    "Sourced",
    "Territory",
    "TerritoryChange",
    "TerritoryDescription",
    "TerritoryHistory",
    "TerritoryNote",
]
