"""What is kept of the moves and changes of members."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from membership import workflow
from membership.models.member import Member
from membership.models.representative import Representative
from moves.changes import kept_of, kept_of_part
from moves.models import MoveNote, MoveRecord


class MemberHistory(MoveRecord):
    """The moves of a member, its edits among them."""

    moves = workflow.MOVES | workflow.WITHOUT_BUTTON
    roles = workflow.Role

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


# In which language somebody reads tells of them too.
OF_A_PERSON = (*Representative.PERSONAL_FIELDS, "language")


class RepresentativeChange(kept_of_part(Representative, but=OF_A_PERSON)):
    """That a representative came, changed or went: role and term, not who it was."""
