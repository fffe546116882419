"""States of a place, kinds of actor, and what may follow what: words without tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from moves.workflow import Move


class Role(TextChoices):
    """Who keeps the registry."""

    SECRETARIAT = "secretariat", _("secretariat")


class Kind(TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    GROUP = "group", _("Group of municipalities")
    NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood")
    DEPARTMENT = "department", _("Department")
    REGION = "region", _("Region")
    ISLAND = "island", _("Island")
    OTHER = "other", _("Other kind of territory")


class TerritoryState(TextChoices):
    DRAFT = "draft", _("Draft")
    LISTED = "listed", _("Listed")
    ARCHIVED = "archived", _("Archived")
    MERGED = "merged", _("Merged into another")


class PlatformState(TextChoices):
    """States of a platform: a place shows those of its platforms.

    They are named in this order, the liveliest first.
    """

    ACTIVE = "active", _("Active")
    FORMING = "forming", _("Forming")
    DORMANT = "dormant", _("Dormant")
    NOT_KNOWN = "not_known", _("Not known")
    CLOSED = "closed", _("Closed")


class ActorKind(TextChoices):
    """The one closed list, for participants and collective actors alike."""

    PUBLIC_AUTHORITY = "public_authority", _("Public authority")
    PUBLIC_SERVICE = "public_service", _("Public service")
    COMPANY = "company", _("Company")
    ASSOCIATION = "association", _("Association")
    COMMUNITY_ASSOCIATION = "community_association", _("Community association")
    SCHOOL = "school", _("School")
    HEALTH = "health", _("Health institution")
    INHABITANTS = "inhabitants", _("Inhabitants")
    OTHER = "other", _("Other kind of actor")


KEEPERS = (Role.SECRETARIAT,)


def tells_of_change(thing, by, at):
    """Return the columns by which visitors see that a record is not what it was."""
    return {"changed_at": at}


def confirming(states):
    """Return the move by which a record in one of these states is found right as it is."""
    return Move(
        name="confirm",
        label=_("Confirm that this entry is right"),
        done=_("The entry is confirmed as of now."),
        ways=dict.fromkeys(states, KEEPERS),
        needs_note=True,
        writes=lambda thing, by, at: {"confirmed_at": at},
    )


LIST = Move(
    name="list",
    label=_("List"),
    done=_("The place is in the public registry now."),
    ways={TerritoryState.DRAFT: KEEPERS},
    target=TerritoryState.LISTED,
    writes=tells_of_change,
)
ARCHIVE = Move(
    name="archive",
    label=_("Archive"),
    done=_("The place is archived; visitors do not see it any more."),
    ways={TerritoryState.LISTED: KEEPERS},
    target=TerritoryState.ARCHIVED,
    needs_note=True,
    writes=tells_of_change,
)
RELIST = Move(
    name="relist",
    label=_("List again"),
    done=_("The place is in the public registry again."),
    ways={TerritoryState.ARCHIVED: KEEPERS},
    target=TerritoryState.LISTED,
    writes=tells_of_change,
)
MERGE = Move(
    name="merge",
    label=_("Merge into another"),
    done=_("The place is merged. Its address leads to the other one."),
    ways=dict.fromkeys((TerritoryState.LISTED, TerritoryState.ARCHIVED), KEEPERS),
    target=TerritoryState.MERGED,
    needs_note=True,
    writes=tells_of_change,
)
CONFIRM_TERRITORY = confirming((TerritoryState.DRAFT, TerritoryState.LISTED))
CONFIRM_ACTOR = confirming((TerritoryState.DRAFT, TerritoryState.LISTED))

# No button makes these: the first goes with a change of fields, the other with a merger.
EDIT = Move(
    name="edit",
    label=_("Edit"),
    done=_("The record is changed."),
    ways=dict.fromkeys(
        (TerritoryState.DRAFT, TerritoryState.LISTED, TerritoryState.ARCHIVED, *PlatformState),
        KEEPERS,
    ),
    needs_note=True,
)
FOLLOW = Move(
    name="follow",
    label=_("Go along with a merger"),
    done=_("The record belongs to another place now."),
    ways=dict.fromkeys((*TerritoryState, *PlatformState), KEEPERS),
    writes=tells_of_change,
)

TERRITORY_MOVES = {move.name: move for move in (LIST, ARCHIVE, RELIST, MERGE, CONFIRM_TERRITORY)}
ACTOR_MOVES = {CONFIRM_ACTOR.name: CONFIRM_ACTOR}
WITHOUT_BUTTON = {move.name: move for move in (EDIT, FOLLOW)}
