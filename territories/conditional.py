"""Answers that stay the same until the registry changes."""

from functools import wraps

from django.conf import settings
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import condition

from territories.models import RegistryVersion


def by_version(view):
    """Give the view ``request.registry_version``, and answer 304 to who has the page already.

    A visitor with a cookie may be shown what concerns them alone: their pages have no tag.
    """

    @wraps(view)
    def tagged(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if not request.COOKIES:
            patch_cache_control(response, public=True, no_cache=True)
        return response

    return condition(etag_func=_tag)(tagged)


def _tag(request, *args, **kwargs):
    request.registry_version = RegistryVersion.objects.now()
    if request.COOKIES:
        return None
    return f'"{settings.RELEASE}-{request.registry_version}-{get_language()}"'
