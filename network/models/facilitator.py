"""People who are qualified to guide the groups of platforms; in public only as they agree."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from network.models.event import Event
from platforms.models import Platform
from territories.models import RaisesVersion
from territories.models.parts import language_tag
from together_site.text import LineField


class FacilitatorQuerySet(models.QuerySet):
    def public(self):
        return self.filter(consented_on__isnull=False, ended_on=None)

    def by_name(self):
        return self.order_by("name", "pk")


class Facilitator(models.Model):
    """A person who has been trained. The public list has those who agreed to stand in it."""

    PERSONAL_FIELDS: ClassVar = {
        "name": _("who guides groups; public with consent"),
        "email": _("where the network writes; never public"),
        "consent_by": _("how the consent was given"),
    }

    name = LineField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    country = CountryField(_("country"))
    languages = ArrayField(
        models.CharField(max_length=35, validators=[language_tag]), verbose_name=_("languages")
    )
    training = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="facilitators",
        verbose_name=_("training"),
    )
    qualified_on = models.DateField(_("qualified on"))
    platforms = models.ManyToManyField(
        Platform, blank=True, related_name="facilitators", verbose_name=_("platforms")
    )
    consented_on = models.DateField(
        _("agreed to the public list on"),
        null=True,
        blank=True,
        help_text=_("Empty: this person is not shown."),
    )
    consent_by = LineField(
        _("how they agreed"), max_length=200, blank=True, help_text=_("Such as: letter of 3 May.")
    )
    ended_on = models.DateField(_("no longer active since"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = FacilitatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("facilitator")
        verbose_name_plural = _("facilitators")
        constraints = [
            models.CheckConstraint(
                name="facilitator_consent_is_told",
                condition=Q(consented_on=None) | ~Q(consent_by=""),
                violation_error_message=_("Say how this person agreed."),
            ),
        ]
        triggers = [RaisesVersion()]

    def __str__(self):
        return self.name
