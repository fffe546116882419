"""Requests to join as applicants send them: each makes one valid thing, in any state."""

import secrets
from datetime import date
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications import workflow
from applications.emails import Letter
from applications.models import Form
from applications.workflow import Applicant, Decision, State
from membership.models import MembershipApplication
from membership.requests import services
from membership.requests.writing import kept
from membership.workflow import Category, Section
from tests.applications.factories import make_secretary
from tests.applications.uploads import a_pdf
from tests.factories import make_platform

_numbers = count(1)

COMPLETE = {
    Category.TERRITORY: {"services_expected": "Exchange with others."},
    Category.PUBLIC_ENTITY: {
        "legal_name": "Câmara Municipal de Exemplo",
        "level": "local",
        "country": "PT",
        "billing_address": "Praça 1\nExemplo",
    },
    Category.PERSON: {
        "legal_name": "Ana Exemplo",
        "country": "PT",
        "motivation": "To learn.",
        "joins_as_self": True,
        "amount": "25.00",
        "currency": "EUR",
    },
    Category.BODY: {
        "legal_name": "Associação Exemplo",
        "kind": "association",
        "country": "PT",
        "motivation": "To share.",
        "amount": "50.00",
        "currency": "EUR",
    },
}
DECIDED = {"decided_by": "The assembly", "decided_on": date(2026, 1, 15)}
CONTACT = {"contact_name": "A. Sample", "contact_role": "Chair"}


def make_request(category=Category.BODY, state=State.DRAFT, *, representatives=True, **fields):
    """Make a complete request in a state."""
    now = timezone.now()
    decided = state in (State.HELD, *workflow.DECIDED)
    decision = Decision(state) if state in workflow.DECIDED else Decision.ACCEPTED
    confirmed = state not in (State.DRAFT, State.UNCONFIRMED)
    if category == Category.TERRITORY and "platform_application" not in fields:
        fields.setdefault("platform", make_platform())
    is_full = category in (Category.TERRITORY, Category.PUBLIC_ENTITY)
    application = MembershipApplication(
        **{
            "form": Form.MEMBERSHIP,
            "category": category,
            "opened_with": secrets.token_hex(16),
            "email": f"member{next(_numbers)}@example.org",
            "language": "pt",
            "state": state,
            "decision": decision if decided else "",
            "held_from": State.IN_REVIEW if state == State.HELD else "",
            "address_confirmed_at": now if confirmed else None,
            "asked_sections": [Section.CONTACTS] if state == State.INFORMATION_ASKED else [],
            "asked_until": now.date() if state == State.INFORMATION_ASKED else None,
            **COMPLETE[category],
            **CONTACT,
            **(DECIDED if is_full else {}),
            **fields,
        }
    )
    application.sections_done = {section: now.isoformat() for section in application.sections()}
    application.title = application.about()
    application.save()
    if representatives and category != Category.PERSON:
        application.representatives.create(
            role="political",
            name="R. Sample",
            function="Mayor",
            email="r@example.org",
            starts_on=date(2025, 10, 1),
            ends_on=date(2029, 9, 30),
        )
    application.sought = kept(application)
    application.save(update_fields=["sought"])
    return application


def released(application, *, by=None):
    """Accept a request in review and release it. Returns it as it is then."""
    by = by or make_secretary()
    letter = Letter("Accepted", "Welcome.")
    services.decide(workflow.ACCEPT, application, by=by, note="", letter=letter, keep_held=False)
    application.refresh_from_db()
    return application


def begin(client, category, query="", **sent):
    """Begin a request as a visitor does; returns it."""
    address = reverse("membership:application-begin", args=[category]) + query
    page = client.get(address)
    token = page.context["form"]["token"].value()
    fields = {"email": f"new{next(_numbers)}@example.org", "language": "en", **sent}
    client.post(address, {"token": token, **fields})
    return MembershipApplication.objects.latest("pk")


SENT = {
    Category.TERRITORY: {
        "platform": {"looked_for": "Vila"},
        "which": {},
        "representatives": {
            "political_name": "R. Sample",
            "political_email": "r@example.org",
            "political_starts_on": "2025-10-01",
            "political_ends_on": "2029-09-30",
        },
        "decision": {"decided_by": "The group", "decided_on": "2026-01-15"},
        "services": {"services_expected": "Trainings."},
        "contacts": {"contact_name": "A. Sample", "contact_role": "Chair"},
        "consent": {"privacy": "on", "may_join": "on"},
    },
    Category.PUBLIC_ENTITY: {
        "entity": {
            "legal_name": "Câmara Municipal de Exemplo",
            "level": "local",
            "country": "PT",
        },
        "decision": {"decided_by": "The council", "decided_on": "2026-01-15"},
        "representatives": {
            "political_name": "R. Sample",
            "political_email": "r@example.org",
            "billing_name": "B. Sample",
            "billing_email": "b@example.org",
        },
        "billing": {"billing_address": "Praça 1\nExemplo"},
        "contacts": {"contact_name": "A. Sample", "contact_role": "Officer"},
        "consent": {"privacy": "on", "may_join": "on"},
    },
    Category.PERSON: {
        "person": {
            "legal_name": "Ana Exemplo",
            "country": "PT",
            "motivation": "To learn.",
            "joins_as_self": "on",
        },
        "amount": {"amount": "25", "currency": "EUR"},
        "contacts": {"contact_phone": ""},
        "consent": {"privacy": "on"},
    },
    Category.BODY: {
        "body": {
            "legal_name": "Associação Exemplo",
            "kind": "association",
            "country": "PT",
            "motivation": "To share.",
        },
        "representatives": {"political_name": "R. Sample", "political_email": "r@example.org"},
        "amount": {"amount": "50.5", "currency": "EUR"},
        "contacts": {"contact_name": "A. Sample", "contact_role": "Chair"},
        "consent": {"privacy": "on", "may_join": "on"},
    },
}


def page_of(application, page):
    return reverse("membership:application-section", args=[application.reference, page])


def send(client, application, page, sent):
    """Send a page as the browser has it open. Returns the answer."""
    shown = client.get(page_of(application, page))
    seen = shown.context["form"]["seen"].value() if "seen" in shown.context["form"].fields else ""
    return client.post(page_of(application, page), {"seen": seen, **sent})


def fill_in(client, application, **further):
    """Fill in every page of the category, with what a test sends beside."""
    for page, sent in SENT[application.category].items():
        document = {"document": a_decision()} if page == Section.DECISION else {}
        answer = send(client, application, page, {**sent, **document, **further.get(page, {})})
        assert answer.status_code == 302, (page, answer.context["form"].errors)
    application.refresh_from_db()
    return application


def a_decision():
    return SimpleUploadedFile("decision.pdf", a_pdf(), content_type="application/pdf")


def confirm(application):
    services.perform(workflow.CONFIRM, application, by=Applicant(application.pk))


def fresh():
    return Client()
