"""Earlier versions of a record: who wrote them, what differs, and how one is brought back.

The database keeps the row as it was before each change, with who made the change. A version is
therefore a kept row, and the last one the record itself.
"""

from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

import pghistory
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.text import capfirst

from applications.difference import ADDED, REMOVED, SAME, pieces
from moves.changes import edited_fields
from moves.history import in_words
from network.editing.lines import lines_of
from network.editing.states import keeps_address
from network.richtext import RichTextField

# Where a record stands, and from when until when.
OF_PUBLICATION = ("slug", "published_on", "withdrawn_on")


@dataclass(frozen=True)
class Version:
    """A state of a record: from when on, and by whom, as far as that is known.

    ``key`` names its kept row; that of the present state is 0.
    """

    key: int
    number: int
    at: datetime
    by: str


@dataclass(frozen=True)
class Difference:
    """What one field held in two versions, as pieces that stayed, went and came."""

    field: str
    language: str
    pieces: list


def versions_of(record):
    """Return the versions of a record, the present one first."""
    kept = record.changes.order_by("pgh_id").values_list("pgh_id", "pgh_created_at", "pgh_context")
    began = [(record.created_at, _first_author(record))]
    began += [(at, (context or {}).get("user")) for _key, at, context in kept]
    names = get_user_model().objects.in_bulk({user for _at, user in began if user})
    keys = [*(key for key, _at, _context in kept), 0]
    found = [
        Version(key, number, at, str(names.get(user, "")))
        for number, (key, (at, user)) in enumerate(zip(keys, began, strict=True), start=1)
    ]
    return found[::-1]


def _first_author(record):
    """Return who made a record in the admin, if it was made there."""
    made = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(record),
        object_id=str(record.pk),
        action_flag=ADDITION,
    )
    return made.values_list("user_id", flat=True).first()


def that_come_back(record):
    """Return the columns that restoring brings back: of what was public address and days stay."""
    stay = OF_PUBLICATION if keeps_address(record) else ()
    return [column for column in edited_fields(record) if column.name not in stay]


def row_of(record, version):
    """Return the row that holds the fields of a version."""
    return record if version.key == 0 else record.changes.get(pk=version.key)


def differences(columns, before, after):
    """Return what differs between two rows of a record in some of its columns.

    They are those of the record itself: a kept row does not know which are rich text.
    """
    found = []
    for column in columns:
        old, new = (told(row, column) for row in (before, after))
        if getattr(before, column.attname) != getattr(after, column.attname):
            language = getattr(column, "_translated_field_language_code", "")
            found.append(Difference(capfirst(column.verbose_name), language, by_lines(old, new)))
    return found


def by_lines(before, after):
    """Return what stayed, went and came between two texts: line by line, and word by word in it."""
    old, new = before.splitlines(), after.splitlines()
    found = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = old[i:j], new[k:m]
        if tag == "equal":
            found += [(SAME, line) for line in gone]
        elif len(gone) == len(come):
            found += [pieces(*pair) for pair in zip(gone, come, strict=True)]
        else:
            found += [(REMOVED, line) for line in gone] + [(ADDED, line) for line in come]
    lines = [line if isinstance(line, list) else [line] for line in found]
    return [piece for line in lines for piece in (*line, (SAME, "\n"))][:-1]


def told(row, column):
    """Return what a row holds in a field, as a person reads it."""
    if isinstance(column, RichTextField):
        return lines_of(getattr(row, column.attname))
    return in_words(row, column)


def restore(record, version, *, by):
    """Bring the fields of an earlier version back; the present ones are kept as one more version.

    Raises ``ValidationError`` where they do not hold any more: their address is another record's
    by now, or a record they name is gone.
    """
    with transaction.atomic(), pghistory.context(user=by.pk, restored=version.number):
        # Whoever saves at this moment is waited for, and then kept as a version too.
        record = type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
        row = record.changes.get(pk=version.key)
        for column in that_come_back(record):
            setattr(record, column.attname, getattr(row, column.attname))
        record.full_clean()
        record.save()
    return record
