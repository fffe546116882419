"""What follows from a move of a member: the days that decide how it stands."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import workflow
from moves import services as moves
from moves.services import MoveRefused


@transaction.atomic
def perform(move, member, *, by, note="", starts_on=None, ends_on=None):
    """Make a move on a member and write the days that follow from it. Returns the history row.

    ``starts_on`` and ``ends_on`` are the days of a period to add. Raises ``MoveRefused`` where the
    database has another member or period in the place.
    """
    today = timezone.localdate()
    also = {workflow.RESIGN: {"left_on": today}, workflow.TAKE_BACK: {"left_on": None}}.get(move)
    with _refused(_("This platform is a member again by now, under another number.")):
        record = moves.make(move, member, by=by, note=note, also=also)
    if move is workflow.PUT_ON_HOLD:
        member.holds.create(starts_on=today)
    elif move in (workflow.RESTORE, workflow.RESIGN):
        member.holds.filter(ended_on=None).update(ended_on=today)
    elif move is workflow.ADD_PERIOD:
        with _refused(_("There is a period in these days already.")):
            member.periods.create(starts_on=starts_on, ends_on=ends_on, category=member.category)
    return record


@contextmanager
def _refused(words):
    """Tell a person where the database says that there is one already."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise MoveRefused(words) from error
