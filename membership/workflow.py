"""Categories of membership, what a standing is, and what may follow what: words without tables."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from moves.workflow import Move
from territories.workflow import KEEPERS


class Role(TextChoices):
    """Who acts on a member."""

    SECRETARIAT = "secretariat", _("secretariat")
    MEMBER = "member", _("the member itself")


@dataclass(frozen=True)
class MemberActor:
    """Who acts by the private link of one member, without an account."""

    member_id: int


class Category(TextChoices):
    """The categories of the statutes; who of a body may sit where is not among them."""

    TERRITORY = "territory", _("Full member: territory")
    PUBLIC_ENTITY = "public_entity", _("Full member: public entity")
    PERSON = "person", _("Associate member: person")
    BODY = "body", _("Associate member: body")


class Section(TextChoices):
    """The sections of a request to join; which of them one has follows from its category."""

    PLATFORM = "platform", _("The platform")
    ENTITY = "entity", _("The public entity")
    PERSON = "person", _("About you")
    BODY = "body", _("The organisation")
    REPRESENTATIVES = "representatives", _("Who represents it")
    DECISION = "decision", _("The decision to join")
    SERVICES = "services", _("What you expect")
    BILLING = "billing", _("Address for dues")
    AMOUNT = "amount", _("Your yearly amount")
    CONTACTS = "contacts", _("Contacts")
    CONSENT = "consent", _("Consent")


# In the order in which they are filled in.
SECTIONS_OF = {
    Category.TERRITORY: (
        Section.PLATFORM,
        Section.REPRESENTATIVES,
        Section.DECISION,
        Section.SERVICES,
        Section.CONTACTS,
        Section.CONSENT,
    ),
    Category.PUBLIC_ENTITY: (
        Section.ENTITY,
        Section.DECISION,
        Section.REPRESENTATIVES,
        Section.BILLING,
        Section.CONTACTS,
        Section.CONSENT,
    ),
    Category.PERSON: (Section.PERSON, Section.AMOUNT, Section.CONTACTS, Section.CONSENT),
    Category.BODY: (
        Section.BODY,
        Section.REPRESENTATIVES,
        Section.AMOUNT,
        Section.CONTACTS,
        Section.CONSENT,
    ),
}
# A further page of the section about the platform, and of that about a public entity.
WHICH, PLACE = "which", "place"


def section_of(page):
    """Return the section to which a page belongs; most have one page, of the same name."""
    return {WHICH: Section.PLATFORM, PLACE: Section.ENTITY}.get(page) or Section(page)


# The heading of each page is its question.
QUESTIONS = {
    Section.PLATFORM: _("Which platform joins?"),
    WHICH: _("Is it one of these?"),
    Section.ENTITY: _("Which public entity joins?"),
    PLACE: _("Is its territory one of these?"),
    Section.PERSON: _("Who are you?"),
    Section.BODY: _("Which organisation joins?"),
    Section.REPRESENTATIVES: _("Who represents it?"),
    Section.DECISION: _("Who has decided to join?"),
    Section.SERVICES: _("What do you expect of the network?"),
    Section.BILLING: _("Where do we send the request for dues?"),
    Section.AMOUNT: _("How much do you give a year?"),
    Section.CONTACTS: _("Whom do we write to?"),
    Section.CONSENT: _("Do you agree?"),
}


VOTING = (Category.TERRITORY, Category.PUBLIC_ENTITY)


class Level(TextChoices):
    """How far a public entity reaches."""

    LOCAL = "local", _("Local")
    REGIONAL = "regional", _("Regional")
    NATIONAL = "national", _("National")
    INTERNATIONAL = "international", _("International")


class MemberState(TextChoices):
    """What was decided about a member; whether it has paid its way is its standing."""

    MEMBER = "member", _("Member")
    ON_HOLD = "on_hold", _("On hold")
    RESIGNED = "resigned", _("Resigned")


class Standing(TextChoices):
    """How a member stands on a day: computed from dates, never stored."""

    CURRENT = "current", _("Current")
    GRACE = "grace", _("In grace")
    LAPSED = "lapsed", _("Lapsed")
    ON_HOLD = "on_hold", _("On hold")
    RESIGNED = "resigned", _("Resigned")


# Who belongs, to the outside: a member in grace has time to pay, and has lost nothing yet.
IN_FORCE = (Standing.CURRENT, Standing.GRACE)


class CertificateState(TextChoices):
    """What is said of a certificate to whoever has its serial number, and nothing else."""

    VALID = "valid", _("Valid")
    EXPIRED = "expired", _("Expired")
    UNKNOWN = "unknown", _("Unknown")


class RepresentativeRole(TextChoices):
    POLITICAL = "political", _("Political representative")
    TECHNICAL = "technical", _("Technical contact")
    BILLING = "billing", _("Contact for dues")


class Setting(TextChoices):
    """What the network has not told in its public texts: numbers that staff set, each by a day."""

    GRACE_DAYS = "grace_days", _("Days of grace after a period has ended")
    PERIOD_MONTHS = "period_months", _("Months of a period")
    DUES_DAYS = "dues_days", _("Days in which dues are to be paid")
    REMIND_BEFORE_DAYS = "remind_before_days", _("Days before dues are due on which we remind")
    REMIND_AFTER_DAYS = "remind_after_days", _("Days after dues were due on which we remind again")
    TERM_NOTICE_DAYS = "term_notice_days", _("Days before a term ends on which we ask who follows")
    PROXY_LIMIT = "proxy_limit", _("Proxies that one member may hold")
    QUORUM_PERCENT = "quorum_percent", _("Quorum, in percent of the members with a vote")


PUT_ON_HOLD = Move(
    name="put-on-hold",
    label=_("Put on hold"),
    done=_("The membership is on hold."),
    ways={MemberState.MEMBER: KEEPERS},
    target=MemberState.ON_HOLD,
    needs_note=True,
)
RESTORE = Move(
    name="restore",
    label=_("Restore"),
    done=_("The membership is in force again."),
    ways={MemberState.ON_HOLD: KEEPERS},
    target=MemberState.MEMBER,
    needs_note=True,
)
RESIGN = Move(
    name="resign",
    label=_("Record a resignation"),
    done=_("The membership has ended. The member stays on record as a former one."),
    ways=dict.fromkeys((MemberState.MEMBER, MemberState.ON_HOLD), KEEPERS),
    target=MemberState.RESIGNED,
    needs_note=True,
)
LEAVE = Move(
    name="leave",
    label=_("Resign from the network"),
    done=_(
        "The membership has ended. A letter confirms it to everybody who represents the member."
    ),
    ways=dict.fromkeys((MemberState.MEMBER, MemberState.ON_HOLD), (Role.MEMBER,)),
    target=MemberState.RESIGNED,
)
# Whoever makes it, the membership ends that day.
ENDING = (RESIGN, LEAVE)
TAKE_BACK = Move(
    name="take-back",
    label=_("Take back as a member"),
    done=_("The former member is a member again, under its old number."),
    ways={MemberState.RESIGNED: KEEPERS},
    target=MemberState.MEMBER,
    needs_note=True,
)
ADD_PERIOD = Move(
    name="add-period",
    label=_("Add a period"),
    done=_("The period is added."),
    ways={MemberState.MEMBER: KEEPERS},
)
ISSUE_CERTIFICATE = Move(
    name="issue-certificate",
    label=_("Issue a certificate"),
    done=_("The certificate is issued. Its PDF is on this page."),
    ways={MemberState.MEMBER: KEEPERS},
)
REVOKE_CERTIFICATES = Move(
    name="revoke-certificates",
    label=_("Revoke the certificates"),
    done=_("The certificates of this member are not valid any more."),
    ways=dict.fromkeys(MemberState, KEEPERS),
    needs_note=True,
)

CHANGE_CATEGORY = Move(
    name="change-category",
    label=_("Change the category"),
    done=_("The member is in another category now. Earlier periods keep theirs."),
    ways={MemberState.MEMBER: KEEPERS},
    needs_note=True,
)

# No button makes these: they go with the page on which fields are written, or with the release
# of a request.
JOIN = Move(
    name="join",
    label=_("Join"),
    done=_("The request is released, and there is a new member."),
    ways={MemberState.MEMBER: KEEPERS},
)
ENTER = Move(
    name="enter",
    label=_("Enter"),
    done=_("The member is entered."),
    ways={MemberState.MEMBER: KEEPERS},
    needs_note=True,
)
# These a member makes about who speaks for it.
CONTACT_GONE = Move(
    name="contact-gone",
    label=_("No longer the contact"),
    done=_("You are no longer the contact. We do not write to you about this membership any more."),
    ways=dict.fromkeys(MemberState, (Role.MEMBER,)),
)
NAME_FOLLOWER = Move(
    name="name-follower",
    label=_("Name who follows"),
    done=_("A letter is on the way there. It counts once that address is confirmed."),
    ways=dict.fromkeys((MemberState.MEMBER, MemberState.ON_HOLD), (Role.MEMBER,)),
)
FOLLOW = Move(
    name="follow",
    label=_("Represent the member"),
    done=_("Your address is confirmed: you represent this member."),
    ways=dict.fromkeys((MemberState.MEMBER, MemberState.ON_HOLD), (Role.MEMBER,)),
)
EDIT = Move(
    name="edit",
    label=_("Edit"),
    done=_("The record is changed."),
    ways=dict.fromkeys(MemberState, KEEPERS),
    needs_note=True,
)

MOVES = {
    move.name: move
    for move in (
        ADD_PERIOD,
        ISSUE_CERTIFICATE,
        REVOKE_CERTIFICATES,
        CHANGE_CATEGORY,
        PUT_ON_HOLD,
        RESTORE,
        RESIGN,
        LEAVE,
        TAKE_BACK,
    )
}
WITHOUT_BUTTON = {
    move.name: move for move in (ENTER, JOIN, EDIT, CONTACT_GONE, NAME_FOLLOWER, FOLLOW)
}
