"""Making moves of records of the registry, one after the other or at once."""

import threading
from contextlib import suppress

from django.core.exceptions import PermissionDenied
from django.db import connection

from moves.services import MoveRefused, make


def outcome(move, thing, *, by, note="Because."):
    """Try a move; return the state in which the record is then, as stored."""
    with suppress(MoveRefused, PermissionDenied):
        make(move, thing, by=by, note=note)
    return type(thing).objects.get(pk=thing.pk).state


def at_once(*acts):
    """Let several people act at the same moment; return what became of each, sorted.

    Each act is a function without arguments.
    """
    start, results = threading.Barrier(len(acts)), []

    def act(function):
        start.wait()
        try:
            function()
            results.append("done")
        except MoveRefused as refusal:
            results.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=[function]) for function in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)
