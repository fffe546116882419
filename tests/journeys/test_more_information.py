"""Further ways an application can go: asked back, declined, withdrawn; by keyboard; on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications import workflow
from applications.models import Application
from applications.workflow import State
from platforms.workflow import Section
from tests.applications.factories import make_application, make_secretary
from tests.browser import fill, overhang, press
from tests.journeys.steps import (
    APPLICANT,
    PLACE,
    answer_everything,
    apply,
    begin,
    french,
    heading,
    notices,
    open_link,
    open_move,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def in_review(site):
    """An application in review, led by the secretary who will sign in."""
    secretary = make_secretary()
    return make_application(
        State.IN_REVIEW, email=APPLICANT, language="fr", title=PLACE, lead=secretary
    )


def look_at(page, application):
    page.goto(f"/fr/admin/platforms/platformapplication/{application.pk}/change/")


def states():
    return list(Application.objects.order_by("pk").values_list("state", flat=True))


def test_what_is_asked_is_answered_by_keyboard_alone(visitor, signed_in, letters, in_review):
    staff, applicant = signed_in(in_review.lead), visitor()
    until = timezone.localdate() + timedelta(days=10)

    look_at(staff, in_review)
    open_move(staff, "ask")
    staff.check(f'[name="sections"][value="{Section.PLATFORM}"]')
    fill(staff, until=until.isoformat(), note="Qui tient la table ?")
    press(staff)
    assert "Qui tient la table ?" in staff.input_value('[name="letter-body"]')
    press(staff)
    applicant.goto(letters.link(APPLICANT, "/link/status/"))
    keys(applicant, to="main button")  # opens the status
    keys(applicant, to="main button")  # asks for a link for writing
    applicant.goto(letters.link(APPLICANT, "/link/edit/"))
    keys(applicant, to="main button")
    assert "Qui tient la table ?" in applicant.inner_text("main .notice-turn")
    assert applicant.locator("main ol.entries li").count() == 1
    keys(applicant, to="main ol.entries a")
    tab_to(applicant, '[name="aims"]')
    applicant.keyboard.press("Control+A")
    applicant.keyboard.type("L’association la tient, avec la mairie.")
    tab_to(applicant, '[name="has_begun"]')
    applicant.keyboard.press("Space")
    keys(applicant, to="main button:not([name])")
    assert "L’association la tient" in applicant.inner_text("main")
    keys(applicant, to="main form button")

    assert notices(applicant) == [french(workflow.ANSWER.done)]
    assert states() == [State.IN_REVIEW]
    look_at(staff, in_review)
    assert "L’association la tient, avec la mairie." in staff.inner_text("main")


def tab_to(page, selector):
    """Walk with the tabulator until the focus is on the first element that fits."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by keyboard on {page.url}")


def keys(page, *, to):
    """Walk to a link or button and use it, by keyboard alone."""
    tab_to(page, to)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_what_is_not_accepted_is_told_with_its_reason(visitor, signed_in, letters, in_review):
    staff, applicant = signed_in(in_review.lead), visitor()

    look_at(staff, in_review)
    open_move(staff, "decline")
    fill(staff, note="Les habitants n’ont pas été conviés.")
    press(staff)
    letter = staff.input_value('[name="letter-body"]')
    press(staff)

    _subject, received = letters.to(APPLICANT)[-1]
    assert received.startswith(letter.strip())
    assert "Les habitants n’ont pas été conviés." in received
    open_link(applicant, letters, "status")
    assert french("Not accepted this time") in applicant.inner_text("main")
    assert states() == [State.DECLINED]


def test_a_reason_left_out_is_asked_for_and_nothing_is_decided(signed_in, in_review):
    staff = signed_in(in_review.lead)

    look_at(staff, in_review)
    open_move(staff, "decline")
    press(staff)

    assert staff.inner_text("#error-summary li") == french("Say why")
    assert states() == [State.IN_REVIEW]


def test_an_applicant_withdraws(visitor, letters):
    applicant = visitor()
    apply(applicant, letters)

    with applicant.expect_navigation():
        applicant.click('main a[href$="/withdraw/"]')
    press(applicant)

    assert notices(applicant) == [french(workflow.WITHDRAW.done)]
    assert states() == [State.WITHDRAWN]
    subject, _text = letters.to(APPLICANT)[-1]
    reference = Application.objects.get().reference
    assert subject == french("Application %(reference)s is withdrawn") % {"reference": reference}


def test_a_telephone_is_enough(visitor, letters):
    """No page on the way is wider than 360 pixels, and every button can be met by a finger."""
    phone = visitor(width=360, has_touch=True, is_mobile=True)
    faults = []
    phone.on("load", lambda page: faults.extend(_too_small(page)))

    begin(phone)
    answer_everything(phone)
    press(phone)
    open_link(phone, letters, "confirm")

    assert heading(phone) == PLACE
    assert faults == []


def _too_small(page):
    wide = overhang(page, width=360)
    low = page.locator("main :is(button, .btn)").evaluate_all(
        "all => all.filter(button => button.getBoundingClientRect().height < 44).length"
    )
    return [(page.url, wide, low)] if wide or low else []
