"""The public registry of territories."""

from functools import partial
from urllib.parse import quote_plus

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django_countries import countries

from territories import crumbs, exports, tables
from territories.conditional import by_version
from territories.country_names import by_name
from territories.forms import TerritoryFilter
from territories.map import BESIDE_A_LIST, ON_A_PAGE, Area, Cluster, map_of
from territories.models import CollectiveActor, Territory
from territories.search import last_changed
from territories.workflow import Kind, PlatformState
from together_site.paging import page_of

A_PAGE = 25
# From here on the rows before a page are counted in the index alone.
DEEP = 500
SHOWN = (
    "name",
    "slug",
    "kind",
    "country",
    "admin_area",
    "latitude",
    "longitude",
    "population",
    "population_year",
    "languages",
    "website",
    "geonames_id",
    "wikidata_id",
    "lau_code",
    "iso_3166_2",
    "legacy_code",
    "is_sample",
    "source_url",
    "first_sign_found",
    "platform_states",
    "state",
    "state_since",
    "confirmed_at",
    "changed_at",
    "parent__name",
    "parent__slug",
    "parent__state",
)


@by_version
def territory_list(request):
    """List the territories that match what the address says, a page at a time."""
    context = listed(request, TerritoryFilter(request.GET), place="territories:territory-list")
    return TemplateResponse(request, "territories/territory_list.html", context)


def listed(request, form, *, place, shape=BESIDE_A_LIST):
    """Return what a page of a list shows: its filters with numbers, a page of rows, the map.

    ``place`` is the route of the list to which dots of the map lead.
    """
    answer = form.listing.answer(form.question, request.registry_version)
    found = form.listing.found(form.question, alike=answer.alike).as_entries()
    return {
        "form": form,
        "answer": answer,
        # Drawn only where they are not kept already.
        "filters": partial(form.filters, answer.numbers),
        "page": page_of_list(found, answer.total, request.GET.get("page")),
        "map": partial(map_of, answer.clusters, link=link_from(form, place), shape=shape),
        **_changed(form, request.registry_version),
    }


def _changed(form, version):
    """Return when a list changed: with its records, whatever is left of them by the filters."""
    moment = last_changed(form.listing, type(form.question)(), version)
    return {"changed_at": moment} if moment else {}


def link_from(form, name):
    """Return where a dot of a list's map leads: to its one place, or to the list of those there."""
    here, places = reverse(name), reverse("territories:territory-list")
    query = form.query_without_area()
    within = f"{here}?{query}&area=" if query else f"{here}?area="

    def link(cluster):
        if cluster.number == 1:
            return f"{places}{cluster.slug}/"
        return within + quote_plus(str(cluster.area))

    return link


def page_of_list(rows, total, number):
    """Return a page of a list of ``total`` rows, quick for its last pages too."""
    page = page_of(rows, number, size=A_PAGE, total=total)
    if page.start_index() > DEEP:
        first = page.start_index() - 1
        page.object_list = by_key(rows, slice(first, first + A_PAGE))
    return page


def by_key(rows, part):
    """Return a part of ``rows``, found by their keys first: an index holds keys, but no row."""
    keys = list(rows.values_list("pk", flat=True)[part])
    found = {row.pk: row for row in rows.order_by().filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


@by_version
def territory_csv(request):
    """Send the territories that match what the address says as a table."""
    found = found_by(TerritoryFilter(request.GET))
    return tables.as_csv("territories", exports.COLUMNS, exports.records(found))


@by_version
def territory_geojson(request):
    """Send the same as points for a map."""
    found = found_by(TerritoryFilter(request.GET))
    return tables.as_geojson("territories", exports.records(found))


def found_by(form):
    """Return the records that match what a form says, in its order."""
    return form.listing.found(form.question)


@by_version
def territory_detail(request, slug):
    """Show a listed territory with its platforms, its collective actors and the places in it.

    The address of a merged one leads to where it went.
    """
    listed = Territory.objects.listed().select_related("parent").telling_parts()
    territory = listed.only(*SHOWN).filter(slug=slug).first()
    if territory is None:
        return to_other_place(slug)
    context = {
        "territory": territory,
        "changed_at": territory.changed_at,
        "description": territory.has_descriptions and territory.described_in(get_language()),
        "crumbs": crumbs.to_parent(territory),
        "children": territory.has_children and territory.children.listed().by_name().as_entries(),
        "actors": territory.has_collective_actors
        and territory.collective_actors.by_name().as_entries(),
        "platforms": territory.has_platforms and territory.platforms.newest().as_entries(),
        "map": map_with(territory),
        "beside": beside(settings.BESIDE_TERRITORY, request, territory),
    }
    return TemplateResponse(request, "territories/territory_detail.html", context)


def beside(names, request, thing):
    """Return what apps above this one show on the page of a thing: parts, each with a template."""
    parts = (import_string(name)(request, thing) for name in names)
    return [part for part in parts if part]


def to_other_place(slug):
    """Lead from the address of a merged place to the one that took it in."""
    place = get_object_or_404(Territory.objects.merged_away(), slug=slug).in_force()
    if not place.is_listed:
        raise Http404
    return redirect(place, permanent=True)


def map_with(place):
    """Return the map around a territory or an actor, or none where its position is not known."""
    if place.latitude is None:
        return None
    latitude, longitude = float(place.latitude), float(place.longitude)
    dot = Cluster(
        latitude=latitude,
        longitude=longitude,
        number=1,
        look="",
        name=place.name,
        slug="",
        area=Area(longitude, latitude, longitude, latitude),
    )
    return map_of([dot], link=lambda cluster: place.get_absolute_url(), chosen=dot, shape=ON_A_PAGE)


@by_version
def actor_detail(request, pk):
    """Show a collective actor of a listed territory."""
    listed = CollectiveActor.objects.listed().select_related("territory")
    actor = get_object_or_404(listed, pk=pk)
    context = {
        "actor": actor,
        "changed_at": actor.changed_at,
        "crumbs": crumbs.to_territory(actor.territory),
        "platforms": actor.platforms.newest().as_entries(),
        "map": map_with(actor),
    }
    return TemplateResponse(request, "territories/actor_detail.html", context)


@by_version
def country_list(request):
    """List the countries in which territories are listed, with their numbers."""
    shown = listed(
        request, TerritoryFilter({}), place="territories:territory-list", shape=ON_A_PAGE
    )
    numbers = shown["answer"].numbers["country"]
    shown["rows"] = [(code, words, numbers[code]) for code, words in by_name(numbers)]
    return TemplateResponse(request, "territories/country_list.html", shown)


@by_version
def country_detail(request, code):
    """Show a country: how many territories of which kind, on the map, and by name."""
    if code not in countries.countries:
        raise Http404
    data = {"country": [code]}
    shown = listed(
        request, TerritoryFilter(data), place="territories:territory-list", shape=ON_A_PAGE
    )
    numbers = shown["answer"].numbers
    context = {
        **shown,
        "code": code,
        "country": countries.name(code),
        "kinds": numbered(Kind, numbers["kind"]),
        "states": numbered(PlatformState, numbers["state"]),
        "crumbs": crumbs.to_countries(),
        "beside": beside(settings.BESIDE_COUNTRY, request, code),
    }
    return TemplateResponse(request, "territories/country_detail.html", context)


def numbered(choices, numbers):
    """Return value, words and number of each choice that has a record, the most first."""
    rows = [(choice.value, choice.label, numbers[choice]) for choice in choices if numbers[choice]]
    return sorted(rows, key=lambda row: -row[2])
