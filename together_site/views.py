"""The home page, and answers that belong to no app."""

from functools import lru_cache

from django.db import connection
from django.http import HttpResponse
from django.template.response import TemplateResponse

from territories.conditional import by_version
from territories.models import Territory
from territories.search import TERRITORIES, TerritoryQuestion
from territories.spiral import spiral_of

NEWEST = 6
# More dots than this are not told apart.
DOTS = 150


@by_version
def home(request):
    """Say what the network is, and show the places of the registry as a spiral and a list."""
    answer = TERRITORIES.answer(TerritoryQuestion(), request.registry_version)
    context = {
        "spiral": spiral_now(request.registry_version),
        "countries": sorted(answer.numbers["country"].items(), key=lambda row: (-row[1], row[0])),
        "total": answer.total,
        "newest": Territory.objects.listed().newest().as_entries()[:NEWEST],
    }
    return TemplateResponse(request, "home.html", context)


@lru_cache(maxsize=1)
def spiral_now(version):
    """Return the spiral of the first places, kept until the registry has another version."""
    listed = Territory.objects.listed()
    return spiral_of(listed.by_first_sign().values_list("name", "first_year")[:DOTS])


def health(request):
    """Say whether the site and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def csrf_failure(request, reason=""):
    """Say that a form was refused and what to do; ``reason``, for developers, is in the log."""
    return TemplateResponse(request, "403_csrf.html", {}, status=403)
