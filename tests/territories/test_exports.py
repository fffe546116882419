import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse

from territories.exports import COLUMNS, records
from territories.models import Territory
from territories.tables import cell, csv_pieces, in_chunks
from territories.workflow import PlatformState
from tests.factories import make_collective_actor, make_platform, make_territory
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

FILES = ["territory-csv", "territory-geojson"]
HOSTILE = [
    '=HYPERLINK("https://example.org","x")',
    "@sum(1)",
    "a, \"b\"; 'c' <d> & e",
    "Łódź, 東京, محمد, İzmir",
    "]}, {{ 7|add:7 }}",
    "x;=1+1",
]


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_URL = "https://registry.example.org"


def read_table(client, query="", language="en"):
    page = client.get(f"/{language}/territories/territories.csv{query}").getvalue()
    return list(csv.reader(io.StringIO(page.decode(), newline=""), strict=True))


def read_features(client, query="", language="en"):
    page = client.get(f"/{language}/territories/territories.geojson{query}").getvalue()
    return json.loads(page.decode())


def make_full_territory():
    parent = make_territory("Lisboa", slug="lisboa", kind="region")
    territory = make_territory(
        "Sintra",
        slug="sintra",
        parent=parent,
        admin_area="Lisboa",
        latitude="38.8",
        longitude="-8.64",
        first_sign_found=2011,
        is_sample=True,
        source_url="https://example.org/sintra?page=1",
        population=377835,
        population_year=2011,
        languages=["pt", "mwl"],
        website="https://sintra.example.org",
        geonames_id=2264397,
        wikidata_id="Q13342",
        lau_code="1111",
        iso_3166_2="PT-11",
        legacy_code="GC7",
        confirmed_at=datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC),
    )
    make_platform(territory=territory, state=PlatformState.DORMANT)
    make_platform(territory=territory, state=PlatformState.ACTIVE)
    actor = make_collective_actor(territory=territory)
    make_platform(territory=territory, collective_actor=actor, state=PlatformState.CLOSED)
    Territory.objects.update(changed_at=datetime(2026, 5, 4, 3, 2, 1, 999, tzinfo=UTC))
    return {"Lisboa": parent, "Sintra": territory}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_csv_says_what_is_known_of_each_place_in_the_same_words_everywhere(client, language):
    places = make_full_territory()

    table = read_table(client, language=language)

    at = "2026-05-04T03:02:01+00:00"
    home = f"https://registry.example.org/{language}/territories"
    source = "https://example.org/sintra?page=1"
    lisboa = {
        "code": f"T{places['Lisboa'].pk}",
        "slug": "lisboa",
        "name": "Lisboa",
        "kind": "region",
        "country_code": "PT",
        "is_sample": "false",
        "changed_at": at,
        "address": f"{home}/lisboa/",
    }
    sintra = {
        "code": f"T{places['Sintra'].pk}",
        "slug": "sintra",
        "name": "Sintra",
        "kind": "municipality",
        "country_code": "PT",
        "admin_area": "Lisboa",
        "parent_slug": "lisboa",
        "latitude": "38.80000",
        "longitude": "-8.64000",
        "population": "377835",
        "population_year": "2011",
        "languages": "pt mwl",
        "website": "https://sintra.example.org",
        "geonames_id": "2264397",
        "wikidata_id": "Q13342",
        "lau_code": "1111",
        "iso_3166_2": "PT-11",
        "legacy_code": "GC7",
        "first_sign_found": "2011",
        "is_sample": "true",
        "source_url": source,
        "platform_states": "active dormant",
        "changed_at": at,
        "confirmed_at": at,
        "address": f"{home}/sintra/",
    }
    assert table[0] == list(COLUMNS)
    assert [dict(zip(COLUMNS, row, strict=True)) for row in table[1:]] == [
        dict.fromkeys(COLUMNS, "") | lisboa,
        sintra,
    ]


def test_geojson_says_the_same_with_longitude_first(client):
    places = make_full_territory()

    collection = read_features(client)

    at = "2026-05-04T03:02:01+00:00"
    unknown = dict.fromkeys(
        ("population", "population_year", "geonames_id", "confirmed_at", "first_sign_found")
    )
    blank = dict.fromkeys(("website", "wikidata_id", "lau_code", "iso_3166_2", "legacy_code"), "")
    lisboa = (
        unknown
        | blank
        | {
            "code": f"T{places['Lisboa'].pk}",
            "slug": "lisboa",
            "name": "Lisboa",
            "kind": "region",
            "country_code": "PT",
            "admin_area": "",
            "parent_slug": None,
            "languages": [],
            "is_sample": False,
            "source_url": "",
            "platform_states": [],
            "changed_at": at,
            "address": "https://registry.example.org/en/territories/lisboa/",
        }
    )
    sintra = {
        "code": f"T{places['Sintra'].pk}",
        "slug": "sintra",
        "name": "Sintra",
        "kind": "municipality",
        "country_code": "PT",
        "admin_area": "Lisboa",
        "parent_slug": "lisboa",
        "population": 377835,
        "population_year": 2011,
        "languages": ["pt", "mwl"],
        "website": "https://sintra.example.org",
        "geonames_id": 2264397,
        "wikidata_id": "Q13342",
        "lau_code": "1111",
        "iso_3166_2": "PT-11",
        "legacy_code": "GC7",
        "confirmed_at": at,
        "first_sign_found": 2011,
        "is_sample": True,
        "source_url": "https://example.org/sintra?page=1",
        "platform_states": ["active", "dormant"],
        "changed_at": at,
        "address": "https://registry.example.org/en/territories/sintra/",
    }
    assert collection == {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "geometry": None, "properties": lisboa},
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [-8.64, 38.8]},
                "properties": sintra,
            },
        ],
    }


def test_the_address_in_a_file_is_that_of_the_page(client):
    territory = make_territory()

    [feature] = read_features(client)["features"]

    assert (
        feature["properties"]["address"]
        == "https://registry.example.org" + territory.get_absolute_url()
    )


def test_a_place_above_that_is_not_listed_is_not_told(client):
    make_territory("Sintra", parent=make_territory("Secret", slug="secret", state="draft"))

    table = read_table(client)
    features = read_features(client)["features"]

    assert [row[COLUMNS.index("parent_slug")] for row in table[1:]] == [""]
    assert [feature["properties"]["parent_slug"] for feature in features] == [None]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?kind=island",
        "?country=PT",
        "?country=PT&kind=island",
        "?q=SIN",
        "?kind=island&kind=municipality",
        "?kind=unknown&country=Narnia",
    ],
)
def test_files_hold_what_the_list_shows(client, query):
    make_territory("Sintra")
    make_territory("Maio", country="CV", kind="island")
    make_territory("Hidden", state="draft")
    make_territory("Gone", state="archived")

    page = client.get(reverse("territories:territory-list") + query)
    table = read_table(client, query)
    features = read_features(client, query)["features"]

    shown = texts(page, '//*[@class="entry"]//h3')
    assert [row[COLUMNS.index("name")] for row in table[1:]] == shown
    assert [feature["properties"]["name"] for feature in features] == shown


def test_files_of_nothing_are_whole(client):
    assert read_table(client) == [list(COLUMNS)]
    assert read_features(client) == {"type": "FeatureCollection", "features": []}


def test_files_hold_all_places_however_many_parcels_they_take(client, monkeypatch):
    monkeypatch.setattr("territories.tables.FETCHED_AT_ONCE", 3)
    monkeypatch.setattr("territories.tables.SENT_AT_ONCE", 2)
    names = [f"Place {number}" for number in range(8)]
    for name in names:
        make_territory(name)

    table = read_table(client)
    features = read_features(client)["features"]

    assert [row[COLUMNS.index("name")] for row in table[1:]] == names
    assert [feature["properties"]["name"] for feature in features] == names


def test_the_database_is_asked_before_the_answer_begins(django_assert_num_queries):
    make_territory()

    with django_assert_num_queries(1):
        records(Territory.objects.listed())


def test_a_file_that_is_not_read_to_its_end_leaves_nothing_open(monkeypatch):
    monkeypatch.setattr("territories.tables.FETCHED_AT_ONCE", 1)
    monkeypatch.setattr("territories.tables.SENT_AT_ONCE", 1)
    for _ in range(3):
        make_territory()
    chunks = in_chunks(csv_pieces(COLUMNS, records(Territory.objects.listed())))
    next(chunks)

    before = open_cursors()
    chunks.close()

    assert (before, open_cursors()) == (1, 0)


def open_cursors():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors WHERE name <> ''")
        return cursor.fetchone()[0]


def test_hostile_names_go_through_the_files_and_begin_no_formula(client):
    for name in HOSTILE:
        make_territory(name)

    table = read_table(client)
    features = read_features(client)["features"]

    place = COLUMNS.index("name")
    assert {len(row) for row in table} == {len(COLUMNS)}
    assert sorted(row[place] for row in table[1:]) == sorted(map(cell, HOSTILE))
    assert sorted(feature["properties"]["name"] for feature in features) == sorted(HOSTILE)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Sintra", "Sintra"),
        ("O’Brien-Núñez + 1 = @", "O’Brien-Núñez + 1 = @"),
        ("Vila; Aldeia", "Vila; Aldeia"),
        ("https://example.org/?a=-1", "https://example.org/?a=-1"),
        ("", ""),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@sum(1)", "'@sum(1)"),
        ("  =1", "'  =1"),
        ("\xa0=1", "'\xa0=1"),
        ("\u3000\u200b=1", "'\u3000\u200b=1"),
        ("\tx", "'\tx"),
        ("\nx", "'\nx"),
        ("\r=1", "'=1"),
        ("\t=1", "'\t'=1"),
        ("\ufeff=1", "'=1"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠1", "'＠1"),
        ("﹣1", "'﹣1"),
        ("\u22121", "'\u22121"),
        ("x;=1", "x;'=1"),
        ("x; \t-1", "x;' \t'-1"),
        (Decimal("-8.64"), Decimal("-8.64")),
        (-5, -5),
        (None, ""),
        (True, "true"),
        (False, "false"),
        ([], ""),
        (["active", "closed"], "active closed"),
        (["=1"], "'=1"),
    ],
)
def test_no_cell_begins_a_formula_and_numbers_stay_numbers(value, written):
    assert cell(value) == written


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("number", [1, 3])
def test_files_ask_as_often_for_three_places_as_for_one(
    client, name, number, django_assert_num_queries
):
    for _ in range(number):
        make_platform(territory=make_territory(parent=make_territory()))

    with django_assert_num_queries(2):
        client.get(reverse(f"territories:{name}")).getvalue()


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "query",
    ["?q=%00", "?kind=unknown&country=Narnia&page=x", "?kind[]=island", "?q=%ff&q=2", "?%00=%00"],
)
def test_files_answer_odd_addresses(client, name, query):
    make_territory()

    response = client.get(reverse(f"territories:{name}") + query)

    assert response.status_code == 200
    assert response.getvalue()


@pytest.mark.parametrize(
    ("name", "kind", "saved_as"),
    [
        ("territory-csv", "text/csv; charset=utf-8", "territories.csv"),
        ("territory-geojson", "application/geo+json", "territories.geojson"),
    ],
)
def test_files_name_themselves_and_are_the_same_for_everybody(client, name, kind, saved_as):
    response = client.get(reverse(f"territories:{name}"))

    assert response["Content-Type"] == kind
    assert response["Content-Disposition"] == f'attachment; filename="{saved_as}"'
    assert (response.cookies.output(), response.headers.get("Vary")) == ("", None)
    assert response["Cache-Control"] == "public, no-cache"


def test_list_leads_to_its_files_with_its_filters(client):
    make_territory("Maio", kind="island")

    whole = client.get("/en/territories/?page=1")
    narrowed = client.get("/en/territories/?kind=island&q=m")

    links = '//a[contains(@href, "/territories.")]/@href'
    home = "/en/territories/territories"
    assert values(whole, links) == [f"{home}.csv", f"{home}.geojson"]
    assert values(narrowed, links) == [
        f"{home}.csv?q=m&kind=island",
        f"{home}.geojson?q=m&kind=island",
    ]
