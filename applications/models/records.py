"""What is kept beside an application: moves, notes, consents, files, answers sent too late."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications import workflow
from applications.models.application import Application
from applications.workflow import Role
from moves.models import MoveNote, MoveRecord
from together_site.text import LineField


class History(MoveRecord):
    """The moves of an application."""

    moves = workflow.MOVES | workflow.WITHOUT_BUTTON
    roles = Role

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="history")

    class Meta(MoveRecord.Meta):
        verbose_name = _("move")
        verbose_name_plural = _("history")
        constraints = [
            models.CheckConstraint(
                name="history_names_staff_and_only_staff",
                condition=Q(role=Role.APPLICANT, by=None)
                | (~Q(role=Role.APPLICANT) & Q(by__isnull=False)),
            )
        ]
        indexes = [
            models.Index(fields=["application", "id"], name="history_in_order"),
            models.Index(fields=["move", "at"], include=["target"], name="history_by_move"),
        ]


class Note(MoveNote):
    """Free text about an application, for staff."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="notes")
    record = models.OneToOneField(
        History, on_delete=models.PROTECT, null=True, related_name="note", verbose_name=_("move")
    )

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")


class Consent(models.Model):
    """What was agreed to, in the version and language in which it was read."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="consents")
    text = models.CharField(_("text"), max_length=40)
    version = models.CharField(_("version"), max_length=20)
    language = models.CharField(_("language"), max_length=10)
    given_at = models.DateTimeField(_("given"), default=timezone.now)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "text", "version"], name="consent_is_given_once"
            )
        ]

    def __str__(self):
        return f"{self.text} {self.version}"


def random_file_name(instance, filename):
    """Name a stored file so that nobody can guess it and nothing of the upload shows."""
    return f"applications/{secrets.token_urlsafe(24)}"


class File(models.Model):
    """A document sent with an application: private, checked before it was stored."""

    PERSONAL_FIELDS: ClassVar = {
        "name": _("shown to the applicant and staff"),
        "stored": _("the document itself"),
    }

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="files")
    purpose = models.CharField(_("purpose"), max_length=20)
    name = LineField(_("file name"), max_length=150)
    stored = models.FileField(_("file"), upload_to=random_file_name)
    content_type = models.CharField(_("type"), max_length=40)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self):
        return self.name


class KeptAnswers(models.Model):
    """What a button sent after the session had gone, kept until its sender comes back."""

    PERSONAL_FIELDS: ClassVar = {"answers": _("so that nothing typed is lost")}

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="kept")
    section = models.CharField(max_length=20)
    answers = models.JSONField(default=dict)
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("kept answers")
        verbose_name_plural = _("kept answers")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "section"], name="answers_kept_once_a_section"
            )
        ]

    def __str__(self):
        return f"{self.application_id} {self.section}"
