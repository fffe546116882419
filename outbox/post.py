"""Put letters into the outbox. Each call belongs in the transaction that causes the letter."""

from django.utils import timezone

from outbox.models import OutgoingEmail, State


def put(occasion, *, to, language, template, context, about="", held=False):
    """Queue a letter whose text is made at sending, from ``template`` and its two endings
    ``.subject.txt`` and ``.txt``.

    ``occasion`` names the event once for all: a second call with the same one changes nothing.
    ``context`` must be plain JSON. A letter that is ``held`` waits for ``release`` or ``cancel``.
    Returns the letter.
    """
    letter, _created = OutgoingEmail.objects.get_or_create(
        occasion=occasion,
        defaults={
            "recipient": to,
            "language": language,
            "template": template,
            "context": context,
            "about": about,
            "state": State.HELD if held else State.QUEUED,
        },
    )
    return letter


def put_all(letters):
    """Queue many letters in one statement, each given as the arguments of ``put``.

    As there, one whose occasion has a letter already changes nothing.
    """
    OutgoingEmail.objects.bulk_create(
        (
            OutgoingEmail(recipient=letter["to"], **{k: v for k, v in letter.items() if k != "to"})
            for letter in letters
        ),
        ignore_conflicts=True,
    )


def is_written(occasion, *, by=None):
    """Return whether there is a letter for an occasion, by a moment or by now."""
    written = OutgoingEmail.objects.filter(occasion=occasion)
    return (written.filter(created_at__lte=by) if by else written).exists()


def forget(about):
    """Delete the letters about a thing that is deleted itself."""
    OutgoingEmail.objects.about(about).delete()


def release(occasion):
    """Queue the letter held for an occasion; returns how many (0 or 1)."""
    return OutgoingEmail.objects.filter(occasion=occasion, state=State.HELD).update(
        state=State.QUEUED
    )


def cancel(occasion):
    """Give up the letter held for an occasion; it stays on record. Returns how many (0 or 1)."""
    return OutgoingEmail.objects.filter(occasion=occasion, state=State.HELD).update(
        state=State.CANCELLED
    )


def cancel_held_to(recipient, *, about):
    """Give up the letters about a thing that are held for somebody; returns how many."""
    held = OutgoingEmail.objects.about(about).filter(recipient=recipient, state=State.HELD)
    return held.update(state=State.CANCELLED)


def rewrite_held_to(recipient, *, about, **words):
    """Put other words into the letters about a thing that are held for somebody."""
    held = OutgoingEmail.objects.about(about).filter(recipient=recipient, state=State.HELD)
    for letter in held.select_for_update():
        letter.context |= words
        letter.save(update_fields=["context"])


def try_again(letters):
    """Queue anew, with all its tries, each of the letters that needs a person; returns how many."""
    return letters.needing_a_person().update(
        state=State.QUEUED, tries=0, next_try_at=timezone.now()
    )
