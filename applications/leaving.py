"""A contact of an application that is one no longer: by a link in any letter, and a button."""

from django.db import transaction

from applications import emails, staff_emails, workflow
from applications.models import Application, Contact
from applications.workflow import Applicant
from moves import services as moves
from together_site.text import folded_address

# What stands of each contact in an application: the first one's columns, and the second one's.
COLUMNS = (
    ("email", "second_email"),
    ("contact_name", "second_name"),
    ("contact_role", "second_role"),
    ("contact_phone", "second_phone"),
)


@transaction.atomic
def go(holder):
    """Take a contact off an application, with their links and what was asked of them.

    The second contact takes the place of the first. Where nobody is left the application has no
    address any more: staff are told so. Returns whether it was done now: a button pressed twice
    does it once; where both contacts go at once, the one who waits is found to be the last.
    """
    application, contact = holder.application, holder.contact
    version = application.version_of(contact)
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())
    if application.version_of(contact) != version:
        return False
    gone = {whose: email for email, whose in application.contacts()}[contact]
    if not application.is_draft:  # which goes without a trace one day, and history stays
        moves.make(workflow.CONTACT_GONE, application, by=Applicant(application.pk))
    whole = application.with_answers()
    columns = _take_off(whole, contact)
    whole.sought = " ".join(word for word in whole.sought.split() if word != folded_address(gone))
    whole.save(update_fields=[*columns, "sought"])
    application.refresh_from_db()
    emails.contact_gone(application, email=gone)
    if application.is_with_staff:
        staff_emails.contact_gone(application)
    return True


def _take_off(whole, contact):
    """Empty the columns of a contact, for the first one with those of the second."""
    for first, second in COLUMNS:
        if contact == Contact.FIRST:
            setattr(whole, first, getattr(whole, second))
        setattr(whole, second, "")
    # Who moves up has gone by none of their former links: by two, that none says so.
    whole.second_link_version += 2 if contact == Contact.FIRST else 1
    whole.link_version += contact == Contact.FIRST
    columns = [name for pair in COLUMNS for name in pair]
    return [*columns, "link_version", "second_link_version"]
