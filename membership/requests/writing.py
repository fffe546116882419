"""What is written in a request to join, stored."""

from datetime import date

from applications import finding
from applications.models import Consent
from applications.writing import (
    Writer,
    consent_saver,
    document_saver,
    save_columns,
    save_contacts,
)
from membership.models import RequestedRepresentative
from membership.requests.recorded import OF_REPRESENTATIVE, RECORDED
from membership.workflow import Section, section_of

# Raised whenever the words of the privacy notice or of a confirmation change.
CONSENT_VERSION = "2026-11-26"
# An agreement that may be given or not, and is a column too.
PUBLIC = "is_public"


def _save_looked_for(name):
    """Return what stores the name sought: what was chosen by another one is not meant any more."""

    def save(application, answers):
        if application.looked_for != answers.get("looked_for", application.looked_for):
            answers = {**answers, name: None}
        return save_columns(application, answers)

    return save


def _save_person(application, answers):
    """A person is the contact of their own request, and not asked for the name again."""
    names = {"contact_name": answers["legal_name"][:120]}
    return save_columns(application, {**answers, **names})


def save_representatives(application, answers):
    """Store the rows of those who shall speak for the member in the place of the former ones."""
    application.representatives.all().delete()
    RequestedRepresentative.objects.bulk_create(
        RequestedRepresentative(application=application, role=role, **_columns(values))
        for role, *values in answers["representatives"]
    )
    return []


def _columns(values):
    columns = dict(zip(OF_REPRESENTATIVE, values, strict=True))
    for name in ("starts_on", "ends_on"):
        columns[name] = date.fromisoformat(columns[name]) if columns[name] else None
    return columns


def _save_consent(application, answers):
    """Record what was agreed to; a tick that was taken away is an agreement no more."""
    agreed = {name: value for name, value in answers.items() if value}
    consent_saver(CONSENT_VERSION)(application, agreed)
    if PUBLIC not in answers:
        return []
    if not answers[PUBLIC]:
        Consent.objects.filter(application=application, text=PUBLIC).delete()
    return save_columns(application, {PUBLIC: answers[PUBLIC]})


class MembershipWriter(Writer):
    """Stores the answers of a request to join."""

    recorded = RECORDED
    savers = {
        Section.PLATFORM: _save_looked_for("platform"),
        Section.ENTITY: _save_looked_for("territory"),
        Section.PERSON: _save_person,
        Section.REPRESENTATIVES: save_representatives,
        Section.DECISION: document_saver(Section.DECISION),
        Section.CONTACTS: save_contacts,
        Section.CONSENT: _save_consent,
    }

    def section_of(self, application, page):
        return section_of(page)

    def sought(self, application):
        return kept(application)


def kept(application):
    """Return what staff find a request by: who joins, who speaks for it, all addresses; folded."""
    people = list(application.representatives.order_by("pk").values_list("name", "email"))
    platform = application.platform
    return finding.kept(
        application.reference,
        application.about(),
        application.contact_name,
        application.second_name,
        *([platform.territory.name] if platform else []),
        *(name for name, _email in people),
        addresses=(
            application.email,
            application.second_email,
            *(email for _name, email in people),
        ),
    )


save = MembershipWriter().save
