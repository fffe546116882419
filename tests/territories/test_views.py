import pytest
from django.urls import reverse
from django.utils import timezone, translation

from territories.workflow import PlatformState
from tests.factories import make_collective_actor, make_platform, make_territory
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script> {{ 7|add:7 }} & “Ω” 'x' \"y\""


def names(response):
    return texts(response, '//*[@class="entry"]//h3')


@pytest.fixture
def places():
    sintra = make_territory("Sintra", first_sign_found=2011, is_sample=True)
    make_platform(territory=sintra, state=PlatformState.ACTIVE)
    make_territory("Maio", country="CV", kind="island")
    make_territory("Hidden", state="draft")
    make_territory("Gone", state="archived")


def test_list_says_of_each_listed_place_what_it_is(client, places):
    response = client.get(reverse("territories:territory-list"))

    assert texts(response, '//*[@class="entry"]') == [
        "Maio Island, Cabo Verde.",
        "Sintra Municipality, Portugal. First sign found: 2011. Sample content. Active",
    ]
    assert texts(response, '//h2[@id="found"]') == ["2 territories"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=island", ["Maio"]),
        ("?country=PT", ["Sintra"]),
        ("?country=PT&kind=island", []),
        ("?q=SIN", ["Sintra"]),
        ("?kind=island&kind=municipality", ["Maio", "Sintra"]),
    ],
)
def test_list_narrows_by_what_the_address_says(client, places, query, found):
    response = client.get(reverse("territories:territory-list") + query)

    assert names(response) == found


@pytest.mark.parametrize(
    "query",
    [
        "?q=%00",
        "?page=-1",
        "?page=" + "9" * 5000,
        "?page=%00",
        "?page[]=2",
        "?kind=unknown&country=Narnia&page=x",
        "?kind[]=island",
        "?q=%ff&q=second",
        "?%00=%00",
    ],
)
def test_list_answers_odd_addresses_with_a_page(client, places, query):
    response = client.get(reverse("territories:territory-list") + query)

    assert response.status_code == 200


def test_list_has_25_a_page_and_numbered_pages(client):
    for number in range(26):
        make_territory(f"Place {number:02}")
    address = reverse("territories:territory-list")

    first, second, beyond = (client.get(address + q) for q in ("", "?page=2", "?page=99"))

    assert len(names(first)) == 25
    assert names(second) == names(beyond) == ["Place 25"]
    assert texts(first, '//*[@class="pagination"]/li') == ["Page 1", "Page 2", "Next"]


def test_pages_of_a_narrowed_list_keep_its_filters(client):
    for number in range(26):
        make_territory(f"Place {number:02}", kind="island")

    response = client.get(reverse("territories:territory-list") + "?kind=island&q=place")

    pages = values(response, '//*[@class="pagination"]//a/@href')
    assert pages == [f"?q=place&kind=island&page={number}" for number in (1, 2, 2)]


def test_list_without_matches_says_what_to_try(client, places):
    response = client.get(reverse("territories:territory-list") + "?q=zzz")

    assert texts(response, '//*[@class="empty"]//h2') == ["No place matches"]
    assert texts(response, '//*[@class="empty"]//a') == ["Open a platform"]


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_as_often_for_three_places_as_for_one(client, number, django_assert_num_queries):
    for _ in range(number):
        make_platform(territory=make_territory(latitude=number, longitude=number))

    # Version, numbers, the dots of the map, the last change, the page.
    with django_assert_num_queries(5):
        client.get(reverse("territories:territory-list"))


@pytest.mark.parametrize("number", [1, 3])
def test_territory_page_asks_as_often_for_three_parts_as_for_one(
    client, number, django_assert_num_queries
):
    territory = make_territory(parent=make_territory())
    for _ in range(number):
        actor = make_collective_actor(territory=territory)
        make_platform(territory=territory, collective_actor=actor)
        make_platform(territory=make_territory(parent=territory))

    # What stands beside it is news.
    with django_assert_num_queries(7):
        client.get(territory.get_absolute_url())


def test_territory_page_of_a_sample_says_where_it_was_read(client):
    territory = make_territory(
        "Sintra",
        is_sample=True,
        source_url="https://example.org/sintra?page=1",
        first_sign_found=2011,
        admin_area="Lisboa",
        latitude="38.80",
        longitude="-9.38",
    )
    today = timezone.localdate()

    response = client.get(territory.get_absolute_url())

    assert texts(response, '//*[@class="notice origin"]') == [
        "Sample content from public sources It was read in a public source and has not been "
        "confirmed by the territory. See the source at example.org"
    ]
    assert texts(response, '//dl[@class="facts"]/div') == [
        f"Code in this registry T{territory.pk}",
        "Kind Municipality",
        "Country Portugal",
        "Administrative area Lisboa",
        "Position 38.80, -9.38",
        "First sign found 2011",
        "Last confirmed Not yet by the territory",
        f"Last changed {today.day} {today:%B %Y}",
    ]


def test_territory_page_of_a_place_without_source_claims_nothing(client):
    territory = make_territory("Grenoble", is_sample=True)

    response = client.get(territory.get_absolute_url())

    assert texts(response, '//*[@class="notice origin"]/p') == [
        "It stands here only because another listed place lies in it. "
        "No platform of its own is known."
    ]
    assert texts(response, '//*[@class="empty"]//h2') == ["No platform is known here"]


def test_territory_page_leads_to_its_parent_parts_actors_and_platforms(client):
    parent = make_territory("Mulhouse", country="FR")
    territory = make_territory("Les Coteaux", country="FR", parent=parent)
    make_platform("Table", territory=territory, state=PlatformState.DORMANT)
    make_collective_actor("Lycée", territory=territory)
    make_territory("Block", parent=territory, country="FR")
    make_territory("Hidden block", parent=territory, country="FR", state="draft")

    response = client.get(territory.get_absolute_url())

    assert texts(response, '//*[@class="crumbs"]/li') == ["Territories", "France", "Mulhouse"]
    assert texts(response, '//*[@class="entry"]') == [
        "Table Dormant",
        "Lycée School.",
        "Block Municipality, France.",
    ]


def test_a_parent_that_is_not_listed_is_not_shown(client):
    territory = make_territory(parent=make_territory("Secret", state="draft"))

    response = client.get(territory.get_absolute_url())

    assert texts(response, '//*[@class="crumbs"]/li') == ["Territories", "Portugal"]
    assert "Secret" not in response.text


@pytest.mark.parametrize("state", ["draft", "archived"])
def test_a_territory_that_is_not_listed_has_no_page(client, state):
    response = client.get(make_territory(state=state).get_absolute_url())

    assert response.status_code == 404


def test_country_and_kind_are_told_in_the_language_of_the_visitor(client):
    make_territory("Maio", country="MA")
    with translation.override("fr"):
        address = reverse("territories:territory-list")

    response = client.get(address)

    assert texts(response, '//*[@class="entry"]//p') == ["Commune, Maroc."]


def test_hostile_names_are_shown_as_text(client):
    territory = make_territory(HOSTILE)
    make_territory(HOSTILE, parent=territory, kind="neighbourhood")
    make_collective_actor(HOSTILE, territory=territory)
    make_platform(HOSTILE, territory=territory)

    shown = client.get(reverse("territories:territory-list"))
    page = client.get(territory.get_absolute_url())

    assert names(shown) == [HOSTILE, HOSTILE]
    assert names(page) == [HOSTILE, HOSTILE, HOSTILE]
    assert texts(page, "//h1") == [HOSTILE]


@pytest.mark.parametrize("page", ["list", "territory"])
def test_public_pages_set_no_cookie_and_are_the_same_for_everybody(client, page):
    territory = make_territory()
    address = {
        "list": reverse("territories:territory-list"),
        "territory": territory.get_absolute_url(),
    }[page]

    response = client.get(address)

    assert (response.cookies.output(), response.headers.get("Vary")) == ("", None)


def test_language_links_stay_on_the_page_and_keep_its_filters(client):
    response = client.get("/en/territories/?kind=island")

    assert values(response, '//*[@class="langs"]//a/@href') == [
        "/fr/territories/?kind=island",
        "/pt/territories/?kind=island",
        "/ar/territories/?kind=island",
    ]


def test_the_commas_of_a_page_are_those_of_its_language(client):
    place = make_territory("Odemira")

    told = {
        language: texts(client.get(f"/{language}/territories/{place.slug}/"), '//*[@class="lead"]')
        for language in ("en", "ar")
    }

    assert told == {"en": ["Municipality, Portugal"], "ar": ["بلدية، البرتغال"]}


def test_the_address_of_a_merged_place_leads_to_where_it_went(client):
    last = make_territory("Beja")
    middle = make_territory("Odemira", state="merged", merged_into=last)
    first = make_territory("Vila de Odemira", state="merged", merged_into=middle)

    response = client.get(first.get_absolute_url())

    assert (response.status_code, response.url) == (301, last.get_absolute_url())


def test_the_address_of_a_place_merged_into_one_that_is_gone_is_not_found(client):
    gone = make_territory("Beja", state="archived")
    merged = make_territory("Odemira", state="merged", merged_into=gone)

    assert client.get(merged.get_absolute_url()).status_code == 404
