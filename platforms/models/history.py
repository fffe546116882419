"""What is kept of the moves and changes of platforms."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from moves.changes import kept_of, kept_of_part
from moves.models import MoveNote, MoveRecord
from platforms import workflow
from platforms.models.platform import Composition, Platform
from territories.workflow import WITHOUT_BUTTON, Role


class PlatformHistory(MoveRecord):
    """The moves of a platform, its edits among them."""

    moves = workflow.MOVES | WITHOUT_BUTTON
    roles = Role

    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="history")

    class Meta(MoveRecord.Meta):
        verbose_name = _("move")
        verbose_name_plural = _("history")


class PlatformNote(MoveNote):
    """Why a move of a platform was made."""

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="notes")
    record = models.OneToOneField(PlatformHistory, on_delete=models.PROTECT, related_name="note")

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")


class PlatformChange(kept_of(Platform)):
    """A platform as it was before a change."""


class CompositionChange(kept_of_part(Composition)):
    """A part of a composition that came, changed or went."""
