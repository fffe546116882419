"""The home page, and answers that belong to no app."""

from django.db import connection
from django.db.models import Count
from django.http import HttpResponse
from django.template.response import TemplateResponse

from territories.models import Territory
from territories.spiral import spiral_of

NEWEST = 6
# More dots than this are not told apart.
DOTS = 150


def home(request):
    """Say what the network is, and show the places of the registry as a spiral and a list."""
    listed = Territory.objects.listed()
    places = listed.by_first_sign().values_list("name", "first_year")[:DOTS]
    countries = listed.values("country").annotate(number=Count("pk")).order_by("-number", "country")
    context = {
        "spiral": spiral_of(places),
        "countries": countries,
        "total": sum(country["number"] for country in countries),
        "newest": listed.newest().as_entries()[:NEWEST],
    }
    return TemplateResponse(request, "home.html", context)


def health(request):
    """Say whether the site and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def csrf_failure(request, reason=""):
    """Say that a form was refused and what to do; ``reason``, for developers, is in the log."""
    return TemplateResponse(request, "403_csrf.html", {}, status=403)
