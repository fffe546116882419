"""The latest news on the pages of what they are about, a query each."""

from dataclasses import dataclass

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
    return _about(Subject("territory", territory.slug, territory))


def country(request, code):
    """Return the latest news about what lies in a country, or ``None``."""
    return _about(Subject("country", code))


def _about(subject):
    found = list(subject.articles().as_entries("published_on")[: MOST + 1])
    if not found:
        return None
    return Part("network/news/beside.html", subject, found[:MOST], len(found) > MOST)
