"""Builders of networks: each makes one valid thing."""

from itertools import count

from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from applications.abuse import stamp
from membership.models import Network, NetworkMembership, NetworkRequest
from membership.networks import links
from tests.applications.factories import make_user
from tests.membership.factories import make_member

_numbers = count(1)
ALWAYS = [("2014-01-01", "2099-12-31")]


def make_coordinator(*networks, **fields):
    """Make a user who coordinates some networks and has no other role."""
    user = make_user(Role.COORDINATOR, **fields)
    user.networks.set(networks)
    return user


def make_network(kind="national", **fields):
    """Make a public network, of Portugal unless it is told otherwise."""
    number = next(_numbers)
    if kind == "national":
        fields.setdefault("country", "PT")
    words = {"name": f"Network {number}", "slug": f"network-{number}", "state": "public"}
    return Network.objects.create(**{**words, "kind": kind, **fields})


def make_shown_member(**fields):
    """Make a member that the directory shows."""
    return make_member(**{"is_public": True, "periods": ALWAYS, **fields})


def put_in(network, came="coordinator", **entry):
    """Let an entry, named by what it is, belong to a network."""
    return NetworkMembership.objects.create(network=network, came=came, **entry)


def make_network_request(network, *, state="open", **fields):
    """Make a request to join a network, for a member that is shown unless an entry is named."""
    number = next(_numbers)
    if not {"territory", "platform", "member"} & fields.keys():
        fields["member"] = make_shown_member()
    words = {"once": f"once {number}", "name": "Rui", "email": f"rui{number}@example.org"}
    at = None if state == "unconfirmed" else timezone.now()
    answer = {"answered_at": at, "answered_by": fields.pop("answered_by", None)}
    return NetworkRequest.objects.create(
        network=network,
        state=state,
        confirmed_at=at,
        language="en",
        **(answer if state in ("accepted", "declined") else {}),
        **{**words, **fields},
    )


def link_of(asked):
    """Return the path of the private link of a request."""
    token = links.address(asked.pk, language="en").rstrip("/").rpartition("/")[2]
    return reverse("membership:network-request", args=[token])


def join_words(**changes):
    """Return what a sent form to join a network says."""
    said = {"name": "Rui", "email": "rui@example.org", "language": "en", "token": stamp()}
    return {**said, **changes}
