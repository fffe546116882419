"""The request to join the network, with its answers: one table for the three forms."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from applications.models import Application, ApplicationQuerySet, Contacts, Sectioned
from membership.models.account import is_currency
from membership.models.member import Member
from membership.workflow import (
    SECTIONS_OF,
    VOTING,
    Category,
    Level,
    RepresentativeRole,
    Section,
)
from platforms.models import Platform, PlatformApplication
from territories.models import Territory
from territories.workflow import ActorKind
from together_site.text import LineField, ProseField

A_CENT = Decimal("0.01")
# Inhabitants are people: they join one by one, or found an association.
ORGANISATIONS = [kind for kind in ActorKind.choices if kind[0] != ActorKind.INHABITANTS]


class AboutMember(models.Model):
    """Who joins, where it is no platform: a name, a country, and what belongs to its category."""

    legal_name = LineField(_("Name"), max_length=160, blank=True)
    country = CountryField(_("Country"), blank=True, blank_label=_("Choose a country"))
    level = models.CharField(_("Level"), max_length=20, choices=Level.choices, blank=True)
    kind = models.CharField(
        _("Kind of organisation"), max_length=30, choices=ORGANISATIONS, blank=True
    )
    motivation = ProseField(_("Why do you want to join?"), max_length=3000, blank=True)
    joins_as_self = models.BooleanField(
        _("I join as myself, for nobody else and for no organisation"), default=False
    )
    is_own_name = models.BooleanField(_("This is my own name"), default=False)
    is_public = models.BooleanField(
        _("My name may be shown in the public directory of members"), default=False
    )

    class Meta:
        abstract = True


class AboutPlace(models.Model):
    """The platform that joins, or its application while that is open; the place of an entity."""

    # By which a platform or a place is looked for among those listed.
    looked_for = LineField(_("Name to look for"), max_length=160, blank=True)
    platform = models.ForeignKey(
        Platform,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name=_("The platform in the registry"),
    )
    platform_application = models.ForeignKey(
        PlatformApplication,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name=_("Its application to open a platform"),
    )
    territory = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Its territory in the registry"),
    )

    class Meta:
        abstract = True


class AboutJoining(models.Model):
    """The decision to join, what is expected, and the money; the document is among the files."""

    decided_by = LineField(_("Who has decided to join?"), max_length=160, blank=True)
    decided_on = models.DateField(_("On which day?"), null=True, blank=True)
    services_expected = ProseField(
        _("What do you expect of the network?"), max_length=3000, blank=True
    )
    billing_address = ProseField(_("Address for the request for dues"), max_length=600, blank=True)
    amount = models.DecimalField(
        _("Yearly amount"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(A_CENT)],
    )
    currency = models.CharField(_("Currency"), max_length=3, blank=True, validators=[is_currency])

    class Meta:
        abstract = True


def _only_of(category, name):
    """Return the rule that a column is filled for one category only."""
    return models.CheckConstraint(
        name=f"requested_{name}_is_of_its_category",
        condition=Q(category=category) | Q(**{name: ""}),
    )


class MembershipApplication(
    AboutMember, AboutPlace, AboutJoining, Sectioned, Contacts, Application
):
    """The request to join the network; its category says which sections it has."""

    PERSONAL_FIELDS: ClassVar = {
        **Application.PERSONAL_FIELDS,
        **Contacts.CONTACT_FIELDS,
        "legal_name": _("a person can join: under which name"),
        "motivation": _("why somebody wants to join"),
        "billing_address": _("where the request for dues goes"),
    }
    letters = "membership/email"
    # The letters of every application that speak of joining here.
    own_letters = (
        "begun",
        "confirm",
        "draft_goes",
        "draft_waits",
        "entered",
        "invited",
        "receipt",
        "withdrawn",
    )

    category = models.CharField(_("category"), max_length=20, choices=Category.choices)
    member = models.OneToOneField(
        Member,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="request",
        verbose_name=_("member made of it"),
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        indexes = [
            models.Index(fields=["category", "application_ptr"], name="request_by_category"),
            models.Index(fields=["country", "application_ptr"], name="request_by_country"),
        ]
        constraints = [
            models.CheckConstraint(
                name="requested_category_is_known", condition=Q(category__in=Category.values)
            ),
            models.CheckConstraint(
                name="requested_level_is_known", condition=Q(level__in=["", *Level.values])
            ),
            models.CheckConstraint(
                name="requested_kind_is_of_organisations",
                condition=Q(kind__in=["", *(kind for kind, _label in ORGANISATIONS)]),
            ),
            _only_of(Category.PUBLIC_ENTITY, "level"),
            _only_of(Category.BODY, "kind"),
            models.CheckConstraint(
                name="request_of_territory_names_no_two",
                condition=Q(platform=None) | Q(platform_application=None),
            ),
            models.CheckConstraint(
                name="request_names_one_platform_or_application",
                condition=~Q(sections_done__has_key=Section.PLATFORM.value)
                | Q(platform__isnull=False)
                | Q(platform_application__isnull=False),
            ),
            models.CheckConstraint(
                name="request_names_platforms_of_territories_only",
                condition=Q(category=Category.TERRITORY)
                | Q(platform=None, platform_application=None),
            ),
            models.CheckConstraint(
                name="request_names_places_of_entities_only",
                condition=Q(category=Category.PUBLIC_ENTITY) | Q(territory=None),
            ),
            models.CheckConstraint(
                name="request_asks_persons_for_consent_only",
                condition=Q(category=Category.PERSON)
                | Q(is_public=False, joins_as_self=False, is_own_name=False),
            ),
            models.CheckConstraint(
                name="requested_amount_has_its_currency",
                condition=Q(amount=None, currency="")
                | Q(
                    amount__isnull=False,  # or it were not known whether it is enough
                    amount__gte=A_CENT,
                    currency__regex="^[A-Z]{3}$",
                    category__in=(Category.PERSON, Category.BODY),
                ),
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.title}".strip()

    def get_edit_url(self):
        return reverse("membership:application-sections", args=[self.reference])

    def get_copy_url(self):
        return reverse("membership:application-copy", args=[self.reference])

    @property
    def public_url(self):
        """Where the member stands in the directory; empty unless it is shown there."""
        return self.member.get_absolute_url() if self.member and self.member.is_public else ""

    @property
    def accepted_in_words(self):
        """Say on the status page what an acceptance has brought."""
        return gettext("You are a member of the network, with the number %(number)s.") % {
            "number": self.member.number if self.member else ""
        }

    @property
    def is_of_territory(self):
        return self.category == Category.TERRITORY

    @property
    def is_of_person(self):
        return self.category == Category.PERSON

    @property
    def has_vote(self):
        return self.category in VOTING

    @property
    def has_platform(self):
        """Whether it names a platform, or the application to open it."""
        return bool(self.platform_id or self.platform_application_id)

    def about(self):
        """Return who joins, in a few words."""
        if self.platform_id:
            return self.platform.name[:160]
        if self.platform_application_id:
            applied = self.platform_application
            return (applied.local_name or applied.about())[:160]
        return self.legal_name

    def in_country(self):
        """Return the country of who joins, or ``None`` while none is known."""
        if self.platform_id:
            return self.platform.territory.country
        if self.platform_application_id:
            return self.platform_application.territory_country or None
        return self.country or None

    def sections(self):
        """Return the sections of its category, in their order."""
        return list(SECTIONS_OF[self.category])

    def is_filled_in(self, section):
        """Return whether a section is done: that of the platform once one is named."""
        return section != Section.PLATFORM or self.has_platform


class RequestedRepresentative(models.Model):
    """Who shall speak for the member, as its request says; one row for each role."""

    PERSONAL_FIELDS: ClassVar = {
        "name": _("whom to write and speak to"),
        "function": _("for whom this person speaks"),
        "email": _("to write to the member"),
        "phone": _("to ask back by telephone"),
    }

    application = models.ForeignKey(
        MembershipApplication, on_delete=models.CASCADE, related_name="representatives"
    )
    role = models.CharField(_("role"), max_length=20, choices=RepresentativeRole.choices)
    name = LineField(_("Name"), max_length=120)
    function = LineField(_("Function"), max_length=120, blank=True)
    email = models.EmailField(_("E-mail address"), max_length=254)
    phone = LineField(_("Telephone"), max_length=40, blank=True)
    starts_on = models.DateField(_("First day of the term"), null=True, blank=True)
    ends_on = models.DateField(_("Last day of the term"), null=True, blank=True)

    class Meta:
        verbose_name = _("representative named in a request")
        verbose_name_plural = _("representatives named in requests")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "role"], name="request_names_one_for_each_role"
            ),
            models.CheckConstraint(
                name="requested_role_is_known", condition=Q(role__in=RepresentativeRole.values)
            ),
            models.CheckConstraint(
                name="requested_term_ends_after_it_begins",
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.get_role_display()}"
