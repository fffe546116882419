"""News: who sees which articles, by day, by what they are about, as pages and as feeds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from network.models import ArticleChange
from tests.applications.factories import make_board_member, make_secretary
from tests.factories import make_platform, make_territory
from tests.network.following import days_ago, make_article
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

TITLES = '//ul[contains(@class, "entries")]//h2'
ATOM = {"atom": "http://www.w3.org/2005/Atom"}


def titles(client, query=""):
    return texts(client.get(f"/en/news/{query}"), TITLES)


def atom(response, path):
    return etree.fromstring(response.content).xpath(path, namespaces=ATOM)


def entries(client, query=""):
    return [
        node.text for node in atom(client.get(f"/en/news/feed/{query}"), "//atom:entry/atom:title")
    ]


def test_the_news_stand_by_day_the_latest_first_and_drafts_nowhere(client):
    make_article(title_en="Oldest", published_on="2019-03-01")
    make_article(title_en="First of the day", published_on="2020-05-04")
    make_article(title_en="Second of the day", published_on="2020-05-04")
    make_article(title_en="Today", published_on=timezone.localdate())
    make_article(title_en="Draft", published_on=None)
    make_article(title_en="Tomorrow", published_on=days_ago(-1))
    make_article(title_en="Withdrawn", withdrawn_on=timezone.localdate())

    page = client.get("/en/news/")

    shown = ["Today", "Second of the day", "First of the day", "Oldest"]
    assert (texts(page, TITLES), entries(client)) == (shown, shown)
    assert texts(page, '//ul[contains(@class, "entries")]//time')[1:] == [
        "4 May 2020",
        "4 May 2020",
        "1 March 2019",
    ]


def test_the_news_of_a_year_are_asked_for_by_links(client):
    make_article(title_en="Old", published_on="2019-03-01")
    make_article(title_en="New", published_on="2020-05-04")

    found = {
        year: titles(client, f"?year={year}") for year in ("2019", "2020", "2018", "x", "٢٠١٩")
    }

    assert found == {
        "2019": ["Old"],
        "2020": ["New"],
        "2018": ["New", "Old"],
        "x": ["New", "Old"],
        "٢٠١٩": ["New", "Old"],
    }
    assert values(client.get("/en/news/"), '//ul[contains(@class, "years")]//a/@href') == [
        "/en/news/",
        "/en/news/?year=2020",
        "/en/news/?year=2019",
    ]


def test_the_list_comes_twenty_at_a_time(client):
    for number in range(21):
        make_article(title_en=f"Article of {number}", published_on=days_ago(number + 1))

    pages = {page: titles(client, f"?page={page}") for page in ("1", "2", "9" * 5000, "x", "%00")}

    first = [f"Article of {number}" for number in range(20)]
    assert pages == {
        "1": first,
        "2": ["Article of 20"],
        "9" * 5000: first,
        "x": first,
        "%00": first,
    }


def test_an_article_names_what_it_is_about_if_that_is_listed_and_its_neighbours(client):
    place, hidden = make_territory("Sintra"), make_territory("Hidden", state="draft")
    listed, unlisted = make_platform("Mesa", territory=place), make_platform("X", territory=hidden)
    make_article(title_en="Before", published_on="2020-05-03")
    about = [place, hidden, listed, unlisted]
    article = make_article(
        title_en="The garden", body_en="<p>It grows.</p>", published_on="2020-05-04", about=about
    )
    make_article(title_en="After", published_on="2020-05-04")
    make_article(title_en="Draft", published_on=None)

    page = client.get(article.get_absolute_url())

    assert texts(page, "//main//h1 | //main//h3 | //main//dd") == [
        "The garden",
        "Mesa",
        "Sintra",
        "After",
        "Before",
    ]
    assert texts(page, '//div[@class="told"]') == ["It grows."]


@pytest.mark.parametrize("state", [{"published_on": None}, {"withdrawn_on": "2020-02-01"}])
def test_what_is_not_public_is_not_found(client, state):
    article = make_article(**state)

    assert client.get(article.get_absolute_url()).status_code == 404


def test_words_in_another_language_say_so(client):
    article = make_article(title_fr="Le jardin", title_en="", body_fr="<p>Il pousse.</p>")

    page = client.get(article.get_absolute_url())

    assert texts(page, '//h1/span[@lang="fr"][@dir="ltr"]') == ["Le jardin"]
    assert texts(page, '//div[@class="told"][@lang="fr"]') == ["Il pousse."]


def subjects():
    """Make what news are about, with an article about each, and one about nothing."""
    place, other = make_territory("Sintra"), make_territory("Mulhouse", country="FR")
    platform = make_platform("Mesa", territory=place)
    make_article(title_en="Of none")
    make_article(title_en="Of Mulhouse", about=[other])
    make_article(title_en="Of Sintra", about=[place])
    make_article(title_en="Of Mesa", about=[platform])
    make_article(title_en="Of all", about=[place, platform, other])
    return place, platform


def test_news_are_told_by_platform_by_territory_with_its_platforms_and_by_country(client):
    place, platform = subjects()
    queries = {
        "platform": f"?platform={platform.slug}",
        "territory": f"?territory={place.slug}",
        "country": "?country=FR",
    }

    found = {name: titles(client, query) for name, query in queries.items()}

    assert found == {
        "platform": ["Of all", "Of Mesa"],
        "territory": ["Of all", "Of Mesa", "Of Sintra"],
        "country": ["Of all", "Of Mulhouse"],
    }
    assert {name: entries(client, query) for name, query in queries.items()} == found


@pytest.mark.parametrize(
    "query",
    ["platform=none", "territory=%00", "country=XX", "country=pt", "platform=", "platform=%ff"],
)
@pytest.mark.parametrize("place", ["", "feed/"])
def test_there_are_no_news_about_what_is_not_in_the_registry(client, query, place):
    make_article()

    assert client.get(f"/en/news/{place}?{query}").status_code == 404


def test_there_are_no_news_about_what_is_not_listed(client):
    hidden = make_territory(state="draft")
    platform = make_platform(territory=hidden)

    queries = [f"territory={hidden.slug}", f"platform={platform.slug}"]

    assert [client.get(f"/en/news/?{query}").status_code for query in queries] == [404, 404]


def test_the_pages_of_what_news_are_about_show_the_latest_three(client):
    place, platform = subjects()
    for number in range(2):
        make_article(title_en=f"More {number}", published_on="2021-01-01", about=[platform])

    pages = [
        client.get(address)
        for address in (
            platform.get_absolute_url(),
            place.get_absolute_url(),
            "/en/countries/pt/",
            make_territory().get_absolute_url(),
        )
    ]

    news = '//section[@aria-labelledby="news"]'
    three = ["More 1", "More 0", "Of all"]
    assert [texts(page, f"{news}//h3") for page in pages] == [three, three, three, []]
    assert values(pages[0], f"{news}/p//a/@href") == [
        f"/en/news/?platform={platform.slug}",
        f"/en/news/feed/?platform={platform.slug}",
    ]


def test_a_kept_page_learns_of_news_at_once(client):
    platform = make_platform()
    address = platform.get_absolute_url()
    client.get(address)

    make_article(title_en="Fresh", about=[platform])
    # Staff save an article and what it is about in one transaction; here it is saved last.
    platform.articles.get().save()

    page = client.get(address)
    assert texts(page, '//section[@aria-labelledby="news"]//h3') == ["Fresh"]


def test_a_feed_says_when_each_article_changed_and_keeps_its_identity(client, settings):
    settings.SITE_URL = "https://registry.example.org"
    article = make_article(title_en="The garden", summary_en="It <grows>.", title_fr="Le jardin")

    feeds = [client.get(f"/{code}/news/feed/") for code in ("en", "fr")]

    told = [
        [
            atom(feed, f"string(//atom:{name})")
            for name in ("id", "entry/atom:id", "entry/atom:title")
        ]
        for feed in feeds
    ]
    host = "tag:registry.example.org,2026"
    entry = f"{host}:article/{article.pk}"
    assert told == [
        [f"{host}:news/en", entry, "The garden"],
        [f"{host}:news/fr", entry, "Le jardin"],
    ]
    assert atom(feeds[0], "string(//atom:entry/atom:updated)") == article.changed_at.strftime(
        "%Y-%m-%dT%H:%M:%S.%f+00:00"
    )
    assert atom(feeds[0], "string(//atom:entry/atom:published)") == "2020-01-01T00:00:00+00:00"
    assert atom(feeds[0], "string(//atom:entry/atom:summary)") == "It &lt;grows&gt;."
    assert atom(feeds[0], "string(//atom:entry/atom:link/@href)") == (
        f"https://registry.example.org/en/news/{article.slug}/"
    )


@pytest.mark.parametrize("address", ["/en/news/", "/en/news/feed/", "/en/news/garden/"])
def test_who_has_a_page_already_is_told_so_until_it_changes(client, address):
    article = make_article(slug="garden")
    tag = client.get(address)["ETag"]

    same = client.get(address, HTTP_IF_NONE_MATCH=tag)
    article.save()
    other = client.get(address, HTTP_IF_NONE_MATCH=tag)

    assert (same.status_code, other.status_code) == (304, 200)


def test_the_feed_is_found_from_the_pages(client):
    place = make_territory("Sintra")
    article = make_article(about=[place])
    feeds = '//link[@type="application/atom+xml"][contains(@href, "news")]/@href'
    about = f"/en/news/?territory={place.slug}"
    addresses = ("/en/news/", about, article.get_absolute_url())
    found = [values(client.get(address), feeds) for address in addresses]

    assert found == [
        ["/en/news/feed/"],
        [f"/en/news/feed/?territory={place.slug}"],
        ["/en/news/feed/"],
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_pages_of_news_ask_few_questions_however_many_there_are(client, number):
    place = make_territory("Sintra")
    platform = make_platform("Mesa", territory=place)
    for day in range(1, 4):
        make_article(published_on=f"2020-01-0{day}")
    about = [place, platform, *(make_platform() for _more in range(number - 1))]
    made = [make_article(published_on="2020-01-02", about=about) for _one in range(number)]
    addresses = {
        "list": "/en/news/",
        "about": f"/en/news/?territory={place.slug}",
        "article": made[0].get_absolute_url(),
        "feed": "/en/news/feed/",
    }

    asked = {}
    for name, address in addresses.items():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        asked[name] = len(queries)

    assert asked == {"list": 4, "about": 5, "article": 6, "feed": 2}


@pytest.mark.parametrize("number", [1, 3])
def test_pages_of_the_registry_ask_at_most_eight_questions_with_news_on_them(client, number):
    place = make_territory("Sintra")
    platform = make_platform("Mesa", territory=place)
    for _one in range(number):
        make_article(about=[place, platform])

    asked = {}
    for address in (place.get_absolute_url(), platform.get_absolute_url(), "/en/countries/pt/"):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked[address.split("/")[2]] = len(queries)

    assert asked == {"territories": 6, "platforms": 8, "countries": 6}


@pytest.mark.parametrize("number", [1, 3])
def test_a_place_of_which_no_news_tell_is_not_asked_about_again(client, number):
    told, others = make_territory("Sintra"), [make_territory(f"Vila {n}") for n in range(number)]
    make_article(about=[make_platform("Mesa", territory=told)])
    # The first page of a place in a country asks once for all of them.
    client.get(told.get_absolute_url())

    asked = []
    for place in others:
        with CaptureQueriesContext(connection) as queries:
            page = client.get(place.get_absolute_url())
        asked.append((len(queries), texts(page, '//section[@aria-labelledby="news"]')))

    # The version of the registry, and the place.
    assert asked == [(2, [])] * number


def test_the_secretariat_writes_news_and_sees_them_before(client):
    client.force_login(make_secretary())
    place = make_territory("Sintra")
    said = {"title_en": "The garden", "slug": "garden", "territories": str(place.pk)}

    saved = client.post("/en/admin/network/article/add/", said)
    draft = place.articles.get()
    preview = client.get(f"/en/admin/network/article/{draft.pk}/change/")

    assert (saved.status_code, preview.status_code) == (302, 200)
    assert (draft.title, draft.is_public) == ("The garden", False)
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_no_article_stands_where_the_feed_does(client):
    client.force_login(make_secretary())

    page = client.post("/en/admin/network/article/add/", {"title_en": "Feed", "slug": "feed"})

    assert "Something else stands at this address." in page.text


def test_the_board_reads_news_and_writes_none(client):
    client.force_login(make_board_member())
    article = make_article()

    change = client.post(f"/en/admin/network/article/{article.pk}/change/", {"title_en": "X"})

    assert change.status_code == 403
    assert ArticleChange.objects.count() == 0
