"""How a message to the network goes on, and who may do what: words without tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from moves.workflow import Move


class Role(TextChoices):
    """Who answers: the secretariat every message, the board what comes under its subjects."""

    SECRETARIAT = "secretariat", _("secretariat")
    BOARD = "board", _("board")


class MessageState(TextChoices):
    OPEN = "open", _("Waits for an answer")
    IN_HAND = "in_hand", _("In hand")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed without a letter")
    SPAM = "spam", _("Spam")


WAITING = (MessageState.OPEN, MessageState.IN_HAND)
ENDED = (MessageState.ANSWERED, MessageState.CLOSED, MessageState.SPAM)
BY_STAFF = (Role.SECRETARIAT, Role.BOARD)


def ends(thing, by, at):
    return {"ended_at": at}


def takes(thing, by, at):
    return {"taken_by": by, "ended_at": None}


def goes_back(thing, by, at):
    # A person has read it: no program has sent it.
    return {"taken_by": None, "suspicion": ""}


TAKE = Move(
    name="take",
    label=_("Take it"),
    done=_("The message is in your hands now."),
    ways={MessageState.OPEN: BY_STAFF},
    target=MessageState.IN_HAND,
    writes=takes,
)
ANSWER = Move(
    name="answer",
    label=_("Answer"),
    done=_("The message is answered, and the letter is on its way."),
    ways=dict.fromkeys(WAITING, BY_STAFF),
    target=MessageState.ANSWERED,
    writes=ends,
)
HAND_OVER = Move(
    name="hand-over",
    label=_("Hand to another subject"),
    done=_("The message waits under another subject now."),
    ways=dict.fromkeys(WAITING, BY_STAFF),
    target=MessageState.OPEN,
    writes=goes_back,
)
NOTE = Move(
    name="note",
    label=_("Note for colleagues"),
    done=_("The note is kept."),
    ways=dict.fromkeys(MessageState, BY_STAFF),
    needs_note=True,
)
CLOSE = Move(
    name="close",
    label=_("Close without an answer"),
    done=_("The message is closed; nobody was written to."),
    ways=dict.fromkeys(WAITING, BY_STAFF),
    target=MessageState.CLOSED,
    needs_note=True,
    writes=ends,
)
MARK_SPAM = Move(
    name="mark-spam",
    label=_("Mark as spam"),
    done=_("The message is marked as spam."),
    ways=dict.fromkeys(WAITING, BY_STAFF),
    target=MessageState.SPAM,
    writes=ends,
)
REOPEN = Move(
    name="reopen",
    label=_("Take it up again"),
    done=_("The message is in your hands now."),
    ways=dict.fromkeys(ENDED, BY_STAFF),
    target=MessageState.IN_HAND,
    writes=takes,
)

MOVES = {move.name: move for move in (TAKE, ANSWER, HAND_OVER, NOTE, CLOSE, MARK_SPAM, REOPEN)}
