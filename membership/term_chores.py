"""What the worker asks before a term ends: who follows. And what it forgets of who was named.

As in ``applications.chores``, what is due and not yet done is done: a night that was missed loses
nothing, and whoever runs twice, or side by side, asks once.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from membership import emails
from membership.links import LIFETIMES, Purpose
from membership.models import DatedSetting, Proposal, Representative
from membership.workflow import MemberState, Setting

log = logging.getLogger("together.chores")

# A term that ended while the worker stood still is asked about so many days later at most: whose
# term ended long ago, when they were entered, is no news.
STILL_NEWS = timedelta(days=30)


def do_all():
    """Do every chore that is due. Returns how many of each were done, by its name."""
    done = {
        "terms asked about": ask_who_follows(),
        "proposals forgotten": forget_proposals(),
    }
    if any(done.values()):
        log.info("Terms: %s", ", ".join(f"{number} {name}" for name, number in done.items()))
    return done


def ask_who_follows():
    """Ask about each term that ends soon, once; returns about how many."""
    today = timezone.localdate()
    due = _due(today)
    asked = 0
    for pk in due.values_list("pk", flat=True).iterator():
        with transaction.atomic():
            locked = due.select_for_update(of=("self",), skip_locked=True).select_related("member")
            term = locked.filter(pk=pk).first()
            asked += bool(term and _ask(term, today))
    return asked


def _due(today):
    """Return the terms that end soon and were not asked about, of those who are members still.

    Who has said that they go has been asked already.
    """
    try:
        notice = timedelta(days=DatedSetting.objects.on(Setting.TERM_NOTICE_DAYS, today))
    except DatedSetting.DoesNotExist:
        notice = timedelta(0)  # nobody has set any: then it is asked on the last day
    ending = Representative.objects.filter(
        ends_on__gte=today - STILL_NEWS, ends_on__lte=today + notice, gone_at=None
    ).exclude(member__state=MemberState.RESIGNED)
    return ending.filter(
        Q(asked_for_end=None) | ~Q(asked_for_end=F("ends_on")), starts_on__lte=today
    ).order_by("ends_on", "pk")


def _ask(term, today):
    """Ask the others who follows, or where there are none the person themself and staff.

    Where somebody holds the same role for longer nobody is asked. Returns whether it was asked.
    """
    member = term.member
    term.asked_for_end = term.ends_on
    term.save(update_fields=["asked_for_end"])
    after = term.ends_on + timedelta(days=1)
    if member.representatives.filter(role=term.role).not_ended(after).exists():
        return False
    event = f"term:{term.pk}:{term.ends_on:%Y%m%d}"
    words = {"name": term.name, "role": str(term.role), "ends_on": str(term.ends_on)}
    words["has_ended"] = term.ends_on < today
    if not emails.write_to_all(member, event, "term_ends", but=term, **words):
        emails.write(term, event, "term_ends", **words, is_yours=True)
        emails.tell_secretariat(member, event, "staff_term_ends", **words)
    return True


def forget_proposals():
    """Delete who was named to follow once the link is too old, whether they confirmed or not."""
    before = timezone.now() - LIFETIMES[Purpose.FOLLOW]
    number, _by_table = Proposal.objects.filter(at__lt=before).delete()
    return number
