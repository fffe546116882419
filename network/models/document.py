"""Documents of the association, their files, and pictures for pages."""

import secrets
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.content import Content
from network.models.event import Event
from network.translated import translated
from network.workflow import DocumentKind
from territories.models import RaisesVersion
from territories.models.parts import language_tag
from together_site.text import LineField

# What must be there before a meeting is closed.
MINUTES = (DocumentKind.MINUTES, DocumentKind.PROCEEDINGS)


class Document(Content):
    """A document: adopted when and by which meeting, in which language it is authentic."""

    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind.choices)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_by = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="adopted",
        verbose_name=_("adopted by"),
        help_text=_("The meeting that adopted it."),
    )
    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("of the event"),
        help_text=_("The meeting or training that it is about: its minutes, its programme."),
    )
    supersedes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("supersedes"),
        help_text=_("The version before this one."),
    )
    authentic_language = models.CharField(
        _("authentic language"),
        max_length=35,
        blank=True,
        validators=[language_tag],
        help_text=_("The language whose wording holds. The others are translations."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("Where the day is not known.")
    )

    class Meta(Content.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            *Content.Meta.constraints,
            models.CheckConstraint(
                name="document_kind_is_known", condition=Q(kind__in=DocumentKind.values)
            ),
            models.CheckConstraint(
                name="document_does_not_supersede_itself",
                condition=Q(supersedes=None) | ~Q(supersedes=F("id")),
                violation_error_message=_("A document does not supersede itself."),
            ),
        ]
        triggers = [RaisesVersion()]

    def get_absolute_url(self):
        return reverse("network:document-detail", args=[self.slug])

    def clean(self):
        """Refuse versions that supersede one another in a ring."""
        super().clean()
        before = dict(Document.objects.exclude(supersedes=None).values_list("pk", "supersedes"))
        earlier, seen = self.supersedes_id, set()
        while self.pk and earlier and earlier not in seen:
            if earlier == self.pk:
                raise ValidationError({"supersedes": _("That document comes after this one.")})
            seen.add(earlier)
            earlier = before.get(earlier)

    @property
    def when(self):
        """The day it was adopted on, else the year, else ``None``."""
        return self.adopted_on or self.year

    @property
    def order(self):
        """What puts documents into the order of time; those without any day or year come first."""
        day = self.adopted_on
        return (day.year, day.month, day.day) if day else (self.year or 0, 0, 0)


def random_document_name(instance, filename):
    """Return where a file is kept: of its name nothing stays."""
    return f"documents/{secrets.token_urlsafe(24)}"


def random_picture_name(instance, filename):
    return f"pictures/{secrets.token_urlsafe(24)}"


class DocumentFile(models.Model):
    """The file of a document in one language."""

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="files", verbose_name=_("document")
    )
    language = models.CharField(_("language"), max_length=35, validators=[language_tag])
    name = LineField(_("file name"), max_length=150)
    stored = models.FileField(upload_to=random_document_name, max_length=120, editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "language"],
                name="document_has_one_file_a_language",
                violation_error_message=_("There is a file in this language already."),
            ),
            models.UniqueConstraint(fields=["stored"], name="document_file_is_stored_once"),
        ]
        triggers = [RaisesVersion()]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("network:document-file", args=[self.pk, self.name])

    @property
    def is_authentic(self):
        """Whether its wording holds."""
        return self.language == self.document.authentic_language

    @property
    def type_name(self):
        """What it is called, such as PDF."""
        return self.content_type.rpartition("/")[2].upper()


class Picture(models.Model):
    """A picture for pages, made anew from what was sent, with what it shows in words."""

    TRANSLATED: ClassVar = ("alternative",)

    alternative = translated(
        LineField(
            _("alternative text"),
            max_length=300,
            blank=True,
            help_text=_("What one sees, for who does not see it."),
        )
    )
    credit = LineField(
        _("credit"), max_length=160, blank=True, help_text=_("Who made it, and its licence.")
    )
    name = LineField(_("file name"), max_length=150, editable=False)
    stored = models.FileField(upload_to=random_picture_name, max_length=120, editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    width = models.PositiveIntegerField(_("width in pixels"), editable=False)
    height = models.PositiveIntegerField(_("height in pixels"), editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self):
        return self.alternative or self.name

    def get_absolute_url(self):
        return reverse("picture", args=[self.pk])
