"""What gunicorn serves."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "together_site.settings")

# With this code a worker tells gunicorn not to start it again.
CANNOT_START = 4


class Request(WSGIRequest):
    """A request in UTF-8, as browsers send it, whatever encoding its sender claims.

    The one claimed may decode nothing, or give half characters, before any view could refuse it.
    """

    @property
    def encoding(self):
        return "utf-8"

    @encoding.setter
    def encoding(self, claimed):
        pass


try:
    application = get_wsgi_application()
    application.request_class = Request
except ImproperlyConfigured as problem:
    sys.stderr.write(f"{problem}\n")
    sys.exit(CANNOT_START)
