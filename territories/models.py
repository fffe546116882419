from urllib.parse import urlsplit

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Prefetch, Q, When
from django.db.models.functions import Coalesce, ExtractYear
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from territories.workflow import ActorKind, Kind, TerritoryState
from together_site.text import FoldedField, LineField, folded


class Sourced(models.Model):
    """What a record taken from a public source says of its origin."""

    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)
    source_url = models.URLField(_("source"), max_length=300, blank=True)
    first_sign_found = models.PositiveSmallIntegerField(
        _("first sign found"),
        null=True,
        blank=True,
        help_text=_(
            "The year of the first trace in the source, which may be later than the start."
        ),
    )

    class Meta:
        abstract = True

    @property
    def source_host(self):
        """The name of the site where the source stands."""
        return urlsplit(self.source_url).netloc


class Positioned(models.Model):
    """A point on the map in degrees (WGS 84), or none."""

    latitude = models.DecimalField(
        _("latitude"), max_digits=7, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_has_whole_position_or_none",
                # A comparison with NULL is neither true nor false, and that passes a check.
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                violation_error_message=_(
                    "Give both a latitude (-90 to 90) and a longitude (-180 to 180), or neither."
                ),
            )
        ]

    @property
    def position(self):
        """Latitude and longitude as a reader writes them; nothing where there is no point."""
        if self.latitude is None:
            return ""
        return f"{self.latitude:.2f}, {self.longitude:.2f}"


class TerritoryQuerySet(models.QuerySet):
    def listed(self):
        return self.filter(state=TerritoryState.LISTED)

    def named_like(self, words):
        """Return the territories whose name holds each of the words, accents and case folded."""
        found = self
        for word in folded(words).split():
            found = found.filter(folded_name__contains=word)
        return found

    def by_name(self):
        return self.order_by("folded_name", "pk")

    def newest(self):
        return self.order_by("-state_since", "-pk")

    def by_first_sign(self):
        """Order by the year in which each first appears, unknown years last.

        A place that came in by its own application appears in the year it was listed.
        """
        listed_in = Case(When(is_sample=False, then=ExtractYear("state_since")))
        return self.annotate(first_year=Coalesce("first_sign_found", listed_in)).order_by(
            F("first_year").asc(nulls_last=True), "folded_name", "pk"
        )

    def as_entries(self):
        """Fetch what an entry of a list shows, ``own_platforms`` of each place included.

        Platforms know territories, not the other way round: they are reached by the relation.
        """
        platforms = self.model.platforms.rel.related_model.objects
        own = platforms.filter(collective_actor=None).only("territory", "state")
        shown = ("name", "slug", "kind", "country", "parent", "first_sign_found", "is_sample")
        return self.only(*shown).prefetch_related(
            Prefetch("platforms", own.order_by("opened_at", "pk"), to_attr="own_platforms")
        )

    def same_place_as(self, *, name, country):
        """Return listed territories that bear this name in this country, accents folded."""
        return self.listed().filter(folded_name=folded(name), country=country)


class Territory(Sourced, Positioned):
    """A place: a municipality, a group of them, a neighbourhood…"""

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
            models.UniqueConstraint(
                fields=["folded_name", "kind", "parent", "admin_area", "country"],
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
            GinIndex(fields=["folded_name"], opclasses=["gin_trgm_ops"], name="territory_by_words"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("territories:territory-detail", args=[self.slug])

    def clean(self):
        """Refuse a place that lies within itself, however many places are between."""
        passed, above = set(), self.parent
        while above and above.pk not in passed:
            passed.add(above.pk)
            above = above.parent
        if self.pk in passed:
            raise ValidationError({"parent": _("A place cannot lie within itself.")})

    @property
    def is_listed(self):
        return self.state == TerritoryState.LISTED


class CollectiveActorQuerySet(models.QuerySet):
    def listed(self):
        return self.filter(territory__state=TerritoryState.LISTED)

    def by_name(self):
        return self.order_by("folded_name", "pk")

    def as_entries(self):
        """Fetch what an entry of a list shows."""
        return self.only("name", "kind", "territory", "is_sample", "source_url", "first_sign_found")


class CollectiveActor(Sourced, Positioned):
    """A school, a company, a health centre… that uses the method within its own walls."""

    name = LineField(_("name"), max_length=160)
    folded_name = FoldedField(of="name", max_length=320)
    kind = models.CharField(_("kind of actor"), max_length=30, choices=ActorKind.choices)
    territory = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        related_name="collective_actors",
        verbose_name=_("territory"),
    )
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = CollectiveActorQuerySet.as_manager()

    class Meta:
        verbose_name = _("collective actor")
        verbose_name_plural = _("collective actors")
        constraints = [
            *Positioned.Meta.constraints,
            models.CheckConstraint(
                name="actor_kind_is_known", condition=Q(kind__in=ActorKind.values)
            ),
            models.UniqueConstraint(
                fields=["folded_name", "kind", "territory"],
                name="collective_actor_is_unique",
                violation_error_message=_("This collective actor is in the registry already."),
            ),
        ]

    def __str__(self):
        return self.name
