"""What records of the association are: words without tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventKind(TextChoices):
    INTERNATIONAL = "international", _("International meeting")
    ASSEMBLY = "assembly", _("General assembly")
    WORKSHOP = "workshop", _("Workshop")
    MEETING = "meeting", _("Meeting")
    TRAINING = "training", _("Training")


MEETING_KINDS = (
    EventKind.INTERNATIONAL,
    EventKind.ASSEMBLY,
    EventKind.WORKSHOP,
    EventKind.MEETING,
)


class MethodPartKind(TextChoices):
    QUESTION = "question", _("Question")
    PHASE = "phase", _("Phase")
    CYCLE = "cycle", _("Cycle")
    PRINCIPLE = "principle", _("Principle")
    STEP = "step", _("Step of the technical sheet")


class DocumentKind(TextChoices):
    STATUTES = "statutes", _("Statutes")
    RULES = "rules", _("Rules of procedure")
    ACTION_PLAN = "action_plan", _("Action plan")
    ROADMAP = "roadmap", _("Roadmap")
    MANIFESTO = "manifesto", _("Manifesto")
    AGREEMENT = "agreement", _("Agreement")
    PROGRAMME = "programme", _("Programme")
    NOTICE = "notice", _("Notice of meeting")
    MINUTES = "minutes", _("Minutes")
    PROCEEDINGS = "proceedings", _("Proceedings")
    REPORT = "report", _("Report")
    GUIDE = "guide", _("Guide")
    OTHER = "other", _("Other document")


class ProjectKind(TextChoices):
    ACTION_PLAN = "action_plan", _("Action plan")
    ROADMAP = "roadmap", _("Roadmap")
    PROJECT = "project", _("Project")


class RegistrationState(TextChoices):
    """How a registration stands; a place is taken when it is sent, and kept once confirmed."""

    PLACE = "place", _("Has a place")
    WAITING = "waiting", _("On the waiting list")
    CANCELLED = "cancelled", _("Cancelled")


class ProposalState(TextChoices):
    UNCONFIRMED = "unconfirmed", _("Address not confirmed")
    OPEN = "open", _("Waits for an answer")
    TAKEN = "taken", _("Taken up")
    NOT_TAKEN = "not_taken", _("Not taken up this time")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# Pages that the site itself leads to; staff write their words, and may add others.
KNOWN_PAGES = {
    "home": _("Home"),
    "join-us": _("Join us"),
    "join-territory": _("Join us: a territory"),
    "join-public-entity": _("Join us: a public entity"),
    "join-collective-actor": _("Join us: a collective actor"),
    "join-individual": _("Join us: an individual"),
    "about": _("The network"),
    "aims": _("Aims"),
    "history": _("History of the network"),
    "organisation": _("Organisation and functioning"),
    "benefits": _("Benefits of membership"),
    "method": _("The method"),
    "technical-sheet": _("Technical sheet"),
    "privacy": _("Privacy"),
    "accessibility": _("Accessibility"),
    "imprint": _("Imprint"),
    "licence": _("Licence of the data"),
}
