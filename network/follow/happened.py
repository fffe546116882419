"""What has happened in some days, for letters of news: what is public, and no sample.

A day is told once it is over. What is dated back by hand into days that were told is no news.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import IntEnum, auto

from django.db.models import Prefetch, Q
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from network.models import Article, Document, Event
from platforms.models import Platform
from territories.country_names import country_name
from territories.models import Territory
from territories.workflow import PlatformState
from together_site.text import listed


class Part(IntEnum):
    """The parts of a letter, in their order."""

    NEWS = auto()
    EVENTS = auto()
    DOCUMENTS = auto()
    TERRITORIES = auto()
    PLATFORMS = auto()
    STATES = auto()


@dataclass(frozen=True)
class Happening:
    """Something that happened on a day, in some places (by their keys) and countries.

    ``words`` and ``path`` tell it in the active language.
    """

    part: Part
    day: date
    words: Callable[[], str]
    path: Callable[[], str]
    places: frozenset
    countries: frozenset


def happened(since, until):
    """Return what happened from a day on and before another, the latest first in each part."""
    found = [
        *_articles(since, until),
        *_events(since, until),
        *_documents(since, until),
        *_territories(since, until),
        *_platforms(since, until),
    ]
    # Sorted by day alone: those of a day stay in their order.
    return sorted(found, key=lambda one: (one.part, -one.day.toordinal()))


def _morning(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def _moments(since, until):
    return _morning(since), _morning(until)


def _published(records, since, until):
    public = records.public().filter(is_sample=False)
    return public.filter(published_on__gte=since, published_on__lt=until).order_by("-pk")


def _articles(since, until):
    places = Territory.objects.listed().only("country", "parent")
    platforms = Platform.objects.listed().select_related("territory")
    platforms = platforms.only("territory__country", "territory__parent")
    found = _published(Article.objects, since, until).as_entries("published_on")
    for article in found.prefetch_related(
        Prefetch("territories", places), Prefetch("platforms", platforms)
    ):
        about = [*article.territories.all(), *(one.territory for one in article.platforms.all())]
        yield Happening(
            Part.NEWS,
            article.published_on,
            lambda article=article: article.title,
            article.get_absolute_url,
            *_where(about),
        )


def _events(since, until):
    coming = _published(Event.objects, since, until).filter(ends_on__gte=until, cancelled_on=None)
    shown = coming.as_entries("published_on", "kind", "starts_on", "place", "country", "host")
    hosts = Territory.objects.only("country", "parent")
    for event in shown.prefetch_related(Prefetch("host", hosts)).order_by("starts_on", "pk"):
        places, countries = _where([event.host] if event.host else [])
        yield Happening(
            Part.EVENTS,
            event.published_on,
            lambda event=event: listed(
                filter(None, [event.title, date_format(event.starts_on), event.place])
            ),
            event.get_absolute_url,
            places,
            countries | ({event.country.code} - {"", None}),
        )


def _documents(since, until):
    for document in _published(Document.objects, since, until).as_entries("published_on"):
        yield Happening(
            Part.DOCUMENTS,
            document.published_on,
            lambda document=document: document.title,
            document.get_absolute_url,
            frozenset(),
            frozenset(),
        )


def _territories(since, until):
    start, end = _moments(since, until)
    found = Territory.objects.listed().filter(
        is_sample=False, state_since__gte=start, state_since__lt=end
    )
    for place in found.only("name", "slug", "country", "parent", "state_since").order_by("-pk"):
        yield Happening(
            Part.TERRITORIES,
            timezone.localdate(place.state_since),
            lambda place=place: listed([place.name, country_name(place.country.code)]),
            place.get_absolute_url,
            *_where([place]),
        )


def _platforms(since, until):
    """Return platforms that came into the registry, and those whose state changed since."""
    start, end = _moments(since, until)
    # One stands in the registry once its territory does.
    seen = Greatest("opened_at", "territory__state_since")
    found = Platform.objects.listed().filter(is_sample=False).annotate(seen_since=seen)
    is_new = Q(seen_since__gte=start, seen_since__lt=end)
    has_changed = Q(state_since__gte=start, state_since__lt=end)
    shown = found.filter(is_new | has_changed).select_related("territory", "collective_actor")
    for platform in shown.order_by("-pk"):
        is_new = start <= platform.seen_since < end
        yield Happening(
            Part.PLATFORMS if is_new else Part.STATES,
            timezone.localdate(platform.seen_since if is_new else platform.state_since),
            lambda platform=platform, is_new=is_new: _told(platform, is_new),
            platform.get_absolute_url,
            *_where([platform.territory]),
        )


def _told(platform, is_new):
    place = platform.territory
    names = [platform.name, place.name] if platform.local_name else [platform.name]
    if is_new:
        return listed([*names, country_name(place.country.code)])
    return f"{listed(names)}: {PlatformState(platform.state).label}"


def _where(territories):
    places = {key for place in territories for key in (place.pk, place.parent_id)}
    return (
        frozenset(places - {None}),
        frozenset(place.country.code for place in territories),
    )


def news_path():
    """Return where all of the news stand, in the active language."""
    return reverse("network:article-list")
