"""What is done with registrations: a place is taken at sending, in the order of arrival.

Every change happens under a lock on the row of the event: so nobody counts the places while
another takes one, and whoever waits moves up in the order in which they came.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moves.services import MoveRefused
from network.events import emails
from network.events.when import why_not
from network.events.workflow import ClosedError
from network.models import Event, Registration
from network.models.registration import TO_CONFIRM
from network.workflow import RegistrationState

# When and where: who is registered has arranged themselves by it.
SCHEDULE = frozenset(
    [
        *("starts_on", "ends_on", "starts_at", "ends_at", "time_zone"),
        *("is_online", "online_address", "place", "country"),
    ]
)


@transaction.atomic
def register(event, *, once, **said):
    """Take a place, or one in the waiting list, and write to the address to confirm it.

    Returns the ``RegistrationState`` that whoever sends it now gets. An address that is registered
    already is told so by letter alone: the answer is the same. The same ``once`` changes nothing.
    Raises ``ClosedError`` where no registration is taken.
    """
    event = locked(event)
    if sent := Registration.objects.filter(once=once).first():
        return sent.state
    if why := why_not(event):
        raise ClosedError(why)
    left = settle(event)
    state = RegistrationState.WAITING if left == 0 else RegistrationState.PLACE
    if known := event.registrations.holding().of_address(said["email"]).first():
        emails.again(known, once)
        return state
    now = timezone.now()
    registration = event.registrations.create(
        once=once, state=state, sent_at=now, answer_by=now + TO_CONFIRM, **said
    )
    settle(event)
    emails.confirm(registration)
    return state


@transaction.atomic
def confirm(registration):
    """Confirm the address of a registration. It may be pressed twice.

    Raises ``MoveRefused`` where it ended, or the event is cancelled.
    """
    event = _lock(registration)
    if registration.is_cancelled:
        raise MoveRefused(_("This registration ended. You can register anew."))
    if event.is_cancelled:
        raise MoveRefused(_("It is cancelled."))
    if registration.is_confirmed:
        return
    registration.confirmed_at, registration.answer_by = timezone.now(), None
    registration.save(update_fields=["confirmed_at", "answer_by"])
    emails.confirmed(registration)


@transaction.atomic
def cancel(registration):
    """Cancel a registration, and give its place to who waits first. It may be pressed twice.

    Raises ``MoveRefused`` where the event has begun.
    """
    event = _lock(registration)
    if registration.is_cancelled:
        return False
    if event.has_begun:
        raise MoveRefused(_("It has begun already, or is over."))
    _end(registration)
    settle(event)
    return True


@transaction.atomic
def cancel_for(registration):
    """Cancel a registration for somebody, and write to them."""
    if cancel(registration):
        emails.ended(registration)


def lapse():
    """End the registrations that nobody has confirmed in time; returns how many."""
    late = Registration.objects.lapsed(timezone.now())
    events = Event.objects.filter(pk__in=late.values("event")).order_by("pk")
    return sum(map(_lapse_of, events))


@transaction.atomic
def _lapse_of(event):
    event = locked(event)
    late = list(event.registrations.lapsed(timezone.now()))
    for registration in late:
        _end(registration)
    settle(event)
    return len(late)


@transaction.atomic
def fill(event):
    """Give what places are free to who waits; for a change of their number."""
    settle(locked(event))


def awaiting(event):
    """Return the registrations of those who count on an event that is still to come.

    Who has not confirmed the address reads when and where it is once they do.
    """
    if event.is_cancelled or event.is_over:
        return event.registrations.none()
    return event.registrations.holding().filter(confirmed_at__isnull=False)


@transaction.atomic
def tell_change(event):
    """Write to who counts on an event when and where it is now; returns to how many.

    Where it is not near they are reminded again later, also who was reminded of a former day.
    """
    event = locked(event)
    told = list(awaiting(event).select_related("event"))
    if event.starts_on > last_day_to_remind():
        awaiting(event).update(reminded_at=None)
    emails.event_changed(told, once=event.changed_at.isoformat())
    return len(told)


def last_day_to_remind():
    """Return the last of the days of which people are reminded today."""
    return timezone.localdate() + timedelta(days=settings.DAYS_BEFORE_EVENT_REMINDER)


def locked(event):
    """Return an event as it is now, locked until the transaction ends."""
    return Event.objects.select_for_update().get(pk=event.pk)


def settle(event):
    """Give the free places of a locked event to who waits, and note whether it is full.

    Returns how many are left, ``None`` where there is no limit.
    """
    left = places_left(event)
    if not event.is_cancelled and not event.has_begun:
        for registration in event.registrations.waiting()[: None if left is None else left]:
            _move_up(registration)
            left = left and left - 1
    is_full = left == 0
    if is_full != event.is_full:
        # What is public says so: an update raises the version of the pages.
        Event.objects.filter(pk=event.pk).update(is_full=is_full)
        event.is_full = is_full
    return left


def places_left(event):
    """Return how many places nobody has, ``None`` where there is no limit."""
    if event.places is None:
        return None
    return max(event.places - event.registrations.with_place().count(), 0)


def _move_up(registration):
    """Give somebody a place. Who has not confirmed the address has the same time anew for it."""
    registration.state = RegistrationState.PLACE
    if not registration.is_confirmed:
        registration.answer_by = timezone.now() + TO_CONFIRM
    registration.save(update_fields=["state", "answer_by"])
    emails.moved(registration)


def _end(registration):
    registration.state = RegistrationState.CANCELLED
    registration.cancelled_at = timezone.now()
    registration.save(update_fields=["state", "cancelled_at"])


def _lock(registration):
    """Lock the event of a registration, and read the registration again, in place."""
    event = locked(registration.event)
    registration.refresh_from_db()
    registration.event = event
    return event
