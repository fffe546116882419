"""What the network has on record of a member, as its own representatives see it."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import Prefetch
from django.utils import timezone

from membership.models import DuesState, Member, Payment, PaymentRequest, Period, Representative
from membership.workflow import IN_FORCE, Standing

# The ring of each standing.
LOOKS = {
    Standing.CURRENT: "pill-good",
    Standing.GRACE: "pill-turn",
    Standing.LAPSED: "",
    Standing.ON_HOLD: "pill-info p50",
    Standing.RESIGNED: "pill-end",
}


@dataclass(frozen=True)
class Gap:
    """Days between two periods in which the membership was not in force."""

    starts_on: date
    ends_on: date
    is_gap = True


def record_of(member):
    """Return the standing, days, people, dues and papers of a member for its own page."""
    today = timezone.localdate()
    standing = member.standing_on(today)
    return {
        "today": today,
        "standing": standing,
        "is_current": standing == Standing.CURRENT,
        "is_in_grace": standing == Standing.GRACE,
        "is_lapsed": standing == Standing.LAPSED,
        "is_on_hold": standing == Standing.ON_HOLD,
        "has_left": standing == Standing.RESIGNED,
        "periods": periods_with_gaps(member),
        "people": people_of(member, today),
        "dues": dues_of(member),
        "certificate": certificate_of(member, today),
        "is_shown": member.is_public and standing in IN_FORCE,
        "look": LOOKS[standing],
    }


def periods_with_gaps(member):
    """Return the periods of a member, the latest first, and the gaps between them."""
    periods = list(Period.objects.filter(member=member).order_by("starts_on"))
    rows = periods[:1]
    for before, after in pairwise(periods):
        first, last = before.ends_on + timedelta(days=1), after.starts_on - timedelta(days=1)
        rows += [Gap(first, last), after] if first <= last else [after]
    return rows[::-1]


def people_of(member, today):
    """Return who represents a member and who did, those in term first."""
    people = Representative.objects.filter(member=member).order_by("role", "-starts_on", "-pk")
    for person in people:
        person.speaks_now = person.is_in_term(today)
        person.has_ended = bool(person.gone_at or (person.ends_on and person.ends_on < today))
    return sorted(people, key=lambda person: (person.has_ended, not person.speaks_now))


def dues_of(member):
    """Return what was asked of a member, the latest first, each with what is paid of it."""
    asked = PaymentRequest.objects.filter(period__member=member).with_state()
    received = Prefetch("payments", received_of(member).order_by("received_on", "pk"), "received")
    dues = list(asked.prefetch_related(received).order_by("-due_on", "-pk"))
    for due in dues:
        due.state_label = DuesState(due.dues_state).label
        due.is_open = due.dues_state in (DuesState.OPEN, DuesState.PART_PAID)
    return dues


def received_of(member):
    """Return the payments of a member of which there are receipts; not what takes one back."""
    return Payment.objects.filter(request__period__member=member, reverses=None)


def certificate_of(member, today):
    """Return the certificate that says the most of a member today, or ``None``."""
    valid = member.certificates.unrevoked(today).filter(member__in=Member.objects.in_force(today))
    return valid.select_related("member").order_by("-valid_until", "-pk").first()
