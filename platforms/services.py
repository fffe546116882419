"""What the application to open a platform brings about."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from applications import emails, files, services, workflow
from applications.models import Consent, Form
from applications.workflow import Decision
from moves import services as moves
from platforms import finding, recorded
from platforms.models import Participant, PlatformApplication
from platforms.opening import open_platform
from platforms.workflow import Section, section_of

# Raised whenever the words of the privacy notice or of a confirmation change.
CONSENT_VERSION = "2026-11-25"


@transaction.atomic
def perform(move, application, *, by, **details):
    """Make a move on an application and bring about what follows from it.

    A release may name the ``territory`` anew: a listed place, or ``None`` for a new one.
    """
    if move is workflow.ASK:
        # By what they are now, staff see later what the answer has changed.
        asked = details["also"]["asked_sections"]
        details["also"]["asked_from"] = recorded.answers_in(application, asked)
    if move is workflow.RELEASE and "territory" in details:
        details["also"] = {"territory": details.pop("territory")}
    record = services.perform(move, application, by=by, **details)
    if move is workflow.RELEASE and application.decision == Decision.ACCEPTED:
        open_platform(application)
    return record


def begin_on_behalf(*, by, email, language, came_by, token):
    """Open a draft that a member of staff fills in for somebody; once for each opened form."""
    return services.begin(
        PlatformApplication,
        token=token,
        is_allowed=lambda: True,
        form=Form.PLATFORM,
        email=email,
        language=language,
        came_by=came_by,
        entered_by=by,
    )


@transaction.atomic
def decide(move, application, *, by, note, letter, keep_held, territory=None):
    """Accept or decline; release at once unless the decision is to be kept held.

    A member of the board decides but does not release: there the decision stays held.
    ``territory`` is the listed place the application is about, ``None`` for a new one.
    """
    also = {"territory": territory} if move is workflow.ACCEPT else {}
    perform(move, application, by=by, note=note, letter=letter, also=also)
    if not keep_held and moves.is_open_to(workflow.RELEASE, application, by=by):
        perform(workflow.RELEASE, application, by=by)


class SectionClosed(Exception):  # noqa: N818 -- an answer to a person, not a fault
    """The section cannot be written now."""


class Overtaken(Exception):  # noqa: N818 -- an answer to a person, not a fault
    """Other answers were stored after the sender's were checked."""


@transaction.atomic
def save(application, page, answers, *, seen=None, invites=False):
    """Store the answers of one page, if its section is open now, and mark what is done.

    ``answers`` maps the names of the page's form to cleaned values, ``seen`` to what was stored
    when they were checked. ``invites``: a new second contact is written to. Raises
    ``SectionClosed`` when the application went on meanwhile, ``Overtaken`` when another window was
    faster, ``ValidationError`` when a file cannot be stored.
    """
    section = section_of(page)
    application.refresh_from_db(from_queryset=PlatformApplication.objects.select_for_update())
    if section not in application.open_sections():
        raise SectionClosed
    if seen is not None and not _is_still(application, seen, answers):
        raise Overtaken
    columns = _SAVERS.get(page, _save_columns)(application, answers)
    application.title = application.about()
    application.sought = finding.kept(application)
    application.saved_at = timezone.now()
    _mark(application, section)
    application.save(update_fields=[*columns, "title", "sought", "saved_at", "sections_done"])
    application.kept.filter(section=page).delete()
    if invites:
        emails.second_invited(application)


def _is_still(application, seen, answers):
    """Return whether what is stored is what was seen, or what is being stored again."""
    now = {name: value for name, value in recorded.stored(application).items() if name in seen}
    sent = {name: getattr(value, "pk", value) for name, value in answers.items() if name in seen}
    return now in (seen, sent)


def _mark(application, section):
    """Mark a section as done; that of the territory once a place is chosen or described."""
    if section == Section.TERRITORY and not application.has_territory:
        application.sections_done.pop(section, None)
    else:
        application.sections_done[section] = application.saved_at.isoformat()


def _save_columns(application, answers):
    for name, value in answers.items():
        setattr(application, name, value)
    return list(answers)


def _save_holder(application, answers):
    """A place that was chosen by another name or in another country is not meant any more."""
    place = ("territory_name", "territory_country")
    if any(getattr(application, name) != answers[name] for name in place):
        answers = {**answers, "listed_territory": None}
    return _save_columns(application, answers)


def _save_participants(application, answers):
    rows = answers["participants"]
    application.participants.all().delete()
    Participant.objects.bulk_create(
        Participant(application=application, name=name, kind=kind, role=role)
        for name, kind, role in rows
    )
    return _save_columns(application, {"why_few_kinds": answers["why_few_kinds"]})


def _save_mandate(application, answers):
    """Keep the document sent in place of an older one, or take the older one away."""
    document, remove = answers["document"], answers["remove"]
    if document or remove:
        for old in application.files.filter(purpose=Section.MANDATE):
            files.remove(old)
    if document:
        files.store(application, document, purpose=Section.MANDATE)
    others = {name: answers[name] for name in answers if name not in ("document", "remove")}
    return _save_columns(application, others)


def _save_contacts(application, answers):
    """A second contact with another address gets links of its own, and the former's end."""
    is_other = application.second_email.lower() != answers["second_email"].lower()
    application.second_link_version += int(is_other)
    return [*_save_columns(application, answers), "second_link_version"]


def _save_consent(application, answers):
    """Record what was agreed to, in its version and in the language in which it was read."""
    for text in answers:
        Consent.objects.get_or_create(
            application=application,
            text=text,
            version=CONSENT_VERSION,
            defaults={"language": get_language()},
        )
    return []


_SAVERS = {
    Section.TERRITORY: _save_holder,
    Section.PARTICIPANTS: _save_participants,
    Section.MANDATE: _save_mandate,
    Section.CONTACTS: _save_contacts,
    Section.CONSENT: _save_consent,
}
