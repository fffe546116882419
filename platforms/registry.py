"""The pages of platforms in the public registry."""

from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from platforms.models import Platform
from territories import crumbs

SHOWN = (
    "slug",
    "local_name",
    "aims",
    "aims_language",
    "state",
    "state_since",
    "opened_at",
    "changed_at",
    "is_sample",
    "source_url",
    "first_sign_found",
    "territory__name",
    "territory__slug",
    "territory__country",
    "collective_actor__name",
)


def platform_detail(request, slug):
    """Show a platform of a listed territory."""
    listed = Platform.objects.listed().select_related("territory", "collective_actor")
    platform = get_object_or_404(listed.only(*SHOWN), slug=slug)
    context = {"platform": platform, "crumbs": crumbs.to_territory(platform.territory)}
    return TemplateResponse(request, "platforms/platform_detail.html", context)
