"""From the question who joins to a member with a certificate, for each category."""

import re
from datetime import date

import pytest

from membership.models import Certificate, DatedSetting, Member, MembershipApplication
from membership.workflow import Category, CertificateState
from tests.applications.factories import make_secretary
from tests.browser import fill, follow, press
from tests.factories import make_platform, make_territory
from tests.journeys.steps import MANDATE, PASSWORD, heading, open_link, open_move, said, sign_in

pytestmark = pytest.mark.browser

EMAIL = "rui@example.org"
WHO = {
    Category.TERRITORY: {"me": "group", "what": "platform"},
    Category.PUBLIC_ENTITY: {"me": "group", "what": "public"},
    Category.PERSON: {"me": "self"},
    Category.BODY: {"me": "group", "what": "body"},
}
REPRESENTATIVE = {"political_name": "R. Núñez", "political_email": "r@example.org"}
# A day that is the same in every order of day and month can be typed anywhere.
DECISION = {"decided_by": "Assembleia", "decided_on": "2026-01-01", "document": MANDATE}
CONTACT = {"contact_name": "R. Núñez", "contact_role": "Presidente"}
AGREED = {"privacy": True, "may_join": True}
AMOUNT = {"amount": "25", "currency": "EUR"}
# Of each page on the way, in their order.
PAGES = {
    Category.TERRITORY: {
        "platform": {"looked_for": "Vila Nova"},
        "which": {},
        "representatives": REPRESENTATIVE,
        "decision": DECISION,
        "services": {"services_expected": "Formação e trocas com outros lugares."},
        "contacts": CONTACT,
        "consent": AGREED,
    },
    Category.PUBLIC_ENTITY: {
        "entity": {"legal_name": "Município de Exemplo", "level": "local", "country": "PT"},
        "decision": DECISION,
        "representatives": REPRESENTATIVE,
        "billing": {"billing_address": "Praça da República, 1\nExemplo"},
        "contacts": CONTACT,
        "consent": AGREED,
    },
    Category.PERSON: {
        "person": {
            "legal_name": "Rui Núñez",
            "country": "PT",
            "motivation": "Aprender com os outros.",
            "joins_as_self": True,
        },
        "amount": AMOUNT,
        "contacts": {},
        "consent": {"privacy": True, "is_public": True},
    },
    Category.BODY: {
        "body": {
            "legal_name": "Associação Exemplo",
            "kind": "association",
            "country": "PT",
            "motivation": "Partilhar.",
        },
        "representatives": REPRESENTATIVE,
        "amount": AMOUNT,
        "contacts": CONTACT,
        "consent": AGREED,
    },
}
NAMES = {
    Category.TERRITORY: "Mesa de Vila Nova",
    Category.PUBLIC_ENTITY: "Município de Exemplo",
    Category.PERSON: "Rui Núñez",
    Category.BODY: "Associação Exemplo",
}


@pytest.mark.parametrize(
    ("category", "language", "javascript"),
    [
        (Category.TERRITORY, "pt", True),
        (Category.PUBLIC_ENTITY, "pt", False),
        (Category.PERSON, "pt", False),
        (Category.BODY, "fr", True),
    ],
    ids=str,
)
def test_a_category_comes_to_a_member_with_a_certificate(
    visitor, letters, category, language, javascript
):
    # What migrations have set is gone in a test that commits.
    months = {"value": 12, "valid_from": date(2014, 1, 1)}
    DatedSetting.objects.get_or_create(name="period_months", defaults=months)
    make_secretary(email="sol@example.org", password=PASSWORD)
    platform = make_platform("Mesa de Vila Nova", territory=make_territory("Vila Nova"))
    applicant, staff, anybody = (visitor(javascript=javascript) for _person in range(3))

    reference = asks(applicant, letters, category, language, platform)
    decides(staff, letters, reference, language)
    certifies(staff, language)
    applicant.reload()

    member = Member.objects.get()
    assert (member.category, member.name) == (category, NAMES[category])
    assert member.number in applicant.inner_text("main .notice-good")
    finds(anybody, member, language)


def asks(page, letters, category, language, platform):
    """Choose by the questions, write every page, send it and confirm the address."""
    page.goto(f"/{language}/join/")
    for name, value in WHO[category].items():
        fill(page, **{name: value})
        press(page, "main form button")
    assert page.inner_text("main h2#way") == said(category.label, language)
    follow(page, f'main a[href$="/join/begin/{category}/"]')
    fill(page, email=EMAIL, language=language)
    press(page)
    reference = re.fullmatch(r".*/join/([^/]+)/", page.url)[1]
    first = next(iter(PAGES[category]))
    follow(page, f'main a[href$="/{first}/"]')
    for name, answers in PAGES[category].items():
        assert page.url.endswith(f"/{name}/")
        which = {"platform": str(platform.pk)} if name == "which" else {}
        fill(page, **answers, **which)
        press(page)
    assert heading(page) == said("Check your answers", language)
    press(page)
    open_link(page, letters, "confirm", email=EMAIL)
    assert heading(page) == NAMES[category]
    return reference


def decides(page, letters, reference, language):
    """Take the request and accept it; its letter leaves at once."""
    request = MembershipApplication.objects.get(reference=reference)
    sign_in(page, "sol@example.org", language=language)
    page.goto(f"/{language}/admin/membership/membershipapplication/{request.pk}/change/")
    open_move(page, "take")
    open_move(page, "accept")
    press(page)
    letter = page.input_value('[name="letter-body"]')
    press(page)
    assert any(text.startswith(letter.strip()) for _subject, text in letters.to(EMAIL))


def certifies(page, language):
    """Issue the certificate on the page of the new member, and open it."""
    member = Member.objects.get()
    page.goto(f"/{language}/admin/membership/member/{member.pk}/change/")
    follow(page, 'a[href$="/move/issue-certificate/"]')
    press(page)
    address = page.locator(f'a[href*="/{member.pk}/certificate/"]').get_attribute("href")
    assert page.context.request.get(address).body().startswith(b"%PDF-1.7")


def finds(page, member, language):
    """Find the member in the directory, and its certificate valid."""
    page.goto(f"/{language}/members/")
    follow(page, f'main li >> text="{member.name}"')
    assert heading(page) == member.name
    page.goto(f"/{language}/verify/{Certificate.objects.get().serial}/")
    assert said(CertificateState.VALID.label, language) in page.inner_text("main")
