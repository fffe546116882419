"""A session of the board, from its plan to its end, at a browser without scripts of ours."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import BoardSession
from applications.workflow import State
from tests.applications.factories import make_application, make_board_member, make_secretary
from tests.browser import fill, follow, overhang, press, violations
from tests.journeys.steps import PASSWORD, sign_in

pytestmark = pytest.mark.browser

SESSIONS = "/en/admin/applications/boardsession/"
NAMES = {"Vila Aceite": "pt", "Petite-Commune": "fr", "Late Town": "en", "Vila Retida": "pt"}


@pytest.fixture
def waiting(site):
    """Four applications that the board could decide on, the longest waiting first."""
    made = {}
    for at, (name, language) in enumerate(NAMES.items()):
        made[name] = make_application(
            State.FOR_THE_BOARD,
            title=name,
            territory_name=name,
            language=language,
            email=f"a{at}@example.org",
            state_since=timezone.now() - timedelta(days=40 - at),
        )
    return made


def offered(page):
    return page.locator("#offered label b").all_inner_texts()


def order(page):
    return [text.partition(". ")[2].strip() for text in page.locator("#items h3").all_inner_texts()]


def plan(page, day):
    page.goto(f"{SESSIONS}add/")
    fill(page, day=day.isoformat(), place="Odemira", chaired_by="C. Sample")
    press(page)


def put_on(page, *applications):
    for application in applications:
        page.check(f'[name="application"][value="{application.pk}"]')
    press(page, "#offered button")


def said(page):
    return page.locator(".messagelist li").all_inner_texts()


def chosen(page, application):
    """Return the beginning of the names of the fields about an application."""
    heading = page.locator("section h2", has_text=application.title)
    return "item-" + heading.get_attribute("id").removeprefix("line-")


def test_a_session_of_the_board(visitor, letters, waiting):
    secretary = make_secretary(email="sol@example.org", name="Sol Sample", password=PASSWORD)
    make_board_member(email="board@example.org", name="B. Board", password=PASSWORD)
    page, today, found = visitor(), timezone.localdate(), {}

    def see(name):
        found[name] = (violations(page), overhang(page, 360), overhang(page, 320))

    sign_in(page, "sol@example.org", language="en")
    plan(page, today + timedelta(days=30))
    plan(page, today)
    assert offered(page) == list(NAMES)
    put_on(page, *waiting.values())
    press(page, "#items li:nth-child(4) button >> text=Up")
    see("session")
    assert order(page) == ["Vila Aceite", "Petite-Commune", "Vila Retida", "Late Town"]
    page.locator("#items li:nth-child(1) summary").click()
    page.locator("#items li:nth-child(1) textarea").fill("The council has decided.")
    see("session, a summary open")
    press(page, "#items li:nth-child(1) details button")
    follow(page, "text=Agenda")
    see("agenda")
    assert "The council has decided." in page.inner_text("main")
    page.go_back()

    page = visitor()
    sign_in(page, "board@example.org", language="en")
    page.goto(SESSIONS)
    see("list")
    follow(page, f'#result_list a[href*="{BoardSession.objects.earliest("day").pk}/change"]')
    follow(page, "text=Enter the decisions")
    see("decisions")
    fill(page, minutes="2026/4")
    yes, no, later = (waiting[name] for name in ("Vila Aceite", "Petite-Commune", "Late Town"))
    fill(page, **{f"{chosen(page, yes)}-choice": "accept"})
    fill(page, **{f"{chosen(page, no)}-choice": "decline"})
    fill(page, **{f"{chosen(page, later)}-choice": "postpone"})
    other = str(BoardSession.objects.latest("day").pk)
    fill(page, **{f"{chosen(page, later)}-to": other})
    press(page)
    see("decisions, without a reason")
    fill(page, **{f"{chosen(page, no)}-note": "Trop peu de participants."})
    press(page)
    see("letters")
    body = f"letter-{chosen(page, no).removeprefix('item-')}-body"
    assert "Trop peu de participants." in page.input_value(f'[name="{body}"]')
    fill(page, **{body: "Bonjour,\n\npas cette fois."})
    press(page)
    assert said(page) == [
        "2 decisions are entered. Their letters are held.",
        "1 application is postponed.",
    ]
    see("session, decided")

    page = visitor(javascript=False)
    sign_in(page, "sol@example.org", language="en")
    page.goto(f"{SESSIONS}{BoardSession.objects.earliest('day').pk}/change/")
    press(page, '#items li:has-text("Vila Retida") button[formaction$="/take-off/"]')
    follow(page, "text=Release all decisions")
    assert page.locator("section h2").count() == 2
    press(page)
    assert said(page) == ["2 decisions are released and their letters are on the way."]
    press(page, ".review-moves form button")
    page = visitor()
    sign_in(page, "sol@example.org", language="en")
    page.goto(f"{SESSIONS}{BoardSession.objects.earliest('day').pk}/change/")
    see("session, closed")

    assert found == dict.fromkeys(found, ([], 0, 0))
    states = {}
    for name, application in waiting.items():
        application.refresh_from_db()
        states[name] = application.state
    assert states == {
        "Vila Aceite": State.ACCEPTED,
        "Petite-Commune": State.DECLINED,
        "Late Town": State.FOR_THE_BOARD,
        "Vila Retida": State.FOR_THE_BOARD,
    }
    [(_subject, words)] = letters.to(no.email)
    assert words.startswith("Bonjour,\n\npas cette fois.")
    session = BoardSession.objects.get(stage="closed")
    assert (session.minutes, session.closed_by) == ("2026/4", secretary)
