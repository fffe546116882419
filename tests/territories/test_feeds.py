from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from territories.models import Territory
from tests import strict
from tests.factories import make_platform, make_territory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_URL = "https://registry.example.org"


def read(client, query="", language="en", **headers):
    return strict.feed(client.get(f"/{language}/territories/feed/{query}", headers=headers).content)


def test_feed_tells_of_the_listed_territories_newest_first(client):
    now = timezone.now().replace(microsecond=0)
    old = make_territory("Sintra", state_since=now - timedelta(days=9))
    new = make_territory("Maio", country="CV", kind="island", state_since=now)
    for state in ("draft", "archived"):
        make_territory(state=state)

    feed = read(client)

    assert [(e.title, e.summary, e.link, e.id) for e in feed.entries] == [
        (
            "Maio",
            "Island, Cabo Verde.",
            f"https://registry.example.org/en/territories/{new.slug}/",
            f"tag:registry.example.org,2026:territory/{new.pk}",
        ),
        (
            "Sintra",
            "Municipality, Portugal.",
            f"https://registry.example.org/en/territories/{old.slug}/",
            f"tag:registry.example.org,2026:territory/{old.pk}",
        ),
    ]
    assert datetime(*feed.entries[0].published_parsed[:6], tzinfo=UTC) == now
    assert {link.rel: link.href for link in feed.feed.links} == {
        "alternate": "https://registry.example.org/en/territories/",
        "self": "https://registry.example.org/en/territories/feed/",
    }


def test_an_entry_is_the_same_entry_in_every_language_and_at_every_address(client):
    territory = make_territory()

    before = read(client).entries[0].id
    Territory.objects.filter(pk=territory.pk).update(slug="elsewhere")
    feed = read(client, language="fr")

    assert feed.entries[0].id == before
    assert (feed.feed.language, feed.entries[0].summary) == ("fr", "Commune, Portugal.")
    assert feed.entries[0].link == "https://registry.example.org/fr/territories/elsewhere/"


def test_feed_takes_no_address_from_the_request(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    make_territory()

    response = client.get("/en/territories/feed/", headers={"host": "evil.example.com"})

    assert "evil" not in response.text


def test_a_feed_of_a_part_has_its_filters_and_a_name_of_its_own(client):
    make_platform(territory=make_territory("Sintra"), state="active")
    make_territory("Maio", country="CV")

    feed = read(client, "?state=active&country=PT&order=name&x=y&area=odd")

    part = "country=PT&state=active"
    assert [entry.title for entry in feed.entries] == ["Sintra"]
    assert feed.feed.id == f"tag:registry.example.org,2026:territories/en?{part}"
    assert {link.rel: link.href for link in feed.feed.links} == {
        "alternate": f"https://registry.example.org/en/territories/?{part}",
        "self": f"https://registry.example.org/en/territories/feed/?{part}",
    }


def test_feed_stops_at_thirty(client):
    for _ in range(31):
        make_territory()

    assert len(read(client).entries) == 30


def test_feed_that_has_not_changed_is_not_sent_again(client):
    make_territory()
    first = client.get("/en/territories/feed/")

    again = client.get("/en/territories/feed/", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert (first.cookies.output(), first.headers.get("Vary")) == ("", None)
