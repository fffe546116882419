"""What is kept of the moves and changes of places and collective actors."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from moves.changes import kept_of, kept_of_part
from moves.models import MoveNote, MoveRecord
from territories import workflow
from territories.models.actors import CollectiveActor
from territories.models.territory import Territory, TerritoryDescription


class TerritoryHistory(MoveRecord):
    """The moves of a territory, its edits among them."""

    moves = workflow.TERRITORY_MOVES | workflow.WITHOUT_BUTTON
    roles = workflow.Role

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="history")

    class Meta(MoveRecord.Meta):
        verbose_name = _("move")
        verbose_name_plural = _("history")


class TerritoryNote(MoveNote):
    """Why a move of a territory was made."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="notes")
    record = models.OneToOneField(TerritoryHistory, on_delete=models.PROTECT, related_name="note")

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")


class TerritoryChange(kept_of(Territory)):
    """A territory as it was before a change."""


class DescriptionChange(kept_of_part(TerritoryDescription)):
    """A description that came, changed or went."""


class ActorHistory(MoveRecord):
    """The moves of a collective actor, its edits among them."""

    moves = workflow.ACTOR_MOVES | workflow.WITHOUT_BUTTON
    roles = workflow.Role

    actor = models.ForeignKey(CollectiveActor, on_delete=models.PROTECT, related_name="history")

    class Meta(MoveRecord.Meta):
        verbose_name = _("move")
        verbose_name_plural = _("history")


class ActorNote(MoveNote):
    """Why a move of a collective actor was made."""

    actor = models.ForeignKey(CollectiveActor, on_delete=models.CASCADE, related_name="notes")
    record = models.OneToOneField(ActorHistory, on_delete=models.PROTECT, related_name="note")

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")


class ActorChange(kept_of(CollectiveActor)):
    """A collective actor as it was before a change."""
