"""Finding records of the registry: what matches, and what each filter would give."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import Count

from territories import facets
from territories.map import Area, Cluster, clusters_of
from territories.models import Territory


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

    ``numbers`` has for each filter how many records each of its codes would leave. ``is_alike``:
    no name holds the words, so names like them were sought.
    """

    total: int
    numbers: dict[str, Counter]
    clusters: list[Cluster]
    without_position: int
    is_alike: bool


class Listing:
    """A list of the registry. A subclass says what its records are and how they are narrowed."""

    facets = ()

    def answer(self, question, version):
        """Count and map what matches, kept until the registry has another version."""
        return _answer(self, replace(question, order=""), version)

    def found(self, question, answer):
        """Return the records that match, in the order asked for."""
        where = self.where(question, is_alike=answer.is_alike)
        return self.ordered(self.narrowed(where, question), question, answer.is_alike)

    def rows(self, records):
        """Return how many records there are of each combination, as ``facets.count`` takes it."""
        raise NotImplementedError

    def where(self, question, *, is_alike=False):
        """Return the records that words and map ask for, which no filter counts."""
        raise NotImplementedError

    def narrowed(self, records, question):
        """Return the records that the filters leave."""
        raise NotImplementedError

    def ordered(self, records, question, is_alike):
        """Return the records in the order asked for, else by name or by closeness to the words."""
        raise NotImplementedError

    def places(self, records):
        """Return the territories where the records stand on the map."""
        raise NotImplementedError


@lru_cache(maxsize=1000)
def _answer(listing, question, version):
    is_alike, rows = False, _kept_rows(listing, type(question)(), version)
    if question.words or question.area:
        rows = listing.rows(listing.where(question))
        is_alike = bool(question.words and not rows)
        rows = listing.rows(listing.where(question, is_alike=True)) if is_alike else rows
    chosen = [set(getattr(question, name)) for name in listing.facets]
    total, numbers = facets.count(rows, chosen)
    records = listing.narrowed(listing.where(question, is_alike=is_alike), question)
    clusters, without = clusters_of(listing.places(records)) if total else ([], 0)
    return Answer(
        total, dict(zip(listing.facets, numbers, strict=True)), clusters, without, is_alike
    )


@lru_cache(maxsize=4)
def _kept_rows(listing, everything, version):
    """Return the numbers of the whole list, which grow with its variety and not with its size."""
    return listing.rows(listing.where(everything))


@dataclass(frozen=True)
class TerritoryQuestion(Question):
    kind: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    platform: tuple[str, ...] = ()  # of "with" and "without"
    state: tuple[str, ...] = ()


class TerritoryListing(Listing):
    facets = ("kind", "country", "platform", "state")
    code = re.compile(r"\A[tT]([1-9][0-9]{0,17})\Z", re.ASCII)

    def rows(self, records):
        columns = ("kind", "country", "platform_states")
        grouped = records.order_by().values_list(*columns).annotate(Count("pk"))
        return [
            (((kind,), (country,), ("with" if states else "without",), tuple(states)), number)
            for kind, country, states, number in grouped
        ]

    def where(self, question, *, is_alike=False):
        records = Territory.objects.listed()
        if question.area:
            records = records.filter(**question.area.bounds())
        if not question.words:
            return records
        if code := self.code.match(question.words):
            return records.filter(pk=int(code[1]))
        find = records.named_like if is_alike else records.with_words
        return find(question.words)

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

    def ordered(self, records, question, is_alike):
        if question.order == "newest":
            return records.newest()
        if question.order == "confirmed":
            return records.last_confirmed()
        if question.order == "name" or not question.words:
            return records.by_name()
        if is_alike:
            return records.by_likeness(question.words)
        return records.by_closeness(question.words)

    def places(self, records):
        return records


TERRITORIES = TerritoryListing()
