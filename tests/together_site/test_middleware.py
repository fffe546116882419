import pytest

from applications import links
from applications.links import Purpose
from tests.applications.factories import make_application

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/en/apply/begin/", "/en/applications/find/"])
def test_a_page_with_a_form_of_its_own_is_kept_by_no_cache(client, path):
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_the_page_behind_a_private_link_is_kept_by_no_cache(client):
    application = make_application()
    address = links.address(Purpose.STATUS, application_id=application.pk, version=1, language="en")

    page = client.get("/" + address.split("/", 3)[3])

    assert page.headers["Cache-Control"] == "no-store"


def test_a_public_page_may_be_kept_and_sets_no_cookie(client):
    pages = [client.get(path) for path in ("/en/", "/en/territories/", "/en/apply/")]

    assert [(page.headers.get("Cache-Control"), dict(page.cookies)) for page in pages] == [
        ("public, no-cache", {}),
        ("public, no-cache", {}),
        (None, {}),
    ]
