"""Earlier versions of a record: kept, compared, restored."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moves.changes import edited_fields
from network.editing import versions
from network.editing.lines import lines_of
from network.models import Page
from tests.applications.factories import make_board_member, make_secretary
from tests.network.editing import address, make_page, save
from tests.pages import texts, values

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary():
    return make_secretary(name="S. Sample")


@pytest.fixture
def signed_in(client, secretary):
    client.force_login(secretary)
    return client


def row(record):
    """Return all that people edit of a record."""
    return {column.name: getattr(record, column.attname) for column in edited_fields(record)}


def told(page):
    return [(each.number, each.by, bool(each.key)) for each in versions.versions_of(page)]


def test_each_save_is_a_version_with_who_made_it(signed_in, client):
    page = make_page(body_en="<p>One</p>")
    save(signed_in, page, body_en="<p>Two</p>")
    client.force_login(make_secretary(email="other@example.org", name="O. Other"))
    save(client, page, title_ar="صفحة")

    page.refresh_from_db()
    assert told(page) == [(3, "O. Other", False), (2, "S. Sample", True), (1, "", True)]


def test_who_made_a_record_in_the_admin_is_known(signed_in):
    sent = {"title_en": "New", "slug": "new"}
    signed_in.post(address("page", "add"), sent)

    assert told(Page.objects.get()) == [(1, "S. Sample", False)]


def test_a_save_without_a_change_makes_no_version(signed_in):
    page = make_page()
    save(signed_in, page)

    page.refresh_from_db()
    assert told(page) == [(1, "", False)]


def test_what_is_restored_is_the_whole_row_as_it_was(signed_in, secretary):
    page = make_page(
        title_fr="Une page",
        summary_pt="Resumo",
        body_ar="<h2>عنوان</h2><p>نص</p>",
        published_on=date(2090, 1, 2),
        withdrawn_on=date(2091, 1, 2),
        source_url="https://example.org/",
    )
    page.refresh_from_db()
    before = row(page)
    save(
        signed_in,
        page,
        title_en="Another",
        title_fr="",
        summary_pt="",
        body_ar="<p>آخر</p>",
        published_on="2092-03-04",
        withdrawn_on="",
        source_url="",
    )
    page.refresh_from_db()
    after = row(page)
    first = versions.versions_of(page)[-1]

    versions.restore(page, first, by=secretary)

    page.refresh_from_db()
    assert row(page) == before != after
    # What it replaced is a version, and can be restored as well.
    assert told(page) == [(3, "S. Sample", False), (2, "S. Sample", True), (1, "", True)]
    versions.restore(page, versions.versions_of(page)[1], by=secretary)
    page.refresh_from_db()
    assert row(page) == after
    assert page.search_key == "another اخر"


def test_a_version_is_restored_by_a_button_after_a_look(signed_in):
    page = make_page(body_en="<p>One</p>")
    save(signed_in, page, body_en="<p>Two</p>")
    first = versions.versions_of(page)[-1]
    ask = address("page", "restore", page.pk, first.key)

    looked = signed_in.get(ask)

    page.refresh_from_db()
    assert page.body_en == "<p>Two</p>"  # a look changes nothing
    assert (texts(looked, "//del"), texts(looked, "//ins")) == (["Two"], ["One"])
    answer = signed_in.post(ask, follow=True)
    page.refresh_from_db()
    assert page.body_en == "<p>One</p>"
    assert texts(answer, "//*[@class='messagelist']/li") == [
        "Version 1 is the present one again. What it replaced is kept."
    ]


def test_a_version_whose_address_is_anothers_by_now_is_not_restored(signed_in):
    page = make_page()
    save(signed_in, page, slug="moved")
    make_page(title_en="Other")
    page.refresh_from_db()
    first = versions.versions_of(page)[-1]

    answer = signed_in.post(address("page", "restore", page.pk, first.key), follow=True)

    page.refresh_from_db()
    assert page.slug == "moved"
    assert "Page with this Address already exists." in answer.text


@pytest.mark.parametrize(
    "now",
    [{"slug": "aims"}, {"slug": "renamed", "published_on": date(2026, 1, 2)}],
    ids=["the site leads there", "it was public"],
)
def test_what_others_may_link_to_keeps_address_and_days_through_every_version(signed_in, now):
    page = make_page(slug="before", title_en="Before")
    Page.objects.filter(pk=page.pk).update(title_en="Now", **now)
    page.refresh_from_db()
    restore = address("page", "restore", page.pk, versions.versions_of(page)[-1].key)

    looked = signed_in.get(restore)
    signed_in.post(restore)

    page.refresh_from_db()
    assert (page.title_en, page.slug, page.published_on) == (
        "Before",
        now["slug"],
        now.get("published_on"),
    )
    # The look before tells of the title alone.
    assert (texts(looked, "//del"), texts(looked, "//ins")) == (["Now"], ["Before"])


def test_two_versions_are_compared_in_words(signed_in):
    page = make_page(
        body_en="<h2>Aims</h2><ul><li>water</li><li>schools</li></ul>",
        published_on=date(2020, 1, 2),
    )
    save(
        signed_in,
        page,
        body_en="<h2>Aims</h2><ul><li>water</li><li>health</li></ul>",
        published_on="2020-01-03",
    )
    first = versions.versions_of(page)[-1]

    seen = signed_in.get(address("page", "version", page.pk, first.key))

    assert texts(seen, "//dl//dt") == ["Text (English)", "Public from"]
    assert texts(seen, "//dd") == ["Heading 2: Aims • water • schools health", "2 3 January 2020"]


def test_lines_are_compared_before_their_words():
    before = "Heading 2: Wells\nOne well.\nHeading 3: Small\nEnd"
    after = "Heading 2: Wells\nOne well and two springs.\nEnd here"

    assert versions.by_lines(before, after) == [
        ("same", "Heading 2: Wells"),
        ("same", "\n"),
        ("removed", "One well."),
        ("same", "\n"),
        ("removed", "Heading 3: Small"),
        ("same", "\n"),
        ("removed", "End"),
        ("same", "\n"),
        ("added", "One well and two springs."),
        ("same", "\n"),
        ("added", "End here"),
    ]
    assert versions.by_lines("One well.\nEnd", "Two wells.\nEnd")[-2:] == [
        ("same", "\n"),
        ("same", "End"),
    ]
    assert versions.by_lines("", "New") == [("added", "New")]
    assert versions.by_lines("", "") == []


def test_rich_text_is_read_as_lines_without_tags():
    html = (
        '<h2>Aims</h2><p>We <strong>share</strong> &amp; <a href="/en/">more</a><br>still</p>'
        "<ul><li>one<ol><li>two</li></ol></li></ul>"
        '<figure><img src="/pictures/3/" alt="A square"><figcaption>Odemira</figcaption></figure>'
        "<table><tbody><tr><th>Year</th><td>2009</td></tr></tbody></table><blockquote><p>So</p>"
        "</blockquote>"
    )

    assert lines_of(html).split("\n") == [
        "Heading 2: Aims",
        "We **share** & more [/en/]",
        "still",
        "• one",
        "    # two",
        "Picture /pictures/3/: A square",
        "Caption: Odemira",
        "| **Year** | 2009",
        "> So",
    ]


def test_the_list_of_versions_asks_the_same_number_of_questions(
    signed_in, django_assert_num_queries
):
    page = make_page()
    for number in range(3):
        save(signed_in, page, title_en=f"Title {number}")
    few = _queries(signed_in, page)
    for number in range(5):
        save(signed_in, page, title_en=f"Name {number}")

    assert _queries(signed_in, page) == few


def _queries(client, page):
    with CaptureQueriesContext(connection) as asked:
        client.get(address("page", "history", page.pk))
    return len(asked)


@pytest.mark.parametrize("asked", ["0", "999", "9" * 18])
def test_a_version_that_is_not_there_is_not_found(signed_in, asked):
    page = make_page()

    assert signed_in.get(address("page", "restore", page.pk, asked)).status_code == 404
    assert (
        signed_in.get(address("page", "version", page.pk, 0) + f"?with={asked}x").status_code == 404
    )


def test_a_version_of_another_record_is_not_restored(signed_in):
    page, other = make_page(), make_page(slug="other", title_en="Other")
    save(signed_in, other, title_en="Changed")
    key = versions.versions_of(other)[-1].key

    assert signed_in.post(address("page", "restore", page.pk, key)).status_code == 404


def test_the_board_compares_and_does_not_restore(signed_in, client):
    page = make_page()
    save(signed_in, page, title_en="Changed")
    key = versions.versions_of(page)[-1].key
    client.force_login(make_board_member())

    seen = client.get(address("page", "history", page.pk))

    assert not [way for way in values(seen, "//main//a/@href") if "restore" in way]
    assert client.get(address("page", "version", page.pk, key)).status_code == 200
    for method in (client.get, client.post):
        assert method(address("page", "restore", page.pk, key)).status_code == 403
