"""What applicants and staff do on the pages, step by step, and what they read there.

Where a step takes ``by``, it says with what: ``tests.browser`` clicks, ``keyboard`` types.
"""

import re

from django.utils import translation
from django.utils.translation import gettext

from platforms.workflow import DESCRIPTION, Section
from tests import browser
from tests.applications.uploads import a_pdf
from tests.browser import fill, press

APPLICANT = "ana@example.org"
PASSWORD = "round-tables-for-all"
PLACE = "Saint-Exemple-des-Prés"
MANDATE = {"name": "délibération.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
# Of each page on the way of a place that is not listed yet, in their order. A day that is the
# same in every order of day and month can be typed anywhere.
ANSWERS = {
    Section.TERRITORY: {
        "holder": "territory",
        "territory_name": PLACE,
        "territory_country": "FR",
    },
    DESCRIPTION: {"territory_kind": "municipality", "territory_area": "Drôme"},
    Section.PLATFORM: {
        "local_name": "La table d’hôtes",
        "is_formal": "False",
        "aims": "Réunir autour d’une même table\ntoutes celles et ceux qui font vivre le lieu.",
        "has_begun": "True",
        "languages": "français, occitan",
    },
    Section.PARTICIPANTS: {
        "name_0": "Mairie de Saint-Exemple",
        "kind_0": "public_authority",
        "name_1": "Les Amis du Pré",
        "kind_1": "association",
        "role_1": "accueille",
    },
    Section.MANDATE: {
        "mandate": "decision",
        "decided_by": "Conseil municipal",
        "decided_on": "2025-05-05",
        "document": MANDATE,
    },
    Section.CONTACTS: {"contact_name": "A. Núñez", "contact_role": "Conseillère municipale"},
    Section.PROCESS: {"trained": "in_training"},
    Section.CONSENT: {"privacy": True, "may_apply": True},
}


def said(words, language):
    """Return words of the site as a page in a language has them; of a lazy text too."""
    with translation.override(language):
        return gettext(words) if isinstance(words, str) else str(words)


def french(words):
    return said(words, "fr")


def heading(page):
    return page.inner_text("h1")


def notices(page):
    """Return what the page says of the last act."""
    return [notice.inner_text().strip() for notice in page.locator(".messages .notice").all()]


def steps(page):
    """Return the steps of a status page: how far each is, its name, and whether it is dated."""
    return [
        (
            step.get_attribute("class"),
            step.locator("b").inner_text(),
            step.locator(".num").count() == 1,
        )
        for step in page.locator("ol.track li").all()
    ]


def begin(page, *, email=APPLICANT, language="fr", by=browser):
    """Open a draft from the start page; returns its reference."""
    page.goto(f"/{language}/apply/")
    by.follow(page, 'main a[href$="/apply/begin/"]')
    by.fill(page, email=email, language=language)
    by.press(page)
    return re.fullmatch(r".*/apply/([^/]+)/", page.url)[1]


def answer(page, section, *, by=browser, **instead):
    """Fill in the page now open and go on."""
    by.fill(page, **{**ANSWERS.get(section, {}), **instead})
    by.press(page)


def answer_everything(page, answers=ANSWERS, *, by=browser):
    """Go through all pages, each leading to the next, up to the check of the answers."""
    by.follow(page, f'main a[href$="/{Section.TERRITORY}/"]')
    for section, given in answers.items():
        assert page.url.endswith(f"/{section}/")
        by.fill(page, **given)
        by.press(page)
    assert page.url.endswith("/check/")


def apply(page, letters, *, email=APPLICANT, language="fr", answers=ANSWERS, by=browser):
    """Go the whole way of the applicant up to the receipt; returns the reference."""
    reference = begin(page, email=email, language=language, by=by)
    answer_everything(page, answers, by=by)
    by.press(page)
    open_link(page, letters, "confirm", email=email, by=by)
    return reference


def open_link(page, letters, purpose, *, email=APPLICANT, by=browser):
    """Open the private link of the newest letter and press the button behind it."""
    page.goto(letters.link(email, f"/link/{purpose}/"))
    by.press(page)


def open_for_writing(page, letters, *, email=APPLICANT, by=browser):
    """Come by the link that every letter has, ask for one for writing, and open that."""
    open_link(page, letters, "status", email=email, by=by)
    by.press(page, 'main form[action$="/link/"] button')
    open_link(page, letters, "edit", email=email, by=by)


def sign_in(page, email, *, language="fr"):
    """Sign in through the log-in page, to which the admin sends who has not."""
    page.goto(f"/{language}/admin/")
    fill(page, login=email, password=PASSWORD)
    press(page)


def look_at(page, application, *, language="fr"):
    """Open the page of an application in the admin."""
    page.goto(f"/{language}/admin/platforms/platformapplication/{application.pk}/change/")


def open_move(page, name):
    """Press the button of a move on the page of an application."""
    press(page, f'form[action$="/move/{name}/"] button')


def accept(page):
    """Take the application now shown into review and accept it, as its letter is suggested."""
    open_move(page, "take")
    open_move(page, "accept")
    press(page)
    press(page)
