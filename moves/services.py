"""The one writer of a state."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User


class MoveRefused(Exception):  # noqa: N818 -- a refusal is an answer to a person, not a fault
    """The move does not fit the thing as it stands. Safe to show to a person."""


def check(move, thing, *, by):
    """Return the role in which ``by`` may make this move now.

    Raises ``MoveRefused`` when the state does not allow it, ``PermissionDenied`` when the person
    may not.
    """
    if thing.state not in move.ways:
        raise MoveRefused(
            _("Not possible any more: this is now “%(state)s”.")
            % {"state": thing.get_state_display()}
        )
    roles = [role for role in move.ways[thing.state] if role in thing.roles_of(by)]
    if not roles:
        raise PermissionDenied
    return roles[0]


def is_open_to(move, thing, *, by):
    """Return whether ``by`` may make this move now: the same check that enforces it."""
    try:
        check(move, thing, by=by)
    except (MoveRefused, PermissionDenied):
        return False
    return True


def open_to(thing, *, by):
    """Return the moves that ``by`` may make on this thing now, in the order of its table."""
    return [move for move in thing.moves.values() if is_open_to(move, thing, by=by)]


@transaction.atomic
def make(move, thing, *, by, note="", also=None):
    """Lock, check, write and record a move; the only writer of a state.

    ``thing`` needs ``state``, ``state_since``, ``roles_of(by)``, ``history`` and ``notes``. It is
    read again under a lock and changed in place, so that what follows sees it as it now is.
    ``also`` holds further columns to write with the state. Returns the history row. Raises as
    ``check`` does, and ``MoveRefused`` for a missing note.
    """
    thing.refresh_from_db(from_queryset=type(thing).objects.select_for_update())
    role = check(move, thing, by=by)
    if move.needs_note and not note.strip():
        raise MoveRefused(_("Please say why."))

    source, target, at = thing.state, move.target_of(thing), timezone.now()
    changes = {"state": target, "state_since": at} if target != source else {}
    changes |= move.writes(thing, by, at) | (also or {})
    for name, value in changes.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(changes))
    record = thing.history.create(
        move=move.name,
        source=source,
        target=target,
        # Whoever acts without an account is named by the role alone.
        by=by if isinstance(by, User) else None,
        role=role,
        at=at,
    )
    if note.strip():
        thing.notes.create(record=record, text=note.strip(), by=record.by, at=at)
    return record
