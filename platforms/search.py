"""Finding platforms: what matches, and what each filter would give."""

from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Q

from platforms.models import Platform
from territories.models import Territory
from territories.search import Listing, Question


@dataclass(frozen=True)
class PlatformQuestion(Question):
    state: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()  # of the territory
    holder: tuple[str, ...] = ()  # of "territory" and "actor"


class PlatformListing(Listing):
    facets = ("state", "country", "kind", "holder")
    position = ("territory__longitude", "territory__latitude")
    columns = (
        "state",
        "territory__country",
        "territory__kind",
        ExpressionWrapper(Q(collective_actor=None), output_field=BooleanField()),
    )

    def codes(self, state, country, kind, is_own):
        return (state,), (country,), (kind,), ("territory" if is_own else "actor",)

    def where(self, question, *, alike=()):
        records = self.on_the_map(question)
        if alike:
            return records.filter(pk__in=alike)
        return records.with_words(question.words) if question.words else records

    def on_the_map(self, question):
        records = Platform.objects.listed()
        return records.filter(**question.area.bounds("territory__")) if question.area else records

    def like(self, question):
        words = question.words
        return self.on_the_map(question).named_like(words).by_closeness(words)

    def narrowed(self, records, question):
        if question.state:
            records = records.filter(state__in=question.state)
        if question.country:
            records = records.filter(territory__country__in=question.country)
        if question.kind:
            records = records.filter(territory__kind__in=question.kind)
        if len(question.holder) == 1:
            records = records.filter(collective_actor__isnull=question.holder == ("territory",))
        return records

    def ordered(self, records, question):
        if question.order == "newest":
            return records.newest()
        if question.order == "confirmed":
            return records.last_confirmed()
        if question.order == "name" or not question.words:
            return records.by_place()
        return records.by_closeness(question.words)

    def places(self, records):
        return Territory.objects.filter(pk__in=records.order_by().values("territory"))


PLATFORMS = PlatformListing()
