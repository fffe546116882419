"""What staff keep of a review besides its moves: opinions they ask, and what they took out."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application
from together_site.text import LineField, ProseField


class Opinion(models.Model):
    """A second opinion that one member of staff asks of another; it decides nothing."""

    PERSONAL_FIELDS: ClassVar = {
        "question": _("what a colleague is asked about an application"),
        "answer": _("what a colleague thinks of an application"),
    }

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="opinions")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="opinions_asked",
        verbose_name=_("asked of"),
    )
    question = ProseField(_("question"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answer = ProseField(_("opinion"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)

    class Meta:
        verbose_name = _("second opinion")
        verbose_name_plural = _("second opinions")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "asked_of"],
                condition=Q(answered_at=None),
                name="opinion_is_open_once_a_person",
            ),
            models.CheckConstraint(
                name="opinion_is_dated_when_given",
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="opinion_is_asked_of_another", condition=~Q(asked_by=models.F("asked_of"))
            ),
        ]

    def __str__(self):
        return f"{self.application_id} {self.asked_at:%Y-%m-%d}"


class Export(models.Model):
    """That somebody took rows out of the admin: who, when, how many. Append-only."""

    what = models.CharField(_("list"), max_length=60)
    format = models.CharField(_("format"), max_length=10)
    rows = models.PositiveIntegerField(_("rows"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.what} {self.format} {self.at:%Y-%m-%d %H:%M}"


class ExportNote(models.Model):
    """Why rows were taken out and which; may be erased, unlike the record."""

    PERSONAL_FIELDS: ClassVar = {
        "reason": _("why rows were taken out of the admin"),
        "question": _("the filters and the search, which may name a person"),
    }

    export = models.OneToOneField(Export, on_delete=models.PROTECT, related_name="note")
    reason = LineField(_("reason"), max_length=300)
    question = models.TextField(_("filters"), blank=True)

    class Meta:
        verbose_name = _("reason of an export")
        verbose_name_plural = _("reasons of exports")

    def __str__(self):
        return self.reason[:60]
