"""Coordination groups."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField, TrigramWordSimilarity
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from platforms.workflow import MOVES, STATE_IN_WORDS
from territories.models import (
    CollectiveActor,
    Kept,
    ParentsWithoutLoop,
    RaisesVersion,
    Sourced,
    Territory,
)
from territories.models.parts import Reachable, language_tag, refuse_loop
from territories.models.words import words_of
from territories.workflow import ActorKind, PlatformState, TerritoryState
from together_site.text import FoldedField, LineField, ProseField, folded


class TellsTerritory(pgtrigger.Trigger):
    """Keep on each territory the states of its own platforms, for its lists.

    The lock comes first: of two who open platforms in one place, the later sees the earlier's.
    """

    name = "tells_territory"
    level = pgtrigger.Row
    when = pgtrigger.After
    operation = (
        pgtrigger.Insert
        | pgtrigger.Delete
        | pgtrigger.UpdateOf("state", "territory_id", "collective_actor_id")
    )
    declare = [("place", "bigint")]
    func = """
        FOR place IN
            SELECT DISTINCT unnest(ARRAY[OLD.territory_id, NEW.territory_id]) ORDER BY 1
        LOOP
            PERFORM 1 FROM territories_territory WHERE id = place FOR NO KEY UPDATE;
            UPDATE territories_territory SET platform_states = ARRAY(
                SELECT DISTINCT state FROM platforms_platform
                WHERE territory_id = place AND collective_actor_id IS NULL ORDER BY state
            ) WHERE id = place;
        END LOOP;
        RETURN NULL;
    """


class PlatformQuerySet(models.QuerySet):
    def listed(self):
        """Return the platforms in the public registry: those of listed territories."""
        return self.filter(territory__state=TerritoryState.LISTED)

    def with_words(self, words):
        """Return those whose local name, or whose place, has words that begin with these."""
        places = Territory.objects.with_words(words).values("pk")
        return self.filter(Q(words__begin=words) | Q(territory__in=places))

    def named_like(self, words):
        """Return those whose local name, or whose place, has a name like these words."""
        places = Territory.objects.named_like(words).values("pk")
        return self.filter(
            Q(folded_local_name__trigram_word_similar=folded(words)) | Q(territory__in=places)
        )

    def newest(self):
        return self.order_by("-opened_at", "-pk")

    def last_confirmed(self):
        return self.order_by(F("confirmed_at").desc(nulls_last=True), "-pk")

    def by_place(self):
        return self.order_by("territory__folded_name", "territory", "pk")

    def by_closeness(self, words):
        """Order by how well local name or place fit the words, the best first."""
        key = folded(words)
        closeness = Greatest(
            TrigramWordSimilarity(key, "folded_local_name"),
            TrigramWordSimilarity(key, "territory__folded_name"),
        )
        return self.order_by(closeness.desc(), "territory__folded_name", "territory", "pk")

    def as_entries(self):
        """Fetch what an entry of a list shows."""
        place = ("territory__name", "territory__slug", "territory__country")
        return self.select_related("territory", "collective_actor").only(
            "slug",
            "local_name",
            "state",
            "opened_at",
            "changed_at",
            "is_sample",
            *place,
            "collective_actor__name",
        )


class Platform(Sourced, Reachable, Kept):
    """A coordination group of a territory, or of a collective actor in it."""

    moves = MOVES

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    local_name = LineField(
        _("local name"),
        max_length=160,
        blank=True,
        help_text=_("What the group calls itself: forum, council, table, support group…"),
    )
    folded_local_name = FoldedField(of="local_name", max_length=320, db_default="")
    words = models.GeneratedField(
        expression=words_of("folded_local_name"),
        output_field=SearchVectorField(),
        db_persist=True,
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
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of the platform"),
    )
    aims = ProseField(_("what it wants to do"), max_length=3000, blank=True)
    aims_language = models.CharField(_("language of the text"), max_length=10, blank=True)
    process = ProseField(_("how it works"), max_length=3000, blank=True, db_default="")
    process_language = models.CharField(
        _("language of the text"),
        max_length=20,
        blank=True,
        db_default="",
        validators=[language_tag],
    )
    contact_office = LineField(
        _("office or service that answers"),
        max_length=160,
        blank=True,
        db_default="",
        help_text=_("Shown publicly: a service or an association, never a private person."),
    )
    contact_email = models.EmailField(
        _("public e-mail address"), max_length=254, blank=True, db_default=""
    )
    contact_phone = LineField(_("public telephone"), max_length=40, blank=True, db_default="")
    confirmed_at = models.DateTimeField(_("last confirmed"), null=True, editable=False)
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
            models.CheckConstraint(
                name="platform_process_names_its_language",
                condition=Q(process="", process_language="")
                | (~Q(process="") & ~Q(process_language="")),
                violation_error_message=_("Give the language of the text, and only with a text."),
            ),
            models.CheckConstraint(
                name="platform_is_not_its_own_parent", condition=~Q(parent=F("pk"))
            ),
        ]
        indexes = [
            models.Index(fields=["-opened_at", "-id"], name="platform_newest"),
            models.Index(
                F("confirmed_at").desc(nulls_last=True),
                F("id").desc(),
                name="platform_by_confirmed",
            ),
            GinIndex(fields=["words"], name="platform_by_full_text"),
            GinIndex(
                fields=["folded_local_name"],
                opclasses=["gin_trgm_ops"],
                name="platform_by_likeness",
            ),
        ]
        triggers = [ParentsWithoutLoop(), RaisesVersion(), TellsTerritory()]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("platforms:platform-detail", args=[self.slug])

    def clean(self):
        """Refuse a platform that is a part of itself, however many are between."""
        refuse_loop(self, _("A platform cannot be a part of itself."))

    @property
    def name(self):
        """The local name; where none is known, the place it belongs to, in words."""
        return self.local_name or gettext("Platform of %(place)s") % {
            "place": self.collective_actor or self.territory
        }

    @property
    def has_contact(self):
        return bool(self.contact_office or self.contact_email or self.contact_phone or self.website)

    @property
    def state_in_words(self):
        return STATE_IN_WORDS[self.state]


class Composition(models.Model):
    """How many actors of one kind take part in a platform: a count, never who they are."""

    platform = models.ForeignKey(
        Platform, on_delete=models.CASCADE, related_name="composition", verbose_name=_("platform")
    )
    kind = models.CharField(_("kind of actor"), max_length=30, choices=ActorKind.choices)
    number = models.PositiveIntegerField(_("how many"))

    class Meta:
        verbose_name = _("part of the composition")
        verbose_name_plural = _("composition")
        constraints = [
            models.CheckConstraint(
                name="composition_kind_is_known", condition=Q(kind__in=ActorKind.values)
            ),
            models.CheckConstraint(
                name="composition_counts_somebody",
                condition=Q(number__gte=1),
                violation_error_message=_("Leave out a kind of actor that does not take part."),
            ),
            models.UniqueConstraint(
                fields=["platform", "kind"],
                name="composition_names_a_kind_once",
                violation_error_message=_("This kind of actor is counted already."),
            ),
        ]
        triggers = [RaisesVersion()]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.number}"
