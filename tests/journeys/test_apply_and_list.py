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
    secretary = make_secretary(email="sol@example.org", password=PASSWORD)
    applicant, staff, anybody = (visitor(javascript=javascript) for _person in range(3))

    reference = begin(applicant)
    assert notices(applicant) == [french("Your draft is saved and its link is on the way to you.")]
    answer_everything(applicant)
    assert heading(applicant) == french("Check your answers")
    assert PLACE in applicant.inner_text("main")
    assert "délibération.pdf" in applicant.inner_text("main")

    press(applicant)
    assert notices(applicant) == [french(workflow.SEND.done)]
    open_link(applicant, letters, "confirm")
    assert notices(applicant) == [french(workflow.CONFIRM.done)]
    assert heading(applicant) == PLACE

    sign_in(staff, secretary.email)
    with staff.expect_navigation():
        staff.click(f"text={reference}")
    open_move(staff, "take")
    open_move(staff, "accept")
    fill(staff, keep_held=True)
    press(staff)
    letter = staff.input_value('[name="letter-body"]')
    press(staff)
    assert [notice.inner_text() for notice in staff.locator(".messagelist li").all()] == [
        french(workflow.ACCEPT.done)
    ]
    assert len(letters.to(APPLICANT)) == 3  # draft, confirm, receipt: no decision yet
    open_move(staff, "release")
    assert staff.inner_text("pre.letter").startswith(letter.split("\n")[0])
    press(staff)

    _subject, decision = letters.to(APPLICANT)[-1]
    assert decision.startswith(letter.strip())
    applicant.reload()
    assert french("Accepted") in applicant.inner_text("main")

    anybody.goto("/fr/territories/")
    fill(anybody, q="saint exemple")
    press(anybody, "main form button")
    with anybody.expect_navigation():
        anybody.click(f'main li >> text="{PLACE}"')
    assert heading(anybody) == PLACE
    with anybody.expect_navigation():
        anybody.click('main li >> text="La table d’hôtes"')
    assert heading(anybody) == "La table d’hôtes"
    assert ANSWERS[Section.PLATFORM]["aims"] == anybody.inner_text(".written")
    assert "Núñez" not in anybody.content()
    feed = feedparser.parse(
        anybody.context.request.get(
            anybody.get_attribute('link[type="application/atom+xml"]', "href")
        ).text()
    )
    assert [(entry.title, entry.link) for entry in feed.entries] == [
        ("La table d’hôtes", anybody.url)
    ]
