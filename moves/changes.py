"""What the fields of a record were before each change, kept by the database itself."""

import pghistory

ADDED, CHANGED, REMOVED = "added", "changed", "removed"


def kept_of(model, *, but=()):
    """Return the base of a table that keeps each change of what people edit on ``model``.

    A trigger writes it, whoever makes the change: the row as it was. Nothing of it is ever erased:
    ``but`` names the fields that may tell of a person.
    """
    return _table(model, but, pghistory.UpdateEvent(CHANGED, row=pghistory.Old))


def kept_of_part(model, *, but=()):
    """Return the same for a small part of a record, which comes and goes."""
    return _table(
        model,
        but,
        pghistory.InsertEvent(ADDED),
        pghistory.UpdateEvent(CHANGED, row=pghistory.Old),
        pghistory.DeleteEvent(REMOVED),
    )


def _table(model, but, *trackers):
    return pghistory.create_event_model(
        model,
        *trackers,
        fields=[field.name for field in edited_fields(model) if field.name not in but],
        append_only=True,
        obj_field=pghistory.ObjForeignKey(related_name="changes"),
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,
        # No page of its own shows it.
        meta={"default_permissions": ()},
    )


def edited_fields(model):
    """Return the fields that people edit, of a record or of a kept row of it."""
    return [
        field
        for field in model._meta.local_fields
        if field.editable and not field.primary_key and not field.name.startswith("pgh_")
    ]


def made_by(record):
    """Return the context in which changes of fields are kept as those of a history row."""
    return pghistory.context(record=record.pk)
