from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from applications.models import Application, ApplicationQuerySet
from platforms.workflow import STATE_IN_WORDS, PlatformState, Section
from territories.models import CollectiveActor, Sourced, Territory
from territories.workflow import Kind, TerritoryState
from together_site.text import LineField, ProseField


class PlatformQuerySet(models.QuerySet):
    def listed(self):
        """Return the platforms in the public registry: those of listed territories."""
        return self.filter(territory__state=TerritoryState.LISTED)

    def newest(self):
        return self.order_by("-opened_at", "-pk")

    def as_entries(self):
        """Fetch what an entry of a list shows."""
        place = ("territory__name", "territory__slug", "territory__country")
        return self.select_related("territory", "collective_actor").only(
            "slug",
            "local_name",
            "state",
            "opened_at",
            "changed_at",
            *place,
            "collective_actor__name",
        )


class Platform(Sourced):
    """A coordination group of a territory, or of a collective actor in it."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    local_name = LineField(
        _("local name"),
        max_length=160,
        blank=True,
        help_text=_("What the group calls itself: forum, council, table, support group…"),
    )
    territory = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        related_name="platforms",
        verbose_name=_("territory"),
    )
    collective_actor = models.ForeignKey(
        CollectiveActor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="platforms",
        verbose_name=_("collective actor"),
    )
    aims = ProseField(_("what it wants to do"), max_length=3000, blank=True)
    aims_language = models.CharField(_("language of the text"), max_length=10, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=PlatformState.choices, editable=False
    )
    state_since = models.DateTimeField(
        _("in this state since"), default=timezone.now, editable=False
    )
    opened_at = models.DateTimeField(_("entered in the registry"), default=timezone.now)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = PlatformQuerySet.as_manager()

    class Meta:
        verbose_name = _("platform")
        verbose_name_plural = _("platforms")
        constraints = [
            models.CheckConstraint(
                name="platform_state_is_known", condition=Q(state__in=PlatformState.values)
            ),
            models.CheckConstraint(
                name="platform_state_not_known_only_where_imported",
                condition=~Q(state=PlatformState.NOT_KNOWN) | ~Q(source_url=""),
                violation_error_message=_("A platform whose state is not known needs its source."),
            ),
            models.CheckConstraint(
                name="platform_aims_name_their_language",
                condition=Q(aims="", aims_language="") | (~Q(aims="") & ~Q(aims_language="")),
                violation_error_message=_("Give the language of the text, and only with a text."),
            ),
        ]
        indexes = [models.Index(fields=["-opened_at", "-id"], name="platform_newest")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("platforms:platform-detail", args=[self.slug])

    @property
    def name(self):
        """The local name; where none is known, the place it belongs to, in words."""
        return self.local_name or gettext("Platform of %(place)s") % {
            "place": self.collective_actor or self.territory
        }

    @property
    def state_in_words(self):
        return STATE_IN_WORDS[self.state]


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
