from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from network.models import Article
from territories.workflow import PlatformState
from tests.factories import make_platform, make_territory
from tests.network.factories import make_event
from tests.network.page_factories import make_page
from tests.pages import texts, values

pytestmark = pytest.mark.django_db


def test_home_says_first_what_one_can_do(client):
    response = client.get("/en/")

    assert texts(response, '//section[1]//a[contains(@class, "btn")]') == [
        "Open a platform",
        "Find a territory",
    ]


def test_home_has_three_doors(client):
    response = client.get("/en/")

    assert list(
        zip(texts(response, f"{DOORS}//h2"), values(response, f"{DOORS}//h2/a/@href"), strict=True)
    ) == [
        ("I represent a territory", "/en/join-us/territory/"),
        ("I am looking for a territory", "/en/territories/"),
        ("I am a person or an organisation", "/en/join-us/"),
    ]


DOORS = '//ul[@class="doors plain"]/li'


def test_home_says_what_the_network_is_in_the_words_of_staff_or_else_in_ours(client):
    ours = texts(client.get("/en/"), LEAD)
    make_page("home", body_en="<p>In their words.</p>", summary_en="For search engines.")

    response = client.get("/en/")

    assert len(ours) == 1
    assert ours[0].count(".") == 3
    assert texts(response, LEAD) == ["In their words."]
    assert '<meta name="description" content="For search engines.">' in " ".join(
        response.text.split()
    )


LEAD = '//section[1]//*[contains(@class, "lead")]'


def test_home_shows_the_newest_platforms_and_the_map_with_its_numbers(client):
    sintra = make_territory("Sintra", latitude="38.8", longitude="-9.38")
    make_territory("Maio", country="CV")
    hidden = make_territory("Hidden", state="draft")
    make_territory("Odemira")
    make_platform("Mesa", territory=sintra, state=PlatformState.ACTIVE)
    make_platform("Unseen", territory=hidden)

    response = client.get("/en/")

    assert texts(response, '//*[@class="entry"]//h3') == ["Mesa"]
    assert texts(response, "//table//tr") == ["Portugal 2", "Cabo Verde 1"]
    assert texts(response, '//*[@id="places"]') == ["3 territories in 2 countries"]
    assert values(response, '//*[@class="map"]//a/@href') == [sintra.get_absolute_url()]


def test_home_of_an_empty_registry_has_the_free_seat_and_no_empty_lists(client):
    response = client.get("/en/")

    assert texts(response, "//figcaption") == [
        "No territory is listed yet. The saffron dot at the open end is free."
    ]
    assert texts(response, "//table") == []
    assert texts(response, '//*[@class="entries plain"]') == []


def days(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.mark.parametrize(
    ("begin", "told"),
    [
        ([-400, -30, 9, 90], ("The next meeting", "9")),
        ([-400, -30], ("The last meeting", "-30")),
        ([0, 9], ("The next meeting", "0")),
    ],
)
def test_home_tells_of_the_next_meeting_or_else_of_the_last(client, begin, told):
    for number in begin:
        make_event(title_en=str(number), starts_on=days(number), ends_on=days(number))
    make_event(title_en="Off", starts_on=days(1), ends_on=days(1), cancelled_on=days(0))
    make_event(title_en="Draft", starts_on=days(1), ends_on=days(1), published_on=None)

    response = client.get("/en/")

    heading = '//section[@aria-labelledby="event"]'
    assert texts(response, f"{heading}/h2|{heading}//h3") == [*told]


def test_home_tells_a_training_from_a_meeting(client):
    make_event(kind="training", starts_on=days(3), ends_on=days(4))

    assert texts(client.get("/en/"), '//*[@id="event"]') == ["The next training"]


def test_home_has_the_three_latest_news(client):
    for number in range(4):
        Article.objects.create(
            slug=f"news-{number}", title_en=f"News {number}", published_on=days(number - 4)
        )
    Article.objects.create(slug="later", title_en="Later", published_on=days(1))

    response = client.get("/en/")

    assert texts(response, '//section[@aria-labelledby="news"]//h3') == [
        "News 3",
        "News 2",
        "News 1",
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_home_asks_as_often_for_three_places_as_for_one(client, number, django_assert_num_queries):
    for at in range(number):
        make_platform(territory=make_territory(latitude=at * 9, longitude=at * 9))
        make_event()
        make_page()

    # Version, page, numbers, map, the spiral, platforms, the event, news.
    with django_assert_num_queries(8):
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
    for code in ("en", "fr", "pt", "ar"):
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
