"""States of a platform. The way of its application is in ``applications.workflow``."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlatformState(TextChoices):
    FORMING = "forming", _("Forming")
    ACTIVE = "active", _("Active")
    DORMANT = "dormant", _("Dormant")
    CLOSED = "closed", _("Closed")
    NOT_KNOWN = "not_known", _("Not known")


class Section(TextChoices):
    """The sections of the application to open a platform, in their order."""

    TERRITORY = "territory", _("The territory")
    PLATFORM = "platform", _("The platform")
    MANDATE = "mandate", _("Mandate")
    CONTACTS = "contacts", _("Contacts")
    CONSENT = "consent", _("Consent")
