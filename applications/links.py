"""Private links: what stands in a letter instead of an account.

A link holds the purpose, the application and its link version, signed with a key of its own
(``LINK_KEY``). Opening it shows a button; only the button acts. A higher version revokes it.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db.models import TextChoices
from django.urls import reverse
from django.utils import translation

from applications.models import Application


class Purpose(TextChoices):
    STATUS = "status"
    CONFIRM = "confirm"
    EDIT = "edit"


# A link that lets one write lives an hour; one that shows the status lives as long as its version.
LIFETIMES = {Purpose.EDIT: timedelta(minutes=60)}


def _signer(purpose):
    return signing.TimestampSigner(key=settings.LINK_KEY, salt=f"link:{purpose}", sep=".")


def address(purpose, *, application_id, version, language):
    """Return the whole address of a private link, in the language of its reader."""
    token = _signer(purpose).sign(f"{application_id}-{version}")
    with translation.override(language):
        return settings.SITE_URL + reverse("applications:link-open", args=[purpose, token])


def application_behind(purpose, token):
    """Return the application a link leads to, or ``None`` if it is forged, too old or revoked."""
    try:
        value = _signer(purpose).unsign(token, max_age=LIFETIMES.get(purpose))
    except signing.BadSignature:
        return None
    pk, version = value.split("-")
    return Application.objects.filter(pk=pk, link_version=version).first()
