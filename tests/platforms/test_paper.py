"""The application on paper: the same questions blank, the same answers filled in."""

import io

import pytest
from django.conf import settings as project_settings
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from applications import files
from applications.files import CheckedUpload
from applications.links import Purpose
from applications.models import Contact
from applications.paper import Table
from applications.workflow import State
from platforms import paper
from platforms.answers import ANSWERS
from platforms.forms import PAGE_FORMS, ConsentForm
from platforms.recorded import RECORDED
from platforms.workflow import PLACE, Section
from tests.applications.browsing import open_link
from tests.applications.factories import make_application, make_secretary
from tests.factories import make_territory

LANGUAGES = [code for code, _name in project_settings.LANGUAGES]
# Fields that help to fill in a form on the screen, and the place that one searches there.
ON_SCREEN = {"seen", "use_point", "remove", "row_count", "listed_territory"}
FILLED = {
    "holder": "actor",
    "actor_name": "Escola do Vale",
    "actor_kind": "school",
    "population": 1200,
    "population_year": 2021,
    "since_year": 2019,
    "languages": ["pt", "ar"],
    "mandate": "decision",
    "decided_on": "2026-03-31",
    "cycle": 0,
    "public_contacts": ["role", "email"],
}


def written(response):
    """Return the words of a PDF, blanks collapsed."""
    pages = PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def questions_of(page):
    """Return what a page asks, as its form has it: names of fields, rows of people once."""
    names = [*PAGE_FORMS[page].base_fields]
    people = ["participants"] if page == Section.PARTICIPANTS else []
    return {*people, *names} - ON_SCREEN


def label_on_the_page(page, name):
    if name in ("participants", "document"):
        return RECORDED.label_of(name)
    return str(PAGE_FORMS[page].base_fields[name].label)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_blank_form_asks_whatever_the_pages_ask_and_nothing_twice(language):
    with translation.override(language):
        parts = paper.blank_sheet().parts[1:]
        asked = [str(question.label) for part in parts for question in part.questions]
        expected = [
            label_on_the_page(page, name) for page in PAGE_FORMS for name in questions_of(page)
        ]

    assert sorted(label.rpartition(" (")[0] or label for label in asked) == sorted(expected)


def test_what_is_told_and_what_the_pages_ask_are_the_same():
    asked = {page: questions_of(page) for page in PAGE_FORMS if page != Section.CONSENT}

    assert asked == {page: {*names} - ON_SCREEN for page, names in RECORDED.asked.items()}


def test_the_blank_form_marks_as_optional_what_the_pages_do_not_need():
    [section] = [part for part in paper.blank_sheet().parts if part.title == "The process"]

    assert [question.label for question in section.questions] == [
        "In which cycle is the group? (optional)",
        "In which phase? (optional)",
        "Are facilitators trained?",
        "What help does the group need? (optional)",
        "What can it offer to others? (optional)",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_boxes_have_the_words_of_the_pages(language):
    with translation.override(language):
        boxes = {
            question.label: [choice.label for choice in question.choices]
            for part in paper.blank_sheet().parts[1:-1]
            for question in part.questions
            if not isinstance(question, Table) and question.choices
        }
        holder = PAGE_FORMS[Section.TERRITORY].base_fields["holder"]
        expected = {str(holder.label): [str(words) for value, words in holder.choices if value]}

    assert {label: boxes[label] for label in expected} == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_privacy_notice_stands_before_the_boxes_of_consent(language):
    with translation.override(language):
        consent = paper.blank_sheet().parts[-1]
        labels = [str(field.label) for field in ConsentForm.base_fields.values()]
        notice = [words for words in consent.intro.splitlines() if words]
        asked = [str(question.label) for question in consent.questions]

    assert asked == labels
    assert (len(notice), [line for line in notice if "<" in line or "&" in line]) == (8, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_blank_form_is_a_pdf_in_the_language_of_its_address(client, language):
    with translation.override(language):
        response = client.get(reverse("platforms:paper-form"))
        title = paper.blank_sheet().title

    reader = PdfReader(io.BytesIO(response.content))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    assert response.headers["Content-Disposition"].startswith("inline; filename")
    # The words of an Arabic line come out from left to right.
    title = title.split() if language == "ar" else [title]
    assert reader.root_object["/Lang"] == language
    assert [part for part in title if part not in written(response)] == []
    assert response.cookies == {}


def make_filled():
    place = make_territory("Vila Exemplo")
    application = make_application(**FILLED, listed_territory=place)
    files.store(
        application,
        CheckedUpload("decisão.pdf", "application/pdf", b"%PDF-1.7"),
        purpose=Section.MANDATE,
    )
    application.refresh_from_db()
    return application


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_copy_holds_the_answers_of_the_check_page(language):
    application = make_filled()
    with translation.override(language):
        sheet = paper.filled_sheet(application)
        groups = ANSWERS.groups(application)

        on_paper = [
            (part.title, [(question.label, _answer(question)) for question in part.questions])
            for part in sheet.parts
        ]
        on_screen = [
            (
                str(group["title"]),
                [(str(row["label"]), str(row["value"])) for row in group["answers"]],
            )
            for group in groups
        ]

    assert on_paper == on_screen


def _answer(question):
    if not isinstance(question, Table):
        return question.answer
    return "\n".join(
        f"{name} ({kind}): {role}" if role else f"{name} ({kind})"
        for name, kind, role in question.rows
    )


@pytest.mark.django_db
def test_a_copy_says_what_it_is_a_copy_of():
    application = make_application(State.SUBMITTED, saved_at="2026-03-31T10:00Z")
    application.refresh_from_db()

    assert paper.filled_sheet(application).facts == (
        ("Reference", application.reference),
        ("About", "Vila Exemplo"),
        ("State", "Submitted"),
        ("Last saved", "31 March 2026"),
        ("Letters go to", application.email),
    )


def copies(application):
    names = ("platforms:application-copy", "platforms:application-pdf")
    return [reverse(name, args=[application.reference]) for name in names]


@pytest.mark.django_db
@pytest.mark.parametrize("contact", Contact)
@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.DECLINED])
def test_either_contact_gets_a_copy_in_any_state_and_no_cache_keeps_it(client, contact, state):
    application = make_application(state, second_email="second@example.org")
    open_link(client, application, contact=contact)

    responses = [client.get(url) for url in copies(application)]

    assert [
        (response.status_code, response.headers["Content-Type"], response.headers["Cache-Control"])
        for response in responses
    ] == [(200, "text/html; charset=utf-8", "no-store"), (200, "application/pdf", "no-store")]
    assert application.reference in written(responses[1])


@pytest.mark.django_db
@pytest.mark.parametrize("opens", [None, Purpose.STATUS, Purpose.CONFIRM])
def test_a_copy_is_for_those_who_may_write(client, opens):
    application = make_application(State.SUBMITTED)
    if opens:
        open_link(client, application, opens)

    assert [client.get(url).status_code for url in copies(application)] == [404, 404]


@pytest.mark.django_db
def test_nobody_gets_a_copy_of_another_ones_application(client):
    mine, other = make_application(), make_application()
    open_link(client, mine)
    client.force_login(make_secretary())

    assert [client.get(url).status_code for url in copies(other)] == [404, 404]


@pytest.mark.django_db
def test_a_copy_names_its_file_by_the_reference(client):
    application = make_application()
    open_link(client, application)

    response = client.get(copies(application)[1])

    assert response.headers["Content-Disposition"] == (
        f'inline; filename="TOGETHER {application.reference}.pdf"'
    )


@pytest.mark.django_db
def test_what_is_written_on_paper_is_text_and_never_a_command(client):
    application = make_application(aims='#panic("no") $x$ @here <b>bold</b> \\ */ //')
    open_link(client, application)

    assert '#panic("no") $x$ @here <b>bold</b> \\ */ //' in written(
        client.get(copies(application)[1])
    )


@pytest.mark.django_db
def test_a_place_searched_on_the_screen_is_not_asked_for_on_paper():
    labels = [RECORDED.label_of(name) for name in RECORDED.asked[PLACE]]
    asked = [question.label for part in paper.blank_sheet().parts for question in part.questions]

    assert [label for label in labels if label in asked] == []
