"""The home page, and answers that belong to no app."""

from functools import lru_cache, partial

from django.conf import settings
from django.db import connection
from django.db.models import Max, Window
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from network.models import Page
from network.pages.home import latest_news, nearest_event
from platforms.models import Platform
from territories.conditional import by_version, version_of
from territories.forms import TerritoryFilter
from territories.map import map_of
from territories.models import Territory
from territories.search import TERRITORIES, TerritoryQuestion
from territories.spiral import spiral_of
from territories.views import link_from

NEWEST = 4
# Of the map: width and height.
SQUARE = (1, 1)
# More dots than this are not told apart.
DOTS = 150


@by_version
def home(request):
    """Say what the network is, show its places as a spiral and on the map, and what is new."""
    return shown(request, Page.objects.called("home"))


def shown(request, page):
    """Return the home page with these words, which may not be saved yet."""
    version, today = version_of(request), timezone.localdate()
    answer = TERRITORIES.answer(TerritoryQuestion(), version)
    spiral, places_changed_at = spiral_now(version)
    platforms = list(Platform.objects.listed().newest().as_entries()[:NEWEST])
    event, news = nearest_event(today), latest_news(today)
    shown = [thing for thing in (page, event, *platforms, *news) if thing]
    moments = [places_changed_at, *(thing.changed_at for thing in shown)]
    context = {
        "page": page,
        "version": version,
        "spiral": spiral,
        "map": partial(map_of, answer.clusters, link=_to_places(), shape=SQUARE),
        "countries": sorted(answer.numbers["country"].items(), key=lambda row: (-row[1], row[0])),
        "answer": answer,
        "platforms": platforms,
        "event": event,
        "news": news,
        "changed_at": max(filter(None, moments), default=settings.RELEASED_ON),
    }
    return TemplateResponse(request, "home.html", context)


def _to_places():
    """Return where a dot of the map leads: to the list of territories, or to the one there is."""
    return link_from(TerritoryFilter({}), "territories:territory-list")


@lru_cache(maxsize=1)
def spiral_now(version):
    """Return the spiral of the first places, and when one of all last changed.

    They are kept until the registry has another version; the moment is ``None`` without a place.
    """
    last = Window(Max("changed_at"))
    listed = Territory.objects.listed().annotate(last=last).by_first_sign()
    rows = list(listed.values_list("name", "first_year", "last")[:DOTS])
    return spiral_of(row[:2] for row in rows), rows[0][2] if rows else None


def health(request):
    """Say whether the site and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def csrf_failure(request, reason=""):
    """Say that a form was refused and what to do; ``reason``, for developers, is in the log."""
    return TemplateResponse(request, "403_csrf.html", {}, status=403)
