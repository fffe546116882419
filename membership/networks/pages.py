"""The public pages of networks: the list, a page for each, and how one asks to join."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from applications import abuse
from membership.models import Network, NetworkRequest
from membership.networks import links, reading, services
from membership.networks.entries import entry_of
from membership.networks.forms import AskForm
from membership.networks.listing import NetworkFilter
from moves.services import MoveRefused
from territories.conditional import by_version
from territories.views import listed, page_of_list
from together_site.text import without_hidden


def page(request, name, context, **response):
    return TemplateResponse(request, f"membership/networks/{name}.html", context, **response)


@by_version
def network_list(request):
    """List the networks that match what the address says."""
    context = listed(request, NetworkFilter(request.GET), place="membership:network-list")
    return page(request, "list", context)


def public_or_404(slug):
    networks = Network.objects.public().select_related("parent", "topic")
    return get_object_or_404(networks, slug=slug)


@by_version
def network_detail(request, slug):
    """Show a network with those who belong to it, a page at a time."""
    network = public_or_404(slug)
    context = {
        "network": network,
        "changed_at": network.changed_at,
        "crumbs": [(reverse("membership:network-list"), _("Networks"))],
    }
    if network.is_whole:
        return page(request, "detail", {**context, "numbers": reading.numbers_of_all()})
    shown = reading.entries_of(network)
    numbers = reading.numbers_of(shown)
    entries = shown.with_entries().by_name()
    context["numbers"] = numbers
    context["page"] = page_of_list(entries, numbers.total, request.GET.get("page"))
    return page(request, "detail", context)


def network_join(request, slug):
    """Ask what one needs to know of who wishes to join, and write there."""
    network = public_or_404(slug)
    if network.is_whole:
        return redirect("membership:join-start")
    typed = without_hidden(request.GET.get("entry", ""))[:20]
    initial = {"entry": typed, "language": get_language()}
    form = AskForm(request.POST or None, network=network, initial=initial)
    if not form.is_valid():
        return page(request, "join", {"form": form, "network": network})
    once = form.once()
    if not NetworkRequest.objects.filter(once=once).exists() and not _may_send(request, form):
        context = {"form": form, "network": network, "too_many": True}
        return page(request, "join", context, status=429)
    services.ask(network, form.cleaned_data["entry"], once=once, **form.said())
    return page(request, "asked", {"network": network, "email": form.cleaned_data["email"]})


def _may_send(request, form):
    return abuse.may_send_from(request) and abuse.may_write_to(form.cleaned_data["email"])


@never_cache
def network_request(request, token):
    """Show a request to who asked, by its private link; its buttons confirm and withdraw."""
    asked = links.request_of(token)
    if asked is None:
        raise Http404
    acts = {"confirm": services.confirm, "withdraw": services.withdraw}
    if request.method == "POST":
        act = acts.get(request.POST.get("act"))
        if act is None:
            raise Http404
        try:
            act(asked)
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
        return redirect(request.path)
    return page(request, "request", {"asked": asked, "entry": entry_of(asked)})
