"""What follows from a move of a member: the days that decide how it stands."""

from contextlib import contextmanager
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import emails, workflow
from membership.models import DatedSetting
from membership.workflow import IN_FORCE
from moves import services as moves
from moves.services import MoveRefused


@transaction.atomic
def perform(move, member, *, by, note="", starts_on=None, ends_on=None):
    """Make a move on a member and write the days that follow from it. Returns the history row.

    ``starts_on`` and ``ends_on`` are the days of a period to add. Raises ``MoveRefused`` where the
    database has another member or period in the place.
    """
    today = timezone.localdate()
    also = {"left_on": today} if move in workflow.ENDING else {}
    also |= {"left_on": None} if move is workflow.TAKE_BACK else {}
    with _refused(_("This platform is a member again by now, under another number.")):
        record = moves.make(move, member, by=by, note=note, also=also)
    if move is workflow.PUT_ON_HOLD:
        member.holds.create(starts_on=today)
    elif move in (workflow.RESTORE, *workflow.ENDING):
        member.holds.filter(ended_on=None).update(ended_on=today)
    elif move is workflow.ISSUE_CERTIFICATE:
        _certify(member, by=by, today=today)
    elif move is workflow.REVOKE_CERTIFICATES:
        member.certificates.unrevoked(today).update(revoked_on=today)
    elif move is workflow.ADD_PERIOD:
        with _refused(_("There is a period in these days already.")):
            member.periods.create(starts_on=starts_on, ends_on=ends_on, category=member.category)
    if move in workflow.ENDING:
        _tell_of_end(record, member, by_member=move is workflow.LEAVE)
    return record


def _tell_of_end(record, member, *, by_member):
    """Confirm the end of a membership to whoever speaks for it, and tell staff of a resignation."""
    words = {"on": str(member.left_on), "by_member": by_member}
    emails.write_to_all(member, f"ended:{record.pk}", "ended", **words)
    if by_member:
        emails.tell_secretariat(member, f"left:{record.pk}", "staff_left")


def _certify(member, *, by, today):
    """Certify a membership until its period ends, or its days of grace where it has ended."""
    if member.standing_on(today) not in IN_FORCE:
        raise MoveRefused(_("Only a member that is current or in grace gets a certificate."))
    until = certified_until(member, today)
    if member.certificates.unrevoked(today).filter(category=member.category, valid_until=until):
        raise MoveRefused(_("There is a certificate for these days already. Open that one."))
    member.certificates.create(
        category=member.category, issued_on=today, valid_until=until, issued_by=by
    )


def certified_until(member, today):
    """Return the last day of what a certificate issued today says of a member in force."""
    last = member.periods.filter(starts_on__lte=today).latest("starts_on").ends_on
    if last >= today:
        return last
    return last + timedelta(days=DatedSetting.objects.days_of_grace(today))


@contextmanager
def _refused(words):
    """Tell a person where the database says that there is one already."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise MoveRefused(words) from error
