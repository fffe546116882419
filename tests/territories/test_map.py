import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from territories.map import Area, map_of
from territories.models import RegistryVersion, Territory
from territories.search import TERRITORIES, TerritoryQuestion
from tests.factories import make_platform, make_territory
from tests.pages import texts, values

pytestmark = pytest.mark.django_db


def whole_map():
    """Return the dots of the whole registry, and how many places have none."""
    answer = TERRITORIES.answer(TerritoryQuestion(), RegistryVersion.objects.now())
    return answer.clusters, answer.without_position


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("-10,35.5,5,45", Area(-10, 35.5, 5, 45)),
        ("-180,-90,180,90", Area(-180, -90, 180, 90)),
        ("", None),
        ("1,2,3", None),
        ("1,2,3,4,5", None),
        ("3,2,1,4", None),
        ("1,4,3,2", None),
        ("1,1,1,1", None),
        ("-181,0,1,1", None),
        ("0,0,1,91", None),
        ("nan,0,1,1", None),
        ("0,0,inf,1", None),
        ("1e1,2,30,40", None),
        ("٠,٠,١,١", None),
        ("0,0,1,1\x00", None),
        (" 0,0,1,1", None),
        ("0,0,1,1.123456", None),
        ("9" * 5000 + ",0,1,1", None),
    ],
)
def test_an_area_is_four_sound_numbers_or_none(text, area):
    assert Area.parse(text) == area


def test_an_area_is_written_as_it_is_read():
    assert str(Area.parse("-10.50,35,5,45.25")) == "-10.5,35,5,45.25"


def test_places_close_together_are_one_cluster_and_the_liveliest_shows():
    sintra = make_territory("Sintra", latitude="38.80", longitude="-9.38")
    make_territory("Cacém", latitude="38.77", longitude="-9.30")
    make_territory("Cluj", slug="cluj", latitude="46.77", longitude="23.60")
    make_territory("Nowhere")
    make_platform(territory=sintra, state="active")

    clusters, without_position = whole_map()

    assert without_position == 1
    assert [(c.number, c.name, c.slug, c.look, str(c.area)) for c in clusters] == [
        (2, "", "", "", "-9.39,38.76,-9.29,38.81"),
        (1, "Cluj", "cluj", "dormant", "23.59,46.76,23.61,46.78"),
    ]


@given(
    st.lists(
        st.tuples(
            st.decimals(-80, 80, places=5, allow_nan=False),
            st.decimals(-179, 179, places=5, allow_nan=False),
        ),
        max_size=12,
    )
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_place_is_in_one_cluster_whose_area_finds_it(points):
    Territory.objects.all().delete()
    for latitude, longitude in points:
        make_territory(latitude=latitude, longitude=longitude)

    clusters, without_position = whole_map()

    found = [Territory.objects.filter(**cluster.area.bounds()).count() for cluster in clusters]
    assert sum(cluster.number for cluster in clusters) == len(points)
    assert without_position == 0
    assert all(n >= cluster.number for n, cluster in zip(found, clusters, strict=True))
    assert all(Area.parse(str(cluster.area)) == cluster.area for cluster in clusters)


def test_a_list_without_positions_has_no_map():
    make_territory()
    clusters, without_position = whole_map()

    assert (clusters, without_position) == ([], 1)
    assert map_of(clusters, link=str) is None


def test_dots_lead_to_their_place_or_to_the_places_there(client):
    make_territory("Sintra", latitude="38.80", longitude="-9.38")
    make_territory("Cacém", latitude="38.77", longitude="-9.30")
    cluj = make_territory("Cluj", latitude="46.77", longitude="23.60")

    page = client.get("/en/territories/?kind=municipality")
    area = "area=-9.39%2C38.76%2C-9.29%2C38.81"
    narrowed = client.get(f"/en/territories/?kind=municipality&{area}")

    assert values(page, '//*[@class="map"]//a/@href') == [
        f"/en/territories/?kind=municipality&{area}",
        cluj.get_absolute_url(),
    ]
    assert values(page, '//*[@class="map"]//a/@aria-label') == ["2 places here", "Cluj"]
    assert texts(narrowed, '//*[@class="entry"]//h3') == ["Cacém", "Sintra"]


def test_a_country_page_counts_its_territories_by_kind_and_state(client):
    make_platform(territory=make_territory("Maio", country="CV", kind="island"), state="forming")
    make_territory("Fogo", country="CV", kind="island")
    make_territory("Praia", country="CV")
    make_territory("Sintra")

    page = client.get("/en/countries/cv/")

    assert texts(page, "//h1") == ["Cabo Verde"]
    assert texts(page, '//*[@class="entry"]//h3') == ["Fogo", "Maio", "Praia"]
    assert texts(page, '//table[@aria-labelledby="kinds"]//tr') == ["Island 2", "Municipality 1"]
    assert texts(page, '//table[@aria-labelledby="states"]//tr') == ["Forming 1"]


def test_a_country_without_territories_says_so_and_one_that_is_none_is_not_found(client):
    empty, unknown, loud = (client.get(f"/en/countries/{code}/") for code in ("jp", "xx", "PT"))

    assert texts(empty, '//*[@class="empty"]//h2') == ["No territory is listed in this country yet"]
    assert [page.status_code for page in (empty, unknown, loud)] == [200, 404, 404]


def test_countries_are_listed_by_their_name_in_the_language_of_the_visitor(client):
    for country in ("PT", "DE", "DE"):
        make_territory(country=country)

    english, french = client.get("/en/countries/"), client.get("/fr/countries/")

    assert texts(english, "//tbody/tr") == ["Germany 2", "Portugal 1"]
    assert texts(french, "//tbody/tr") == ["Allemagne 2", "Portugal 1"]
