import pytest
from lxml import html

from territories.workflow import PlatformState
from tests.factories import make_platform, make_territory
from tests.pages import texts

pytestmark = pytest.mark.django_db


def test_home_has_two_doors(client):
    response = client.get("/en/")

    assert texts(response, '//section[1]//a[contains(@class, "btn")]') == [
        "Open a platform",
        "Find a territory",
    ]


def test_home_shows_the_newest_places_and_counts_by_country(client):
    sintra = make_territory("Sintra")
    make_territory("Maio", country="CV")
    make_territory("Hidden", state="draft")
    make_territory("Odemira")
    make_platform(territory=sintra, state=PlatformState.ACTIVE)

    response = client.get("/en/")

    assert texts(response, '//*[@class="entry"]//h3') == ["Odemira", "Maio", "Sintra"]
    assert texts(response, "//table//tr") == ["Portugal 2", "Cabo Verde 1"]


def test_home_of_an_empty_registry_has_the_free_seat_and_no_empty_lists(client):
    response = client.get("/en/")

    assert texts(response, "//figcaption") == [
        "No territory is listed yet. The saffron dot at the open end is free."
    ]
    assert texts(response, "//table") == []


@pytest.mark.parametrize("number", [1, 3])
def test_home_asks_as_often_for_three_places_as_for_one(client, number, django_assert_num_queries):
    for _ in range(number):
        make_platform()

    # Version, numbers, where the map ends, the spiral, the newest.
    with django_assert_num_queries(5):
        response = client.get("/en/")

    assert (response.cookies.output(), response.headers.get("Vary")) == ("", None)


@pytest.mark.parametrize("path", ["/en/", "/en/territories/", "/en/nowhere/", "/fr/territories/x/"])
def test_every_page_has_one_main_heading_and_names_its_language(client, path):
    response = client.get(path)

    assert len(texts(response, "//h1")) == 1
    assert f'<html lang="{path[1:3]}" dir="ltr">' in response.text


def test_home_names_itself_and_its_translations_by_the_address_of_the_site(client, settings):
    settings.SITE_URL = "https://registry.example.org"

    response = client.get("/en/?utm=1")

    assert '<link rel="canonical" href="https://registry.example.org/en/">' in response.text
    for code in ("en", "fr", "pt"):
        link = f'hreflang="{code}" href="https://registry.example.org/{code}/">'
        assert link in response.text


def card(response):
    """Return what a message shows of a page whose address is shared."""
    tags = html.fromstring(response.text).xpath(
        "//meta[@property or starts-with(@name, 'twitter')]"
    )
    return {tag.get("property") or tag.get("name"): tag.get("content") for tag in tags}


def test_a_page_that_is_shared_shows_its_title_its_words_and_the_mark(client, settings):
    settings.SITE_URL = "https://registry.example.org"
    place = make_territory("Câmara & <Lobos>", country="PT")

    shown = card(client.get(place.get_absolute_url()))

    assert shown == {
        "og:type": "website",
        "og:site_name": "TOGETHER",
        "og:title": "Câmara & <Lobos>",
        "og:description": (
            "Câmara & <Lobos> in the registry of Territories of Co-responsibility. "
            "Municipality, Portugal."
        ),
        "og:image": "https://registry.example.org/static/look/card.png",
        "twitter:card": "summary_large_image",
    }


def test_a_page_for_one_person_shows_nothing_where_its_address_is_shared(client):
    assert card(client.get("/en/account/login/")) == {}
