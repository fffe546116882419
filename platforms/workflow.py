"""States of a platform. The way of its application is in ``applications.workflow``."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from territories.workflow import PlatformState

STATE_IN_WORDS = {
    PlatformState.FORMING: _("The group is being brought together."),
    PlatformState.ACTIVE: _("The group meets and works."),
    PlatformState.DORMANT: _("The group is at rest; it has not ended."),
    PlatformState.CLOSED: _("The group has ended its work."),
    PlatformState.NOT_KNOWN: _("The source does not say whether the group is at work today."),
}


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
