"""What follows from a move on any application. The forms add their own consequences."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from applications import emails, finding, workflow
from applications.models import KeptAnswers
from moves import services as moves


@transaction.atomic
def perform(move, application, *, by, note="", letter=None, also=None):
    """Make a move and write the letter that goes with it. Returns the history row.

    ``letter`` holds the words read beforehand, for moves that write such a letter.
    """
    record = moves.make(move, application, by=by, note=note, also=also)
    # The row is reached through the record: what was read under the lock, not what was passed.
    record.application = application
    if move in _TELLS:
        _TELLS[move](record)
    elif move is workflow.ASK:
        emails.more_information(record, letter)
    elif move in (workflow.ACCEPT, workflow.DECLINE):
        emails.hold_decision(record, letter)
    elif move is workflow.RELEASE:
        emails.release_decision(application)
    elif move is workflow.UNDO:
        emails.cancel_decision(application)
    elif move is workflow.WITHDRAW:
        emails.cancel_decision(application)
        emails.withdrawn(record)
    return record


# The letter of a move that has one and needs no more than its record.
_TELLS = {
    workflow.SEND: emails.confirm_address,
    workflow.CONFIRM: emails.receipt,
    workflow.ENTER: emails.entered,
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


def keep_answers(application, *, section, answers):
    """Keep what was sent without a session; the newest of a section takes the older one's place."""
    KeptAnswers.objects.update_or_create(
        application=application,
        section=section,
        defaults={"answers": answers, "kept_at": timezone.now()},
    )
