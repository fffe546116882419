"""What is kept of the moves and changes of members."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from membership import workflow
from membership.models.member import Member, Representative
from moves.changes import kept_of, kept_of_part
from moves.models import MoveNote, MoveRecord
from territories.workflow import Role


class MemberHistory(MoveRecord):
    """The moves of a member, its edits among them."""

    moves = workflow.MOVES | workflow.WITHOUT_BUTTON
    roles = Role

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="history")

    class Meta(MoveRecord.Meta):
        verbose_name = _("move")
        verbose_name_plural = _("history")


class MemberNote(MoveNote):
    """Why a move of a member was made."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="notes")
    record = models.OneToOneField(MemberHistory, on_delete=models.PROTECT, related_name="note")

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")


class MemberChange(kept_of(Member, but=("name",))):
    """A member as it was before a change, without a name: it may be a person's."""


class RepresentativeChange(kept_of_part(Representative, but=Representative.PERSONAL_FIELDS)):
    """That a representative came, changed or went: role and term, not who it was."""
