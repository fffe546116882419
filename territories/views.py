"""The public registry of territories."""

from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from territories import crumbs, exports
from territories.forms import TerritoryFilter
from territories.models import Territory
from territories.search import Search

A_PAGE = 25
SHOWN = (
    "name",
    "slug",
    "kind",
    "country",
    "admin_area",
    "latitude",
    "longitude",
    "is_sample",
    "source_url",
    "first_sign_found",
    "state",
    "state_since",
    "changed_at",
    "parent__name",
    "parent__slug",
    "parent__state",
)


def territory_list(request):
    """List the territories that match what the address says, a page at a time."""
    form = TerritoryFilter(request.GET)
    search = search_by(form)
    context = {
        "form": form,
        "total": search.total,
        "page": page_of(search.territories.as_entries(), search.total, request.GET.get("page")),
        "kinds": form.kind_options(search.by_kind),
        "countries": form.country_options(search.by_country),
    }
    return TemplateResponse(request, "territories/territory_list.html", context)


def territory_csv(request):
    """Send the territories that match what the address says as a table."""
    found = exports.records(search_by(TerritoryFilter(request.GET)).territories)
    pieces = exports.csv_pieces(found)
    return sent_as_file("territories.csv", pieces, content_type="text/csv; charset=utf-8")


def territory_geojson(request):
    """Send the same as points for a map."""
    found = exports.records(search_by(TerritoryFilter(request.GET)).territories)
    pieces = exports.geojson_pieces(found)
    return sent_as_file("territories.geojson", pieces, content_type="application/geo+json")


def search_by(form):
    """Return the search that a form of filters asks for."""
    return Search(
        words=form.cleaned_data["q"],
        kinds=form.cleaned_data["kind"],
        countries=form.cleaned_data["country"],
    )


def sent_as_file(name, pieces, *, content_type):
    """Return an answer that a browser saves under ``name``, sent while it is being written."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(
        exports.in_chunks(pieces), content_type=content_type, headers=headers
    )


def page_of(rows, total, number):
    """Return a page of ``rows``: the first for a number that is none, the last for one too high.

    ``total`` is known already, so the rows are not counted again.
    """
    paginator = Paginator(rows, A_PAGE)
    paginator.count = total
    page = paginator.get_page(number)
    page.numbers = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return page


def territory_detail(request, slug):
    """Show a listed territory with its platforms, its collective actors and the places in it."""
    listed = Territory.objects.listed().select_related("parent")
    territory = get_object_or_404(listed.only(*SHOWN), slug=slug)
    context = {
        "territory": territory,
        "crumbs": crumbs.to_parent(territory),
        "children": territory.children.listed().by_name().as_entries(),
        "actors": territory.collective_actors.by_name().as_entries(),
        "platforms": territory.platforms.newest().as_entries(),
    }
    return TemplateResponse(request, "territories/territory_detail.html", context)
