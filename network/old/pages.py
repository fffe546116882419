"""The addresses of the old wiki: each leads to what has taken its place, in a language.

They lead to this site only: a target is a path of ours, checked when staff enter it, and whatever
the address itself says is at most a word to search for.
"""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from network.models import OldAddress, OldKind
from network.models.old_address import LONGEST_NAME
from network.old import missed
from territories.models import Territory
from together_site.text import folded, one_line, without_hidden

# Staff may lead an address elsewhere: a browser asks again after a day.
SECONDS_KEPT = 24 * 60 * 60
# What the old wiki called the page of any platform.
RECORD_PAGE = "info"


def old_page(request):
    """Lead from ``tiki-index.php?page=…``; without a page, to the home page."""
    name = _asked(request, "page")
    if not name:
        return _lead("/")
    if folded(name) == RECORD_PAGE:
        return _record(_asked(request, "itemId"), _asked(request, "CGname"))
    return _found(request, OldKind.PAGE, name)


def old_article(request):
    """Lead from ``tiki-read_article.php?articleId=…``; without a number, to the news."""
    number = _asked(request, "articleId")
    return _found(request, OldKind.ARTICLE, number) if number else old_news(request)


def old_news(request):
    """Lead from the lists of articles and from the blog to the news."""
    return _lead("/news/")


def _asked(request, name):
    """Return what an address says under a name as a clean line, cut; ``""`` for what is none."""
    value = request.GET.get(name, "")[:LONGEST_NAME]
    try:
        return one_line(without_hidden(value))[:LONGEST_NAME]
    except ValidationError:
        return ""


def _found(request, kind, name):
    """Lead to where an old name leads, or say in the reader's language that it is not here."""
    address = OldAddress.objects.filter(kind=kind, folded_name=folded(name)).first()
    if address is not None:
        return _lead(address.target, address.language)
    missed.note(kind, name)
    context = {"sought": name if kind == OldKind.PAGE else ""}
    return TemplateResponse(request, "network/old/not_found.html", context, status=404)


def _record(number, name):
    """Lead to the place that had this number or code, else to a search for its name.

    Without any place it leads there for now, not for good, and the number is counted as missed:
    staff may lead it somewhere.
    """
    address = OldAddress.objects.filter(kind=OldKind.RECORD, folded_name=folded(number)).first()
    if number and address is not None:
        return _lead(address.target, address.language)
    codes = [number, f"GC{number}"]
    place = Territory.objects.listed().filter(legacy_code__in=codes).first() if number else None
    if place is not None:
        return _lead(place.get_absolute_url().removeprefix(f"/{get_language()}"))
    if number:
        missed.note(OldKind.RECORD, number)
    if name:
        question = urlencode({"q": name})
        return HttpResponseRedirect(f"{reverse('territories:territory-list')}?{question}")
    return HttpResponseRedirect(reverse("platforms:platform-list"))


def _lead(target, language=""):
    """Lead for good to a path of ours, in a language or in the one that the browser asks for."""
    answer = HttpResponsePermanentRedirect(f"/{language or get_language()}{target}")
    patch_cache_control(answer, max_age=SECONDS_KEPT)
    return answer
