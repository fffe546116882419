"""Who waits for an answer of a network: on the first page of its coordinator, and of staff."""

from django.db.models import Count, Q
from django.urls import reverse

from accounts.models import Role, User
from membership.models import Network, NetworkRequest
from membership.networks.entries import entry_of
from membership.networks.workflow import RequestState

SHOWN = 20


def page_for(user):
    """Return what the first page shows to a coordinator."""
    networks = Network.objects.of_coordinator(user)
    is_open = Q(requests__state=RequestState.OPEN)
    return {
        "networks": networks.annotate(waiting=Count("requests", filter=is_open)).by_name(),
        "requests": _oldest(networks),
    }


def with_nobody():
    """Return the oldest requests to networks that nobody coordinates: the secretariat answers."""
    keeps = User.objects.filter(is_active=True, roles__contains=[Role.COORDINATOR])
    kept = Network.objects.filter(coordinators__in=keeps)
    return _oldest(Network.objects.exclude(pk__in=kept.values("pk")))


def _oldest(networks):
    """Return the requests to some networks that wait the longest: each, its entry, its page."""
    asked = NetworkRequest.objects.open().filter(network__in=networks)
    oldest = asked.with_entries().select_related("network").order_by("confirmed_at", "pk")
    return [(one, entry_of(one), _page_of(one)) for one in oldest[:SHOWN]]


def _page_of(asked):
    return reverse("admin:membership_network_request", args=[asked.network_id, asked.pk])
