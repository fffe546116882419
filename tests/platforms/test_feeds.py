from datetime import UTC, datetime, timedelta
from html import unescape

import feedparser
import pytest
from django.db import connection
from django.utils import timezone

from platforms.models import Platform
from territories.workflow import PlatformState
from tests.factories import make_platform, make_territory

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script> {{ 7|add:7 }} & ]]> “Ω” 'x'"


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_URL = "https://registry.example.org"


def read(client, language="en", **headers):
    page = client.get(f"/{language}/platforms/feed/", headers=headers).content
    return feedparser.parse(page, sanitize_html=False)


def test_feed_tells_of_the_listed_platforms_newest_first(client):
    now = timezone.now().replace(microsecond=0)
    old = make_platform(
        territory=make_territory("Sintra"), state="active", opened_at=now - timedelta(days=9)
    )
    new = make_platform("Mesa", territory=make_territory("Maio", country="CV"), opened_at=now)
    make_platform(territory=make_territory(state="draft"))

    feed = read(client)

    assert not feed.bozo
    assert [(e.title, e.summary, e.link, e.id) for e in feed.entries] == [
        (
            "Mesa",
            "Maio, Cabo Verde. State of the platform: Forming.",
            f"https://registry.example.org/en/platforms/{new.slug}/",
            f"tag:registry.example.org,2026:platform/{new.pk}",
        ),
        (
            "Platform of Sintra",
            "Sintra, Portugal. State of the platform: Active.",
            f"https://registry.example.org/en/platforms/{old.slug}/",
            f"tag:registry.example.org,2026:platform/{old.pk}",
        ),
    ]
    assert datetime(*feed.entries[0].published_parsed[:6], tzinfo=UTC) == now
    assert {link.rel: link.href for link in feed.feed.links} == {
        "alternate": "https://registry.example.org/en/platforms/",
        "self": "https://registry.example.org/en/platforms/feed/",
    }


def test_an_entry_is_the_same_entry_in_every_language_and_at_every_address(client):
    platform = make_platform()

    before = read(client).entries[0].id
    Platform.objects.filter(pk=platform.pk).update(slug="elsewhere")
    feed = read(client, "fr")

    assert feed.entries[0].id == before
    assert feed.feed.language == "fr"
    assert feed.entries[0].link == "https://registry.example.org/fr/platforms/elsewhere/"


def test_feed_takes_no_address_from_the_request(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    make_platform()

    response = client.get("/en/platforms/feed/", headers={"host": "evil.example.com"})

    assert "evil" not in response.text


def test_feed_carries_hostile_names_as_text(client):
    territory = make_territory(HOSTILE)
    platform = make_platform(HOSTILE, territory=territory)
    # As if it had come past every form and model.
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE platforms_platform SET local_name = %s WHERE id = %s",
            [f"\x0b\u202e{HOSTILE}\x1b", platform.pk],
        )

    feed = read(client)

    assert not feed.bozo
    entry = feed.entries[0]
    assert (entry.title_detail.type, entry.title) == ("text/plain", HOSTILE)
    # Atom calls a summary HTML: a reader that heeds it shows the name, and runs nothing.
    assert entry.summary_detail.type == "text/html"
    assert unescape(entry.summary) == f"{HOSTILE}, Portugal. State of the platform: Forming."
    assert "<script>" not in entry.summary


@pytest.mark.parametrize("number", [1, 3])
def test_feed_asks_as_often_for_three_platforms_as_for_one(
    client, number, django_assert_num_queries
):
    for _ in range(number):
        make_platform()

    with django_assert_num_queries(2):
        client.get("/en/platforms/feed/")


def test_a_feed_of_a_part_has_its_filters_and_a_name_of_its_own(client):
    make_platform("Mesa", territory=make_territory("Sintra"))
    make_platform("Forum", territory=make_territory("Maio", country="CV"))

    page = client.get("/en/platforms/feed/?country=CV&order=name&x=y").content
    feed = feedparser.parse(page)

    assert [entry.title for entry in feed.entries] == ["Forum"]
    assert feed.feed.id == "tag:registry.example.org,2026:platforms/en?country=CV"
    assert {link.rel: link.href for link in feed.feed.links} == {
        "alternate": "https://registry.example.org/en/platforms/?country=CV",
        "self": "https://registry.example.org/en/platforms/feed/?country=CV",
    }


def test_feed_stops_at_thirty(client):
    territory = make_territory()
    for _ in range(31):
        make_platform(territory=territory, state=PlatformState.FORMING)

    assert len(read(client).entries) == 30


def test_feed_that_has_not_changed_is_not_sent_again(client):
    make_platform()
    first = client.get("/en/platforms/feed/")

    again = client.get("/en/platforms/feed/", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert (first.cookies.output(), first.headers.get("Vary")) == ("", None)
