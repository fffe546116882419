"""What may follow what: the way every application goes. Data, without tables."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from moves.workflow import Move


class Role(TextChoices):
    APPLICANT = "applicant", _("applicant")
    SECRETARIAT = "secretariat", _("secretariat")
    BOARD = "board", _("board")
    DECIDER = "decider", _("who decided")
    ENTERER = "enterer", _("who enters it on behalf")
    RECORDER = "recorder", _("who records the minutes of the board")


class State(TextChoices):
    DRAFT = "draft", _("Draft")
    UNCONFIRMED = "unconfirmed", _("Address not confirmed")
    SUBMITTED = "submitted", _("Submitted")
    IN_REVIEW = "in_review", _("In review")
    INFORMATION_ASKED = "information_asked", _("More information asked")
    FOR_THE_BOARD = "for_the_board", _("Before the board")
    HELD = "held", _("Decided, not yet released")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Not accepted this time")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SPAM = "spam", _("Spam")


class Decision(TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Not accepted this time")


class Suspicion(TextChoices):
    """Why a form looks filled in by a program."""

    HONEYPOT = "honeypot", _("a field that people do not see was filled in")
    STAMP = "stamp", _("the form’s stamp was missing, forged or old")
    TOO_FAST = "too-fast", _("filled in faster than a person can")


@dataclass(frozen=True)
class Applicant:
    """Who acts through the private link of one application, without an account."""

    application_id: int


WAITS = (State.SUBMITTED, State.IN_REVIEW, State.FOR_THE_BOARD, State.HELD)
DECIDED = (State.ACCEPTED, State.DECLINED)
EDITABLE = (State.DRAFT, State.INFORMATION_ASKED)
BEFORE_RELEASE = (
    State.DRAFT,
    State.UNCONFIRMED,
    State.SUBMITTED,
    State.IN_REVIEW,
    State.INFORMATION_ASKED,
    State.FOR_THE_BOARD,
    State.HELD,
)

_DECIDERS = {
    State.IN_REVIEW: (Role.SECRETARIAT,),
    State.FOR_THE_BOARD: (Role.BOARD, Role.RECORDER),
}


def _decides(decision):
    return lambda thing, by, at: {"decision": decision, "held_from": thing.state}


def _undecided(thing, by, at):
    return {"decision": "", "held_from": ""}


SEND = Move(
    name="send",
    label=_("Send the application"),
    done=_("The application is sent. Confirm your e-mail address to bring it to us."),
    ways={State.DRAFT: (Role.APPLICANT,)},
    target=State.UNCONFIRMED,
)
CONFIRM = Move(
    name="confirm",
    label=_("Confirm the address"),
    done=_("Your address is confirmed and the application has reached us."),
    ways={State.UNCONFIRMED: (Role.APPLICANT,)},
    target=State.SUBMITTED,
    writes=lambda thing, by, at: {"address_confirmed_at": at},
)
ENTER = Move(
    name="enter",
    label=_("Enter the application"),
    done=_("The application is entered, and its applicant has a letter about it."),
    ways={State.DRAFT: (Role.ENTERER,)},
    target=State.SUBMITTED,
)
TAKE = Move(
    name="take",
    label=_("Take into review"),
    done=_("You lead this application now."),
    ways={State.SUBMITTED: (Role.SECRETARIAT,)},
    target=State.IN_REVIEW,
    writes=lambda thing, by, at: {"lead": by},
)
HAND_OVER = Move(
    name="hand-over",
    label=_("Hand over to a colleague"),
    done=_("Your colleague leads this application now."),
    ways=dict.fromkeys(
        (State.IN_REVIEW, State.INFORMATION_ASKED, State.FOR_THE_BOARD, State.HELD),
        (Role.SECRETARIAT,),
    ),
)
# Once nobody is left to write to. What is held has no letter for who is named: undo it first.
NAME_CONTACT = Move(
    name="name-contact",
    label=_("Name a contact"),
    done=_("The contact is named, and has a letter with a private link."),
    ways=dict.fromkeys(
        (State.SUBMITTED, State.IN_REVIEW, State.INFORMATION_ASKED, State.FOR_THE_BOARD),
        (Role.SECRETARIAT,),
    ),
    needs_note=True,
)
ASK = Move(
    name="ask",
    label=_("Ask for more information"),
    done=_("The applicant can answer now, and has a letter about it."),
    ways={State.IN_REVIEW: (Role.SECRETARIAT,)},
    target=State.INFORMATION_ASKED,
    needs_note=True,
)
ANSWER = Move(
    name="answer",
    label=_("Send the answers"),
    done=_("Your answers are sent. The review goes on."),
    ways={State.INFORMATION_ASKED: (Role.APPLICANT,)},
    target=State.IN_REVIEW,
    writes=lambda thing, by, at: {"asked_sections": [], "asked_until": None},
)
TO_BOARD = Move(
    name="to-board",
    label=_("Put before the board"),
    done=_("The application waits for the board."),
    ways={State.IN_REVIEW: (Role.SECRETARIAT,)},
    target=State.FOR_THE_BOARD,
)
ACCEPT = Move(
    name="accept",
    label=_("Accept"),
    done=_("The application is decided: accepted."),
    ways=_DECIDERS,
    target=State.HELD,
    writes=_decides(Decision.ACCEPTED),
)
DECLINE = Move(
    name="decline",
    label=_("Do not accept"),
    done=_("The application is decided: not accepted this time."),
    ways=_DECIDERS,
    target=State.HELD,
    needs_note=True,
    writes=_decides(Decision.DECLINED),
)
RELEASE = Move(
    name="release",
    label=_("Release the decision"),
    done=_("The decision is released and its letter is on the way."),
    ways={State.HELD: (Role.SECRETARIAT,)},
    target=lambda thing: State(thing.decision),
    writes=lambda thing, by, at: {"held_from": ""},
)
UNDO = Move(
    name="undo",
    label=_("Undo the decision"),
    done=_("The decision is undone. Nobody was written to."),
    ways={State.HELD: (Role.DECIDER,)},
    target=lambda thing: State(thing.held_from),
    writes=_undecided,
)
WITHDRAW = Move(
    name="withdraw",
    label=_("Withdraw the application"),
    done=_("The application is withdrawn."),
    ways=dict.fromkeys(BEFORE_RELEASE, (Role.APPLICANT, Role.SECRETARIAT)),
    target=State.WITHDRAWN,
    writes=_undecided,
)
MARK_SPAM = Move(
    name="mark-spam",
    label=_("Mark as spam"),
    done=_("The application is put away as spam. Nobody is written to."),
    ways=dict.fromkeys((State.SUBMITTED, State.IN_REVIEW), (Role.SECRETARIAT,)),
    target=State.SPAM,
)
REOPEN = Move(
    name="reopen",
    label=_("Reopen"),
    done=_("The application is in review again."),
    ways=dict.fromkeys((State.DECLINED, State.WITHDRAWN, State.SPAM), (Role.SECRETARIAT,)),
    target=State.IN_REVIEW,
    needs_note=True,
    writes=_undecided,
)

# The button behind a link in every letter makes it, wherever the application stands.
CONTACT_GONE = Move(
    name="contact-gone",
    label=_("No longer the contact"),
    done=_(
        "You are no longer the contact. We do not write to you about this application any more."
    ),
    ways=dict.fromkeys(State, (Role.APPLICANT,)),
)

MOVES = {
    move.name: move
    for move in (
        SEND,
        CONFIRM,
        ENTER,
        TAKE,
        HAND_OVER,
        NAME_CONTACT,
        ASK,
        ANSWER,
        TO_BOARD,
        ACCEPT,
        DECLINE,
        RELEASE,
        UNDO,
        WITHDRAW,
        MARK_SPAM,
        REOPEN,
    )
}
WITHOUT_BUTTON = {CONTACT_GONE.name: CONTACT_GONE}
