"""Who stands where on a voting roll, and how many make a quorum: words and figures, no tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from membership.workflow import IN_FORCE, VOTING, Standing


class RollState(TextChoices):
    """A roll is a draft until it is frozen; nothing leads back."""

    DRAFT = "draft", _("Draft")
    FROZEN = "frozen", _("Frozen")


class RollPart(TextChoices):
    """In which part of a roll a member stands."""

    VOTING = "voting", _("With a vote")
    ASSOCIATE = "associate", _("Associate members, without a vote")
    APART = "apart", _("Full members that are not in good standing, without a vote")


# Who would vote and does not, with the reason; who has left is no member and stands nowhere.
NOT_IN_FORCE = (Standing.LAPSED, Standing.ON_HOLD)


def part_of(category, standing):
    """Return the part of a roll for a member, or None where it stands on none.

    In good standing is whoever is in force: current, or in grace. An associate that is not in
    force is left out: it has no vote that it could miss, and that it owes is its own affair.
    """
    if standing in IN_FORCE:
        return RollPart.VOTING if category in VOTING else RollPart.ASSOCIATE
    if category in VOTING and standing in NOT_IN_FORCE:
        return RollPart.APART
    return None


def needed_for_quorum(voters, percent):
    """Return how many votes make a quorum: the percentage, rounded up, and one at least."""
    return max(1, -(-voters * percent // 100))
