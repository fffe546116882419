"""What a visitor's session has opened: single applications, each for reading or for writing."""

from applications.links import Purpose

KEY = "applications"


def open_for(request, application, *, purpose):
    """Let this session see an application, and write it where the purpose is ``EDIT``.

    The session gets a fresh key, so that one planted beforehand is worth nothing.
    """
    opened = request.session.get(KEY, {})
    if purpose == Purpose.CONFIRM:
        purpose = Purpose.STATUS
    known = opened.get(application.reference)
    if known and known["purpose"] == Purpose.EDIT and known["version"] == application.link_version:
        purpose = Purpose.EDIT
    opened[application.reference] = {
        "purpose": str(purpose),
        "version": application.link_version,
    }
    request.session.cycle_key()
    request.session[KEY] = opened


def may(request, application, *, purpose):
    """Return whether this session has opened an application; editing includes seeing."""
    opened = request.session.get(KEY, {}).get(application.reference)
    if opened is None or opened["version"] != application.link_version:
        return False
    return opened["purpose"] in (purpose, Purpose.EDIT)


def opened(request, queryset, reference, *, purpose=Purpose.STATUS):
    """Return the application if this session has opened it for the purpose, else ``None``."""
    application = queryset.filter(reference=reference).first()
    if application and may(request, application, purpose=purpose):
        return application
    return None
