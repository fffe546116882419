"""Reading places: which are listed, which match, in what order, and with how many columns."""

from functools import cache

from django.db import models
from django.db.models import BooleanField, Case, F, FloatField, Q, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, ExtractYear

from territories.workflow import TerritoryState
from together_site.text import folded

# Plain SQL, of which the compiler would make as much work as the database has with it. The index is
# asked twice: asked for one or the other, Postgres would compare all it finds with the words again.
LIKE = """
    SELECT id FROM territories_territory WHERE folded_name %% %s
    UNION SELECT id FROM territories_territory WHERE folded_name %%> %s
"""
LIKENESS = """greatest(
    similarity(territories_territory.folded_name, %s),
    word_similarity(%s, territories_territory.folded_name)
)"""
PARTS = ("descriptions", "children", "collective_actors", "platforms", "in_networks")


@cache
def _has_part(model, name):
    column = model._meta.get_field(name).field
    table = column.model._meta.db_table
    # Nothing in it comes from outside.
    part = f"SELECT 1 FROM {table} AS part WHERE part.{column.column} = territories_territory.id"  # noqa: S608
    return RawSQL(f"EXISTS ({part})", (), BooleanField())  # noqa: S611


class TerritoryQuerySet(models.QuerySet):
    def listed(self):
        return self.filter(state=TerritoryState.LISTED)

    def telling_parts(self):
        """Tell of each, as ``has_descriptions`` and so on, which ``PARTS`` of a page it has.

        Most places have few, and a page asks only for what is there. It is plain SQL: to compile
        these took as long as to ask for the parts.
        """
        return self.annotate(**{f"has_{name}": _has_part(self.model, name) for name in PARTS})

    def merged_away(self):
        """Return those whose address leads to another place."""
        return self.filter(state=TerritoryState.MERGED)

    def with_words(self, words):
        """Return those whose name or area has words that begin with each of these."""
        return self.filter(words__begin=words)

    def named_like(self, words):
        """Return those whose name is like these words, for names that are misspelt."""
        key = folded(words)
        return self.filter(pk__in=RawSQL(LIKE, (key, key)))  # noqa: S611 -- of its own making

    def with_platform(self, is_there):
        none = Q(platform_states=[])
        return self.exclude(none) if is_there else self.filter(none)

    def by_name(self):
        return self.order_by("folded_name", "pk")

    def newest(self):
        return self.order_by("-state_since", "-pk")

    def last_confirmed(self):
        return self.order_by(F("confirmed_at").desc(nulls_last=True), "folded_name", "pk")

    def by_closeness(self, words):
        """Order by how well the name fits the words: it is them, begins with them, has them."""
        key = folded(words)
        closeness = Case(
            When(folded_name=key, then=0),
            When(folded_name__startswith=key, then=1),
            When(folded_name__contains=key, then=2),
            default=3,
        )
        return self.order_by(closeness, "folded_name", "pk")

    def by_likeness(self, words):
        key = folded(words)
        likeness = RawSQL(LIKENESS, (key, key), FloatField())  # noqa: S611 -- as above
        return self.order_by(likeness.desc(), "folded_name", "pk")

    def by_first_sign(self):
        """Order by the year in which each first appears, unknown years last.

        A place that came in by its own application appears in the year it was listed.
        """
        listed_in = Case(When(is_sample=False, then=ExtractYear("state_since")))
        return self.annotate(first_year=Coalesce("first_sign_found", listed_in)).order_by(
            F("first_year").asc(nulls_last=True), "folded_name", "pk"
        )

    def as_entries(self):
        """Fetch what an entry of a list shows."""
        return self.only(
            "name",
            "slug",
            "kind",
            "country",
            "parent",
            "first_sign_found",
            "is_sample",
            "platform_states",
            "confirmed_at",
        )

    def same_place_as(self, *, name, country):
        """Return listed territories that bear this name in this country, accents folded."""
        return self.listed().filter(folded_name=folded(name), country=country)
