"""The pages of platforms in the public registry."""

from django.conf import settings
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.module_loading import import_string

from platforms import exports
from platforms.filters import PlatformFilter
from platforms.models import Composition, Platform
from territories import crumbs, tables
from territories.conditional import by_version
from territories.views import found_by, listed, map_with

SHOWN = (
    "slug",
    "local_name",
    "aims",
    "aims_language",
    "process",
    "process_language",
    "contact_office",
    "contact_email",
    "contact_phone",
    "website",
    "state",
    "state_since",
    "opened_at",
    "confirmed_at",
    "changed_at",
    "is_sample",
    "source_url",
    "first_sign_found",
    "parent__slug",
    "parent__local_name",
    "territory__name",
    "territory__slug",
    "territory__country",
    "territory__latitude",
    "territory__longitude",
    "collective_actor__name",
    "collective_actor__kind",
)


@by_version
def platform_list(request):
    """List the platforms that match what the address says, a page at a time."""
    context = listed(request, PlatformFilter(request.GET), place="platforms:platform-list")
    return TemplateResponse(request, "platforms/platform_list.html", context)


@by_version
def platform_csv(request):
    """Send the platforms that match what the address says as a table."""
    found = found_by(PlatformFilter(request.GET))
    return tables.as_csv("platforms", exports.COLUMNS, exports.records(found))


@by_version
def platform_geojson(request):
    """Send the same as points for a map: those of their territories."""
    found = found_by(PlatformFilter(request.GET))
    return tables.as_geojson("platforms", exports.records(found))


@by_version
def platform_detail(request, slug):
    """Show a platform of a listed territory."""
    listed = Platform.objects.listed().select_related("territory", "collective_actor", "parent")
    counted = Prefetch("composition", Composition.objects.order_by("-number", "kind"))
    shown = listed.only(*SHOWN).prefetch_related(counted)
    platform = get_object_or_404(shown, slug=slug)
    context = {
        "platform": platform,
        "changed_at": platform.changed_at,
        "crumbs": crumbs.to_territory(platform.territory),
        "map": map_with(platform.territory),
        "beside": beside(request, platform),
    }
    return TemplateResponse(request, "platforms/platform_detail.html", context)


def beside(request, platform):
    """Return what apps above this one show on the page of a platform."""
    parts = (import_string(name)(request, platform) for name in settings.BESIDE_PLATFORM)
    return [part for part in parts if part]
