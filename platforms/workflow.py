"""What may follow what in the life of a platform.

Its states are in ``territories.workflow``, the way of its application in ``applications.workflow``.
"""

from django.db.models import IntegerChoices, TextChoices
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
    PARTICIPANTS = "participants", _("Who takes part")
    MANDATE = "mandate", _("Mandate")
    CONTACTS = "contacts", _("Contacts")
    PROCESS = "process", _("The process")
    CONSENT = "consent", _("Consent")


# Further pages of the section about the territory: one subject a page.
PLACE, DESCRIPTION = "place", "description"


def section_of(page):
    """Return the section to which a page belongs; most have one page, of the same name."""
    return Section.TERRITORY if page in (PLACE, DESCRIPTION) else Section(page)


# The heading of each page is its question.
QUESTIONS = {
    Section.TERRITORY: _("Whose platform is it?"),
    PLACE: _("Is it one of these?"),
    DESCRIPTION: _("What is the territory like?"),
    Section.PLATFORM: _("What does the group want to do?"),
    Section.PARTICIPANTS: _("Who takes part?"),
    Section.MANDATE: _("What does the group act upon?"),
    Section.CONTACTS: _("Whom do we write to?"),
    Section.PROCESS: _("How far has the group come?"),
    Section.CONSENT: _("Do you agree?"),
}


class Holder(TextChoices):
    """Whose platform it is."""

    TERRITORY = "territory", _("Of a territory")
    ACTOR = "actor", _("Of a collective actor: a school, a company, a health centre…")


class Mandate(TextChoices):
    """What a group acts upon: informal groups need no council behind them."""

    DECISION = "decision", _("A council or a board has decided it")
    PARTICIPANTS = (
        "participants",
        _("Two participants of different kinds, and the local authority acknowledges the group"),
    )
    NOT_YET = "not_yet", _("There is nothing yet")


class Cycle(IntegerChoices):
    """The cycles of the SPIRAL method; a group may skip one or begin with a later one."""

    CITIZENS = 0, _("Cycle 0: a group of citizens")
    APPROPRIATION = 1, _("Cycle 1: the group itself prepares")
    MOBILISATION = 2, _("Cycle 2: the inhabitants, in groups of people alike")
    INTEGRATION = 3, _("Cycle 3: a wider circle of actors, with indicators of their own")


class Phase(IntegerChoices):
    """The eight phases of each cycle of the SPIRAL method."""

    ORGANISE = 1, _("1: organise and invite")
    DEFINE = 2, _("2: say together what well-being is")
    DIAGNOSE = 3, _("3: see how things stand")
    PROJECT = 4, _("4: compare what could be done")
    COMMIT = 5, _("5: decide and commit")
    ACT = 6, _("6: act together")
    EVALUATE = 7, _("7: see what has changed")
    REVIEW = 8, _("8: look back and prepare the next cycle")


class Trained(TextChoices):
    """Whether the people who guide the groups know the method."""

    YES = "yes", _("Yes")
    IN_TRAINING = "in_training", _("They are being trained")
    NO = "no", _("Not yet")


class PublicContact(TextChoices):
    """What the registry may show of the contacts. Names are never shown."""

    ROLE = "role", _("the role of the first contact")
    EMAIL = "email", _("the e-mail address of the first contact")
    PHONE = "phone", _("the telephone number of the first contact")
    SECOND_EMAIL = "second_email", _("the e-mail address of the second contact")
    SECOND_PHONE = "second_phone", _("the telephone number of the second contact")
