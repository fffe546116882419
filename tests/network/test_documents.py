"""Documents in public: what holds first, which versions do not, and which files there are."""

import pytest
from django.utils import timezone

from network.models import Document
from tests.network.factories import (
    make_agreement,
    make_document,
    make_event,
    make_file,
    make_partner,
    make_project,
)
from tests.pages import texts, values

pytestmark = pytest.mark.django_db

LIST = "/en/documents/"
ROWS = '//li[@class="entry"]//h3'
EARLIER = '//ul[@class="earlier"]/li'
FACTS = '//dl[@class="facts"]/div'
READ_AT = '//p[@class="small muted"]/a[contains(@rel, "external")]'
SAMPLE = '//div[@class="notice origin"]/h2'
NO_FILE = "The network has not given us this file yet. Ask the network for it"


def facts(page):
    terms, words = (texts(page, f"{FACTS}/{name}") for name in ("dt", "dd"))
    return dict(zip(terms, words, strict=True))


def test_documents_stand_by_kind_what_holds_first_with_the_versions_before_it(client):
    first = make_document(title_en="Statutes of 2013", adopted_on="2013-11-04")
    second = make_document(title_en="Statutes of 2016", adopted_on="2016-11-04", supersedes=first)
    make_document(title_en="Statutes of 2020", adopted_on="2020-11-04", supersedes=second)
    make_document(title_en="Plan 2014", kind="action_plan", year=2014)
    make_document(title_en="Plan 2015", kind="action_plan", year=2015)
    make_document(title_en="Draft", published_on=None)

    page = client.get(LIST)

    assert texts(page, "//section/h2") == ["Statutes", "Action plan"]
    assert texts(page, ROWS) == ["Statutes of 2020", "Plan 2015", "Plan 2014"]
    assert texts(page, EARLIER) == [
        "Statutes of 2016 Superseded on 4 November 2020 by: Statutes of 2020 "
        "Adopted on 4 November 2016. No file yet.",
        "Statutes of 2013 Superseded on 4 November 2016 by: Statutes of 2016 "
        "Adopted on 4 November 2013. No file yet.",
    ]


def test_a_row_says_when_it_was_adopted_by_whom_and_in_which_languages_there_are_files(client):
    told = {"adopted_on": "2016-11-04", "adopted_by": make_event(title_en="Third Meeting")}
    whole = make_document(**told, summary_en="How we decide.")
    make_file(whole, "fr")
    make_file(whole, "en")
    make_document(kind="report", adopted_by=make_event(published_on=None))

    page = client.get(LIST)

    assert texts(page, '//li[@class="entry"]//p') == [
        "Adopted on 4 November 2016. Files: English, French. Adopted by: Third Meeting",
        "How we decide.",
        "Day not known. No file yet.",
    ]


def test_of_a_document_without_a_day_only_the_year_is_told_not_that_it_was_adopted(client):
    dated = make_document(kind="minutes", year=2016)
    undated = make_document(kind="guide")

    told = [facts(client.get(one.get_absolute_url())) for one in (dated, undated)]

    assert told == [
        {"Kind": "Minutes", "Year": "2016", "Authentic language": "Not known"},
        {"Kind": "Guide", "Year": "Not known", "Authentic language": "Not known"},
    ]
    assert texts(client.get(LIST), '//li[@class="entry"]//p') == [
        "Year: 2016. No file yet.",
        "Day not known. No file yet.",
    ]


@pytest.mark.parametrize("make", [make_document, make_event, make_project, make_partner])
def test_a_record_says_where_it_was_read_and_a_sample_that_it_is_one(client, make):
    source = "https://wiki.example.org/a?page=1&b=2"
    real, sample, bare = make(source_url=source), make(source_url=source, is_sample=True), make()

    pages = [client.get(one.get_absolute_url()) for one in (real, sample, bare)]

    external = '//main//a[contains(@rel, "external")]'
    assert [
        (texts(page, READ_AT), texts(page, SAMPLE), values(page, f"{external}/@href"))
        for page in pages
    ] == [
        (["Read at wiki.example.org"], [], [source]),
        ([], ["Sample content from public sources"], [source]),
        ([], [], []),
    ]
    assert values(pages[0], f"{external}/@rel") == ["external nofollow noopener"]


def test_a_draft_or_withdrawn_version_between_does_not_let_an_old_one_hold(client):
    first = make_document(title_en="First")
    second = make_document(title_en="Second", supersedes=first, withdrawn_on=timezone.localdate())
    make_document(title_en="Third", supersedes=second)
    kept = make_document(title_en="Kept")
    make_document(title_en="Coming", supersedes=kept, published_on=None)

    page = client.get(LIST)

    assert texts(page, ROWS) == ["Kept", "Third"]
    assert texts(page, f"{EARLIER}/p[1]") == ["First"]


def test_versions_in_a_ring_do_not_stop_the_page(client):
    first = make_document()
    second = make_document(supersedes=first)
    Document.objects.filter(pk=first.pk).update(supersedes=second)

    assert [client.get(url).status_code for url in (LIST, first.get_absolute_url())] == [200, 200]


def test_filters_stand_in_the_address_and_show_what_matches(client):
    statutes = make_document(title_en="Rules")
    make_file(statutes, "fr")
    make_file(make_document(title_en="Plan", kind="action_plan"), "ar")

    found = {
        query: texts(client.get(f"{LIST}{query}"), ROWS)
        for query in (
            "",
            "?kind=statutes",
            "?language=ar",
            "?kind=statutes&language=ar",
            "?kind=%00&language=<script>",
        )
    }

    assert found == {
        "": ["Rules", "Plan"],
        "?kind=statutes": ["Rules"],
        "?language=ar": ["Plan"],
        "?kind=statutes&language=ar": [],
        "?kind=%00&language=<script>": ["Rules", "Plan"],
    }


@pytest.mark.parametrize(("number", "has_form"), [(10, False), (11, True)])
def test_one_is_offered_to_narrow_what_is_more_than_a_screen(client, number, has_form):
    for _ in range(number):
        make_document()

    page = client.get(LIST)

    assert values(page, '//form[@class="filters"]//select/@name') == ["kind"] * has_form


def test_a_document_says_what_is_known_of_it(client):
    meeting = make_event(title_en="Third Meeting")
    first = make_document(title_en="First", year=2013)
    adopted = {"adopted_on": "2016-11-04", "adopted_by": meeting, "event": meeting}
    document = make_document(
        title_en="Statutes",
        supersedes=first,
        authentic_language="fr",
        body_en="<p>Article 1</p>",
        **adopted,
    )
    make_project(title_en="A project").documents.add(document)
    make_project(published_on=None).documents.add(document)
    make_agreement(make_partner(title_en="Cittaslow"), document=document)

    page = client.get(document.get_absolute_url())

    assert facts(page) == {
        "Kind": "Statutes",
        "Adopted on": "4 November 2016",
        "Adopted by": "Third Meeting",
        "About the meeting or training": "Third Meeting",
        "Agreement with": "Cittaslow",
        "Authentic language": "French",
        "Supersedes": "First",
    }
    assert texts(page, '//section[@aria-labelledby="text"]/div') == ["Article 1"]
    assert texts(page, '//section[@aria-labelledby="earlier"]//h3') == ["First"]
    assert texts(page, '//section[@aria-labelledby="projects"]//h3') == ["A project"]


def test_an_old_version_says_by_what_it_was_superseded_and_when(client):
    first = make_document(year=2013)
    make_document(title_en="Second", supersedes=first, adopted_on="2016-11-04")

    page = client.get(first.get_absolute_url())

    assert texts(page, '//div[@role="note"]') == [
        "This version no longer holds Superseded on 4 November 2016 by: Second"
    ]
    assert facts(page) == {
        "Kind": "Statutes",
        "Year": "2013",
        "Authentic language": "Not known",
        "Superseded by": "Second",
    }


def test_where_there_is_no_file_the_page_says_so_and_whom_to_ask(client):
    page = client.get(make_document().get_absolute_url())

    assert texts(page, '//section[@aria-labelledby="files"]/p') == [NO_FILE]
    assert values(page, '//section[@aria-labelledby="files"]//a/@href') == ["/en/contact/"]


def test_each_file_says_its_language_kind_size_digest_and_whether_its_wording_holds(client):
    document = make_document(authentic_language="fr")
    files = [make_file(document, code, content=b"%PDF" + b"x" * 2044) for code in ("en", "fr")]

    page = client.get(document.get_absolute_url())

    rows = '//section[@aria-labelledby="files"]//li'
    assert texts(page, f"{rows}//h3") == ["French : statutes.pdf", "English : statutes.pdf"]
    assert texts(page, f"{rows}/div/p") == [
        "PDF, 2.0 KB . Authentic: the wording of this file holds.",
        "PDF, 2.0 KB . Translation: for reading only.",
    ]
    assert texts(page, f"{rows}//code") == [file.sha256 for file in reversed(files)]


def test_a_title_that_is_not_translated_is_marked_with_its_language(client):
    document = make_document(title_en="", title_ar="النظام الأساسي")

    page = client.get(document.get_absolute_url())

    assert values(page, "//h1/span/@lang") + values(page, "//h1/span/@dir") == ["ar", "rtl"]


@pytest.mark.parametrize("published", [None, "2999-01-01"])
def test_a_draft_is_not_there(client, published):
    document = make_document(published_on=published)

    assert client.get(document.get_absolute_url()).status_code == 404


def made(number):
    """Make documents of all kinds of relations, some of them of one document; return that one."""
    meeting = make_event()
    told = {"adopted_on": "2016-11-04", "adopted_by": meeting, "event": meeting}
    last = None
    for code in ["en", "fr", "pt"][:number]:
        last = make_document(supersedes=last, **told)
        make_file(last, code)
    for _ in range(number):
        make_project().documents.add(last)
        make_agreement(make_partner(), document=last)
    return last


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_four_times_and_a_document_seven(client, number, django_assert_num_queries):
    document = made(number)

    # The version of the registry, the documents, their files, which supersedes which.
    with django_assert_num_queries(4):
        client.get(LIST)
    # The version, the document, its versions, which supersedes which, files, projects, agreements.
    with django_assert_num_queries(7):
        client.get(document.get_absolute_url())


def test_a_page_is_the_same_until_something_changes(client):
    document = make_document()
    first = client.get(document.get_absolute_url())

    again = client.get(document.get_absolute_url(), headers={"if-none-match": first["ETag"]})
    make_file(document)
    changed = client.get(document.get_absolute_url(), headers={"if-none-match": first["ETag"]})

    assert (again.status_code, changed.status_code) == (304, 200)
