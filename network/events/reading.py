"""Meetings and trainings as the public reads them."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import F, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from network.documents.reading import KEYS
from network.events.when import place_told, told
from network.models import MINUTES, Document, DocumentFile, Event

SHOWN = (
    "kind",
    "starts_on",
    "ends_on",
    "starts_at",
    "ends_at",
    "time_zone",
    "place",
    "country",
    "is_online",
    "cancelled_on",
    "takes_registrations",
    "places",
    "is_full",
    "register_until",
)


@dataclass
class Year:
    """The events of a year."""

    year: int
    events: list


@dataclass
class Listed:
    """What a list shows."""

    coming: list
    past: list
    changed_at: object


def listed(events):
    """Return those that are to come, the next first, and those that are past by year."""
    found = list(events.public().as_entries(*SHOWN).order_by("-starts_on", "-pk"))
    today = timezone.localdate()
    past = [event for event in found if event.ends_on < today]
    years = groupby(past, key=lambda event: event.starts_on.year)
    return Listed(
        coming=[with_words(event) for event in reversed(found) if event.ends_on >= today],
        past=[Year(year, [with_words(event) for event in group]) for year, group in years],
        changed_at=max((event.changed_at for event in found), default=None),
    )


def with_words(event):
    """Give an event its days and place in the words of the reader, as ``days`` and ``where``."""
    event.days, event.where = told(event), place_told(event)
    return event


def of_slug():
    """Return the public events with the territory that receives them."""
    return Event.objects.public().select_related("host").defer(*KEYS)


def programme_of(event):
    """Return the parts of the programme, by day and hour."""
    parts = event.sessions.order_by("day", F("starts_at").asc(nulls_first=True), "pk")
    return [(day, list(group)) for day, group in groupby(parts, key=lambda part: part.day)]


@dataclass
class Papers:
    """The public documents of an event, and those that it adopted."""

    of_it: list
    adopted: list

    @property
    def changed_at(self):
        """When each of them last changed."""
        return [document.changed_at for document in (*self.of_it, *self.adopted)]

    @property
    def has_minutes(self):
        return any(document.kind in MINUTES for document in self.of_it)


def papers_of(event):
    """Return the ``Papers`` of an event, each with its files."""
    files = DocumentFile.objects.only("document", "language", "name", "size", "content_type")
    columns = ("kind", "adopted_on", "year", "event", "adopted_by")
    public = Document.objects.public().filter(Q(event=event) | Q(adopted_by=event))
    found = list(
        public.as_entries(*columns)
        .prefetch_related(Prefetch("files", files.order_by("language")))
        .order_by(F("adopted_on").asc(nulls_last=True), "pk")
    )
    return Papers(
        of_it=[document for document in found if document.event_id == event.pk],
        adopted=[document for document in found if document.adopted_by_id == event.pk],
    )


@dataclass
class Counted:
    """How many of a kind of actor came, and how long its bar is, of a hundred."""

    label: str
    number: int
    length: float


def attendance_of(event):
    """Return who came by kind of actor, the most first."""
    rows = sorted(event.attendance.all(), key=lambda row: (-row.number, row.pk))
    most = max((row.number for row in rows), default=0) or 1
    return [
        Counted(row.get_kind_display(), row.number, round(100 * row.number / most, 1))
        for row in rows
    ]


def for_calendar(events):
    """Return the public events with what a calendar tells of them."""
    return events.public().as_entries(*SHOWN, "created_at").order_by("starts_on", "pk")


def name_of_calendar(is_training):
    return _("Trainings of TOGETHER") if is_training else _("Meetings and trainings of TOGETHER")
