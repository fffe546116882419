"""The application to open a platform, with its answers."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from applications.models import Application, ApplicationQuerySet, Contacts, Sectioned
from platforms.models.platform import Platform
from platforms.workflow import Cycle, Holder, Mandate, Phase, PublicContact, Section, Trained
from territories.models import Territory
from territories.models.parts import Positioned, language_tag, only_web
from territories.workflow import ActorKind, Kind
from together_site.text import LineField, ProseField

# Of how many kinds of actor a platform is made at least.
KINDS_OF_ACTOR = 2


class AboutTerritory(models.Model):
    """Where the platform is: a listed place, or one that is described; an actor in it, if any."""

    holder = models.CharField(
        _("Whose platform is it?"), max_length=20, choices=Holder.choices, blank=True, db_default=""
    )
    actor_name = LineField(
        _("Name of the collective actor"), max_length=160, blank=True, db_default=""
    )
    actor_kind = models.CharField(
        _("Kind of collective actor"),
        max_length=30,
        choices=ActorKind.choices,
        blank=True,
        db_default="",
    )
    territory_name = LineField(_("Name of the territory"), max_length=120, blank=True)
    territory_country = CountryField(_("Country"), blank=True, blank_label=_("Choose a country"))
    listed_territory = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("The territory in the registry"),
    )
    territory_kind = models.CharField(
        _("Kind of territory"), max_length=20, choices=Kind.choices, blank=True
    )
    territory_area = LineField(_("Region, district or province"), max_length=120, blank=True)
    territory_parent = LineField(
        _("Larger territory it lies in"), max_length=120, blank=True, db_default=""
    )
    population = models.PositiveIntegerField(_("Number of inhabitants"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(
        _("Year of that number"), null=True, blank=True
    )
    latitude = models.DecimalField(
        _("Latitude"), max_digits=7, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("Longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    website = models.URLField(
        _("Website of the territory"),
        max_length=300,
        blank=True,
        validators=[only_web],
        db_default="",
    )

    class Meta:
        abstract = True


class AboutPlatform(models.Model):
    """What the group is, who is in it, and how far it has come."""

    local_name = LineField(_("What is the group called locally?"), max_length=160, blank=True)
    since_year = models.PositiveSmallIntegerField(
        _("Since which year does it exist?"), null=True, blank=True
    )
    is_formal = models.BooleanField(_("Is the group a legal body?"), null=True)
    aims = ProseField(_("What does the group want to do?"), max_length=3000, blank=True)
    has_begun = models.BooleanField(_("Have groups begun to meet?"), null=True)
    languages = ArrayField(
        models.CharField(max_length=20, validators=[language_tag]),
        verbose_name=_("In which languages does it work?"),
        default=list,
        blank=True,
        db_default=[],
    )
    why_few_kinds = ProseField(_("Why not yet?"), max_length=600, blank=True, db_default="")
    cycle = models.PositiveSmallIntegerField(
        _("In which cycle is the group?"), choices=Cycle.choices, null=True, blank=True
    )
    phase = models.PositiveSmallIntegerField(
        _("In which phase?"), choices=Phase.choices, null=True, blank=True
    )
    trained = models.CharField(
        _("Are facilitators trained?"),
        max_length=20,
        choices=Trained.choices,
        blank=True,
        db_default="",
    )
    help_needed = ProseField(
        _("What help does the group need?"), max_length=1500, blank=True, db_default=""
    )
    help_offered = ProseField(
        _("What can it offer to others?"), max_length=1500, blank=True, db_default=""
    )

    class Meta:
        abstract = True


class AboutMandate(models.Model):
    """What the group acts upon; the document is among the files of the application."""

    mandate = models.CharField(
        _("What does the group act upon?"),
        max_length=20,
        choices=Mandate.choices,
        blank=True,
        db_default="",
    )
    decided_by = LineField(_("Who has decided?"), max_length=160, blank=True, db_default="")
    decided_on = models.DateField(_("On which day?"), null=True, blank=True)
    why_no_mandate = ProseField(
        _("What stands in the way?"), max_length=1500, blank=True, db_default=""
    )

    class Meta:
        abstract = True


class PlatformApplication(
    AboutTerritory, AboutPlatform, AboutMandate, Sectioned, Contacts, Application
):
    """The application to open a platform, with its answers."""

    PERSONAL_FIELDS: ClassVar = {
        **Application.PERSONAL_FIELDS,
        **Contacts.CONTACT_FIELDS,
    }
    letters = "platforms/email"
    section_choices = Section

    public_contacts = ArrayField(
        models.CharField(max_length=20, choices=PublicContact.choices),
        verbose_name=_("What of this may the registry show?"),
        default=list,
        blank=True,
        db_default=[],
    )
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
        indexes = [
            models.Index(fields=["territory_country"], name="applied_by_country"),
            # All that the filter of kinds asks for: the rows themselves are long.
            models.Index(
                fields=["territory_kind", "holder", "listed_territory", "application_ptr"],
                name="applied_by_kind",
            ),
            models.Index(fields=["website"], condition=~Q(website=""), name="applied_by_website"),
        ]
        constraints = [
            *Positioned.Meta.constraints,
            *(
                models.CheckConstraint(
                    name=f"applied_{name}_is_known",
                    condition=Q(**{f"{column}__in": ["", *choices.values]}),
                )
                for name, column, choices in (
                    ("kind", "territory_kind", Kind),
                    ("holder", "holder", Holder),
                    ("actor_kind", "actor_kind", ActorKind),
                    ("mandate", "mandate", Mandate),
                    ("training", "trained", Trained),
                )
            ),
            *(
                models.CheckConstraint(
                    name=f"applied_{name}_is_known",
                    condition=Q(**{name: None}) | Q(**{f"{name}__in": choices.values}),
                )
                for name, choices in (("cycle", Cycle), ("phase", Phase))
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.title}".strip()

    def get_edit_url(self):
        return reverse("platforms:application-sections", args=[self.reference])

    def get_copy_url(self):
        return reverse("platforms:application-copy", args=[self.reference])

    @property
    def public_url(self):
        """Where the platform stands in the registry; empty before it is opened."""
        return self.platform.get_absolute_url() if self.platform else ""

    @property
    def accepted_in_words(self):
        """Say on the status page what an acceptance has brought."""
        return gettext("The platform is open and stands in the public registry.")

    @property
    def is_of_actor(self):
        return self.holder == Holder.ACTOR

    def about(self):
        """Return what the application is about, in a few words."""
        return self.actor_name if self.is_of_actor else self.territory_name

    @property
    def has_territory(self):
        """Whether the place is one of the registry, or described."""
        return bool(self.listed_territory_id or self.territory_kind)

    def is_filled_in(self, section):
        """Return whether a section is done: that of the territory once it has a place."""
        return section != Section.TERRITORY or self.has_territory

    @property
    def has_kinds_enough(self):
        """Whether its participants are of different kinds."""
        return len(set(self.participants.values_list("kind", flat=True))) >= KINDS_OF_ACTOR


class Participant(models.Model):
    """An organisation or a group that takes part. No private person is asked for."""

    PERSONAL_FIELDS: ClassVar = {
        "name": _("somebody may write a person where an organisation is asked for"),
        "role": _("as its name"),
    }

    application = models.ForeignKey(
        PlatformApplication, on_delete=models.CASCADE, related_name="participants"
    )
    name = LineField(_("Organisation or group"), max_length=160)
    kind = models.CharField(_("Kind of actor"), max_length=30, choices=ActorKind.choices)
    role = LineField(_("Role in the group"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.CheckConstraint(
                name="participant_kind_is_known", condition=Q(kind__in=ActorKind.values)
            )
        ]

    def __str__(self):
        return self.name
