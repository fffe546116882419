"""What the application to open a platform brings about."""

from django.db import transaction

from applications import services, workflow
from applications.models import Form
from applications.workflow import Decision
from applications.writing import Writer, consent_saver, document_saver, save_columns, save_contacts
from platforms import finding
from platforms.models import Participant, PlatformApplication
from platforms.opening import open_platform
from platforms.recorded import RECORDED
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
        details["also"]["asked_from"] = RECORDED.answers_in(application, asked)
    if move is workflow.RELEASE and "territory" in details:
        details["also"] = {"territory": details.pop("territory")}
    record = services.perform(move, application, by=by, **details)
    if move is workflow.RELEASE and application.decision == Decision.ACCEPTED:
        open_platform(application)
    return record


def begin_on_behalf(**fields):
    """Open a draft that a member of staff fills in for somebody; once for each opened form."""
    return services.begin_on_behalf(PlatformApplication, form=Form.PLATFORM, **fields)


@transaction.atomic
def decide(move, application, *, by, note, letter, keep_held, territory=None):
    """Accept or decline; release at once unless the decision is to be kept held.

    ``territory`` is the listed place the application is about, ``None`` for a new one.
    """
    also = {"territory": territory} if move is workflow.ACCEPT else {}
    perform(move, application, by=by, note=note, letter=letter, also=also)
    services.release_unless_held(perform, application, by=by, keep_held=keep_held)


def _save_holder(application, answers):
    """A place that was chosen by another name or in another country is not meant any more."""
    place = ("territory_name", "territory_country")
    if any(getattr(application, name) != answers[name] for name in place):
        answers = {**answers, "listed_territory": None}
    return save_columns(application, answers)


def _save_participants(application, answers):
    rows = answers["participants"]
    application.participants.all().delete()
    Participant.objects.bulk_create(
        Participant(application=application, name=name, kind=kind, role=role)
        for name, kind, role in rows
    )
    return save_columns(application, {"why_few_kinds": answers["why_few_kinds"]})


class PlatformWriter(Writer):
    """Stores the answers of the application to open a platform."""

    recorded = RECORDED
    savers = {
        Section.TERRITORY: _save_holder,
        Section.PARTICIPANTS: _save_participants,
        Section.MANDATE: document_saver(Section.MANDATE),
        Section.CONTACTS: save_contacts,
        Section.CONSENT: consent_saver(CONSENT_VERSION),
    }

    def section_of(self, application, page):
        return section_of(page)

    def sought(self, application):
        return finding.kept(application)


save = PlatformWriter().save
