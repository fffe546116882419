import pytest
from django.urls import reverse

from territories.models import Territory
from tests.factories import make_territory
from tests.pages import texts

pytestmark = pytest.mark.django_db


def names(client, query="", language="en"):
    address = f"/{language}/territories/{query}"
    return texts(client.get(address), '//*[@class="entry"]//h3')


def asks(django_assert_num_queries, client, number, address):
    """Assert that a page asks the database so often."""
    with django_assert_num_queries(number):
        return client.get(address)


@pytest.mark.parametrize("page", ["territory-list", "country-list", "territory-feed"])
def test_a_page_is_made_once_and_then_asks_for_the_version_alone(
    client, page, django_assert_num_queries
):
    make_territory("Sintra")
    address = reverse(f"territories:{page}")

    first = client.get(address)
    second = asks(django_assert_num_queries, client, 1, address)

    assert (second.content, second.headers) == (first.content, first.headers)


def test_a_page_is_made_anew_once_anything_has_changed(client):
    territory = make_territory("Sintra")
    before = names(client)

    Territory.objects.filter(pk=territory.pk).update(name="Cintra")

    assert (before, names(client)) == (["Sintra"], ["Cintra"])


def test_each_address_and_each_language_has_a_page_of_its_own(client):
    make_territory("Sintra")
    make_territory("Maio", country="CV")

    pages = [names(client), names(client, "?country=CV"), names(client, language="fr")]

    assert pages == [["Maio", "Sintra"], ["Maio"], ["Maio", "Sintra"]]
    assert texts(client.get("/fr/territories/"), "//h1") == ["Territoires"]


def test_a_visitor_with_a_cookie_is_served_for_themselves(client):
    make_territory("Sintra")
    kept = client.get("/en/territories/")

    client.cookies["sessionid"] = "a" * 32
    own = client.get("/en/territories/")

    assert [page.headers.get("ETag") is None for page in (kept, own)] == [False, True]


def test_a_page_that_is_not_there_is_not_kept(client):
    address = reverse("territories:territory-detail", args=["sintra"])
    before = client.get(address).status_code

    make_territory("Sintra", slug="sintra")

    assert (before, client.get(address).status_code) == (404, 200)


def test_a_file_is_written_anew_each_time(client, django_assert_num_queries):
    make_territory("Sintra")
    address = reverse("territories:territory-csv")

    files = [client.get(address).getvalue() for _time in range(2)]

    assert files[0] == files[1]
    assert b"Sintra" in files[1]
