"""Django's e-mail backend of this site: what any library sends becomes a letter in the outbox."""

import uuid
from email.utils import parseaddr

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from outbox.models import OutgoingEmail


class RowBackend(BaseEmailBackend):
    """Writes one letter for each recipient, in the language now in use."""

    @transaction.atomic
    def send_messages(self, email_messages):
        """Write the messages down; returns how many. Raises ``ValueError`` on an attachment."""
        letters = [
            _letter(message, address)
            for message in email_messages
            for address in message.recipients()
        ]
        OutgoingEmail.objects.bulk_create(letters)
        return len(email_messages)


def _letter(message, address):
    if message.attachments:
        raise ValueError("Letters of the outbox carry no attachments.")
    subject = " ".join(message.subject.split()) or _("(no subject)")
    return OutgoingEmail(
        occasion=f"message:{uuid.uuid4()}",
        recipient=parseaddr(address)[1],
        language=get_language() or settings.LANGUAGE_CODE,
        subject=subject[: OutgoingEmail._meta.get_field("subject").max_length],
        body=message.body or subject,
    )
