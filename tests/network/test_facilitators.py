"""The public list of facilitators: who stands in it, and what of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.models import Facilitator
from tests.applications.factories import make_board_member, make_secretary
from tests.factories import make_platform, make_territory
from tests.network.factories import make_event
from tests.network.following import make_article, make_facilitator
from tests.pages import texts, values
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db

NAMES = '//ul[contains(@class, "entries")]//h3'


def names(client, query=""):
    return texts(client.get(f"/en/facilitators/{query}"), NAMES)


def test_only_those_who_agreed_and_are_active_are_named(client):
    make_facilitator(name="Rui")
    make_facilitator(name="Ana")
    make_facilitator(name="Did not agree", consented_on=None, consent_by="")
    make_facilitator(name="No longer active", ended_on="2024-01-01")

    assert names(client) == ["Ana", "Rui"]


def test_the_list_tells_where_whom_and_since_when_but_no_address_nor_how_they_agreed(client):
    hidden = make_platform("Hidden", territory=make_territory(state="draft"))
    training = make_event(title_en="Training in Odemira", kind="training", slug="odemira")
    make_facilitator(
        name="Ana",
        languages=["pt", "fr"],
        training=training,
        platforms=[make_platform("Mesa"), hidden],
        email="ana@example.org",
        consent_by="a letter of May",
    )

    page = client.get("/en/facilitators/")

    assert texts(page, '//ul[contains(@class, "entries")]/li') == [
        "Ana Portugal. Portuguese, French. Qualified on 3 May 2019, Training in Odemira "
        "Supports: Mesa"
    ]
    assert ("ana@example.org" in page.text, "a letter of May" in page.text) == (False, False)


def test_the_list_says_when_one_of_them_last_changed_also_one_that_went(client):
    make_facilitator(name="Ana")
    gone = make_facilitator(name="Rui", ended_on="2024-01-01")
    Facilitator.objects.update(changed_at="2024-02-28T12:00Z")
    Facilitator.objects.filter(pk=gone.pk).update(changed_at="2024-02-29T12:00Z")

    assert "Page last changed on 29 February 2024." in client.get("/en/facilitators/").text


def test_a_training_that_is_no_longer_public_is_not_named(client):
    training = make_event(title_en="Withdrawn", kind="training", withdrawn_on="2020-02-01")
    make_facilitator(training=training)

    assert "Withdrawn" not in client.get("/en/facilitators/").text


def test_the_list_is_narrowed_by_country_and_language_that_somebody_in_it_has(client):
    make_facilitator(name="Ana", country="PT", languages=["pt", "fr"])
    make_facilitator(name="Bea", country="FR", languages=["fr"])
    make_facilitator(name="Not shown", country="MA", languages=["ar"], consented_on=None)
    both = "?country=FR&language=pt"
    queries = ("", "?country=PT", "?language=fr", both, "?country=MA", "?x=%00")

    found = {query: names(client, query) for query in queries}

    assert found == {
        "": ["Ana", "Bea"],
        "?country=PT": ["Ana"],
        "?language=fr": ["Ana", "Bea"],
        both: [],
        "?country=MA": ["Ana", "Bea"],
        "?x=%00": ["Ana", "Bea"],
    }
    assert values(client.get("/en/facilitators/"), "//main//option/@value") == [
        "",
        "FR",
        "PT",
        "",
        "fr",
        "pt",
    ]


@pytest.mark.parametrize("page", ["0", "-1", "9" * 5000, "x", "%00", "2"])
def test_an_odd_page_is_the_first_or_the_last(client, page):
    make_facilitator(name="Ana")

    assert names(client, f"?page={page}&country=%00&language={'9' * 300}") == ["Ana"]


def test_a_list_of_persons_is_not_for_search_engines(client):
    page = client.get("/en/facilitators/")

    assert values(page, '//meta[@name="robots"]/@content') == ["noindex"]
    assert values(page, '//link[@rel="canonical"]/@href') == []
    assert "facilitators" not in client.get("/sitemap-pages.xml").text


def test_no_page_that_search_engines_keep_names_a_facilitator(client):
    place = make_territory("Sintra")
    platform = make_platform("Mesa", territory=place)
    training = make_event(kind="training", slug="odemira")
    article = make_article(about=[platform])
    make_facilitator(name="Ana Sample", platforms=[platform], training=training)

    told = [
        address
        for address in (record.get_absolute_url() for record in (place, platform, article))
        if "Ana Sample" in client.get(address).text
    ]

    assert told == []


def test_who_withdraws_consent_is_gone_at_once_from_the_kept_page_too(client):
    person = make_facilitator(name="Ana")
    before = names(client)

    staff = client.__class__()
    staff.force_login(make_secretary())
    staff.post(
        f"/en/admin/network/facilitator/{person.pk}/change/",
        {
            "name": "Ana",
            "country": "PT",
            "languages": "pt",
            "qualified_on": "2019-05-03",
            "consented_on": "",
            "consent_by": "withdrawn by a letter of June",
        },
    )

    person.refresh_from_db()
    assert (before, names(client), person.consented_on) == (["Ana"], [], None)


def test_who_is_shown_is_said_to_have_agreed_somehow():
    rule = "facilitator_consent_is_told"

    assert refused_by(make_facilitator, consent_by="") == rule


def test_the_secretariat_enters_facilitators_with_the_platforms_they_support(client):
    client.force_login(make_secretary())
    platform = make_platform("Mesa")

    client.post(
        "/en/admin/network/facilitator/add/",
        {
            "name": "Ana",
            "country": "PT",
            "languages": "pt, fr",
            "qualified_on": "2019-05-03",
            "platforms": str(platform.pk),
        },
    )

    person = Facilitator.objects.get()
    assert (person.name, person.languages, list(person.platforms.all())) == (
        "Ana",
        ["pt", "fr"],
        [platform],
    )


def test_staff_list_who_is_qualified_by_country_and_language(client):
    client.force_login(make_board_member())
    make_facilitator(name="Ana", languages=["pt", "fr"])
    make_facilitator(name="Bea", country="FR", languages=["fr"], consented_on=None)
    base = "/en/admin/network/facilitator/"

    found = {
        query: texts(client.get(f"{base}{query}"), '//th[contains(@class, "field-name")]')
        for query in ("", "?language=pt", "?country__exact=FR", "?shown=no", "?q=bea")
    }

    assert found == {
        "": ["Ana", "Bea"],
        "?language=pt": ["Ana"],
        "?country__exact=FR": ["Bea"],
        "?shown=no": ["Bea"],
        "?q=bea": ["Bea"],
    }


def test_the_board_reads_facilitators_and_writes_none(client):
    client.force_login(make_board_member())
    person = make_facilitator()
    base = f"/en/admin/network/facilitator/{person.pk}"

    answers = [client.post(f"{base}/{page}/", {}).status_code for page in ("change", "delete")]

    assert answers == [403, 403]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_few_questions_however_many_stand_in_it(client, number):
    for _one in range(number):
        training = make_event(kind="training")
        make_facilitator(training=training, platforms=[make_platform(), make_platform()])

    with CaptureQueriesContext(connection) as queries:
        assert client.get("/en/facilitators/").status_code == 200

    assert len(queries) == 7
