"""The public pages of partners, with what was agreed with each."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from network.documents.pages import last_changed
from network.documents.reading import KEYS
from network.models import Agreement, Partner, Project
from network.translated import columns_of
from territories.conditional import by_version
from territories.country_names import country_name

# Of the document of an agreement: where it is, what it is called, and whether visitors see it.
OF_DOCUMENT = [
    f"document__{name}" for name in ("slug", "published_on", "withdrawn_on", *columns_of("title"))
]


def agreements():
    """Return the agreements, the latest first, each with its document."""
    found = Agreement.objects.select_related("document").order_by("-signed_on", "-pk")
    return found.only("partner", "signed_on", "ended_on", *columns_of("title"), *OF_DOCUMENT)


def page(request, name, context):
    return TemplateResponse(request, f"network/partners/{name}.html", context)


@by_version
def partner_list(request):
    """List the partners by name, with what was agreed."""
    found = Partner.objects.public().as_entries("country")
    partners = sorted(
        found.prefetch_related(Prefetch("agreements", agreements())),
        key=lambda partner: (partner.title.casefold(), partner.pk),
    )
    return page(request, "list", {"partners": partners, **last_changed(partners)})


@by_version
def partner_detail(request, slug):
    """Show a partner."""
    return shown(request, get_object_or_404(Partner.objects.public().defer(*KEYS), slug=slug))


def shown(request, partner):
    """Return the page of a partner, whether visitors see it yet or not."""
    projects = Project.objects.public().filter(partners=partner)
    context = {
        "partner": partner,
        "changed_at": partner.changed_at,
        "country": partner.country and country_name(partner.country.code),
        "crumbs": [(reverse("network:partner-list"), _("Partners"))],
        "agreements": agreements().filter(partner=partner),
        "projects": projects.as_entries("kind", "first_year", "last_year").latest_first(),
    }
    return page(request, "detail", context)
