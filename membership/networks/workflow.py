"""What a network is, what may be done with it and by whom: words without tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from moves.workflow import Move


class Role(TextChoices):
    """Who keeps a network: the secretariat keeps all, a coordinator their own."""

    SECRETARIAT = "secretariat", _("secretariat")
    COORDINATOR = "coordinator", _("coordinator")


class NetworkKind(TextChoices):
    """What those in a network have in common."""

    WHOLE = "whole", _("The whole network")
    NATIONAL = "national", _("National")
    THEMATIC = "thematic", _("Thematic")
    ACTORS = "actors", _("By kind of actor")
    MIXED = "mixed", _("Mixed")


class NetworkState(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLIC = "public", _("Public")
    CLOSED = "closed", _("Ended")


class Came(TextChoices):
    """How an entry came into a network."""

    REQUEST = "request", _("By request")
    SUGGESTED = "suggested", _("Suggested from its entry")
    COORDINATOR = "coordinator", _("By the coordinator")


class RequestState(TextChoices):
    """How far a request to join a network is; nobody reads it before its address is confirmed."""

    UNCONFIRMED = "unconfirmed", _("Address not confirmed")
    OPEN = "open", _("Waits for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ANSWERED = (RequestState.ACCEPTED, RequestState.DECLINED)
WAITING = (RequestState.UNCONFIRMED, RequestState.OPEN)

BY_SECRETARIAT = (Role.SECRETARIAT,)
BY_BOTH = (Role.SECRETARIAT, Role.COORDINATOR)
IN_USE = (NetworkState.DRAFT, NetworkState.PUBLIC)


def tells_of_change(thing, by, at):
    """Return the columns by which visitors see that a network is not what it was."""
    return {"changed_at": at}


PUBLISH = Move(
    name="publish",
    label=_("Publish"),
    done=_("The network has its public page now."),
    ways=dict.fromkeys((NetworkState.DRAFT, NetworkState.CLOSED), BY_SECRETARIAT),
    target=NetworkState.PUBLIC,
    writes=tells_of_change,
)
CLOSE = Move(
    name="close",
    label=_("Close"),
    done=_("The network is closed; visitors do not see it any more."),
    ways={NetworkState.PUBLIC: BY_SECRETARIAT},
    target=NetworkState.CLOSED,
    needs_note=True,
    writes=tells_of_change,
)

# No button on the page of a network makes these: they go with pages of their own.
ENTER = Move(
    name="enter",
    label=_("Enter"),
    done=_("The network is entered."),
    ways={NetworkState.DRAFT: BY_SECRETARIAT},
    needs_note=True,
)
EDIT = Move(
    name="edit",
    label=_("Edit"),
    done=_("The record is changed."),
    ways={
        NetworkState.DRAFT: BY_BOTH,
        NetworkState.PUBLIC: BY_BOTH,
        NetworkState.CLOSED: BY_SECRETARIAT,
    },
    needs_note=True,
)
ADD_ENTRY = Move(
    name="add-entry",
    label=_("Add an entry"),
    done=_("The entry belongs to the network now."),
    ways=dict.fromkeys(IN_USE, BY_BOTH),
)
REMOVE_ENTRY = Move(
    name="remove-entry",
    label=_("Take an entry out"),
    done=_("The entry does not belong to the network any more."),
    ways=dict.fromkeys(NetworkState, BY_BOTH),
    needs_note=True,
)
ACCEPT = Move(
    name="accept",
    label=_("Accept the request"),
    done=_("The entry belongs to the network now, and the letter is on its way."),
    ways=dict.fromkeys(IN_USE, BY_BOTH),
)
DECLINE = Move(
    name="decline",
    label=_("Do not accept the request"),
    done=_("The request is answered, and the letter is on its way."),
    ways=dict.fromkeys(NetworkState, BY_BOTH),
    needs_note=True,
)

MOVES = {move.name: move for move in (PUBLISH, CLOSE)}
ANSWERS = {move.name: move for move in (ACCEPT, DECLINE)}
WITHOUT_BUTTON = {move.name: move for move in (ENTER, EDIT, ADD_ENTRY, REMOVE_ENTRY)} | ANSWERS
