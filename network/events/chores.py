"""What the worker does about registrations, once an hour.

What is due and not yet done is done: a night that was missed loses nothing.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from network.events import emails, services
from network.models import Event, Registration
from network.workflow import RegistrationState

log = logging.getLogger("together.chores")

# What people need to take part is kept so long after an event that nobody closes.
NEEDS_KEPT = timedelta(days=30)
# Anybody may write any address there: what nobody has confirmed is deleted so long after its end.
UNCONFIRMED_KEPT = timedelta(days=30)
DAYS_OF_A_MONTH = 30.5
# Each letter and each erasure is a row locked: some at a time.
AT_ONCE = 500


def do_all():
    """Do every chore that is due. Returns how many of each were done, by its name."""
    done = {
        "registrations lapsed": services.lapse(),
        "waiting lists moved": fill(),
        "people reminded": remind(),
        "needs erased": erase_needs(),
        "people erased": erase_people(),
        "unconfirmed deleted": forget_unconfirmed(),
    }
    if any(done.values()):
        log.info("Events: %s", ", ".join(f"{number} {name}" for name, number in done.items()))
    return done


def fill():
    """Give free places to who waits, wherever one was missed; returns of how many events."""
    today = timezone.localdate()
    waiting = Registration.objects.filter(state=RegistrationState.WAITING)
    free = Event.objects.filter(
        starts_on__gt=today, cancelled_on=None, is_full=False, pk__in=waiting.values("event")
    )
    for event in free:
        services.fill(event)
    return len(free)


@transaction.atomic
def remind():
    """Remind who has a place and has confirmed, some days before; returns how many."""
    today = timezone.localdate()
    coming = Registration.objects.with_place().filter(
        confirmed_at__isnull=False,
        reminded_at=None,
        event__starts_on__gt=today,
        event__starts_on__lte=services.last_day_to_remind(),
        event__cancelled_on=None,
    )
    reminded = _some(coming.select_related("event"))
    for registration in reminded:
        registration.reminded_at = timezone.now()
        registration.save(update_fields=["reminded_at"])
        emails.reminder(registration)
    return len(reminded)


def erase_needs():
    """Erase what people said that they need, some weeks after the end; returns of how many."""
    day = timezone.localdate() - NEEDS_KEPT
    is_over = Q(event__ends_on__lt=day) | Q(event__cancelled_on__lt=day)
    is_over |= Q(cancelled_at__lt=timezone.now() - NEEDS_KEPT)
    return Registration.objects.filter(is_over).exclude(access_needs="").update(access_needs="")


@transaction.atomic
def erase_people():
    """Erase who registered, long after the event; what is counted stays. Returns how many."""
    kept = timedelta(days=DAYS_OF_A_MONTH * settings.MONTHS_UNTIL_REGISTRATIONS_GO)
    old = Registration.objects.filter(event__ends_on__lt=timezone.localdate() - kept)
    erased = _some(old.exclude(email=""))
    Registration.objects.filter(pk__in=[one.pk for one in erased]).update(
        name="", email="", organisation="", access_needs="", spoken=[]
    )
    for registration in erased:
        emails.forget(registration)
    return len(erased)


@transaction.atomic
def forget_unconfirmed():
    """Delete what ended before its address was confirmed; returns how many."""
    gone = _some(
        Registration.objects.filter(
            state=RegistrationState.CANCELLED,
            confirmed_at=None,
            cancelled_at__lt=timezone.now() - UNCONFIRMED_KEPT,
        )
    )
    for registration in gone:
        emails.forget(registration)
    Registration.objects.filter(pk__in=[one.pk for one in gone]).delete()
    return len(gone)


def _some(registrations):
    """Lock some registrations on which nobody is at work."""
    free = registrations.select_for_update(of=("self",), skip_locked=True)
    return list(free.order_by("pk")[:AT_ONCE])
