"""From an application to the public registry and its feed, as three people, in every language."""

import feedparser
import pytest
from django.conf import settings

from applications import workflow
from platforms.workflow import Section
from tests.applications.factories import make_secretary
from tests.browser import fill, follow, press
from tests.journeys.steps import (
    ANSWERS,
    APPLICANT,
    PASSWORD,
    PLACE,
    answer_everything,
    begin,
    heading,
    notices,
    open_link,
    open_move,
    said,
    sign_in,
    steps,
)

pytestmark = pytest.mark.browser

SUBJECTS = [
    "Your draft application %(reference)s",
    "[Action needed] Confirm your address for application %(reference)s",
    "We have received your application %(reference)s",
    "Your application %(reference)s is accepted",
]


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
def test_a_place_comes_into_the_registry(visitor, letters, javascript, language):
    make_secretary(email="sol@example.org", password=PASSWORD)
    applicant, staff, anybody = (visitor(javascript=javascript) for _person in range(3))

    reference = applies(applicant, letters, language)
    letter = decides(staff, reference, letters, language)
    received = letters.to(APPLICANT)
    applicant.reload()

    assert [subject for subject, _text in received] == [
        said(subject, language) % {"reference": reference} for subject in SUBJECTS
    ]
    assert received[-1][1].startswith(letter.strip())
    assert applicant.inner_text("main .notice-good h2") == said("Accepted", language)
    assert [(how_far, is_dated) for how_far, _name, is_dated in steps(applicant)] == [
        ("done", True)
    ] * 4
    finds(anybody, language)
    reads_the_feed(anybody)


def applies(page, letters, language):
    """Apply with a PDF and confirm the address; returns the reference."""
    reference = begin(page, language=language)
    assert notices(page) == [
        said("Your draft is saved and its link is on the way to you.", language)
    ]
    answer_everything(page)
    assert heading(page) == said("Check your answers", language)
    assert PLACE in page.inner_text("main")
    assert "délibération.pdf" in page.inner_text("main")
    press(page)
    assert notices(page) == [said(workflow.SEND.done, language)]
    open_link(page, letters, "confirm")
    assert page.inner_text("main .notice-good h2") == said(
        "Your application has reached us", language
    )
    assert heading(page) == PLACE
    assert steps(page) == [
        ("done", said("You send the application", language), True),
        ("done", said("You confirm your e-mail address", language), True),
        ("now", said("The secretariat reads it", language), False),
        ("next", said("You get the decision", language), False),
    ]
    return reference


def decides(page, reference, letters, language):
    """Sign in, take the application, accept it held, release it; returns the letter previewed."""
    sign_in(page, "sol@example.org", language=language)
    follow(page, f"text={reference}")
    open_move(page, "take")
    open_move(page, "accept")
    fill(page, keep_held=True)
    press(page)
    letter = page.input_value('[name="letter-body"]')
    press(page)
    assert page.locator(".messagelist li").all_inner_texts() == [
        said(workflow.ACCEPT.done, language)
    ]
    assert len(letters.to(APPLICANT)) == 3  # draft, confirm, receipt: no decision yet
    open_move(page, "release")
    assert page.inner_text("pre.letter").startswith(letter.strip())
    press(page)
    return letter


def finds(page, language):
    """Find the place by a search in the list, then its platform."""
    page.goto(f"/{language}/territories/")
    fill(page, q="saint exemple")
    press(page, "main form button")
    follow(page, f'main li >> text="{PLACE}"')
    assert heading(page) == PLACE
    follow(page, 'main li >> text="La table d’hôtes"')
    assert heading(page) == "La table d’hôtes"
    assert page.inner_text(".written") == ANSWERS[Section.PLATFORM]["aims"]
    assert "Núñez" not in page.content()
    assert APPLICANT not in page.content()


def reads_the_feed(page):
    """Follow the feed that the platform's page names."""
    address = page.get_attribute('link[type="application/atom+xml"]', "href")

    feed = feedparser.parse(page.context.request.get(address).text())

    entries = [(entry.title, entry.link) for entry in feed.entries]
    assert entries == [("La table d’hôtes", page.url)]
