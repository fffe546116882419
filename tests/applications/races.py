"""Two who act on one application at once, and what is then on record of it."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from time import sleep
from typing import NamedTuple

from django.db import IntegrityError, connection

from applications.workflow import State
from applications.writing import SectionClosed
from moves.services import MoveRefused
from outbox.models import OutgoingEmail
from platforms.models import Platform, PlatformApplication
from platforms.workflow import Section
from territories.models import Territory
from tests.applications.factories import make_application

ROUNDS = 100
# In so many rounds each side has a head start, that both orders are seen for certain.
HEAD_STARTS = ["left"] * 10 + ["right"] * 10
CONTROLS = 10
PATIENCE = 20
# The slower by so much still finds the faster at work, or just done.
HEAD_START = 0.01

_numbers = count(1)


class Outcome(NamedTuple):
    """What became of both acts, and of everything that follows from them.

    ``left`` and ``right`` hold "done" or the words in which somebody was told why not; ``letters``
    what each letter says, to whom it goes, and whether it leaves; ``names`` those of the group in
    the application and in the registry.
    """

    left: str
    right: str
    state: str
    decision: str
    moves: tuple
    letters: tuple
    territories: int
    names: tuple


@dataclass(frozen=True)
class Race:
    """Two acts on the same application, each a function of it as the actor has read it."""

    left: Callable
    right: Callable


def rounds(race, state, prepare=lambda application: None):
    """Run the race a hundred times; return how often it came out how."""
    outcomes = Counter()
    for first in HEAD_STARTS + [None] * (ROUNDS - len(HEAD_STARTS)):
        application = begin(state)
        prepare(application)
        outcomes[run(race, application, first=first)] += 1
    return outcomes


def control(race, state, late, monkeypatch, prepare=lambda application: None):
    """Run the race without its guard; return how often it came out how."""
    outcomes = Counter()
    for _round in range(CONTROLS):
        application = begin(state)
        prepare(application)
        outcomes[run_without_guard(race, application, late=late, monkeypatch=monkeypatch)] += 1
    return outcomes


def begin(state):
    """Make an application of two contacts, about a place that no other is about."""
    number = next(_numbers)
    name = f"Vila {number}"
    fields = {"territory_name": name, "title": name, "second_email": f"second{number}@example.org"}
    if state == State.INFORMATION_ASKED:
        fields["asked_sections"] = [Section.PLATFORM]
    return make_application(state, **fields)


def run(race, application, *, first=None):
    """Let both act at the same moment, or ``first`` a little earlier; return the outcome."""
    start = threading.Barrier(2)

    def begin(side):
        start.wait(PATIENCE)
        if first not in (None, side):
            sleep(HEAD_START)

    return _outcome(application, _both(race, application, begin))


def run_without_guard(race, application, *, late, monkeypatch):
    """Let one act from end to end while the other, ``late``, has checked and not yet written.

    Nobody locks the row: what the late one goes by is no longer true when it writes.
    """
    has_checked, is_over = threading.Event(), threading.Event()
    queryset, save = type(PlatformApplication.objects.all()), PlatformApplication.save

    def begin(side):
        if side != late:
            assert has_checked.wait(PATIENCE)

    def save_late(self, **options):
        if threading.current_thread().name == late and not has_checked.is_set():
            has_checked.set()
            assert is_over.wait(PATIENCE)
        return save(self, **options)

    with monkeypatch.context() as patch:
        patch.setattr(queryset, "select_for_update", lambda self, **options: self.all())
        patch.setattr(PlatformApplication, "save", save_late)
        results = _both(race, application, begin, lambda side: side == late or is_over.set())
    return _outcome(application, results)


def _both(race, application, begin, end=lambda side: None):
    """Run both acts in threads of their own; return what became of each."""
    results = {}

    def act(side):
        # Each has a page of its own, with the application as it was read for it.
        mine = PlatformApplication.objects.get(pk=application.pk)
        begin(side)
        try:
            results[side] = _told(getattr(race, side), mine)
        finally:
            end(side)
            connection.close()

    threads = [threading.Thread(target=act, args=[side], name=side) for side in ("left", "right")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def _told(act, application):
    try:
        return act(application) or "done"
    except MoveRefused as refusal:
        return str(refusal)
    except SectionClosed:
        return "section closed"
    except IntegrityError as fault:
        # What nobody should ever see: the last guard is the database itself.
        return f"stopped by {fault.__cause__.diag.constraint_name}"


def _outcome(application, results):
    application.refresh_from_db()
    platforms = Platform.objects.filter(territory__name=application.territory_name)
    return Outcome(
        **results,
        state=application.state,
        decision=application.decision,
        moves=tuple(application.history.order_by("pk").values_list("move", flat=True)),
        letters=tuple(map(_letter, _letters(application))),
        territories=Territory.objects.filter(name=application.territory_name).count(),
        names=(
            application.local_name,
            *platforms.order_by("pk").values_list("local_name", flat=True),
        ),
    )


def _letters(application):
    letters = OutgoingEmail.objects.filter(about=application.reference).order_by("pk")
    return [(letter, letter.recipient == application.email) for letter in letters]


def _letter(letter_and_whose):
    letter, is_first = letter_and_whose
    says = letter.context.get("subject") or letter.template.rpartition("/")[2]
    return says, "first" if is_first else "second", letter.state
