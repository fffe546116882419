"""The page for what went wrong inside."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

SECONDS_TO_WAIT = 10


def server_error(request):
    """Answer 503 where the database could not be asked, 500 for a fault of our own.

    As ``handler500`` it sees what views, templates and every middleware raise; a middleware
    would not see what the others raise. The page asks the database nothing.
    """
    if not isinstance(sys.exc_info()[1], (InterfaceError, OperationalError)):
        return defaults.server_error(request)
    return HttpResponse(
        render_to_string("503.html"),
        status=503,
        headers={"Retry-After": str(SECONDS_TO_WAIT), "Cache-Control": "no-store"},
    )
