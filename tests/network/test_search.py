"""The search over the whole site."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from network.models import Article, Document, Event, Page, Partner, Project
from tests.applications.factories import make_secretary
from tests.factories import make_platform, make_territory
from tests.membership.factories import make_member
from tests.network.editing import save
from tests.network.registering import make_coming
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def publish(model, title, slug=None, **fields):
    told = {"title_en": title, "slug": slug or title.lower().replace(" ", "-")}
    return model.objects.create(**{**told, "published_on": TODAY(), **fields})


def found(client, words, language="en"):
    return texts(client.get(f"/{language}/search/?q={words}"), '//*[@class="entry"]//h3')


def test_the_search_has_every_kind_of_record(client):
    year = {"starts_on": "2016-11-02", "ends_on": "2016-11-05", "place": "Odemira"}
    place = make_territory("Odemira")
    make_platform("Mesa de Odemira", territory=place)
    make_member(name="Odemira inteira", is_public=True, periods=[("2014-01-01", "2099-12-31")])
    publish(Page, "Odemira page")
    publish(Document, "Odemira statutes", kind="statutes")
    publish(Event, "Odemira meeting", kind="international", **year)
    publish(Event, "Odemira training", kind="training", **year)
    publish(Project, "Odemira plan", kind="action_plan", first_year=2014)
    publish(Partner, "Odemira partner")
    publish(Article, "Odemira news")

    response = client.get("/en/search/?q=odem")

    assert texts(response, "//main//h2") == [
        "Territories",
        "Platforms",
        "Members",
        "7 pages and documents",
    ]
    assert sorted(texts(response, '//*[@class="entry"]//h3')) == [
        "Mesa de Odemira",
        "Odemira",
        "Odemira inteira",
        "Odemira meeting",
        "Odemira news",
        "Odemira page",
        "Odemira partner",
        "Odemira plan",
        "Odemira statutes",
        "Odemira training",
    ]


def test_each_record_leads_to_its_page_and_says_its_kind(client):
    publish(Document, "Statutes of 2013", slug="statutes", kind="statutes")

    response = client.get("/en/search/?q=statutes")

    assert values(response, '//*[@class="entry"]//h3/a/@href') == ["/en/documents/statutes/"]
    assert texts(response, '//*[@class="entry"]//p') == ["Statutes"]


def test_words_in_a_title_come_before_words_in_a_text(client):
    publish(Page, "Other", body_en="<p>The method</p>")
    publish(Page, "The method")

    assert found(client, "meth") == ["The method", "Other"]


@pytest.mark.parametrize("words", ["metodo", "MÉTODO", "o método", "البلديات", "أقال"])
def test_a_record_is_found_in_any_language_and_told_in_the_readers(client, words):
    publish(Page, "The method", title_pt="O método", title_ar="أقاليم", body_ar="<p>البلديات</p>")

    assert found(client, words) == ["The method"]


def test_a_meeting_is_found_by_its_programme_and_pages_by_what_they_tell_of(client):
    client.force_login(make_secretary())
    publish(Page, "Our history", slug="history")
    publish(Page, "The method", slug="method")
    event = make_coming(title_en="Assembly")
    saved = save(
        client,
        event,
        **{
            "sessions-TOTAL_FORMS": "1",
            "sessions-INITIAL_FORMS": "0",
            "sessions-0-day": str(event.starts_on),
            "sessions-0-title_fr": "Atelier de jardinage",
        },
    )
    assert saved.status_code == 302
    for model, told in [
        ("milestone", {"year": "2009", "title_en": "The gathering of Mulhouse"}),
        ("methodpart", {"kind": "step", "position": "1", "title_en": "Invite the neighbours"}),
    ]:
        client.post(reverse(f"admin:network_{model}_add"), told)
    client.logout()

    assert {words: found(client, words) for words in ("jardinage", "gathering", "neighbours")} == {
        "jardinage": ["Assembly"],
        "gathering": ["Our history"],
        "neighbours": ["The method"],
    }


def test_drafts_and_what_is_withdrawn_are_not_found(client):
    publish(Page, "Draft words", published_on=None)
    publish(Page, "Later words", published_on=TODAY() + timedelta(days=1))
    publish(Page, "Gone words", published_on="2020-01-01", withdrawn_on="2021-01-01")

    assert found(client, "words") == []


def test_nothing_found_says_what_to_try_and_names_places_written_alike(client):
    make_territory("Sesimbra")

    response = client.get("/en/search/?q=sesimbar")

    assert texts(response, "//main//h2") == [
        "Nothing has these words",
        "Territories with a name like this",
    ]
    assert found(client, "sesimbar") == ["Sesimbra"]


@pytest.mark.parametrize(
    "query", ["", "?q=", "?q=%00", "?q=%27", "?q=!!!", "?page=x", "?q=%EF%BF%BF", "?q=a%26b:*"]
)
def test_odd_questions_are_answered(client, query):
    assert client.get(f"/en/search/{query}").status_code == 200


def test_a_word_longer_than_full_text_takes_is_kept_cut(client):
    publish(Page, "Long", body_en=f"<p>{'x' * 5000}</p>")

    assert found(client, "x" * 50) == ["Long"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_search_asks_the_same_however_much_it_finds(client, number, django_assert_num_queries):
    for at in range(number):
        place = make_territory(f"Mulhouse {at}")
        make_platform("Mulhouse", territory=place)
        publish(Page, f"Mulhouse page {at}")
    caches["pages"].clear()

    with django_assert_num_queries(7):
        client.get("/en/search/?q=mulhouse")
    with django_assert_num_queries(8):
        client.get("/en/search/?q=mulhuose")
