"""What the site says of itself: the register of personal fields, cookies, security.txt."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as site_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from network.models import Page
from network.statements import register
from tests.pages import texts, values
from tests.together_site.test_privacy import our_models

pytestmark = pytest.mark.django_db

STATEMENTS = ["privacy", "accessibility", "imprint", "licence"]
LANGUAGES = [code for code, _name in site_settings.LANGUAGES]


def write(slug, **fields):
    today = timezone.localdate()
    return Page.objects.create(slug=slug, published_on=today, **fields)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", STATEMENTS)
def test_a_statement_is_there_in_every_language_whether_staff_have_written_it_or_not(
    client, slug, language
):
    bare = client.get(f"/{language}/{slug}/")
    write(slug, title_fr="Le titre", body_fr="<p>Les mots.</p>")
    told = client.get(f"/{language}/{slug}/")

    assert (bare.status_code, told.status_code) == (200, 200)
    assert texts(told, "//h1") == ["Le titre"]
    assert texts(told, "//main//p[.='Les mots.']") == ["Les mots."]


@pytest.mark.parametrize("slug", STATEMENTS)
def test_a_draft_of_a_statement_is_not_shown(client, slug):
    Page.objects.create(slug=slug, title_en="Draft")

    assert "Draft" not in client.get(f"/en/{slug}/").text


@pytest.mark.parametrize("slug", STATEMENTS)
def test_a_statement_asks_the_database_seldom_and_once_for_all(client, slug):
    asked = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/en/{slug}/", {"n": number})
        asked.append(len(queries))
        write(f"{slug}-{number}", title_en="Another")

    assert asked[0] == asked[1] <= 8


def test_every_table_with_personal_fields_is_told_under_an_occasion():
    told = [label for _title, labels in register.OCCASIONS.values() for label in labels]
    held = [label for label, model in our_models().items() if hasattr(model, "PERSONAL_FIELDS")]

    assert sorted(told) == sorted(held)


def test_the_page_on_privacy_says_of_messages_what_is_kept_why_and_how_long(client, settings):
    settings.MONTHS_UNTIL_MESSAGES_GO = 7

    page = client.get("/en/privacy/")

    (table,) = (one for one in register.occasions() if one.name == "contact")
    assert table.rows == [
        ("name", "who writes to us"),
        ("e-mail address", "where the answer goes"),
        ("message", "what this person wants to know or to say"),
        ("note", "why a move was made"),
    ]
    assert texts(page, '//*[@aria-labelledby="contact"]//td[1]') == [
        "Name",
        "E-mail address",
        "Message",
        "Note",
    ]
    assert texts(page, "//p[starts-with(., 'How long: Erased 7')]") == [
        "How long: Erased 7 months after the answer. What waits for an answer is kept until it has "
        "one; spam is erased after 30 days."
    ]


def test_the_register_is_told_in_the_language_of_the_reader():
    """The words stand in the models: each must be one that the catalogues can have."""
    plain = [
        (label, name)
        for label, model in our_models().items()
        for name, why in getattr(model, "PERSONAL_FIELDS", {}).items()
        if isinstance(why, str)
    ]

    assert plain == []


def test_no_name_of_a_column_is_shown_to_readers():
    with translation.override("en"):
        what = {
            part for one in register.occasions() for row in one.rows for part in row[0].split(", ")
        }

    assert {part for part in what if "_" in part or part in ("sought", "folded name")} == set()


def test_the_cookies_are_those_that_the_site_sets(client):
    assert [cookie.name for cookie in register.cookies()] == ["csrftoken", "sessionid", "messages"]
    assert set(client.get("/en/contact/").cookies) == {"csrftoken"}
    assert set(client.get("/en/privacy/").cookies) == set()


@pytest.mark.parametrize(
    ("slug", "subject"), [("privacy", "privacy"), ("accessibility", "technical")]
)
def test_a_statement_leads_to_the_form_with_its_subject(client, slug, subject):
    way = f"/en/contact/?subject={subject}"

    assert values(client.get(f"/en/{slug}/"), f'//main//a[@href="{way}"]/@href') == [way]
    assert values(client.get(way), '//input[@name="subject"][@checked]/@value') == [subject]


def test_the_licence_of_our_own_data_is_said_to_be_undecided(client):
    page = client.get("/en/licence/")

    assert texts(page, "//main//p")[0].startswith("The network has not decided yet")


def test_security_txt_says_where_to_write_until_when(client, settings):
    settings.SITE_URL = "https://registry.example.org"

    answer = client.get("/.well-known/security.txt")

    lines = [line.split(": ", 1) for line in answer.text.splitlines()]
    told = dict(lines)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert {name: value for name, value in told.items() if name != "Expires"} == {
        "Contact": "https://registry.example.org/en/contact/?subject=technical",
        "Preferred-Languages": "en, fr, pt, ar",
        "Canonical": "https://registry.example.org/.well-known/security.txt",
    }
    ends = datetime.strptime(told["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=150) < ends - timezone.now() < timedelta(days=365)
