from platforms.models.application import Participant, PlatformApplication
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
    "Participant",
    "Platform",
    "PlatformApplication",
    "PlatformChange",
    "PlatformHistory",
    "PlatformNote",
]
