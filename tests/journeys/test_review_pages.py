"""The pages on which staff review one application: by a browser, narrow and by keyboard's rules."""

import pytest

from applications import notes, services, workflow
from applications.emails import Letter
from applications.workflow import Applicant, State
from platforms import services as platform_services
from platforms.workflow import Section
from tests.applications.factories import make_application, make_board_member, make_secretary
from tests.browser import overhang, press, violations
from tests.factories import make_platform, make_territory
from tests.journeys.steps import PASSWORD, look_at, open_move, sign_in

pytestmark = pytest.mark.browser

WHERE = "/en/admin/"
ASKED = {"asked_sections": [Section.PLATFORM], "asked_until": "2031-03-31"}


def is_sound(page):
    """Return what is wrong with a page: rules that it breaks, pixels that it is too wide."""
    return violations(page), overhang(page, 360), overhang(page, 320)


def make_talked_about(secretary, colleague):
    """Make an application with all that the page of one can show."""
    place = make_territory("Vila Exemplo", admin_area="Beja", website="https://vila.example/")
    make_platform("Fórum da Vila", territory=place)
    make_application(State.SUBMITTED, email="same@example.org")
    application = make_application(
        State.SUBMITTED, email="same@example.org", second_email="second@example.org"
    )
    services.perform(workflow.TAKE, application, by=secretary)
    letter = Letter("[Action needed] Uma pergunta", "Bom dia,\n\nQuem participa?")
    platform_services.perform(
        workflow.ASK, application, by=secretary, note="Quem?", letter=letter, also=dict(ASKED)
    )
    application.aims = "Reunir todos à beira do rio."
    application.save(update_fields=["aims"])
    services.perform(workflow.ANSWER, application, by=Applicant(application.pk))
    notes.add(application, by=secretary, text="Falei com a junta.\n\nEstão de acordo.")
    notes.ask_opinion(application, by=secretary, asked_of=colleague, question="Known?", path=WHERE)
    notes.ask_opinion(
        application, by=colleague, asked_of=secretary, question="And you?", path=WHERE
    )
    return application, place


def test_every_page_of_a_review_is_sound(visitor):
    secretary = make_secretary(email="sol@example.org", name="S. Sample", password=PASSWORD)
    application, place = make_talked_about(secretary, make_board_member(name="B. Board"))
    page = visitor()
    sign_in(page, "sol@example.org", language="en")
    base = f"/en/admin/platforms/platformapplication/{application.pk}"
    found = {}

    def see(name):
        found[name] = is_sound(page)

    look_at(page, application, language="en")
    see("application")
    press(page, "#notes button")
    see("a note that is empty")
    page.goto(f"{base}/beside/place/{place.pk}/")
    see("beside a place")
    other = application.pk - 1
    page.goto(f"{base}/beside/{other}/")
    see("beside an application")
    look_at(page, application, language="en")
    open_move(page, "hand-over")
    see("hand over")
    look_at(page, application, language="en")
    open_move(page, "accept")
    press(page)
    see("the letter")
    page.check('[name="keep_held"]')
    press(page)
    open_move(page, "release")
    see("release")

    assert found == dict.fromkeys(found, ([], 0, 0))
    assert len(found) == 7
