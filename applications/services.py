"""What follows from a move on any application. The forms add their own consequences."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import emails, finding, workflow
from applications.models import Application, KeptAnswers
from moves import services as moves
from moves.services import MoveRefused
from together_site.text import folded_address


@transaction.atomic
def perform(move, application, *, by, note="", letter=None, also=None):
    """Make a move and write the letter that goes with it. Returns the history row.

    ``letter`` holds the words read beforehand, for moves that write such a letter.
    """
    if move is workflow.NAME_CONTACT:
        also = _contact_named(application, by=by, **also)
    record = moves.make(move, application, by=by, note=note, also=also)
    # The row is reached through the record: what was read under the lock, not what was passed.
    record.application = application
    if move is workflow.HAND_OVER:
        _check_lead(application)
    _write(move, record, letter)
    return record


def _write(move, record, letter):
    """Write the letter that goes with a move, or let go or give up the one that was held."""
    if move in _TELLS:
        _TELLS[move](record)
    elif move in _TELLS_AS_READ:
        _TELLS_AS_READ[move](record, letter)
    elif move is workflow.RELEASE:
        emails.release_decision(record.application)
    elif move is workflow.UNDO:
        emails.cancel_decision(record.application)
    elif move is workflow.WITHDRAW:
        emails.cancel_decision(record.application)
        emails.withdrawn(record, letter)
    elif move is workflow.REOPEN and letter:
        emails.reopened(record, letter)


def _contact_named(application, *, by, email):
    """Return the columns of a contact who takes the place of one who has gone.

    Raises ``MoveRefused`` where there is a contact, or who names them names themselves: nobody
    decides on an application in which they are a contact.
    """
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if locked.email:
        raise MoveRefused(_("There is a contact already."))
    if email.lower() == by.email.lower():
        raise MoveRefused(_("This is your own address: let a colleague enter it."))
    return {"email": email, "sought": f"{locked.sought} {folded_address(email)}".strip()}


def _check_lead(application):
    """Raise ``MoveRefused`` unless whoever leads it may act on it for the secretariat."""
    lead = application.lead
    if lead is None or workflow.Role.SECRETARIAT not in application.roles_of(lead):
        raise MoveRefused(_("Choose an active member of the secretariat who is no contact of it."))


# The letter of a move that has one and needs no more than its record.
_TELLS = {
    workflow.SEND: emails.confirm_address,
    workflow.CONFIRM: emails.receipt,
    workflow.ENTER: emails.entered,
    workflow.NAME_CONTACT: emails.contact_named,
}
# The letter of a move that staff have read before it leaves.
_TELLS_AS_READ = {
    workflow.ASK: emails.more_information,
    workflow.ACCEPT: emails.hold_decision,
    workflow.DECLINE: emails.hold_decision,
}


class TooMany(Exception):  # noqa: N818 -- an answer to a person, not a fault
    """A limit is reached; nothing was stored."""


def begin(model, *, token, is_allowed, **fields):
    """Open a draft, once for each opened form: the same ``token`` gives the same draft.

    ``is_allowed`` counts against the limits and is asked for a new draft only, so that a button
    pressed ten times counts once. Raises ``TooMany`` when it says no.
    """
    try:
        with transaction.atomic():
            application = model(opened_with=token, **fields)
            application.sought = finding.kept(application.reference, addresses=[application.email])
            application.save(force_insert=True)
            if not is_allowed():
                raise TooMany
            # Who is written to on behalf of hears of it when it is entered.
            if application.entered_by_id is None:
                emails.draft_begun(application)
            return application
    except IntegrityError:
        return model.objects.get(opened_with=token)


def begin_on_behalf(model, *, by, **fields):
    """Open a draft that a member of staff fills in for somebody; once for each opened form."""
    return begin(model, is_allowed=lambda: True, entered_by=by, **fields)


def release_unless_held(perform, application, *, by, keep_held):
    """Release what was decided at once, by its form's ``perform``, unless it is to be kept held.

    A member of the board decides but does not release: there the decision stays held.
    """
    if not keep_held and moves.is_open_to(workflow.RELEASE, application, by=by):
        perform(workflow.RELEASE, application, by=by)


def keep_answers(application, *, section, answers):
    """Keep what was sent without a session; the newest of a section takes the older one's place."""
    KeptAnswers.objects.update_or_create(
        application=application,
        section=section,
        defaults={"answers": answers, "kept_at": timezone.now()},
    )
