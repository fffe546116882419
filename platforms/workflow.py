"""What may follow what in the life of a platform.

Its states are in ``territories.workflow``, the way of its application in ``applications.workflow``.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from moves.workflow import Move
from territories.workflow import KEEPERS, PlatformState, confirming, tells_of_change

STATE_IN_WORDS = {
    PlatformState.FORMING: _("The group is being brought together."),
    PlatformState.ACTIVE: _("The group meets and works."),
    PlatformState.DORMANT: _("The group is at rest; it has not ended."),
    PlatformState.CLOSED: _("The group has ended its work."),
    PlatformState.NOT_KNOWN: _("The source does not say whether the group is at work today."),
}

ACTIVATE = Move(
    name="activate",
    label=_("Mark as active"),
    done=_("The platform is active now."),
    ways=dict.fromkeys(
        (PlatformState.FORMING, PlatformState.DORMANT, PlatformState.NOT_KNOWN), KEEPERS
    ),
    target=PlatformState.ACTIVE,
    writes=tells_of_change,
)
LET_REST = Move(
    name="let-rest",
    label=_("Let rest"),
    done=_("The platform is dormant now."),
    ways=dict.fromkeys(
        (PlatformState.FORMING, PlatformState.ACTIVE, PlatformState.NOT_KNOWN), KEEPERS
    ),
    target=PlatformState.DORMANT,
    needs_note=True,
    writes=tells_of_change,
)
CLOSE = Move(
    name="close",
    label=_("Close"),
    done=_("The platform is closed now."),
    ways={state: KEEPERS for state in PlatformState if state != PlatformState.CLOSED},
    target=PlatformState.CLOSED,
    needs_note=True,
    writes=tells_of_change,
)
REOPEN = Move(
    name="reopen",
    label=_("Reopen"),
    done=_("The group is being brought together again."),
    ways={PlatformState.CLOSED: KEEPERS},
    target=PlatformState.FORMING,
    needs_note=True,
    writes=tells_of_change,
)
# Of which nobody knows whether it is at work is found right by saying that, with another move.
CONFIRM = confirming((PlatformState.FORMING, PlatformState.ACTIVE, PlatformState.DORMANT))

MOVES = {move.name: move for move in (ACTIVATE, LET_REST, CLOSE, REOPEN, CONFIRM)}


class Section(TextChoices):
    """The sections of the application to open a platform, in their order."""

    TERRITORY = "territory", _("The territory")
    PLATFORM = "platform", _("The platform")
    MANDATE = "mandate", _("Mandate")
    CONTACTS = "contacts", _("Contacts")
    CONSENT = "consent", _("Consent")


# Each section is one page whose heading is its question.
QUESTIONS = {
    Section.TERRITORY: _("Which territory is it?"),
    Section.PLATFORM: _("What does the group want to do?"),
    Section.MANDATE: _("Who asked you to apply?"),
    Section.CONTACTS: _("Whom do we write to?"),
    Section.CONSENT: _("Do you agree?"),
}
