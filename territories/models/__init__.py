from territories.models.actors import CollectiveActor
from territories.models.parts import ParentsWithoutLoop, Positioned, Sourced
from territories.models.territory import Territory, TerritoryDescription
from territories.models.version import RaisesVersion, RegistryVersion

__all__ = [
    "CollectiveActor",
    "ParentsWithoutLoop",
    "Positioned",
    "RaisesVersion",
    "RegistryVersion",
    "Sourced",
    "Territory",
    "TerritoryDescription",
]
