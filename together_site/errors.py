"""The pages for what went wrong inside."""

import sys

from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views import defaults

SECONDS_TO_WAIT = 10


def server_error(request):
    """Answer 503 where the database could not be asked, 500 for a fault of our own.

    As ``handler500`` it sees what views, templates and every middleware raise; a middleware
    would not see what the others raise.
    """
    if is_lost_database(sys.exc_info()[1]):
        return busy(request)
    return defaults.server_error(request)


def bad_request(request, exception):
    """Answer 503 where a session could not be saved for want of the database, else 400.

    Django takes a session that cannot be written for one that was deleted meanwhile.
    """
    if isinstance(exception, SessionInterrupted) and is_lost_database(exception):
        return busy(request)
    # What is refused before the middleware of languages still speaks that of the address.
    with translation.override(translation.get_language_from_request(request, check_path=True)):
        return defaults.bad_request(request, exception)


def is_lost_database(error):
    """Return whether an error, or one that it came from, says that the database is away."""
    while error is not None:
        if isinstance(error, (InterfaceError, OperationalError)):
            return True
        error = error.__cause__ or error.__context__
    return False


def busy(request):
    """Say when to come back, and offer to send again what was sent; asks the database nothing."""
    return HttpResponse(
        render_to_string("503.html", {"sent": sent_fields(request)}),
        status=503,
        headers={"Retry-After": str(SECONDS_TO_WAIT), "Cache-Control": "no-store"},
    )


def sent_fields(request):
    """Return name and value of what a form sent, for a button that sends it again.

    Nothing where the browser alone can do so: a file, or a password, which no page repeats.
    """
    if request.FILES or any("password" in name for name in request.POST):
        return []
    return [(name, value) for name, values in request.POST.lists() for value in values]
