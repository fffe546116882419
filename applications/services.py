"""What follows from a move on any application. The forms add their own consequences."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from applications import emails, moves, workflow
from applications.models import KeptAnswers


@transaction.atomic
def perform(move, application, *, by, note="", letter=None, also=None):
    """Make a move and write the letter that goes with it. Returns the history row.

    ``letter`` holds the words read beforehand, for moves that write such a letter.
    """
    record = moves.make(move, application, by=by, note=note, also=also)
    # The row is reached through the record: what was read under the lock, not what was passed.
    record.application = application
    if move is workflow.SEND:
        emails.confirm_address(record)
    elif move is workflow.CONFIRM:
        emails.receipt(record)
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


def begin(model, *, token, **fields):
    """Open a draft, once for each opened form: the same ``token`` gives the same draft.

    Returns the draft and whether it is new.
    """
    try:
        with transaction.atomic():
            application = model.objects.create(opened_with=token, **fields)
            emails.draft_begun(application)
            return application, True
    except IntegrityError:
        return model.objects.get(opened_with=token), False


def keep_answers(application, *, section, answers):
    """Keep what was sent without a session; the newest of a section takes the older one's place."""
    KeptAnswers.objects.update_or_create(
        application=application,
        section=section,
        defaults={"answers": answers, "kept_at": timezone.now()},
    )
