"""Feeds, files and sitemaps of the registry, as strict programs read them."""

from html import unescape

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests import strict
from tests.factories import make_collective_actor, make_platform, make_territory
from tests.membership.factories import make_member
from tests.membership.networks.factories import make_network, put_in
from tests.pages import texts
from together_site.text import without_hidden

pytestmark = pytest.mark.django_db

LISTS = ["territories", "platforms"]
HOSTILE = [
    "]]> <![CDATA[ x ]]>",
    "<script>alert(1)</script>",
    "<!-- & --> &amp; &#x0; &nbsp; &bogus;",
    "<?xml version='1.0'?> <!DOCTYPE x [<!ENTITY e 'x'>]> &e;",
    "\"x\", 'y'; z\\",
    "{{ 7|add:7 }} {% now %} %(x)s",
    "مدينة עיר",
    "👩‍👩‍👧 🇵🇹",
    "\u202eabc\u202c \u2066x\u2069",
    "a\ufffe \uffff\ufdd0b",
    "a\x01\x0b\x1b\x7f\x85b",
    "a\nb\rc\u2028d",
    "\U0001fffe \U000e0041",
    "NaN",
    "=1+1",
]


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_URL = "https://registry.example.org"


@pytest.fixture
def hostile():
    """Places with platforms, and members, with hostile names, come past every form and model."""
    today = str(timezone.localdate())
    network = make_network(slug="hostile", name="<b>&amp;")
    for number, name in enumerate(HOSTILE):
        position = {"latitude": number * 6, "longitude": number * -12} if number % 2 else {}
        place = make_territory(**position)
        platform = make_platform("x", territory=place)
        actor = make_collective_actor(territory=place)
        make_platform(territory=place, collective_actor=actor, state="closed")
        member = make_member(is_public=True, periods=[(today, today)])
        put_in(network, territory=place)
        put_in(network, member=member)
        with connection.cursor() as cursor:
            for table, column, thing in [
                ("territories_territory", "name", place),
                ("territories_territory", "admin_area", place),
                ("territories_collectiveactor", "name", actor),
                ("platforms_platform", "local_name", platform),
                ("membership_member", "name", member),
            ]:
                sql = f"UPDATE {table} SET {column} = %s WHERE id = %s"  # noqa: S608
                cursor.execute(sql, [name, thing.pk])


def of_list(rows, name):
    """Return the hostile names of the rows of a file."""
    return {row["name" if name == "territories" else "local_name"] for row in rows} - {""}


@pytest.mark.parametrize("language", ["en", "fr", "pt", "ar"])
@pytest.mark.parametrize("name", LISTS)
def test_a_feed_with_hostile_names_is_sound_and_shows_them_as_text(client, hostile, name, language):
    feed = strict.feed(client.get(f"/{language}/{name}/feed/").content)

    titles = {entry.title for entry in feed.entries}
    assert {squeezed(without_hidden(name)) for name in HOSTILE} <= set(map(squeezed, titles))
    assert {entry.title_detail.type for entry in feed.entries} == {"text/plain"}
    assert [entry.summary for entry in feed.entries if "<" in entry.summary] == []
    assert all(unescape(entry.summary) for entry in feed.entries)


def squeezed(text):
    return " ".join(text.split())


@pytest.mark.parametrize("name", LISTS)
def test_a_table_with_hostile_names_has_rows_of_one_length(client, hostile, name):
    rows = strict.table(client.get(f"/en/{name}/{name}.csv").getvalue())

    shown = {without_hidden(name) for name in HOSTILE} - {"=1+1"} | {"'=1+1"}
    assert of_list(rows, name) == shown


def test_the_table_of_members_has_rows_of_one_length_too(client, hostile):
    rows = strict.table(client.get("/en/members/members.csv").getvalue())

    shown = {without_hidden(name) for name in HOSTILE} - {"=1+1"} | {"'=1+1"}
    assert {row["name"] for row in rows} == shown


@pytest.mark.parametrize("name", LISTS)
def test_points_with_hostile_names_are_sound_geojson(client, hostile, name):
    features = strict.features(client.get(f"/en/{name}/{name}.geojson").getvalue())

    assert of_list([feature["properties"] for feature in features], name) == {
        without_hidden(name) for name in HOSTILE
    }
    placed = {tuple(f["geometry"]["coordinates"]) for f in features if f["geometry"]}
    assert placed == {(number * -12.0, number * 6.0) for number in range(1, len(HOSTILE), 2)}


def test_the_feed_of_a_network_with_hostile_names_is_sound(client, hostile):
    feed = strict.feed(client.get("/en/networks/hostile/feed/").content)

    assert len({entry.id for entry in feed.entries}) == len(feed.entries) == 30
    assert {entry.title_detail.type for entry in feed.entries} == {"text/plain"}
    assert [entry.summary for entry in feed.entries if "<" in entry.summary] == []


def test_sitemaps_are_sound_beside_hostile_names(client, hostile):
    index = strict.xml(client.get("/sitemap.xml").content)
    names = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    sections = index.xpath("//map:loc/text()", namespaces=names)

    pages = [strict.xml(client.get("/" + place.split("/", 3)[3]).content) for place in sections]

    # Between the pages of the site itself and what the network tells: country to network.
    numbers = [len(page.xpath("//map:url", namespaces=names)) for page in pages]
    assert numbers[1:7] == [
        len(settings.LANGUAGES) * number
        for number in (1, *(times * len(HOSTILE) for times in (1, 2, 1, 1)), 1)
    ]


@pytest.fixture
def places():
    sintra = make_territory("Sintra", latitude="38.8", longitude="-9.38")
    maio = make_territory("Maio", country="CV", kind="island", latitude="15.2", longitude="-23.2")
    make_platform("Mesa", territory=sintra, state="active")
    make_platform("Forum", territory=maio, state="dormant")
    make_platform(
        "Roda",
        territory=sintra,
        collective_actor=make_collective_actor(territory=sintra),
        state="closed",
    )
    make_platform("Hidden", territory=make_territory("Gone", state="archived"))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?q=sin",
        "?q=sintar",
        "?q=zzz",
        "?country=CV",
        "?kind=island&kind=municipality",
        "?state=active&state=closed",
        "?state=dormant&country=PT",
        "?platform=with&holder=actor",
        "?area=-10,38,-9,39",
        "?area=-10,38,-9,39&kind=island",
        "?order=name&page=2&unknown=1&kind=unknown",
    ],
)
@pytest.mark.parametrize("name", LISTS)
def test_feed_and_files_hold_what_the_list_shows(client, places, name, query):
    shown = set(texts(client.get(f"/en/{name}/{query}"), '//*[@class="entry"]//h3'))

    feed = strict.feed(client.get(f"/en/{name}/feed/{query}").content)
    table = strict.table(client.get(f"/en/{name}/{name}.csv{query}").getvalue())
    points = strict.features(client.get(f"/en/{name}/{name}.geojson{query}").getvalue())

    assert {entry.title for entry in feed.entries} == shown
    assert of_list(table, name) == shown
    assert of_list([feature["properties"] for feature in points], name) == shown
