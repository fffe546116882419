from platforms.models.application import PlatformApplication
from platforms.models.platform import Composition, Platform, PlatformQuerySet, TellsTerritory

__all__ = [
    "Composition",
    "Platform",
    "PlatformApplication",
    "PlatformQuerySet",
    "TellsTerritory",
]
