"""The first page of a coordinator in the admin: their networks, and who waits for an answer."""

from django.db.models import Count, Q
from django.urls import reverse

from membership.models import Network, NetworkRequest
from membership.networks.entries import entry_of
from membership.networks.workflow import RequestState

SHOWN = 20


def page_for(user):
    """Return what the first page shows to a coordinator."""
    networks = Network.objects.of_coordinator(user)
    is_open = Q(requests__state=RequestState.OPEN)
    asked = NetworkRequest.objects.open().filter(network__in=networks)
    oldest = asked.with_entries().select_related("network").order_by("confirmed_at", "pk")
    return {
        "networks": networks.annotate(waiting=Count("requests", filter=is_open)).by_name(),
        "requests": [(one, entry_of(one), _page_of(one)) for one in oldest[:SHOWN]],
    }


def _page_of(asked):
    return reverse("admin:membership_network_request", args=[asked.network_id, asked.pk])
