#!/usr/bin/env python
"""Run one of the site's commands."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "together_site.settings")
    try:
        settings.INSTALLED_APPS  # noqa: B018 - reads the settings: Django hides what is wrong there
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(str(problem))
