"""What the worker does about dues: it reminds before and after the due day, and forgets bank lines.

And requests to join a network that nobody has confirmed.

What is due and not yet sent is sent: a night that was missed is caught up once, and whoever runs
twice, or side by side, reminds once.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from membership import bank_files, dues_emails
from membership.dues_emails import AFTER, BEFORE
from membership.models import DatedSetting, DuesState, PaymentRequest
from membership.networks import services as networks
from membership.workflow import MemberState, Setting
from outbox.models import OutgoingEmail

log = logging.getLogger("together.chores")

AT_ONCE = 200
# After a stop of the worker longer than this nobody is reminded of what was due before it.
STILL_NEWS = timedelta(days=30)
SETTINGS = {BEFORE: Setting.REMIND_BEFORE_DAYS, AFTER: Setting.REMIND_AFTER_DAYS}


def do_all():
    """Do every chore that is due. Returns how many of each were done, by its name."""
    done = {
        "reminders before": remind(BEFORE),
        "reminders after": remind(AFTER),
        "bank lines forgotten": bank_files.forget_old(),
        "requests to networks forgotten": networks.forget_unconfirmed(),
    }
    if any(done.values()):
        log.info("Members: %s", ", ".join(f"{number} {name}" for name, number in done.items()))
    return done


def remind(kind):
    """Remind of the dues that are open, each once for a kind; returns how many letters it wrote."""
    today, after, written = timezone.localdate(), 0, 0
    due = _due(kind, today)
    while due is not None:
        pks = list(due.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        if not pks:
            break
        written += _remind_some(kind, pks)
        after = pks[-1]
    return written


@transaction.atomic
def _remind_some(kind, pks):
    """Write to those who owe still, under a lock: a payment that comes in waits or came before."""
    requests = PaymentRequest.objects.filter(pk__in=pks)
    list(requests.order_by("pk").select_for_update().values_list("pk"))
    return dues_emails.write_to_all(kind, list(_open(requests).select_related("period__member")))


def _due(kind, today):
    """Return the requests of which it is time to remind; None where nobody has set any days."""
    try:
        days = timedelta(days=DatedSetting.objects.on(SETTINGS[kind], today))
    except DatedSetting.DoesNotExist:
        return None
    if kind == BEFORE:
        # Who was called later than that has just read it.
        near = {"due_on__gte": today, "due_on__lte": today + days}
        near["called_on__lt"] = F("due_on") - days
    else:
        near = {"due_on__lte": today - days, "due_on__gt": today - days - STILL_NEWS}
    occasion = Concat(
        Value("M"),
        Cast(OuterRef("period__member"), CharField()),
        Value(f":dues:{kind}:"),
        Cast(OuterRef("pk"), CharField()),
    )
    written = OutgoingEmail.objects.filter(occasion=occasion)
    return _open(PaymentRequest.objects.filter(**near)).filter(~Exists(written))


def _open(requests):
    """Return those of which something is to be paid, by who is a member and not on hold."""
    unpaid = requests.with_state().filter(dues_state__in=(DuesState.OPEN, DuesState.PART_PAID))
    return unpaid.filter(period__member__state=MemberState.MEMBER)
