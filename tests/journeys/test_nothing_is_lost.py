"""What people do to forms: stay away too long, open two tabs, press twice, go back, reload."""

import re

import pytest
from playwright.sync_api import expect

from applications.models import Application, File
from platforms.models import PlatformApplication
from platforms.workflow import Section
from tests.applications.uploads import a_pdf
from tests.browser import fill, press
from tests.journeys.steps import (
    ANSWERS,
    APPLICANT,
    answer_everything,
    begin,
    french,
    heading,
    open_link,
)

pytestmark = pytest.mark.browser


def open_section(page, reference, section):
    page.goto(f"/fr/apply/{reference}/{section}/")


def errors(page):
    """Return the words of the summary, and of the messages beside the fields."""
    return (
        [line.inner_text() for line in page.locator("#error-summary li").all()],
        [line.inner_text().split(" ", 1)[1] for line in page.locator(".invalid-feedback").all()],
    )


def press_twice(page, *, lands_on):
    """Double-click: the browser gives up the first request for the second, the site gets both."""
    page.dblclick("main form button", no_wait_after=True)
    expect(page).to_have_url(re.compile(lands_on), timeout=20_000)
    page.wait_for_load_state("networkidle")


def moves():
    return list(Application.objects.get().history.order_by("pk").values_list("move", flat=True))


def test_what_was_typed_outlives_the_session(visitor, letters):
    page = visitor()
    reference = begin(page)
    open_section(page, reference, Section.TERRITORY)
    fill(page, **ANSWERS[Section.TERRITORY])
    page.context.clear_cookies(name="sessionid")

    press(page)
    assert heading(page) == french("A fresh link is needed")
    open_link(page, letters, "edit")
    open_section(page, reference, Section.TERRITORY)

    assert page.input_value('[name="territory_name"]') == "Saint-Exemple-des-Prés"
    assert page.is_checked('[name="territory_kind"][value="municipality"]')
    assert page.input_value('[name="territory_area"]') == "Drôme"
    press(page)
    application = PlatformApplication.objects.get()
    assert application.territory_name == "Saint-Exemple-des-Prés"
    assert not application.kept.exists()


def test_an_older_tab_shows_both_answers_before_it_overwrites_one(visitor, letters):
    older = visitor()
    reference = begin(older)
    open_section(older, reference, Section.CONTACTS)
    newer = older.context.new_page()
    open_section(newer, reference, Section.CONTACTS)
    fill(newer, contact_name="Newer Name", contact_role="Maire")
    press(newer)

    fill(older, contact_name="Older Name", contact_role="Maire")
    press(older)

    assert PlatformApplication.objects.get().contact_name == "Newer Name"
    assert older.input_value('[name="contact_name"]') == "Older Name"
    assert older.locator("main .notice dd").all_inner_texts() == ["Newer Name"]
    press(older)
    assert PlatformApplication.objects.get().contact_name == "Older Name"


def test_sending_by_a_double_click_sends_once(visitor, letters):
    page = visitor()
    begin(page)
    answer_everything(page)

    press_twice(page, lands_on=r"/applications/")

    assert moves() == ["send"]
    assert len(letters.to(APPLICANT)) == 2  # the draft's link, and the one to confirm


def test_going_back_after_sending_and_pressing_again_shows_the_receipt(visitor, letters):
    page = visitor()
    reference = begin(page)
    answer_everything(page)
    press(page)

    page.go_back()
    if page.url.endswith("/check/"):  # the browser may show the page as it was
        press(page)

    assert page.url.endswith(f"/fr/applications/{reference}/")
    assert moves() == ["send"]


def test_beginning_by_a_double_click_opens_one_draft(visitor, letters):
    page = visitor()
    page.goto("/fr/apply/begin/")
    fill(page, email=APPLICANT, language="fr")

    press_twice(page, lands_on=r"/apply/[^/]{9}/$")

    assert Application.objects.count() == 1
    assert len(letters.to(APPLICANT)) == 1


def test_reloading_a_page_that_came_back_with_errors_keeps_what_was_typed(visitor, site):
    page = visitor()
    reference = begin(page)
    open_section(page, reference, Section.PLATFORM)
    fill(page, aims="Réunir toutes les tables.")
    press(page)
    found = errors(page)

    page.reload()

    assert found == ([french("Choose whether groups have begun to meet")],) * 2
    assert errors(page) == found
    assert page.input_value('[name="aims"]') == "Réunir toutes les tables."


def test_a_file_of_the_wrong_kind_is_told_beside_the_field_and_the_rest_stays(visitor, site):
    page = visitor()
    reference = begin(page)
    open_section(page, reference, Section.MANDATE)
    fill(page, document={"name": "mandat.pdf", "mimeType": "application/pdf", "buffer": a_pdf()})
    press(page)
    open_section(page, reference, Section.MANDATE)

    fill(page, document={"name": "a.docx", "mimeType": "application/msword", "buffer": b"words"})
    press(page)

    in_summary, beside = errors(page)
    assert len(in_summary) == 1
    assert in_summary == beside
    assert page.title().startswith(french("Error:"))
    assert "mandat.pdf" in page.inner_text("main")
    assert list(File.objects.values_list("name", flat=True)) == ["mandat.pdf"]
