"""From an application to the public registry and its feed, as three people."""

import feedparser
import pytest

from applications import workflow
from platforms.workflow import Section
from tests.applications.factories import make_secretary
from tests.browser import fill, press
from tests.journeys.steps import (
    ANSWERS,
    APPLICANT,
    PASSWORD,
    PLACE,
    answer_everything,
    begin,
    french,
    heading,
    notices,
    open_link,
    open_move,
    sign_in,
)

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
def test_a_place_comes_into_the_registry(visitor, letters, javascript):
    make_secretary(email="sol@example.org", password=PASSWORD)
    applicant, staff, anybody = (visitor(javascript=javascript) for _person in range(3))

    reference = applies(applicant, letters)
    letter = decides(staff, reference, letters)
    _subject, received = letters.to(APPLICANT)[-1]
    applicant.reload()

    assert received.startswith(letter.strip())
    assert french("Accepted") in applicant.inner_text("main")
    finds(anybody)
    reads_the_feed(anybody)


def applies(page, letters):
    """Apply with a PDF and confirm the address; returns the reference."""
    reference = begin(page)
    assert notices(page) == [french("Your draft is saved and its link is on the way to you.")]
    answer_everything(page)
    assert heading(page) == french("Check your answers")
    assert PLACE in page.inner_text("main")
    assert "délibération.pdf" in page.inner_text("main")
    press(page)
    assert notices(page) == [french(workflow.SEND.done)]
    open_link(page, letters, "confirm")
    assert page.inner_text("main .notice-good h2") == french("Your application has reached us")
    assert heading(page) == PLACE
    return reference


def decides(page, reference, letters):
    """Sign in, take the application, accept it held, release it; returns the letter previewed."""
    sign_in(page, "sol@example.org")
    with page.expect_navigation():
        page.click(f"text={reference}")
    open_move(page, "take")
    open_move(page, "accept")
    fill(page, keep_held=True)
    press(page)
    letter = page.input_value('[name="letter-body"]')
    press(page)
    assert page.locator(".messagelist li").all_inner_texts() == [french(workflow.ACCEPT.done)]
    assert len(letters.to(APPLICANT)) == 3  # draft, confirm, receipt: no decision yet
    open_move(page, "release")
    assert page.inner_text("pre.letter").startswith(letter.strip())
    press(page)
    return letter


def finds(page):
    """Find the place by a search in the list, then its platform."""
    page.goto("/fr/territories/")
    fill(page, q="saint exemple")
    press(page, "main form button")
    with page.expect_navigation():
        page.click(f'main li >> text="{PLACE}"')
    assert heading(page) == PLACE
    with page.expect_navigation():
        page.click('main li >> text="La table d’hôtes"')
    assert heading(page) == "La table d’hôtes"
    assert page.inner_text(".written") == ANSWERS[Section.PLATFORM]["aims"]
    assert "Núñez" not in page.content()


def reads_the_feed(page):
    """Follow the feed that the platform's page names."""
    address = page.get_attribute('link[type="application/atom+xml"]', "href")

    feed = feedparser.parse(page.context.request.get(address).text())

    entries = [(entry.title, entry.link) for entry in feed.entries]
    assert entries == [("La table d’hôtes", page.url)]
