"""What the worker writes to staff by itself: the digest of what waits, reminders to who leads.

As in ``applications.chores``, a letter has one row for its occasion: chores that run twice, or side
by side, write it once.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from applications import digest, staff_emails, waiting
from applications.models import Application

log = logging.getLogger("together.chores")


def do_all():
    """Do every chore that is due. Returns how many letters of each were written, by its name."""
    done = {
        "digests": write_digests(),
        "leads reminded": remind_leads(),
        "leads told of late answers": tell_of_late_answers(),
    }
    if any(done.values()):
        log.info("Staff: %s", ", ".join(f"{number} {name}" for name, number in done.items()))
    return done


def write_digests():
    """Tell each member of staff who wants it what waits for them, once a day, from its hour on."""
    day = timezone.localdate()
    if not settings.STAFF_DIGEST or timezone.now() < digest.moment_of(day):
        return 0
    staff = User.objects.filter(is_active=True, gets_digest=True).exclude(roles=[])
    return sum(_write_digest(user, day) for user in staff.order_by("pk"))


@transaction.atomic
def _write_digest(user, day):
    if staff_emails.has_digest(user, day):
        return False
    parts = digest.parts_for(user, day)
    return bool(parts) and staff_emails.digest(user, day, parts)


def remind_leads():
    """Remind leads of what has waited with them for long, once for each state it came into.

    What is before the board waits for others. Whoever switched the digest off is reminded all the
    same: it comes once, of a duty that they took on, and the digest does not tell them.
    """
    if not settings.DAYS_UNTIL_LEAD_REMINDER:
        return 0
    before = timezone.now() - timedelta(days=settings.DAYS_UNTIL_LEAD_REMINDER)
    waits = Application.objects.waiting().filter(
        state__in=waiting.WITH_LEAD, state_since__lte=before
    )
    return _each_led(waits, staff_emails.lead_waits)


def tell_of_late_answers():
    """Tell leads, once, of each answer that did not come by its day."""
    if not settings.DAYS_UNTIL_LEAD_REMINDER:
        return 0
    return _each_led(waiting.overdue(timezone.localdate()), staff_emails.answer_is_late)


def _each_led(applications, tell):
    """Tell the lead of each application, under its lock; who may do nothing about it is not told.

    That is who has left, holds no role any more, or is a contact of it.
    """
    told = 0
    for pk in applications.exclude(lead=None).values_list("pk", flat=True).iterator():
        with transaction.atomic():
            locked = applications.select_related("lead").select_for_update(
                of=("self",), skip_locked=True
            )
            application = locked.exclude(lead=None).filter(pk=pk).first()
            if application and application.roles_of(application.lead):
                told += tell(application)
    return told
