"""States of a place and kinds of actor: words without tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
