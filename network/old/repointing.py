"""Old addresses that led to a list for want of the record, led to the record once it is there."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone, translation

from network.models import Document, Event, OldAddress, OldKind, Project
from together_site.text import folded

# Where the old pages led in the beginning, and the record that has taken the place of each.
RECORDS = [
    ("Together - Statutes", "/documents/", Document, "statutes"),
    ("Together - Estatutos", "/documents/", Document, "statutes"),
    ("Together - Rules of Procedure", "/documents/", Document, "rules-of-procedure"),
    ("TCOR 3th meeting program graphic", "/meetings/", Document, "programme-2016"),
    ("Together - Action Plan 2014", "/projects/", Project, "action-plan-2014"),
    ("Together - Action Plan 2015", "/projects/", Project, "action-plan-2015"),
    ("Together - Action Plan 2016", "/projects/", Project, "action-plan-2016"),
    ("CO-ACTE EN", "/projects/", Project, "co-acte"),
    ("CO-ACTE Project Description (EN)", "/projects/", Project, "co-acte"),
    (
        "Report of the preparatory meeting for CO-ACTE - August 2015",
        "/projects/",
        Project,
        "co-acte",
    ),
    ("Responding together", "/projects/", Project, "responding-together"),
    ("TOGETHER - General Assembly 2016-11-04", "/meetings/", Event, "assembly-2016"),
    (
        "3ro Encontro Internacional dos Territorios de Coresponsabilidade",
        "/meetings/",
        Event,
        "international-meeting-2016",
    ),
    (
        "4th International Meeting of Territories of Co-responsibility",
        "/meetings/",
        Event,
        "international-meeting-2020",
    ),
    ("4th International meeting - AG TOGETHER", "/meetings/", Event, "assembly-2020"),
    ("Second quarterly online meeting", "/meetings/", Event, "quarterly-meeting-2021-07"),
]


@transaction.atomic
def repoint():
    """Lead each to its record, where that is public; return how many were led on.

    It may be repeated. What staff have saved stays as they left it.
    """
    waiting = OldAddress.objects.filter(kind=OldKind.PAGE).exclude(pk__in=_saved_by_staff())
    return sum(
        waiting.filter(folded_name=folded(name), target=before).update(
            target=target, changed_at=timezone.now()
        )
        for name, before, model, slug in RECORDS
        if (target := _page_of(model, slug))
    )


def _saved_by_staff():
    """Return the keys of those that somebody saved in the admin."""
    table = ContentType.objects.get_for_model(OldAddress)
    keys = LogEntry.objects.filter(content_type=table).values_list("object_id", flat=True)
    return [int(key) for key in keys]


def _page_of(model, slug):
    """Return the address of a public record without its language, or ``""``."""
    record = model.objects.public().filter(slug=slug).first()
    if record is None:
        return ""
    with translation.override("en"):
        return record.get_absolute_url().removeprefix("/en")
