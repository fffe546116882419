"""How a record stands towards visitors, in words."""

from django.contrib import admin
from django.db.models import F, Q, TextChoices
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Standing(TextChoices):
    DRAFT = "draft", gettext_lazy("Draft")
    PLANNED = "planned", gettext_lazy("Planned")
    PUBLIC = "public", gettext_lazy("Public")
    WITHDRAWN = "withdrawn", gettext_lazy("No longer public")


def standing_of(record, on=None):
    """Return the ``Standing`` of a record on a day, today unless told."""
    day = on or timezone.localdate()
    if record.published_on is None:
        return Standing.DRAFT
    if record.withdrawn_on is not None and record.withdrawn_on <= day:
        return Standing.WITHDRAWN
    return Standing.PUBLIC if record.published_on <= day else Standing.PLANNED


def in_words(record):
    """Return the standing of a record with its day."""
    standing = standing_of(record)
    if standing == Standing.DRAFT:
        return str(standing.label)
    told = {
        Standing.PLANNED: _("Planned for %(day)s"),
        Standing.PUBLIC: _("Public since %(day)s"),
        Standing.WITHDRAWN: _("No longer public since %(day)s"),
    }[standing]
    day = record.withdrawn_on if standing == Standing.WITHDRAWN else record.published_on
    return told % {"day": date_format(day)}


def of_standing(records, standing, on=None):
    """Return those of some records that stand so on a day, today unless told."""
    day = on or timezone.localdate()
    is_over = Q(withdrawn_on__lte=day)
    return records.filter(
        {
            Standing.DRAFT: Q(published_on=None),
            Standing.PLANNED: Q(published_on__gt=day) & ~is_over,
            Standing.PUBLIC: Q(published_on__lte=day) & (Q(withdrawn_on=None) | ~is_over),
            Standing.WITHDRAWN: Q(published_on__isnull=False) & is_over,
        }[standing]
    )


def keeps_address(record):
    """Whether links to a record may be anywhere by now: the site leads there, or it was public."""
    return getattr(record, "is_known", False) or was_public(record)


def was_public(record):
    """Whether visitors could ever see a record: its address may be in letters by now."""
    if record.published_on is not None and record.published_on <= timezone.localdate():
        return True
    seen = Q(published_on__lte=F("until"))
    return record.changes.annotate(until=TruncDate("pgh_created_at")).filter(seen).exists()


class StandingFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return Standing.choices

    def queryset(self, request, queryset):
        asked = self.value()
        return of_standing(queryset, Standing(asked)) if asked in Standing.values else queryset
