"""What applications were found by before that was kept."""

from importlib import import_module

import pytest
from django.apps import apps

from applications.models import Application
from platforms import finding
from platforms.models import PlatformApplication
from tests.applications.factories import make_application
from tests.factories import make_territory

pytestmark = pytest.mark.django_db

MIGRATION = import_module("platforms.migrations.0010_find_applications")


def test_what_older_applications_are_found_by_is_filled_some_at_a_time(monkeypatch):
    monkeypatch.setattr(MIGRATION, "AT_ONCE", 2)
    place = make_territory(name="Ngazidja")
    for number in range(5):
        make_application(
            second_email=f"Second{number}@example.org", listed_territory=place if number else None
        )
    right = {row.pk: finding.kept(row) for row in PlatformApplication.objects.all()}
    Application.objects.update(sought="")

    MIGRATION.tell_what_is_sought(apps, None)

    assert dict(Application.objects.values_list("pk", "sought")) == right


def test_what_a_running_site_has_kept_stays():
    application = make_application()
    Application.objects.update(sought="newer")

    MIGRATION.tell_what_is_sought(apps, None)

    application.refresh_from_db()
    assert application.sought == "newer"
