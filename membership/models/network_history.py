"""What is kept of the moves and changes of networks."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.models.network import Network
from membership.networks import workflow
from moves.changes import kept_of
from moves.models import MoveNote, MoveRecord


class NetworkHistory(MoveRecord):
    """The moves of a network: edits, entries that came and went, answers to requests."""

    moves = workflow.MOVES | workflow.WITHOUT_BUTTON
    roles = workflow.Role

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="history")

    class Meta(MoveRecord.Meta):
        verbose_name = _("move")
        verbose_name_plural = _("history")


class NetworkNote(MoveNote):
    """Why a move of a network was made, and of which entry."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="notes")
    record = models.OneToOneField(NetworkHistory, on_delete=models.PROTECT, related_name="note")

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")


class NetworkChange(kept_of(Network)):
    """A network as it was before a change."""
