"""What every template can say of the site; asks the database nothing."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse, translate_url
from django.utils import translation


def site(request):
    """Return ``page_languages``, for each language its code and where this page stands in it, and
    ``site_url``, with which addresses begin that leave the site.
    """
    languages = [_in_language(request, code) for code, _name in settings.LANGUAGES]
    return {"page_languages": languages, "site_url": settings.SITE_URL}


def _in_language(request, code):
    """Return where this page stands in a language; the home page where it is in none."""
    here = request.get_full_path()
    url = translate_url(here, code)
    if url == here and code != translation.get_language():
        with translation.override(code):
            url = reverse("home")
    return {"code": code, "url": url, "address": settings.SITE_URL + urlsplit(url).path}
