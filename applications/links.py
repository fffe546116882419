"""Private links: what stands in a letter instead of an account.

A link holds the purpose, the application, for which of its contacts it is and the version of that
one's links, signed with a key of its own (``LINK_KEY``). Opening it shows a button; only the button
acts. A higher version revokes it.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db.models import TextChoices
from django.urls import reverse
from django.utils import translation

from applications.models import Application, Contact


class Purpose(TextChoices):
    STATUS = "status"
    CONFIRM = "confirm"
    EDIT = "edit"
    GONE = "gone"


# A link that lets one write lives an hour; one that shows the status lives as long as its version.
LIFETIMES = {Purpose.EDIT: timedelta(minutes=60)}


@dataclass(frozen=True)
class Holder:
    """Whose link it is: an application, and which of its contacts."""

    application: Application
    contact: Contact
    # By a link to say so: this contact has gone already, or another has taken its place.
    has_gone: bool = False


def _signer(purpose):
    return signing.TimestampSigner(key=settings.LINK_KEY, salt=f"link:{purpose}", sep=".")


def address(purpose, *, application_id, version, language, contact=Contact.FIRST):
    """Return the whole address of a private link, in the language of its reader."""
    token = _signer(purpose).sign(f"{application_id}-{version}-{contact}")
    with translation.override(language):
        return settings.SITE_URL + reverse("applications:link-open", args=[purpose, token])


def holder_of(purpose, token):
    """Return whose link this is, or ``None`` if it is forged, too old or revoked."""
    try:
        value = _signer(purpose).unsign(token, max_age=LIFETIMES.get(purpose))
    except signing.BadSignature:
        return None
    # Links of the first release say nothing of the contact: there was one.
    pk, version, contact = [*value.split("-"), Contact.FIRST][:3]
    application = Application.objects.filter(pk=pk).first()
    if application is None:
        return None
    # Whoever presses twice that they have gone has done so: their version was raised by one.
    raised_by = application.version_of(contact) - int(version)
    has_gone = purpose == Purpose.GONE and raised_by == 1
    if raised_by and not has_gone:
        return None
    return Holder(application, Contact(contact), has_gone)
