"""What every test finds in place."""

import pytest
from django.conf import settings as project_settings
from django.core.cache import caches
from django.utils import translation

from together_site.catalogues import compile_catalogues

# A busy machine may stand still for seconds: on the site that is told as 503, here it is no fault.
project_settings.DATABASES["default"]["OPTIONS"]["pool"]["timeout"] = 30


@pytest.fixture(scope="session", autouse=True)
def _prepared():
    """Compile the translations and have the folder of static files, empty as it may be."""
    for folder in project_settings.LOCALE_PATHS:
        compile_catalogues(folder)
    project_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Take static files from where they are written, and keep uploads apart for each test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MEDIA_ROOT = settings.SENDFILE_ROOT = tmp_path / "files"
    settings.MAILBOX_DIR = settings.EMAIL_FILE_PATH = tmp_path / "mail"


@pytest.fixture(autouse=True)
def _own_memory():
    """Forget the pages that the last test made: its settings may have been others."""
    for name in ("pages", "memory"):
        caches[name].clear()


@pytest.fixture(autouse=True)
def _own_language():
    """Begin in English, whatever language the page of the last test was in."""
    with translation.override("en"):
        yield
