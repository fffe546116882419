"""The private link of a message: it shows how far its answer is, and never what was written.

It lives as long as the message.
"""

from network.models import Message
from outbox.private_links import PrivateLink

_LINK = PrivateLink("contact-message", "network:contact-message")
path, address = _LINK.path, _LINK.address


def message_of(token):
    """Return the message whose link this is, or ``None`` if it is forged."""
    return Message.objects.select_related("subject").filter(pk=_LINK.value(token)).first()
