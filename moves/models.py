"""What is kept of a move; each app that has moves makes its own tables of these."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from together_site.text import ProseField


class MoveRecord(models.Model):
    """One move: who, when, from, to. Append-only; holds no personal values but who acted.

    A subclass names its table of ``moves`` and the ``roles`` in which they are made.
    """

    moves: ClassVar = {}
    roles: ClassVar = None

    move = models.CharField(_("move"), max_length=30)
    source = models.CharField(max_length=30)
    target = models.CharField(max_length=30)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    role = models.CharField(_("in the role of"), max_length=20)
    at = models.DateTimeField(_("at"))

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.source} → {self.target}"

    @property
    def label(self):
        return self.moves[self.move].label

    def get_role_display(self):
        return self.roles(self.role).label


class MoveNote(models.Model):
    """Why a move was made: may be erased, unlike the record.

    A subclass adds the thing, and the ``record`` that it goes with.
    """

    PERSONAL_FIELDS: ClassVar = {"text": _("why a move was made")}

    text = ProseField(_("note"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self):
        return self.text[:60]
