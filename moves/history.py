"""The history of a record: its moves and the changes of its fields, in one table."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from moves.changes import ADDED, CHANGED, REMOVED, edited_fields
from together_site.text import listed


@dataclass
class Change:
    """What one field held before and after; empty where there was nothing."""

    field: str
    before: str
    after: str


@dataclass
class Event:
    """A move or an edit: when, what, by whom, why, and the fields that changed with it.

    ``move`` and ``role`` are the words by which the rules know what was done, and as whom.
    """

    at: datetime
    what: str
    by: str
    why: str = ""
    changes: list[Change] = field(default_factory=list)
    move: str = ""
    role: str = ""


def history_of(thing, *, parts=()):
    """Return the events of a record, the latest first.

    ``parts`` names the relations to its small parts.
    """
    changes, times = defaultdict(list), {}
    for row, told in _all_changes(thing, parts):
        record = (row.pgh_context or {}).get("record")
        # Outside of a recorded edit the moment alone says what belongs together.
        key = record or row.pgh_created_at
        changes[key] += told
        times[key] = row.pgh_created_at
    events = []
    for record in thing.history.select_related("by", "note"):
        by, why = str(record.by or record.get_role_display()), getattr(record, "note", None)
        told, why = changes.pop(record.pk, []), why.text if why else ""
        events.append(Event(record.at, record.label, by, why, told, record.move, record.role))
    for key, told in changes.items():
        events.append(Event(times[key], _("Changed outside of these pages"), "", changes=told))
    return sorted(events, key=lambda event: event.at, reverse=True)


def _all_changes(thing, parts):
    """Return pairs of a kept row and the changes that it tells, of a record and of its parts."""
    yield from _changes(list(thing.changes.order_by("pgh_id")), thing)
    for name in parts:
        relation = thing._meta.get_field(name)
        yield from _changes_of_parts(relation, thing)


def _changes(rows, now):
    """Compare each row, the record as it was, with what came after it."""
    for before, after in pairwise([*rows, now]):
        yield (
            before,
            [
                Change(capfirst(column.verbose_name), *values)
                for column in edited_fields(after)
                if (values := _values(column, before, after))
            ],
        )


def _values(column, before, after):
    """Return what a field held before and after, in words, or nothing where that is the same."""
    if getattr(before, column.attname) == getattr(after, column.attname):
        return None
    return in_words(before, column), in_words(after, column)


def _changes_of_parts(relation, thing):
    model = relation.related_model
    kept = model._meta.get_field("changes").related_model
    owner = relation.field.name
    rows, now = defaultdict(list), {part.pk: part for part in getattr(thing, relation.name).all()}
    for row in kept.objects.filter(**{owner: thing}).order_by("pgh_id"):
        rows[row.pgh_obj_id].append(row)
    name = capfirst(model._meta.verbose_name)
    for key, kept_rows in rows.items():
        for row, following in pairwise([*kept_rows, now.get(key)]):
            before = None if row.pgh_label == ADDED else row
            after = {ADDED: row, CHANGED: following, REMOVED: None}[row.pgh_label]
            yield row, [Change(name, _part(before, owner), _part(after, owner))]


def _part(part, owner):
    """Return a small part of a record in words; ``owner`` names the field of its record."""
    if part is None:
        return ""
    columns = [column for column in edited_fields(part) if column.name != owner]
    return ": ".join(in_words(part, column) for column in columns)


def in_words(row, column):
    """Return what a row holds in a field, as a person reads it."""
    value = getattr(row, column.attname)
    if value in (None, "", []):
        return ""
    if column.is_relation:
        other = column.related_model._base_manager.filter(pk=value).first()
        return str(other or value)
    if hasattr(row, f"get_{column.name}_display"):
        return str(getattr(row, f"get_{column.name}_display")())
    if isinstance(value, list):
        return listed(value)
    return str(getattr(value, "name", None) or localize(value))
