"""What staff do with an event: cancel it, count who came, close it once its papers are there."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from moves.services import MoveRefused
from network.events import emails
from network.events.services import locked
from network.models import MINUTES, Attendance, Document, Facilitator
from network.translated import columns_of

# A document that visitors can read: it has a file, or a text in some language.
_IS_READABLE = Q(files__isnull=False)
for _column in columns_of("body"):
    _IS_READABLE |= ~Q(**{_column: ""})


@transaction.atomic
def cancel(event, *, by):
    """Cancel an event, and write to all who have a place or wait for one.

    It may be pressed twice. Raises ``MoveRefused`` where it is over.
    """
    event = locked(event)
    if event.is_cancelled:
        return
    if event.is_over:
        raise MoveRefused(_("It is over: it cannot be cancelled any more."))
    event.cancelled_on, event.cancelled_by = timezone.localdate(), by
    event.save(update_fields=["cancelled_on", "cancelled_by", "changed_at"])
    emails.event_cancelled(event.registrations.holding().select_related("event"))


@transaction.atomic
def close(event, *, by):
    """Close an event, and erase what people said that they need to take part.

    Raises ``MoveRefused`` where something is missing; it says what.
    """
    event = locked(event)
    if event.is_closed:
        return
    if missing := missing_to_close(event):
        raise MoveRefused(missing)
    event.closed_at, event.closed_by = timezone.now(), by
    event.save(update_fields=["closed_at", "closed_by"])
    event.registrations.exclude(access_needs="").update(access_needs="")


def missing_to_close(event):
    """Return in a sentence what an event needs before it is closed; empty where it has all."""
    if event.is_cancelled:
        return _("It is cancelled: there is nothing to close.")
    if not event.is_over:
        return _("It is not over yet.")
    if event.is_training:
        return "" if event.attendance.exists() else _("Enter first who came, by kind of actor.")
    papers = Document.objects.public().filter(_IS_READABLE, event=event, kind__in=MINUTES)
    return (
        ""
        if papers.exists()
        else _(
            "Publish its minutes or its proceedings first: a document of that kind, with a file or "
            "a text, which says that it is of this meeting."
        )
    )


@transaction.atomic
def reopen(event):
    """Open a closed event again. What was erased does not come back."""
    event = locked(event)
    event.closed_at = event.closed_by = None
    event.save(update_fields=["closed_at", "closed_by"])


@transaction.atomic
def take_over(event):
    """Count those marked as having come into the attendance, by kind of actor.

    Kinds that nobody marked has stay as they were. Returns how many had no kind and are not
    counted. Raises ``MoveRefused`` where nobody is marked, and where it is not over, is closed or
    was cancelled.
    """
    event = locked(event)
    if not event.is_over:
        raise MoveRefused(_("It is not over yet."))
    if event.is_closed or event.is_cancelled:
        raise MoveRefused(_("It is closed, or was cancelled: who came is not counted any more."))
    kinds = Counter(event.registrations.filter(has_come=True).values_list("kind", flat=True))
    if not kinds:
        raise MoveRefused(_("Nobody is marked as having come."))
    without = kinds.pop("", 0)
    for kind, number in kinds.items():
        Attendance.objects.update_or_create(event=event, kind=kind, defaults={"number": number})
    # Its page shows who came.
    event.save(update_fields=["changed_at"])
    return without


@dataclass
class Qualified:
    """Whom a training has made facilitators, and of whom something is missing, by name."""

    made: int
    without_country: list
    known: int


@transaction.atomic
def qualify(training, chosen):
    """Make facilitators of those chosen who have come. None is public: their consent is missing.

    Raises ``MoveRefused`` where it is no training, or not over.
    """
    training = locked(training)
    if not training.is_training:
        raise MoveRefused(_("A meeting qualifies nobody."))
    if not training.is_over:
        raise MoveRefused(_("It is not over yet."))
    found = Qualified(0, [], 0)
    for registration in training.registrations.filter(pk__in=chosen, has_come=True).order_by("pk"):
        if Facilitator.objects.filter(training=training, email=registration.email).exists():
            found.known += 1
        elif not registration.country:
            found.without_country.append(registration.name)
        else:
            _make_facilitator(training, registration)
            found.made += 1
    return found


def _make_facilitator(training, registration):
    Facilitator.objects.create(
        training=training,
        name=registration.name,
        email=registration.email,
        country=registration.country,
        languages=registration.spoken,
        qualified_on=training.ends_on,
    )
