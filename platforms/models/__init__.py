from platforms.models.application import PlatformApplication
from platforms.models.history import (
    CompositionChange,
    PlatformChange,
    PlatformHistory,
    PlatformNote,
)
from platforms.models.platform import Composition, Platform

__all__ = [
    "Composition",
    "CompositionChange",
    "Platform",
    "PlatformApplication",
    "PlatformChange",
    "PlatformHistory",
    "PlatformNote",
]
