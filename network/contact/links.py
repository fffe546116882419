"""The private link of a message: it shows how far its answer is, and never what was written.

It lives as long as the message.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from network.models import Message


def _signer():
    return signing.Signer(key=settings.LINK_KEY, salt="contact-message", sep=".")


def path(pk):
    """Return the path of the link, in the language now active."""
    return reverse("network:contact-message", args=[_signer().sign(str(pk))])


def address(pk, *, language):
    """Return the whole address of the link, in the language of its reader."""
    with translation.override(language):
        return settings.SITE_URL + path(pk)


def message_of(token):
    """Return the message whose link this is, or ``None`` if it is forged."""
    try:
        pk = _signer().unsign(token)
    except signing.BadSignature:
        return None
    return Message.objects.select_related("subject").filter(pk=pk).first()
