"""No public page asks the database often, nor more often where there is more to show."""

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories import make_collective_actor, make_platform, make_territory

pytestmark = pytest.mark.django_db

MOST = 8
LIST = (
    "q=mulh&kind=municipality&kind=island&country=PT&state=active&area=-30,-60,60,60&order=newest"
)
ADDRESSES = [
    "/en/",
    "/en/territories/",
    f"/en/territories/?{LIST}",
    "/en/territories/?q=mulhose",
    "/en/territories/?q=zzzzzz",
    "/en/territories/middle/",
    "/en/territories/gone/",
    "/en/territories/nowhere/",
    f"/en/territories/feed/?{LIST}",
    "/en/territories/feed/?q=mulhose",
    f"/en/territories/territories.csv?{LIST}",
    "/en/territories/territories.geojson?q=mulhose",
    "/en/collective-actors/{actor}/",
    "/en/countries/",
    "/en/countries/pt/",
    "/en/countries/jp/",
    "/en/platforms/",
    f"/en/platforms/?{LIST}&holder=territory",
    "/en/platforms/?q=mulhose",
    "/en/platforms/mesa/",
    f"/en/platforms/feed/?{LIST}",
    "/en/platforms/platforms.csv?q=mulhose",
    f"/en/platforms/platforms.geojson?{LIST}",
    "/en/apply/",
    "/en/join/",
    "/en/join/?me=group&what=platform",
    "/sitemap.xml",
    "/sitemap-countries.xml",
    "/sitemap-territories.xml",
    "/sitemap-platforms.xml",
    "/sitemap-actors.xml",
    "/robots.txt",
]
LISTS = ["/en/territories/", "/en/platforms/"]


def fill(number):
    """Make a territory with all its parts, so many of each; returns a collective actor."""
    outer = make_territory("Outer", latitude=1, longitude=1)
    middle = make_territory("Mulhouse", slug="middle", parent=outer, latitude=2, longitude=2)
    mesa = make_platform("Mesa", slug="mesa", territory=middle, parent=make_platform())
    kinds = ["school", "health", "company"]
    for at, language in enumerate(["pt", "fr", "en"][:number]):
        middle.descriptions.create(language=language, text="Aqui.")
        inner = make_territory(f"Mulhouse {at}", parent=middle, latitude=at * 9, longitude=at * 9)
        make_territory(slug="gone" if at == 0 else f"gone-{at}", state="merged", merged_into=inner)
        actor = make_collective_actor("Escola", territory=inner, latitude=3, longitude=at)
        make_collective_actor(territory=middle)
        make_platform(f"Vila {at}", territory=middle, state="active")
        make_platform(territory=inner, state="active")
        make_platform(territory=inner, collective_actor=actor)
        make_platform(parent=mesa)
        mesa.composition.create(kind=kinds[at], number=2)
    return actor


def asked(client, address, *, number):
    """Return how often a page asks with so many of everything, which are gone afterwards."""
    with transaction.atomic():
        actor = fill(number)
        caches["memory"].clear()  # what is kept for some minutes is asked for anew
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address.format(actor=actor.pk))
            list(page)  # also of a file that is written while it is sent
        transaction.set_rollback(True)
    return page.status_code, len(queries)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_public_page_asks_as_often_for_three_as_for_one_and_seldom(client, address):
    one, three = (asked(client, address, number=number) for number in (1, 3))

    assert one == three
    assert three[1] <= MOST


@pytest.mark.parametrize("query", ["", f"?{LIST}", "?q=mulhose&area=-9,-9,60,60"])
@pytest.mark.parametrize("address", LISTS)
def test_so_does_a_page_deep_in_a_list(client, monkeypatch, address, query):
    monkeypatch.setattr("territories.views.DEEP", 0)

    one, three = (asked(client, address + query, number=number) for number in (1, 3))

    assert one == three
    assert three[1] <= MOST
