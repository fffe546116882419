"""What gunicorn serves."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "together_site.settings")

# With this code a worker tells gunicorn not to start it again.
CANNOT_START = 4

try:
    application = get_wsgi_application()
except ImproperlyConfigured as problem:
    sys.stderr.write(f"{problem}\n")
    sys.exit(CANNOT_START)
