"""The queue on a small screen and by keyboard, and its pages as accessibility wants them."""

import pytest

from applications.workflow import State
from tests.applications.factories import make_application, make_secretary
from tests.browser import fill, follow, overhang, violations

QUEUE = "/en/admin/platforms/platformapplication/"
PASSWORD = "of a member of staff"

pytestmark = pytest.mark.browser


def test_a_filter_is_chosen_by_keyboard_on_a_small_screen_without_scripts(signed_in):
    for country in ("FR", "PT"):
        make_application(State.SUBMITTED, territory_country=country)
    page = signed_in(make_secretary(), width=360, javascript=False)
    page.goto(QUEUE)

    page.locator("#filter-country summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.url.endswith("?country=FR")
    assert page.locator("#filter-country summary").inner_text() == "Country: France"
    assert page.locator("td.field-country").all_inner_texts() == ["France"]


def test_the_pages_of_the_queue_are_accessible_and_fit_a_small_screen(signed_in):
    applications = [make_application(state) for state in (State.SUBMITTED, State.HELD)]
    page = signed_in(make_secretary(password=PASSWORD))
    found = {}

    def judge(name):
        found[name] = (violations(page), overhang(page))

    page.goto(f"{QUEUE}?country=PT&lead=none")
    page.locator("#filter-state summary").click()
    judge("queue")
    page.goto(f"{QUEUE}?q=nothing")
    judge("queue without rows")
    page.goto(QUEUE)
    for application in applications:
        page.check(f'input[name="_selected_action"][value="{application.pk}"]')
    page.select_option('select[name="action"]', "mark-spam")
    with page.expect_navigation():
        page.locator('button[name="index"]').click()
    judge("move in bulk")
    page.goto(f"{QUEUE}export/csv/?state=submitted")
    fill(page, password=PASSWORD)
    follow(page, "main form button:not([name])")
    judge("export")
    follow(page, ".review form button")
    judge("export without a reason")
    page.fill('[name="reason"]', "Annual report")
    with page.expect_download() as file:
        page.locator(".review form button").click()
    page.goto("/en/admin/applications/export/")
    judge("list of exports")

    assert found == dict.fromkeys(found, ([], 0))
    assert len(file.value.path().read_text().splitlines()) == 2
