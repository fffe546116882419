"""What applicants and staff do on the pages, step by step, and what they read there."""

import re

from django.utils import translation
from django.utils.translation import gettext

from platforms.workflow import Section
from tests.applications.uploads import a_pdf
from tests.browser import fill, press

APPLICANT = "ana@example.org"
PASSWORD = "round-tables-for-all"
PLACE = "Saint-Exemple-des-Prés"
MANDATE = {"name": "délibération.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
ANSWERS = {
    Section.TERRITORY: {
        "territory_name": PLACE,
        "territory_kind": "municipality",
        "territory_country": "FR",
        "territory_area": "Drôme",
    },
    Section.PLATFORM: {
        "local_name": "La table d’hôtes",
        "aims": "Réunir autour d’une même table\ntoutes celles et ceux qui font vivre le lieu.",
        "has_begun": "True",
    },
    Section.MANDATE: {"document": MANDATE},
    Section.CONTACTS: {"contact_name": "A. Núñez", "contact_role": "Conseillère municipale"},
    Section.CONSENT: {"privacy": True, "may_apply": True},
}


def french(words):
    """Return words of the site as a French page has them; of a lazy text too."""
    with translation.override("fr"):
        return gettext(words) if isinstance(words, str) else str(words)


def heading(page):
    return page.inner_text("h1")


def notices(page):
    """Return what the page says of the last act."""
    return [notice.inner_text().strip() for notice in page.locator(".messages .notice").all()]


def begin(page, *, email=APPLICANT, path="/fr/apply/"):
    """Open a draft from the start page; returns its reference."""
    page.goto(path)
    with page.expect_navigation():
        page.click('main a[href$="/apply/begin/"]')
    fill(page, email=email, language="fr")
    press(page)
    return re.fullmatch(r".*/apply/([^/]+)/", page.url)[1]


def answer(page, section, **instead):
    """Fill in the section now open and go on."""
    fill(page, **{**ANSWERS[section], **instead})
    press(page)


def answer_everything(page):
    """Go through all sections, each leading to the next, up to the check of the answers."""
    with page.expect_navigation():
        page.click(f'main a[href$="/{Section.TERRITORY}/"]')
    for section in ANSWERS:
        answer(page, section)


def apply(page, letters, *, email=APPLICANT):
    """Go the whole way of the applicant up to the receipt; returns the reference."""
    reference = begin(page, email=email)
    answer_everything(page)
    press(page)
    open_link(page, letters, "confirm", email=email)
    return reference


def open_link(page, letters, purpose, *, email=APPLICANT):
    """Open the private link of the newest letter and press the button behind it."""
    page.goto(letters.link(email, f"/link/{purpose}/"))
    press(page)


def sign_in(page, email):
    """Sign in through the log-in page, to which the admin sends who has not."""
    page.goto("/fr/admin/")
    fill(page, login=email, password=PASSWORD)
    press(page)


def open_move(page, name):
    """Press the button of a move on the page of an application."""
    press(page, f'form[action$="/move/{name}/"] button')
