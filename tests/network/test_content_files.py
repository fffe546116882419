"""The words that the site is shipped with."""

import pytest
from django.core.management import call_command

from network.content import loading
from network.models import Page
from network.workflow import KNOWN_PAGES

pytestmark = pytest.mark.django_db


def test_every_known_page_is_shipped():
    assert [path.stem for path in loading.files(loading.FOLDER / "pages")] == sorted(KNOWN_PAGES)


def test_records_are_loaded_once_and_stay_as_staff_left_them():
    call_command("load_network_content", verbosity=0)
    page = Page.objects.get(slug="aims")
    page.title_en = "Our own words"
    page.save()

    added = loading.load()

    page.refresh_from_db()
    assert (added, page.title_en, page.is_public, page.is_sample) == (
        0,
        "Our own words",
        True,
        False,
    )
