"""What follows from a move of a territory, and from an edit of any record of the registry."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from moves import services as moves
from moves.changes import made_by
from moves.services import MoveRefused
from territories import workflow
from territories.models import Territory

# What two records of one name in one place would break.
TAKEN = ("listed_territory_is_unique", "collective_actor_is_unique")


@transaction.atomic
def perform(move, territory, *, by, note="", into=None):
    """Make a move on a territory and bring about what follows from it. Returns the history row.

    ``into`` is the listed place that takes in a merged one.
    """
    if move is workflow.MERGE:
        return merge(territory, into, by=by, note=note)
    with _refused_where_taken(_("This territory is in the registry already.")):
        return moves.make(move, territory, by=by, note=note)


@transaction.atomic
def merge(territory, into, *, by, note):
    """Let one place go up in another: what is in it, and its platforms, belong to that one."""
    _lock(territory, into)
    moves.check(workflow.MERGE, territory, by=by)
    _check_taker(territory, into)
    record = moves.make(workflow.MERGE, territory, by=by, note=note, also={"merged_into": into})
    for column, things in (
        ("parent", territory.children),
        ("territory", territory.collective_actors),
        ("territory", territory.platforms),
    ):
        for thing in things.order_by("pk"):
            _follow(thing, column, into, by=by)
    return record


def _lock(*territories):
    """Lock places in one order, so that of two opposite mergers none waits for the other for ever.

    Reads them again.
    """
    for territory in sorted(territories, key=lambda territory: territory.pk):
        territory.refresh_from_db(from_queryset=Territory.objects.select_for_update())


def _check_taker(territory, into):
    """Raise ``MoveRefused`` unless ``into`` is a listed place outside of the other."""
    if into == territory or not into.is_listed:
        raise MoveRefused(_("Choose another place, one that is listed."))
    place = into.parent
    while place:
        if place == territory:
            raise MoveRefused(
                _("“%(inner)s” lies within this place. Take it out first, or merge the other way.")
                % {"inner": into}
            )
        place = place.parent


def _follow(thing, column, place, *, by):
    """Put a record into the place that took in its own, and keep that it went there."""
    refusal = _("“%(thing)s” is in both places. Merge or rename one of the two first.")
    with _refused_where_taken(refusal % {"thing": thing}):
        record = moves.make(workflow.FOLLOW, thing, by=by)
        setattr(thing, column, place)
        with made_by(record):
            thing.save(update_fields=[column])


@contextmanager
def _refused_where_taken(words):
    """Tell the person where the database says that two records would be one and the same."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name not in TAKEN:
            raise
        raise MoveRefused(words) from error


def record_edit(thing, *, by, why):
    """Record who edits a record and why; lock it until the edit is stored. Returns the row.

    What is stored within ``made_by`` of the row is kept as this edit. ``thing`` itself, which
    may hold new values already, is left as it is.
    """
    stored = type(thing)._base_manager.get(pk=thing.pk)
    return moves.make(stored.edit_move, stored, by=by, note=why)
