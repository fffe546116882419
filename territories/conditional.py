"""Answers that stay the same until the registry changes, or the day: standing goes by the day."""

import hashlib
import zlib
from functools import wraps

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import condition

from territories.models import RegistryVersion

# Of a page that is larger than this each visitor gets one made anew, as of the files.
MOST_BYTES_KEPT = 200_000
SECONDS_KEPT = 24 * 60 * 60


def by_version(view):
    """Give the view ``request.registry_version``, and answer 304 to who has the page already.

    A page is made once a version and process. A visitor with a cookie may be shown what concerns
    them alone: their pages have no tag and are made for them.
    """

    @wraps(view)
    def tagged(request, *args, **kwargs):
        if request.COOKIES:
            return view(request, *args, **kwargs)
        response = _kept(request, lambda: view(request, *args, **kwargs))
        patch_cache_control(response, public=True, no_cache=True)
        return response

    return condition(etag_func=_tag)(tagged)


def version_of(request):
    """Return what names the registry as it is today; what is kept by it need not be made anew.

    It is asked for once a request, also of a page that is not kept, such as a preview.
    """
    if not hasattr(request, "registry_version"):
        request.registry_version = f"{RegistryVersion.objects.now()}-{timezone.localdate()}"
    return request.registry_version


def _tag(request, *args, **kwargs):
    version = version_of(request)
    if request.COOKIES:
        return None
    return f'"{settings.RELEASE}-{version}-{get_language()}"'


def _kept(request, make):
    """Return the page of this address as it was made for this version, else make and keep it."""
    pages, key = caches["pages"], _key(request)
    if (kept := pages.get(key)) is not None:
        packed, headers = kept
        return HttpResponse(zlib.decompress(packed), headers=headers)
    response = make()
    if hasattr(response, "render"):
        response.render()
    # A form has a token for each visitor.
    if _is_kept(response) and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
        # Packed, a page of a list takes a tenth of the memory.
        packed = zlib.compress(response.content, level=1)
        pages.set(key, (packed, dict(response.headers)), SECONDS_KEPT)
    return response


def _key(request):
    made_of = (
        f"{settings.RELEASE} {request.registry_version} {get_language()} {request.get_full_path()}"
    )
    return f"page-{hashlib.sha256(made_of.encode(errors='replace')).hexdigest()}"


def _is_kept(response):
    is_whole = response.status_code == 200 and not response.streaming
    # Anything more that a header says is said for one answer.
    says_little = set(response.headers) <= {"Content-Type", "Last-Modified"}
    return is_whole and says_little and len(response.content) <= MOST_BYTES_KEPT
