"""Finding records of the registry: what matches, and what each filter would give."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Count, F, Func, Max, Min, Value

from territories import facets
from territories.map import Area, Cluster, clusters_of, extent_of
from territories.models import Territory

# Names that are like the words; what comes after so many is like nothing.
MOST_ALIKE = 200


@dataclass(frozen=True)
class Question:
    """What is asked of a list: words, a part of the map, an order and the filters.

    A subclass adds a tuple of codes for each filter; no code means all.
    """

    words: str = ""
    area: Area | None = None
    order: str = ""


@dataclass(frozen=True)
class Answer:
    """What a list can say before it fetches a row.

    ``numbers`` has for each filter how many records each of its codes would leave. ``alike`` has
    the keys of records with names like the words, where no name holds them.
    """

    total: int
    numbers: dict[str, Counter]
    clusters: list[Cluster]
    without_position: int
    alike: tuple[int, ...] = ()

    @property
    def is_alike(self):
        return bool(self.alike)


class Listing:
    """A list of the registry. A subclass says what its records are and how they are narrowed.

    ``columns`` are those of a record by which its filters narrow, ``position`` those of its place
    on the map: longitude and latitude.
    """

    facets = ()
    columns = ()
    position = ("longitude", "latitude")

    def answer(self, question, version):
        """Count and map what matches, kept until the registry has another version."""
        return _answer(self, replace(question, order=""), version)

    def found(self, question, *, alike=None):
        """Return the records that match, in the order asked for.

        ``alike`` is that of the answer; without one it is sought.
        """
        if alike is None:
            alike = self.alike(question)
        where = self.narrowed(self.where(question, alike=alike), question)
        if alike and not question.order:
            return where.order_by(_place_among(alike))
        return self.ordered(where, question)

    def alike(self, question):
        """Return the keys of records with names like the words, where no name holds them."""
        if not question.words or self.where(question).count():
            return ()
        return self.most_alike(question)[0]

    def most_alike(self, question):
        """Return the records whose names are most like the words: their keys, and their ``rows``.

        They are sought once for all: to look for likeness costs more than all else of a page.
        """
        columns = ("pk", *self.position, *self.columns)
        found = list(self.like(question).values_list(*columns)[:MOST_ALIKE])
        rows = [(self.codes(*row[3:]), 1, _area(*row[1:3], *row[1:3])) for row in found]
        return tuple(row[0] for row in found), rows

    def rows(self, records):
        """Return how many records there are of each combination, as ``facets.count`` takes it."""
        longitude, latitude = self.position
        grouped = (
            records.order_by()
            .values_list(*self.columns)
            .annotate(Count("pk"), Min(longitude), Min(latitude), Max(longitude), Max(latitude))
        )
        return [(self.codes(*row[:-5]), row[-5], _area(*row[-4:])) for row in grouped]

    def codes(self, *values):
        """Return for each filter the codes of a record that has these values in ``columns``."""
        raise NotImplementedError

    def where(self, question, *, alike=()):
        """Return the records that words and map ask for, which no filter counts.

        ``alike`` has the keys of those that stand for the words.
        """
        raise NotImplementedError

    def like(self, question):
        """Return the records with names like the words, the most like first."""
        raise NotImplementedError

    def narrowed(self, records, question):
        """Return the records that the filters leave."""
        raise NotImplementedError

    def ordered(self, records, question):
        """Return the records in the order asked for, else by name or by closeness to the words."""
        raise NotImplementedError

    def places(self, records):
        """Return the territories where the records stand on the map."""
        raise NotImplementedError


def _area(west, *sides):
    return None if west is None else Area(float(west), *map(float, sides))


def _place_among(keys):
    """Return the order of these keys: they stand in the order of likeness already."""
    given = Value(list(keys), output_field=ArrayField(BigIntegerField()))
    return Func(given, F("pk"), function="array_position")


@lru_cache(maxsize=1000)
def _answer(listing, question, version):
    alike = ()
    # Counted, not asked whether there is one: for one row Postgres goes through the whole table.
    if question.words and not listing.where(question).count():
        alike, rows = listing.most_alike(question)
    elif question.words or question.area:
        rows = listing.rows(listing.where(question))
    else:
        rows = _kept_rows(listing, type(question)(), version)
    chosen = [set(getattr(question, name)) for name in listing.facets]
    total, numbers, areas = facets.count(rows, chosen)
    records = listing.narrowed(listing.where(question, alike=alike), question)
    clusters, without = clusters_of(listing.places(records), extent_of(areas)) if total else ([], 0)
    return Answer(total, dict(zip(listing.facets, numbers, strict=True)), clusters, without, alike)


@lru_cache(maxsize=4)
def _kept_rows(listing, everything, version):
    """Return the numbers of the whole list, which grow with its variety and not with its size."""
    return listing.rows(listing.where(everything))


@lru_cache(maxsize=50)
def last_changed(listing, everything, version):
    """Return when the record of a list that changed last did so; ``None`` where there is none.

    ``everything`` is the question that leaves all of them.
    """
    return listing.where(everything).aggregate(last=Max("changed_at"))["last"]


@dataclass(frozen=True)
class TerritoryQuestion(Question):
    kind: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    platform: tuple[str, ...] = ()  # of "with" and "without"
    state: tuple[str, ...] = ()


class TerritoryListing(Listing):
    facets = ("kind", "country", "platform", "state")
    columns = ("kind", "country", "platform_states")
    code = re.compile(r"\A[tT]([1-9][0-9]{0,17})\Z", re.ASCII)

    def codes(self, kind, country, states):
        return (kind,), (country,), ("with" if states else "without",), tuple(states)

    def where(self, question, *, alike=()):
        records = self.on_the_map(question)
        if alike:
            return records.filter(pk__in=alike)
        if code := self.code.match(question.words):
            return records.filter(pk=int(code[1]))
        return records.with_words(question.words) if question.words else records

    def on_the_map(self, question):
        records = Territory.objects.listed()
        return records.filter(**question.area.bounds()) if question.area else records

    def like(self, question):
        words = question.words
        return self.on_the_map(question).named_like(words).by_likeness(words)

    def narrowed(self, records, question):
        if question.kind:
            records = records.filter(kind__in=question.kind)
        if question.country:
            records = records.filter(country__in=question.country)
        if len(question.platform) == 1:
            records = records.with_platform(question.platform == ("with",))
        if question.state:
            records = records.filter(platform_states__overlap=list(question.state))
        return records

    def ordered(self, records, question):
        if question.order == "newest":
            return records.newest()
        if question.order == "confirmed":
            return records.last_confirmed()
        if question.order == "name" or not question.words:
            return records.by_name()
        return records.by_closeness(question.words)

    def places(self, records):
        return records


TERRITORIES = TerritoryListing()
