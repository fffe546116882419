"""The private link of a request to join a network: to confirm it, to see it, to withdraw it.

It lives as long as the request: it shows and ends nothing but that.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from membership.models import NetworkRequest


def _signer():
    return signing.Signer(key=settings.LINK_KEY, salt="network-request", sep=".")


def address(pk, *, language):
    """Return the whole address of the link, in the language of its reader."""
    with translation.override(language):
        return settings.SITE_URL + reverse("membership:network-request", args=[_token(pk)])


def _token(pk):
    return _signer().sign(str(pk))


def request_of(token):
    """Return the request whose link this is, or ``None`` if it is forged."""
    try:
        pk = _signer().unsign(token)
    except signing.BadSignature:
        return None
    return NetworkRequest.objects.with_entries().select_related("network").filter(pk=pk).first()
