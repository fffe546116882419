"""Pages of words: what stands on them with and without a record, in which language, since when."""

import pytest
from django.core.cache import caches
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import translation

from membership.models import Body, BodyRule, Post
from network.models import Page
from network.models.page import ADDRESSES
from network.pages.views import preview_response
from network.workflow import KNOWN_PAGES
from tests.applications.factories import make_secretary
from tests.network.factories import make_document
from tests.network.page_factories import make_milestone, make_page, make_video
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

# Each with the record that has its words.
PAGES = {
    "/en/join-us/": "join-us",
    "/en/join-us/territory/": "join-territory",
    "/en/join-us/public-entity/": "join-public-entity",
    "/en/join-us/collective-actor/": "join-collective-actor",
    "/en/join-us/individual/": "join-individual",
    "/en/about/": "about",
    "/en/about/aims/": "aims",
    "/en/about/benefits/": "benefits",
    "/en/about/history/": "history",
    "/en/about/organisation/": "organisation",
    "/en/method/": "method",
    "/en/method/sheet/": "technical-sheet",
}
MOST_QUERIES = 8


@pytest.mark.parametrize("address", PAGES)
def test_a_page_stands_without_a_record(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert [len(texts(response, "//h1")), len(texts(response, "//main//p")) > 1] == [1, True]


@pytest.mark.parametrize(("address", "slug"), PAGES.items())
def test_a_page_has_the_words_of_its_record(client, address, slug):
    make_page(slug, title_en="Our title", summary_en="A summary.", body_en="<p>A text.</p>")

    response = client.get(address)

    assert texts(response, "//h1") == ["Our title"]
    assert texts(response, '//p[@class="lead"]') == ["A summary."]
    assert texts(response, '//div[@class="told"]') == ["A text."]


@pytest.mark.parametrize(("address", "slug"), PAGES.items())
def test_words_of_a_draft_are_not_shown(client, address, slug):
    make_page(slug, title_en="A draft", published_on=None)

    assert "A draft" not in client.get(address).text


@pytest.mark.parametrize(("address", "slug"), PAGES.items())
def test_the_address_of_a_record_is_that_of_its_page(client, address, slug):
    page = make_page(slug)

    moved = client.get(f"/en/pages/{slug}/")

    with translation.override("en"):
        assert page.get_absolute_url() == address
    assert (moved.status_code, moved.headers["Location"]) == (301, address)


def test_every_known_page_has_an_address():
    assert list(ADDRESSES) == list(KNOWN_PAGES)


def test_a_page_that_staff_add_stands_under_its_name(client):
    make_page("thanks", title_en="Thanks", body_en="<h2>To all</h2>")

    response = client.get("/en/pages/thanks/")

    assert texts(response, "//h1|//main//h2") == ["Thanks", "To all"]


@pytest.mark.parametrize(
    "address", ["/en/pages/nowhere/", "/en/about/nowhere/", "/en/join-us/nobody/"]
)
def test_there_is_no_page_of_another_name(client, address):
    assert client.get(address).status_code == 404


def test_a_draft_that_staff_add_is_not_there(client):
    make_page("thanks", published_on=None)

    assert client.get("/en/pages/thanks/").status_code == 404


def test_words_in_another_language_say_so(client):
    make_page("aims", title_en="", title_ar="الأهداف", summary_fr="Un mot.", body_fr="<p>Un.</p>")

    response = client.get("/pt/about/aims/")

    marked = '//main//*[@lang="%s" and @dir="%s"]'
    assert texts(response, marked % ("ar", "rtl")) == ["الأهداف"]
    assert texts(response, marked % ("fr", "ltr")) == ["Un mot.", "Un."]
    assert len(texts(response, '//main//p[@class="small muted"]')) == 1


def test_words_in_the_language_of_the_page_are_not_marked(client):
    make_page("aims", title_fr="Buts", summary_fr="Un mot.", body_fr="<p>Un.</p>")

    response = client.get("/fr/about/aims/")

    assert values(response, "//main//@lang") == []


@pytest.mark.parametrize(("address", "slug"), PAGES.items())
def test_a_page_says_when_its_record_changed(client, address, slug):
    make_page(slug)
    # Bodies of the network came with the site.
    for model in (Page, Body, BodyRule, Post):
        model.objects.update(changed_at="2024-02-29T12:00Z")

    assert "Page last changed on 29 February 2024." in client.get(address).text


@pytest.mark.parametrize("address", [page for page in PAGES if "organisation" not in page])
@override_settings(RELEASED_ON=None)
def test_a_page_without_a_day_says_none(client, address):
    caches["pages"].clear()

    assert "Page last changed" not in client.get(address).text
    caches["pages"].clear()


@pytest.mark.parametrize(("address", "slug"), PAGES.items())
@pytest.mark.parametrize("number", [1, 3])
def test_a_page_asks_seldom_and_as_often_for_three_as_for_one(
    client, address, slug, number, django_assert_max_num_queries
):
    make_page(slug)
    for year in range(number):
        make_milestone(2010 + year)
        make_document()
        make_video()
    caches["memory"].clear()

    with django_assert_max_num_queries(MOST_QUERIES) as asked:
        client.get(address)

    assert len(asked) == ASKED.get(address, 2)


# Version and record, with what else the page shows.
ASKED = {
    "/en/join-us/territory/": 3,
    "/en/join-us/public-entity/": 3,
    "/en/join-us/collective-actor/": 3,
    "/en/join-us/individual/": 3,
    "/en/method/": 3,
    "/en/method/sheet/": 3,
    "/en/about/": 3,
    "/en/about/history/": 4,
    "/en/about/organisation/": 8,
}


@pytest.mark.parametrize("slug", ["privacy", "accessibility", "licence"])
def test_a_statement_is_previewed_with_what_the_site_itself_says(client, slug):
    client.force_login(make_secretary())
    page = make_page(slug, title_en="Of our own", body_en="<h2>Ours</h2><p>Words.</p>")

    preview = client.get(reverse("admin:network_page_preview", args=[page.pk]))
    public = client.get(f"/en/{slug}/")

    headings = texts(public, "//main//*[self::h1 or self::h2]")
    assert headings[:2] == ["Of our own", "Ours"]
    assert texts(preview, "//main//*[self::h1 or self::h2]") == headings


@pytest.mark.parametrize("slug", [*PAGES.values(), "imprint", "thanks"])
def test_staff_see_a_draft_as_visitors_will(rf, slug):
    page = Page(slug=slug, title_en="Not saved yet")
    request = rf.get("/")

    response = preview_response(request, page).render()

    assert texts(response, "//h1") == ["Not saved yet"]
