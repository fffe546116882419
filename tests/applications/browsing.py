"""An applicant at a browser, and the letters on the table beside it."""

from applications import links
from applications.links import Purpose
from applications.models import Contact
from outbox.models import OutgoingEmail


def open_link(client, application, purpose=Purpose.EDIT, *, contact=Contact.FIRST):
    """Open an application in this browser by a private link, as from a letter."""
    application.refresh_from_db()
    address = links.address(
        purpose,
        application_id=application.pk,
        version=application.version_of(contact),
        language="en",
        contact=contact,
    )
    return client.post("/" + address.split("/", 3)[3])


def letters(application):
    """Return of each letter about an application its template and its recipient, by their order."""
    rows = OutgoingEmail.objects.about(application.reference).order_by("pk")
    return [(row.template.split("/")[-1], row.recipient) for row in rows]


def events(application):
    """Return the templates of the letters about an application, by their order."""
    return [template for template, _recipient in letters(application)]
