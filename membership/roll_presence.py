"""Who is present at the meeting of a frozen roll, and whether there is a quorum."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from membership.models import Roll, RollPresence
from moves.services import MoveRefused


@dataclass(frozen=True)
class Quorum:
    """How many votes are there, of how many that are needed."""

    voters: int
    needed: int
    present: int
    represented: int

    @property
    def counted(self):
        return self.present + self.represented

    @property
    def is_reached(self):
        return self.counted >= self.needed


def quorum_of(roll):
    """Count a roll's votes that are present, and those represented by a holder who is.

    Whoever comes after having given a proxy is present, and counts once.
    """
    counted = (
        roll.entries.voting()
        .with_presence()
        .aggregate(
            present=Count("pk", filter=Q(is_present=True)),
            represented=Count("pk", filter=Q(is_represented=True)),
        )
    )
    return Quorum(voters=roll.voters, needed=roll.needed, **counted)


@transaction.atomic
def mark(entry, *, is_present, by):
    """Write down that a member with a vote is present, or is not. Twice does it once.

    Raises ``MoveRefused`` where the roll is no frozen one, or the member has no vote on it.
    """
    roll = Roll.objects.select_for_update().get(pk=entry.roll_id)
    if not roll.is_frozen:
        raise MoveRefused(_("Who is present is written down once the roll is frozen."))
    if not entry.has_vote:
        raise MoveRefused(_("This member has no vote on this roll."))
    if is_present:
        RollPresence.objects.get_or_create(entry=entry, defaults={"marked_by": by})
    else:
        RollPresence.objects.filter(entry=entry).delete()
