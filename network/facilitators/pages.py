"""The public list of facilitators: those who agreed to stand in it, by country and language."""

from functools import lru_cache

from django.conf import settings
from django.db.models import Max, Prefetch
from django.template.response import TemplateResponse

from network.facilitators.forms import FacilitatorFilter
from network.models import Event, Facilitator
from network.translated import columns_of
from platforms.languages import name_of
from platforms.models import Platform
from territories.conditional import by_version
from together_site.paging import page_of

A_PAGE = 20


@by_version
def facilitator_list(request):
    """List those who agreed to it. No search engine keeps the page, for it names persons."""
    form = FacilitatorFilter(request.GET)
    page = page_of(_shown(form.found()), request.GET.get("page"), size=A_PAGE)
    for person in page:
        person.language_names = [name_of(code) for code in person.languages]
    context = {"form": form, "page": page, "changed_at": last_changed(request.registry_version)}
    return TemplateResponse(request, "network/facilitators/list.html", context)


@lru_cache(maxsize=1)
def last_changed(version):
    """Return when one of all facilitators last changed: who is not shown any more has, too.

    It is kept until the registry has another version.
    """
    last = Facilitator.objects.aggregate(last=Max("changed_at"))["last"]
    return last or settings.RELEASED_ON


def _shown(facilitators):
    """Fetch what the list shows, and nothing of how they are reached or agreed."""
    trainings = Event.objects.public().only("slug", "kind", *columns_of("title"))
    platforms = Platform.objects.listed().by_place().as_entries()
    return facilitators.only(
        "name", "country", "languages", "qualified_on", "training", "is_sample"
    ).prefetch_related(Prefetch("training", trainings), Prefetch("platforms", platforms))
