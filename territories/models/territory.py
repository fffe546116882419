"""Places."""

from functools import lru_cache

from babel import Locale
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from territories.country_names import country_name
from territories.models.kept import Kept
from territories.models.parts import (
    ParentsWithoutLoop,
    Positioned,
    Reachable,
    Sourced,
    language_tag,
    language_tags,
    refuse_loop,
)
from territories.models.reading import TerritoryQuerySet
from territories.models.version import RaisesVersion
from territories.models.words import words_of
from territories.workflow import TERRITORY_MOVES, Kind, PlatformState, TerritoryState
from together_site.text import FoldedField, LineField, ProseField

KIND_IN_WORDS = dict(Kind.choices)


@lru_cache(maxsize=20)
def _list_address(language):
    """Return what the address of each territory begins with; a list has many of them."""
    return reverse("territories:territory-list")


class Territory(Sourced, Reachable, Positioned, Kept):
    """A place: a municipality, a group of them, a neighbourhood…"""

    moves = TERRITORY_MOVES

    name = LineField(_("name"), max_length=120)
    folded_name = FoldedField(of="name", max_length=240)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    country = CountryField(_("country"))
    admin_area = LineField(_("administrative area"), max_length=120, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    folded_area = FoldedField(of="admin_area", max_length=240, db_default="")
    words = models.GeneratedField(
        expression=Func(
            words_of("folded_name"),
            words_of("folded_area"),
            template="(%(expressions)s)",
            arg_joiner=" || ",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    population = models.PositiveIntegerField(_("inhabitants"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(
        _("year of the count"), null=True, blank=True
    )
    languages = ArrayField(
        models.CharField(max_length=20),
        validators=[language_tags],
        verbose_name=_("languages"),
        blank=True,
        default=list,
        db_default=[],
        help_text=_("Codes of the languages spoken there, with commas between: pt, fr-BE."),
    )
    geonames_id = models.PositiveIntegerField("GeoNames", null=True, blank=True)
    wikidata_id = models.CharField(
        "Wikidata",
        max_length=20,
        blank=True,
        db_default="",
        validators=[RegexValidator(r"\AQ[1-9][0-9]*\Z", _("Give the Q and its number: Q83898."))],
    )
    lau_code = models.CharField(
        _("LAU or NUTS code"),
        max_length=20,
        blank=True,
        db_default="",
        help_text=_("The code of Eurostat for the municipality (LAU) or the region (NUTS)."),
        validators=[RegexValidator(r"\A[A-Z0-9_]+\Z", _("Use capital letters and digits."))],
    )
    iso_3166_2 = models.CharField(
        "ISO 3166-2",
        max_length=6,
        blank=True,
        db_default="",
        validators=[
            RegexValidator(
                r"\A[A-Z]{2}-[A-Z0-9]{1,3}\Z", _("Give the country and the part: FR-68, PT-02.")
            )
        ],
    )
    legacy_code = LineField(
        _("code in the former registry"), max_length=40, blank=True, db_default=""
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=TerritoryState.choices,
        default=TerritoryState.DRAFT,
        editable=False,
    )
    state_since = models.DateTimeField(
        _("in this state since"), default=timezone.now, editable=False
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
    )
    confirmed_at = models.DateTimeField(_("last confirmed"), null=True, editable=False)
    # Kept by the database, from the platforms of the place itself (platforms.models).
    platform_states = ArrayField(
        models.CharField(max_length=20, choices=PlatformState.choices),
        default=list,
        db_default=[],
        editable=False,
        verbose_name=_("states of its platforms"),
    )
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        constraints = [
            *Positioned.Meta.constraints,
            models.CheckConstraint(
                name="territory_kind_is_known", condition=Q(kind__in=Kind.values)
            ),
            models.CheckConstraint(
                name="territory_state_is_known", condition=Q(state__in=TerritoryState.values)
            ),
            models.CheckConstraint(
                name="territory_is_not_its_own_parent", condition=~Q(parent=models.F("pk"))
            ),
            models.CheckConstraint(
                name="territory_merged_names_the_other",
                condition=Q(state=TerritoryState.MERGED, merged_into__isnull=False)
                | (~Q(state=TerritoryState.MERGED) & Q(merged_into=None)),
            ),
            models.CheckConstraint(
                name="territory_population_names_its_year",
                condition=Q(population=None, population_year=None)
                | Q(population__isnull=False, population_year__isnull=False),
                violation_error_message=_(
                    "Give the number of inhabitants and the year of the count, or neither."
                ),
            ),
            models.UniqueConstraint(
                fields=["legacy_code"],
                name="territory_legacy_code_is_unique",
                condition=~Q(legacy_code=""),
                violation_error_message=_("Another territory has this code already."),
            ),
            models.UniqueConstraint(
                fields=["folded_name", "kind", "parent", "folded_area", "country"],
                name="listed_territory_is_unique",
                condition=Q(state=TerritoryState.LISTED),
                nulls_distinct=False,
                violation_error_message=_("This territory is in the registry already."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "folded_name", "id"], name="territory_by_name"),
            models.Index(fields=["state", "country", "folded_name"], name="territory_by_country"),
            models.Index(fields=["state", "kind", "folded_name"], name="territory_by_kind"),
            models.Index(fields=["state", "-state_since"], name="territory_by_newest"),
            models.Index(
                "state",
                F("confirmed_at").desc(nulls_last=True),
                "folded_name",
                "id",
                name="territory_by_confirmed",
            ),
            models.Index(fields=["website"], condition=~Q(website=""), name="territory_by_website"),
            models.Index(
                fields=["latitude", "longitude"],
                condition=Q(state=TerritoryState.LISTED, latitude__isnull=False),
                name="territory_by_position",
            ),
            # All that the numbers and the map of a list count: the rows themselves are long.
            models.Index(
                fields=["country", "kind"],
                include=["longitude", "latitude", "platform_states", "id"],
                condition=Q(state=TerritoryState.LISTED),
                name="territory_on_the_map",
            ),
            GinIndex(fields=["words"], name="territory_by_full_text"),
            GinIndex(fields=["platform_states"], name="territory_by_platform"),
            GinIndex(fields=["folded_name"], opclasses=["gin_trgm_ops"], name="territory_by_words"),
        ]
        triggers = [ParentsWithoutLoop(), RaisesVersion()]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{_list_address(get_language())}{self.slug}/"

    def clean(self):
        """Refuse a place that lies within itself, however many places are between."""
        refuse_loop(self, _("A place cannot lie within itself."))

    @property
    def kind_in_words(self):
        # Django's own display goes through all choices each time: a fifth of a row in a list.
        return KIND_IN_WORDS.get(self.kind, self.kind)

    @property
    def country_in_words(self):
        return country_name(self.country.code)

    @property
    def is_listed(self):
        return self.state == TerritoryState.LISTED

    def in_force(self):
        """Return the place into which this one was merged, however many are between, or itself.

        Only a listed place takes another in, and what is merged stays so: the way has an end.
        """
        place = self
        while place.merged_into:
            place = place.merged_into
        return place

    @property
    def code(self):
        """The public code of the place in this registry; it never changes."""
        return f"T{self.pk}"

    @property
    def language_names(self):
        """The languages of the place, named in the visitor's language."""
        told = Locale.parse(get_language() or "en", sep="-")
        return [told.languages.get(code.partition("-")[0], code) for code in self.languages]

    @property
    def identifiers(self):
        """What other registers call the place: their name, its code there, where it leads."""
        geonames = f"https://www.geonames.org/{self.geonames_id}"
        wikidata = f"https://www.wikidata.org/wiki/{self.wikidata_id}"
        known = [
            ("GeoNames", self.geonames_id, geonames),
            ("Wikidata", self.wikidata_id, wikidata),
            (_("LAU or NUTS code"), self.lau_code, ""),
            ("ISO 3166-2", self.iso_3166_2, ""),
            (_("Code in the former registry"), self.legacy_code, ""),
        ]
        return [row for row in known if row[1]]

    def described_in(self, language):
        """Return the description in a language, else in the first of those there are."""
        texts = list(self.descriptions.order_by("language"))
        own = [text for text in texts if text.language.partition("-")[0] == language]
        return next(iter([*own, *texts]), None)

    @property
    def platforms_by_state(self):
        """The states of its platforms, in the order in which states are named."""
        return [state for state in PlatformState if state in self.platform_states]


class TerritoryDescription(models.Model):
    """A description of a place in one language, as it was written."""

    territory = models.ForeignKey(
        Territory,
        on_delete=models.CASCADE,
        related_name="descriptions",
        verbose_name=_("territory"),
    )
    language = models.CharField(_("language of the text"), max_length=20, validators=[language_tag])
    text = ProseField(_("description"), max_length=3000)

    class Meta:
        verbose_name = _("description")
        verbose_name_plural = _("descriptions")
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "language"],
                name="territory_is_described_once_a_language",
                violation_error_message=_("There is a text in this language already."),
            )
        ]
        triggers = [RaisesVersion()]

    def __str__(self):
        return self.text[:60]
