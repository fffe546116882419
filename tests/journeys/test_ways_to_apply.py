"""Ways to apply: by keyboard, on two devices, by telephone, on paper, for a school, as two."""

import pytest
from django.conf import settings

from applications import workflow
from applications.models import Application
from applications.workflow import State
from platforms.models import Platform, PlatformApplication
from platforms.workflow import DESCRIPTION, PLACE, Section
from tests import browser
from tests.applications.factories import make_secretary
from tests.browser import fill, follow, overhang, press
from tests.factories import make_territory
from tests.journeys import keyboard, steps
from tests.journeys.steps import (
    ANSWERS,
    APPLICANT,
    accept,
    answer,
    answer_everything,
    apply,
    begin,
    french,
    heading,
    look_at,
    notices,
    open_for_writing,
    open_link,
    said,
)

pytestmark = pytest.mark.browser

SECOND = "rui@example.org"
# Kinds of fields in which one types; a field of several lines has none.
TYPED = (None, "text", "email", "number", "date")

in_every_language = pytest.mark.parametrize(
    "language", [code for code, _name in settings.LANGUAGES]
)


@in_every_language
def test_a_keyboard_is_enough(visitor, letters, language):
    """No click on the whole way, and where the focus is can be seen at every stop."""
    page = visitor()

    begin(page, language=language, by=keyboard)
    keyboard.follow(page, f'main a[href$="/{Section.TERRITORY}/"]')
    keyboard.press(page)
    assert keyboard.has_focus(page, "#error-summary")
    # The second thing to mend: its link in the summary leads to its field.
    keyboard.tab_to(page, '#error-summary a[href="#id_territory_name"]')
    page.keyboard.press("Enter")
    assert keyboard.has_focus(page, "#id_territory_name")
    for given in ANSWERS.values():
        keyboard.fill(page, **given)
        keyboard.press(page)
    keyboard.press(page)
    open_link(page, letters, "confirm", by=keyboard)

    assert heading(page) == steps.PLACE
    assert Application.objects.get().state == State.SUBMITTED


@in_every_language
def test_a_draft_is_gone_on_with_on_another_device(visitor, letters, language):
    at_work, at_home = visitor(), visitor()
    done, left = dict(list(ANSWERS.items())[:3]), dict(list(ANSWERS.items())[3:])

    begin(at_work, language=language)
    follow(at_work, f'main a[href$="/{Section.TERRITORY}/"]')
    for section in done:
        answer(at_work, section)
    at_work.context.close()
    open_for_writing(at_home, letters)
    assert pills(at_home) == [said("Completed", language)] * 2 + [said("Incomplete", language)] * 5
    follow(at_home, f'main a[href$="/{Section.PLATFORM}/"]')
    assert at_home.input_value('[name="aims"]') == ANSWERS[Section.PLATFORM]["aims"]
    assert at_home.is_checked('[name="has_begun"][value="True"]')
    press(at_home)
    for section in left:
        answer(at_home, section)
    press(at_home)
    open_link(at_home, letters, "confirm")

    assert heading(at_home) == steps.PLACE
    assert Application.objects.get().state == State.SUBMITTED


def pills(page):
    """Return how far each section is, as the list of them has it."""
    return page.locator("main ol.entries .pill").all_inner_texts()


@in_every_language
def test_staff_enter_what_came_on_paper(visitor, signed_in, letters, language):
    staff, applicant = signed_in(make_secretary(name="Sol Sample")), visitor()

    staff.goto(f"/{language}/admin/platforms/platformapplication/")
    follow(staff, 'a[href$="/enter/"]')
    fill(staff, email=APPLICANT, language=language, came_by="paper")
    press(staff, "#content form button")
    answer_everything(staff)
    assert letters.to(APPLICANT) == []
    press(staff)
    assert notices(staff) == [said(workflow.ENTER.done, language)]

    application = PlatformApplication.objects.get()
    [(subject, _text)] = letters.to(APPLICANT)
    entered = said("We have entered your application %(reference)s", language)
    assert subject == entered % {"reference": application.reference}
    open_link(applicant, letters, "status")
    assert applicant.url == staff.url
    assert heading(applicant) == steps.PLACE
    assert steps.steps(applicant) == [
        ("done", said("The secretariat enters your application", language), True),
        ("now", said("The secretariat reads it", language), False),
        ("next", said("You get the decision", language), False),
    ]
    look_at(staff, application, language=language)
    assert "Sol Sample" in staff.inner_text("#content")


@in_every_language
def test_a_school_opens_a_platform_in_a_listed_place(visitor, signed_in, letters, language):
    place = make_territory("Vila do Açor", admin_area="Beja")
    make_territory("Vila Verde do Açor")
    applicant, staff, anybody = visitor(), signed_in(make_secretary()), visitor()

    apply(applicant, letters, language=language, answers=of_a_school(place))
    look_at(staff, Application.objects.get(), language=language)
    accept(staff)

    platform = Platform.objects.get()
    anybody.goto(f"/{language}/territories/vila-do-acor/")
    anybody.goto(f"/{language}{platform.get_absolute_url().removeprefix('/en')}")
    assert facts(anybody, "section[aria-labelledby=composition]") == {
        said("Public authority", language): "1",
        said("Association", language): "2",
    }
    assert facts(anybody, "section[aria-labelledby=contact]") == {
        said("E-mail address", language): APPLICANT
    }
    assert facts(anybody, "aside")[said("Territory", language)] == "Vila do Açor"
    for name in ("Núñez", "+351", "Mairie", "Amis"):
        assert name not in anybody.content()
    follow(anybody, 'aside a[href*="/collective-actors/"]')
    assert heading(anybody) == "Escola do Açor"
    assert anybody.locator("main .entries a").all_inner_texts() == ["La table d’hôtes"]


def of_a_school(place):
    """Return the answers of a school in a place that its applicant finds in the registry."""
    answers = {
        Section.TERRITORY: {
            "holder": "actor",
            "actor_name": "Escola do Açor",
            "actor_kind": "school",
            "territory_name": "vila do acor",
            "territory_country": "PT",
        },
        PLACE: {"listed_territory": str(place.pk)},
    }
    of_the_group = {page: ANSWERS[page] for page in ANSWERS if page not in (*answers, DESCRIPTION)}
    return {
        **answers,
        **of_the_group,
        Section.PARTICIPANTS: {
            **ANSWERS[Section.PARTICIPANTS],
            "name_2": "Amis des élèves",
            "kind_2": "association",
        },
        Section.CONTACTS: {
            **ANSWERS[Section.CONTACTS],
            "contact_phone": "+351 283 000 000",
            "public_contacts": ["email"],
        },
    }


def facts(page, part):
    """Return the facts that a part of the page tells, by their names."""
    rows = page.locator(f"{part} dl.facts > div").all()
    return {row.locator("dt").inner_text(): row.locator("dd").inner_text() for row in rows}


def test_the_second_contact_writes_by_a_link_of_their_own(visitor, letters):
    first, second, third = visitor(), visitor(), visitor()
    reference = begin(first)
    contacts = f"/fr/apply/{reference}/{Section.CONTACTS}/"

    first.goto(contacts)
    answer(first, Section.CONTACTS, second_name="Rui", second_email=SECOND)
    open_for_writing(second, letters, email=SECOND)
    second.goto(f"/fr/apply/{reference}/{Section.PROCESS}/")
    answer(second, Section.PROCESS)
    assert PlatformApplication.objects.get().trained == ANSWERS[Section.PROCESS]["trained"]
    first.goto(contacts)
    fill(first, second_email="lia@example.org")
    press(first)

    for purpose in ("status", "edit"):
        second.goto(letters.link(SECOND, f"/link/{purpose}/"))
        assert heading(second) == french("A fresh link is needed")
    second.goto(f"/fr/apply/{reference}/{Section.PROCESS}/")
    assert heading(second) == french("A fresh link is needed")
    open_for_writing(third, letters, email="lia@example.org")
    assert third.url.endswith(f"/apply/{reference}/")


def test_a_telephone_is_enough(visitor, letters):
    """No page on the way is wider than 360 pixels, and every button can be met by a finger."""
    phone = visitor(width=360, has_touch=True, is_mobile=True)
    faults = []
    phone.on("load", lambda page: faults.extend(_too_small(page)))

    apply(phone, letters)

    assert heading(phone) == steps.PLACE
    assert faults == []


def _too_small(page):
    wide = overhang(page, width=360)
    low = page.locator("main :is(button, .btn)").evaluate_all(
        "all => all.filter(button => button.getBoundingClientRect().height < 44).length"
    )
    return [(page.url, wide, low)] if wide or low else []


class Count:
    """Clicks as ``browser`` does, and counts what the pages ask of a person."""

    def __init__(self):
        self.pages = self.questions = self.optional = self.answers = self.characters = 0

    def fill(self, page, **answers):
        browser.fill(page, **answers)
        self.answers += len(answers)
        kinds = [
            page.locator(f'main [name="{name}"]').first.get_attribute("type") for name in answers
        ]
        self.characters += sum(
            len(value) for kind, value in zip(kinds, answers.values(), strict=True) if kind in TYPED
        )

    def press(self, page, *button):
        self._look_at(page)
        browser.press(page, *button)

    def follow(self, page, link):
        self._look_at(page)
        browser.follow(page, link)

    def _look_at(self, page):
        self.pages += 1
        asked = page.locator("main form .form-group").all_inner_texts()
        self.questions += len(asked)
        self.optional += sum("(optional)" in words for words in asked)


def test_what_an_application_asks_of_a_person(visitor, letters):
    """The start page promises about ten minutes; this says what is to be done in them."""
    count = Count()

    apply(visitor(), letters, language="en", by=count)

    assert vars(count) == {
        "pages": 13,
        "questions": 51,
        "optional": 20,
        "answers": 26,
        "characters": 284,
    }
