"""What is done with a message: it is kept, answered, handed on, and erased in the end."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from moves import services as moves
from network.contact import emails, workflow
from network.contact.workflow import ENDED, MessageState
from network.models import Message
from outbox import post

# What is no message of a person is kept no longer than it takes to find a mistake.
SPAM_KEPT = timedelta(days=30)


@transaction.atomic
def write(*, once, **said):
    """Keep a message, tell who wrote it and who answers. Returns the message.

    The same ``once`` gives the message that is there. ``said`` has ``subject``, ``name``,
    ``email``, ``language``, ``text`` and ``suspicion``. Of what looks sent by a program no letter
    goes to staff: they find it in its tray.
    """
    message, is_new = Message.objects.get_or_create(once=once, defaults=said)
    if is_new:
        emails.receipt(message)
        if not message.suspicion:
            emails.tell_staff(message, "arrived")
    return message


@transaction.atomic
def perform(move, message, *, by, note="", letter=None, subject=None):
    """Make a move on a message and what follows from it. Returns the history row.

    ``letter`` goes with an answer, as it was read; ``subject`` is where it is handed to. Raises
    ``MoveRefused`` where it was answered or erased meanwhile.
    """
    also = {"subject": subject} if move is workflow.HAND_OVER else None
    record = moves.make(move, message, by=by, note=note, also=also)
    if move is workflow.ANSWER:
        emails.answered(record, letter)
    if move is workflow.HAND_OVER:
        emails.tell_staff(message, f"handed:{record.pk}")
    return record


def is_kept_for():
    """Return how long the words of a message are kept after it was answered or closed."""
    return timedelta(days=round(settings.MONTHS_UNTIL_MESSAGES_GO * 365 / 12))


def erase_old():
    """Erase the words of messages that ended long ago; returns how many.

    What waits for an answer is never erased. Number, subject, days and moves stay.
    """
    now = timezone.now()
    old = Message.objects.filter(erased_at=None, state__in=ENDED)
    long_ended = old.filter(ended_at__lt=now - is_kept_for())
    spam = old.filter(state=MessageState.SPAM, ended_at__lt=now - SPAM_KEPT)
    return sum(map(_erase, (long_ended | spam).values_list("pk", flat=True)))


@transaction.atomic
def _erase(pk):
    """Erase a message that has still ended under its lock; returns whether it was done."""
    locked = Message.objects.select_for_update(skip_locked=True)
    message = locked.filter(pk=pk, erased_at=None, state__in=ENDED).first()
    if message is None:
        return False
    message.notes.all().delete()
    post.forget(message.about)
    message.name = message.email = message.text = ""
    message.erased_at = timezone.now()
    message.save(update_fields=["name", "email", "text", "erased_at"])
    return True
