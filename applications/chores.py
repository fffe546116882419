"""What falls due by itself: reminders, and drafts that nobody comes back to.

Each chore does what is due and not yet done, so a night that was missed loses nothing, and a chore
that runs twice does nothing twice: a letter has one row for its occasion.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from applications import emails, files, workflow
from applications.models import Application
from applications.workflow import State

log = logging.getLogger("together.chores")


def do_all():
    """Do every chore that is due. Returns how many of each were done, by its name."""
    done = {
        "drafts reminded": remind_drafts(),
        "drafts warned": warn_drafts(),
        "drafts deleted": delete_drafts(),
        "answers reminded": remind_answers(),
    }
    if any(done.values()):
        log.info("Chores: %s", ", ".join(f"{number} {name}" for name, number in done.items()))
    return done


def _left_for(days):
    """Return the drafts that nobody has touched for so many days, the longest left first."""
    before = timezone.now() - timedelta(days=days)
    drafts = Application.objects.filter(state=State.DRAFT)
    return drafts.filter(saved_at__lte=before).order_by("saved_at", "pk")


def _each(applications, act):
    """Do something to each application, under its lock and in a transaction of its own."""
    done = 0
    for pk in applications.values_list("pk", flat=True).iterator():
        with transaction.atomic():
            application = applications.select_for_update(skip_locked=True).filter(pk=pk).first()
            done += bool(application and act(application))
    return done


def remind_drafts():
    """Remind of each draft once; of those that staff began on behalf nobody is written to."""
    left = _left_for(settings.DAYS_UNTIL_DRAFT_REMINDER).filter(entered_by=None)
    return _each(left, emails.draft_waits)


def warn_drafts():
    """Say of each draft that it goes, once for each time that it was left."""
    day = timezone.localdate() + timedelta(days=settings.DAYS_OF_WARNING_OF_DRAFTS)
    left = _left_for(settings.DAYS_UNTIL_DRAFT_GOES - settings.DAYS_OF_WARNING_OF_DRAFTS)
    left = left.filter(entered_by=None)
    return _each(left, lambda application: emails.draft_goes(application, day))


def delete_drafts():
    """Delete each draft whose owner was told so, with its documents, once the day told is over."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    told_by = today - timedelta(days=settings.DAYS_OF_WARNING_OF_DRAFTS)

    def delete(application):
        # Nobody can be told of a draft of staff, or of one whose contacts have gone.
        is_nobodys = application.entered_by_id is not None or not application.contacts()
        if not is_nobodys and not emails.was_told_it_goes(application, by=told_by):
            return False
        for file in application.files.all():
            files.remove(file)
        emails.forget(application)
        application.with_answers().delete()
        return True

    return _each(_left_for(settings.DAYS_UNTIL_DRAFT_GOES), delete)


def remind_answers():
    """Remind of each answer that is expected soon, once for each time that more was asked.

    Who was asked today has that letter before the eyes.
    """
    today = timezone.localdate()
    soon = today + timedelta(days=settings.DAYS_BEFORE_ANSWER_REMINDER)
    asked = Application.objects.filter(
        state=State.INFORMATION_ASKED, asked_until__lte=soon, asked_until__gte=today
    ).order_by("asked_until", "pk")

    def remind(application):
        record = application.history.filter(move=workflow.ASK.name).order_by("-pk").first()
        if timezone.localdate(record.at) == today:
            return False
        return emails.answer_is_due(application, record)

    return _each(asked, remind)
