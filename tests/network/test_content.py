"""What all records of the association have in common."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone, translation

from network.models import Page

pytestmark = pytest.mark.django_db


def test_words_are_told_in_the_readers_language_else_in_the_first_that_has_any():
    page = Page.objects.create(slug="aims", title_en="Aims", title_fr="Buts", body_pt="<p>Olá</p>")

    told = {}
    for language in ("en", "fr", "pt", "ar"):
        with translation.override(language):
            told[language] = (page.title, page.title_language, page.body, page.body_language)

    assert told == {
        "en": ("Aims", "en", "<p>Olá</p>", "pt"),
        "fr": ("Buts", "fr", "<p>Olá</p>", "pt"),
        "pt": ("Aims", "en", "<p>Olá</p>", "pt"),
        "ar": ("Aims", "en", "<p>Olá</p>", "pt"),
    }


def test_what_is_missing_is_told_of_what_is_begun():
    page = Page.objects.create(slug="aims", title_en="Aims", title_fr="Buts", body_pt="<p>Olá</p>")

    assert page.missing_languages() == {"title": ["pt", "ar"], "body": ["en", "fr", "ar"]}


def test_a_record_needs_a_title_in_some_language():
    with pytest.raises(IntegrityError, match="page_has_a_title"):
        Page.objects.create(slug="aims", body_en="<p>Words</p>")


@pytest.mark.parametrize(
    ("published", "withdrawn", "is_seen"),
    [
        (None, None, False),
        (0, None, True),
        (-9, None, True),
        (1, None, False),
        (-9, 0, False),
        (-9, 1, True),
    ],
)
def test_a_record_is_seen_from_its_day_until_it_is_withdrawn(published, withdrawn, is_seen):
    today = timezone.localdate()
    days = [None if n is None else today + timedelta(days=n) for n in (published, withdrawn)]
    page = Page.objects.create(
        slug="aims", title_en="Aims", published_on=days[0], withdrawn_on=days[1]
    )

    assert list(Page.objects.public()) == [page] * is_seen
    assert page.is_public == is_seen


def test_rich_text_keeps_what_the_design_carries_and_nothing_else():
    page = Page.objects.create(
        slug="aims",
        title_en="Aims",
        body_en=(
            '<h2 style="color:red">Head</h2><p onclick="x()">Olá <script>alert(1)</script>'
            '<a href="javascript:x()">a</a> <a href="https://example.org/" target="_blank">b</a>'
            '<img src="https://example.org/a.png" alt="b"><img src="/pictures/3/" alt="c">'
            "<iframe src='https://example.org'></iframe></p><h1>Big</h1><svg onload=x>"
        ),
    )
    page.refresh_from_db()

    assert page.body == (
        '<h2>Head</h2><p>Olá <a rel="noopener">a</a> '
        '<a href="https://example.org/" rel="noopener">b</a>'
        '<img loading="lazy" alt="b"><img src="/pictures/3/" alt="c" loading="lazy"></p>Big'
    )


def test_the_words_to_find_are_folded_and_of_every_language():
    page = Page.objects.create(slug="aims", title_en="Aims", body_pt="<p>São</p><p>Tomé</p>")

    assert page.search_key == "aims sao tome"


def test_the_words_to_find_are_those_that_one_reads():
    page = Page.objects.create(
        slug="aims", title_en="Aims", body_fr="<p>Bois & forêts\u00a0; eau</p>"
    )

    assert page.search_key == "aims bois forets eau"


def test_each_change_keeps_the_row_as_it_was():
    page = Page.objects.create(slug="aims", title_en="Aims")

    page.title_en = "Our aims"
    page.save()

    assert [(row.title_en, row.slug) for row in page.changes.all()] == [("Aims", "aims")]
