"""Deliver the outbox until told to stop."""

import logging
import signal
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.utils.module_loading import import_string

from outbox.delivery import Outcome, deliver_due, deliver_next

log = logging.getLogger("together.outbox")

POLL = 1  # seconds between two looks when nothing is due
STEP = 0.2  # seconds in which a signal is noticed
LONGEST_WAIT = {"server": 60, "database": 10}  # seconds
BETWEEN_CHORES = 60 * 60  # seconds
UNTIL_CHORES_AGAIN = 60  # seconds, after the database did not answer


class Stop:
    """Whether this process was told to end. The letter in hand is finished first."""

    def __init__(self):
        self.is_asked = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.ask)

    def ask(self, number, frame):
        self.is_asked = True

    def sleep(self, seconds):
        end = time.monotonic() + seconds
        while not self.is_asked and time.monotonic() < end:
            time.sleep(STEP)


class Patience:
    """Waits 1, 2, 4 … seconds, up to ``longest``, until reset."""

    def __init__(self, longest):
        self.longest = longest
        self.reset()

    def reset(self):
        self.next = 1

    def take(self):
        seconds, self.next = self.next, min(self.next * 2, self.longest)
        return seconds


class Chores:
    """What the apps above want done from time to time: ``WORKER_CHORES`` of the settings.

    Each must do nothing twice: workers run side by side and begin anew at every start.
    """

    def __init__(self):
        self.next = time.monotonic()

    def do_due(self):
        """Do all of them if it is time. A fault of one is logged and keeps no letter waiting."""
        if time.monotonic() < self.next:
            return
        self.next = time.monotonic() + BETWEEN_CHORES
        for name in settings.WORKER_CHORES:
            try:
                import_string(name)()
            except (OperationalError, InterfaceError):
                # Away, or too slow for this chore: letters go on meanwhile.
                self.next = time.monotonic() + UNTIL_CHORES_AGAIN
                raise
            except Exception:
                log.exception("The chore %s failed", name)


def do_jobs():
    """Do a piece of what people asked for: ``WORKER_JOBS``. Returns whether there was any.

    Each piece is short: letters wait for none of them to be whole.
    """
    done = False
    for name in settings.WORKER_JOBS:
        try:
            done |= import_string(name)()
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            log.exception("The jobs of %s failed", name)
    return done


def wait(stop, seconds):
    """Let time pass; jobs are done meanwhile."""
    end = time.monotonic() + seconds
    while not stop.is_asked and (left := end - time.monotonic()) > 0:
        if not do_jobs():
            stop.sleep(min(POLL, left))


class Command(BaseCommand):
    help = "Delivers the letters of the outbox. Several may run side by side."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="deliver what is due, then end")

    def handle(self, *, once, **options):
        if not once:
            work(Stop())
        elif deliver_due() is Outcome.SERVER_AWAY:
            raise CommandError("The mail server is away; its answer is kept with the letter.")


def work(stop):
    """Deliver until ``stop`` is asked; wait out a database or a mail server that is away."""
    server, database = (Patience(LONGEST_WAIT[name]) for name in ("server", "database"))
    chores = Chores()
    while not stop.is_asked:
        try:
            outcome = deliver_next()
            chores.do_due()
            has_worked = do_jobs()
            if outcome is Outcome.SERVER_AWAY:
                wait(stop, server.take())
            close_old_connections()
        except (OperationalError, InterfaceError) as error:
            seconds = database.take()
            log.warning("No database, next try in %s s: %s", seconds, str(error).split("\n")[0])
            connections.close_all()
            stop.sleep(seconds)
            continue
        database.reset()
        if outcome is not Outcome.SERVER_AWAY:
            server.reset()
        if outcome is Outcome.NOTHING_DUE and not has_worked:
            stop.sleep(POLL)
