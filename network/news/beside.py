"""The latest news on the pages of what they are about, at most a query each."""

from dataclasses import dataclass
from functools import lru_cache

from network.models import Article
from network.news.subject import Subject

MOST = 3


@dataclass(frozen=True)
class Part:
    """A part of a page: its template, the latest articles, and whether there are more."""

    template: str
    subject: Subject
    shown: list
    has_more: bool


def platform(request, platform):
    """Return the latest news about a platform, or ``None``."""
    return _about(Subject("platform", platform.slug, platform))


def territory(request, territory):
    """Return the latest news about a territory and its platforms, or ``None``."""
    if territory.pk not in _told_of(request.registry_version):
        return None
    return _about(Subject("territory", territory.slug, territory))


def country(request, code):
    """Return the latest news about what lies in a country, or ``None``."""
    return _about(Subject("country", code))


@lru_cache(maxsize=4)
def _told_of(version):
    """Return the keys of the territories of which any news tell: of most there are none."""
    public = Article.objects.public().values("pk")
    told = Article.territories.through.objects.filter(article__in=public)
    by_platforms = Article.platforms.through.objects.filter(article__in=public)
    keys = told.values_list("territory").union(by_platforms.values_list("platform__territory"))
    return frozenset(key for (key,) in keys)


def _about(subject):
    found = list(subject.articles().as_entries("published_on")[: MOST + 1])
    if not found:
        return None
    return Part("network/news/beside.html", subject, found[:MOST], len(found) > MOST)
