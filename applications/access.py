"""What a visitor's session has opened: single applications, each for reading or for writing."""

from applications.links import Purpose
from applications.models import Contact

KEY = "applications"


def open_for(request, application, *, purpose, contact=Contact.FIRST):
    """Let this session see an application, and write it where the purpose is ``EDIT``.

    The session gets a fresh key, so that one planted beforehand is worth nothing.
    """
    opened = request.session.get(KEY, {})
    if purpose == Purpose.CONFIRM:
        purpose = Purpose.STATUS
    if may(request, application, purpose=Purpose.EDIT):
        purpose = Purpose.EDIT
    opened[application.reference] = {
        "purpose": str(purpose),
        "version": application.version_of(contact),
        "contact": str(contact),
    }
    request.session.cycle_key()
    request.session[KEY] = opened


def leave_reading(request, application):
    """Let a session that could write an application only see it from now on."""
    request.session[KEY][application.reference]["purpose"] = str(Purpose.STATUS)
    request.session.modified = True


def may(request, application, *, purpose):
    """Return whether this session has opened an application; editing includes seeing."""
    opened = request.session.get(KEY, {}).get(application.reference)
    if opened is None or opened["version"] != application.version_of(opened.get("contact")):
        return False
    return opened["purpose"] in (purpose, Purpose.EDIT)


def contact_of(request, application):
    """Return which contact of an application this session was opened by."""
    return Contact(request.session[KEY][application.reference].get("contact", Contact.FIRST))


def opened(request, queryset, reference, *, purpose=Purpose.STATUS):
    """Return the application if this session has opened it for the purpose, else ``None``."""
    application = queryset.filter(reference=reference).first()
    if application and may(request, application, purpose=purpose):
        return application
    return None
