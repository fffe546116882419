"""What people do to forms: stay away too long, open two tabs, press twice, go back, reload."""

import re

import pytest
from pikepdf import Encryption
from playwright.sync_api import expect

from applications.files import BYTES, REFUSALS
from applications.models import Application, File
from platforms.forms import PlatformForm
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

    send_without_session(page, letters)
    open_section(page, reference, Section.TERRITORY)

    assert page.input_value('[name="territory_name"]') == "Saint-Exemple-des-Prés"
    assert page.is_checked('[name="holder"][value="territory"]')
    assert page.input_value('[name="territory_country"]') == "FR"
    press(page)
    application = PlatformApplication.objects.get()
    assert application.territory_name == "Saint-Exemple-des-Prés"
    assert not application.kept.exists()


def send_without_session(page, letters):
    """Press the button after the session has gone, and open the fresh link that comes for it."""
    page.context.clear_cookies(name="sessionid")
    press(page)
    assert heading(page) == french("A fresh link is needed")
    open_link(page, letters, "edit")


def test_every_row_of_participants_outlives_the_session(visitor, letters):
    page = visitor()
    reference = begin(page)
    rows = [[f"Groupe {n}", "inhabitants" if n % 2 else "school", f"rôle {n}"] for n in range(5)]
    open_section(page, reference, Section.PARTICIPANTS)
    fill(page, **fields_of(rows[:3]))
    press(page, '[name="more"]')
    fill(page, **fields_of(rows[3:], start=3))

    send_without_session(page, letters)
    open_section(page, reference, Section.PARTICIPANTS)

    typed = {name: page.input_value(f'[name="{name}"]') for name in fields_of(rows)}
    assert typed == fields_of(rows)
    press(page)
    saved = PlatformApplication.objects.get().participants.order_by("pk")
    assert [[row.name, row.kind, row.role] for row in saved] == rows


def fields_of(rows, *, start=0):
    """Return what is typed for rows of participants, by the names of the fields."""
    return {
        f"{name}_{number}": value
        for number, row in enumerate(rows, start)
        for name, value in zip(("name", "kind", "role"), row, strict=True)
    }


def test_every_tick_outlives_the_session(visitor, letters):
    page = visitor()
    reference = begin(page)
    ticked = ["email", "phone"]
    open_section(page, reference, Section.CONTACTS)
    fill(page, **ANSWERS[Section.CONTACTS], contact_phone="+33 4 75 00 00 00")
    fill(page, public_contacts=ticked)

    send_without_session(page, letters)
    open_section(page, reference, Section.CONTACTS)

    boxes = page.locator('[name="public_contacts"]').all()
    assert [box.get_attribute("value") for box in boxes if box.is_checked()] == ticked
    assert page.input_value('[name="contact_phone"]') == "+33 4 75 00 00 00"
    press(page)
    assert PlatformApplication.objects.get().public_contacts == ticked


def test_rows_asked_for_without_a_session_are_kept_too(visitor, letters):
    page = visitor()
    reference = begin(page)
    open_section(page, reference, Section.PARTICIPANTS)
    fill(page, name_0="Les Amis du Pré")
    page.context.clear_cookies(name="sessionid")

    press(page, '[name="more"]')
    open_link(page, letters, "edit")
    open_section(page, reference, Section.PARTICIPANTS)

    assert page.input_value('[name="name_0"]') == "Les Amis du Pré"


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

    missing = ("is_formal", "has_begun", "languages")
    words = [str(PlatformForm.base_fields[name].error_messages["required"]) for name in missing]
    assert found == ([*map(french, words)],) * 2
    assert errors(page) == found
    assert page.input_value('[name="aims"]') == "Réunir toutes les tables."


UPLOADS = {
    "too-large": {"name": "a.pdf", "mimeType": "application/pdf", "buffer": bytes(BYTES + 1)},
    "not-allowed": {"name": "a.docx", "mimeType": "application/msword", "buffer": b"words"},
    "protected": {
        "name": "a.pdf",
        "mimeType": "application/pdf",
        "buffer": a_pdf(encryption=Encryption(owner="a", user="b")),
    },
}


@pytest.mark.parametrize("why", UPLOADS)
def test_of_a_file_not_taken_it_is_said_why_and_the_rest_stays(visitor, site, why):
    page = visitor()
    reference = begin(page)
    open_section(page, reference, Section.MANDATE)
    fill(page, **ANSWERS[Section.MANDATE])
    press(page)
    open_section(page, reference, Section.MANDATE)

    fill(page, decided_by="Assemblée des habitants", document=UPLOADS[why])
    press(page)

    assert errors(page) == ([french(REFUSALS[why])],) * 2
    assert page.title().startswith(french("Error:"))
    assert page.is_checked('[name="mandate"][value="decision"]')
    assert page.input_value('[name="decided_by"]') == "Assemblée des habitants"
    assert page.input_value('[name="decided_on"]') == ANSWERS[Section.MANDATE]["decided_on"]
    assert "délibération.pdf" in page.inner_text("main")
    assert list(File.objects.values_list("name", flat=True)) == ["délibération.pdf"]
