"""The private link of a registration: to confirm it, to see it, to cancel it.

It lives as long as the registration: it shows and ends nothing but that.
"""

from network.models import Registration
from outbox.private_links import PrivateLink

_LINK = PrivateLink("event-registration", "network:registration")


def address(pk, *, version, language):
    """Return the whole address of the link, in the language of its reader."""
    return _LINK.address(f"{pk}-{version}", language=language)


def token_of(pk, version):
    return _LINK.token(f"{pk}-{version}")


def registration_of(token):
    """Return the registration whose link this is; ``None`` if it is forged, revoked or erased."""
    pk, _hyphen, version = (_LINK.value(token) or "").partition("-")
    if not version:
        return None
    found = Registration.objects.select_related("event").exclude(email="")
    return found.filter(pk=pk, link_version=version).first()
