"""The application to open a platform, with its answers."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from applications.models import Application, ApplicationQuerySet
from platforms.models.platform import Platform
from platforms.workflow import Section
from territories.models import Territory
from territories.workflow import Kind
from together_site.text import LineField, ProseField


class PlatformApplication(Application):
    """The application to open a platform, with its answers."""

    PERSONAL_FIELDS: ClassVar = {
        **Application.PERSONAL_FIELDS,
        "contact_name": "whom to write and speak to",
        "contact_role": "for whom this person speaks",
        "contact_phone": "to ask back by telephone",
    }
    letters = "platforms/email"
    section_choices = Section.choices

    territory_name = LineField(_("Name of the territory"), max_length=120, blank=True)
    territory_kind = models.CharField(
        _("Kind of territory"), max_length=20, choices=Kind.choices, blank=True
    )
    territory_country = CountryField(_("Country"), blank=True, blank_label=_("Choose a country"))
    territory_area = LineField(_("Region, district or province"), max_length=120, blank=True)
    local_name = LineField(_("What is the group called locally?"), max_length=160, blank=True)
    aims = ProseField(_("What does the group want to do?"), max_length=3000, blank=True)
    has_begun = models.BooleanField(_("Have groups begun to meet?"), null=True)
    contact_name = LineField(_("Your name"), max_length=120, blank=True)
    contact_role = LineField(_("Your role"), max_length=120, blank=True)
    contact_phone = LineField(_("Telephone"), max_length=40, blank=True)
    sections_done = models.JSONField(default=dict, editable=False)
    territory = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("territory in the registry"),
    )
    platform = models.OneToOneField(
        Platform,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="application",
        verbose_name=_("platform opened"),
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application to open a platform")
        verbose_name_plural = _("applications to open a platform")
        constraints = [
            models.CheckConstraint(
                name="applied_kind_is_known", condition=Q(territory_kind__in=["", *Kind.values])
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.territory_name}".strip()

    def get_edit_url(self):
        return reverse("platforms:application-sections", args=[self.reference])

    @property
    def public_url(self):
        """Where the platform stands in the registry; empty before it is opened."""
        return self.platform.get_absolute_url() if self.platform else ""

    def open_sections(self):
        """Return the sections that can be filled in now."""
        if self.is_draft:
            return list(Section)
        return [section for section in Section if section in self.asked_sections]

    def is_done(self, section):
        return section in self.sections_done

    @property
    def is_complete(self):
        return all(self.is_done(section) for section in Section)
