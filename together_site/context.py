"""What every template can say of the site; asks the database nothing."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation


def site(request):
    """Return what the frame of a page needs.

    ``page_languages`` has for each language its code and where this page stands in it; with
    ``site_url`` addresses begin that leave the site; ``changed_at`` is when the page changed, for a
    view to say better: the day of the release is true of pages that show no record.
    """
    here = request.get_full_path()
    begins = f"/{translation.get_language()}/"
    # Every page that is in a language has the language first in its address, and all languages.
    rest = here.removeprefix(begins) if here.startswith(begins) else None
    languages = [_in_language(code, here, rest) for code, _name in settings.LANGUAGES]
    return {
        "page_languages": languages,
        "site_url": settings.SITE_URL,
        "changed_at": settings.RELEASED_ON,
    }


def _in_language(code, here, rest):
    """Return where a page stands in a language; the home page where it is in none."""
    if rest is not None:
        url = f"/{code}/{rest}"
    elif code == translation.get_language():
        url = here
    else:
        with translation.override(code):
            url = reverse("home")
    return {"code": code, "url": url, "address": settings.SITE_URL + urlsplit(url).path}
