"""Further ways an application can go: asked back, declined, withdrawn."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from applications import workflow
from applications.models import Application
from applications.workflow import State
from platforms.forms import PAGE_FORMS
from platforms.workflow import Section
from tests.applications.factories import COMPLETE, make_application, make_secretary
from tests.browser import fill, follow, press
from tests.journeys import keyboard
from tests.journeys.steps import (
    APPLICANT,
    PLACE,
    apply,
    french,
    heading,
    look_at,
    notices,
    open_for_writing,
    open_link,
    open_move,
    said,
    steps,
)

pytestmark = pytest.mark.browser

in_every_language = pytest.mark.parametrize(
    "language", [code for code, _name in settings.LANGUAGES]
)


@pytest.fixture
def in_review(site):
    """An application in review, led by the secretary who will sign in."""
    return make_application(
        State.IN_REVIEW, email=APPLICANT, language="fr", title=PLACE, lead=make_secretary()
    )


def states():
    return list(Application.objects.order_by("pk").values_list("state", flat=True))


@in_every_language
def test_what_is_asked_is_answered_by_keyboard_alone(visitor, signed_in, letters, language):
    application = make_application(
        State.IN_REVIEW, email=APPLICANT, language=language, lead=make_secretary()
    )
    staff, applicant = signed_in(application.lead), visitor()
    aims = "L’association la tient,\navec la mairie."

    asks(staff, application, language)
    open_for_writing(applicant, letters, by=keyboard)
    assert "Qui tient la table ?" in applicant.inner_text("main .notice-turn")
    assert sections(applicant) == [said(Section.PLATFORM.label, language)]
    assert pages_open(applicant) == [Section.PLATFORM]
    keyboard.follow(applicant, "main ol.entries a")
    keyboard.fill(applicant, aims=aims, has_begun="True")
    keyboard.press(applicant)
    assert heading(applicant) == said("Check your answers", language)
    keyboard.press(applicant)

    assert notices(applicant) == [said(workflow.ANSWER.done, language)]
    assert states() == [State.IN_REVIEW]
    look_at(staff, application, language=language)
    assert changes(staff) == [
        [said("What does the group want to do?", language), COMPLETE["aims"], aims],
        [
            said("Have groups begun to meet?", language),
            said("Not yet", language),
            said("Yes", language),
        ],
    ]


def asks(page, application, language):
    """Ask for more of one section, after a look at the letter."""
    look_at(page, application, language=language)
    open_move(page, "ask")
    until = timezone.localdate() + timedelta(days=10)
    fill(page, sections=[Section.PLATFORM], until=until.isoformat(), note="Qui tient la table ?")
    press(page)
    assert "Qui tient la table ?" in page.input_value('[name="letter-body"]')
    press(page)


def sections(page):
    """Return the sections that are open, as the list of them has it."""
    return page.locator("main ol.entries h2").all_inner_texts()


def pages_open(page):
    """Return the pages of the application that can be opened now by their addresses."""
    answers = {name: page.context.request.get(f"{page.url}{name}/") for name in PAGE_FORMS}
    return [name for name, answer in answers.items() if answer.ok]


def changes(page):
    """Return what staff are shown of the answer: question, before and now."""
    rows = page.locator("#changes dl > div").all()
    return [
        [row.locator("dt").inner_text(), words_without("ins", row), words_without("del", row)]
        for row in rows
    ]


def words_without(other, row):
    """Return the words of a row without what was added, or without what was removed."""
    script = """(told, other) => {
        const words = told.cloneNode(true);
        words.querySelectorAll(`${other}, .visually-hidden`).forEach((part) => part.remove());
        return words.textContent;
    }"""
    return row.locator("dd").evaluate(script, other)


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


@in_every_language
def test_an_applicant_withdraws(visitor, letters, language):
    applicant = visitor()
    reference = apply(applicant, letters, language=language)

    follow(applicant, 'main a[href$="/withdraw/"]')
    press(applicant)

    assert notices(applicant) == [said(workflow.WITHDRAW.done, language)]
    assert steps(applicant) == [
        ("done", said("You send the application", language), True),
        ("done", said("You confirm your e-mail address", language), True),
        ("done", said("Withdrawn", language), True),
    ]
    assert states() == [State.WITHDRAWN]
    subject, _text = letters.to(APPLICANT)[-1]
    withdrawn = said("Application %(reference)s is withdrawn", language)
    assert subject == withdrawn % {"reference": reference}
