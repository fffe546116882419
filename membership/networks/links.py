"""The private link of a request to join a network: to confirm it, to see it, to withdraw it.

It lives as long as the request: it shows and ends nothing but that.
"""

from membership.models import NetworkRequest
from outbox.private_links import PrivateLink

_LINK = PrivateLink("network-request", "membership:network-request")
address = _LINK.address


def request_of(token):
    """Return the request whose link this is, or ``None`` if it is forged."""
    requests = NetworkRequest.objects.with_entries().select_related("network")
    return requests.filter(pk=_LINK.value(token)).first()
