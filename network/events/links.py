"""The private link of a registration: to confirm it, to see it, to cancel it.

It lives as long as the registration: it shows and ends nothing but that.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from network.models import Registration


def _signer():
    return signing.Signer(key=settings.LINK_KEY, salt="event-registration", sep=".")


def address(pk, *, version, language):
    """Return the whole address of the link, in the language of its reader."""
    with translation.override(language):
        return settings.SITE_URL + reverse("network:registration", args=[token_of(pk, version)])


def token_of(pk, version):
    return _signer().sign(f"{pk}-{version}")


def registration_of(token):
    """Return the registration whose link this is; ``None`` if it is forged, revoked or erased."""
    try:
        pk, version = _signer().unsign(token).split("-")
    except (signing.BadSignature, ValueError):
        return None
    found = Registration.objects.select_related("event").exclude(email="")
    return found.filter(pk=pk, link_version=version).first()
