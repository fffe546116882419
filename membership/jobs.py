"""Jobs of the worker: what takes longer than a page, done in chunks, with its progress to be seen.

A module that has a job writes the function that does one chunk and names it::

    @job("yearly-call", title=_("Yearly call"), leads_to=address_of_result)
    def call_some(job): ...

It gets the ``Job``, does some work (at most about a second, no statement longer than the timeout
of the database), sets ``job.done``, ``job.total`` and, for itself, ``job.after`` and
``job.result`` (plain JSON), and returns whether all is done. Each chunk is a transaction of its
own, under a lock on the job: of a worker that is killed the chunk in hand is undone, and whoever
comes next goes on from the chunk before. What was done outside of that transaction might be done
twice. Raise ``JobRefused`` with words for a person to end it.

The module must be imported in ``membership.apps``, so that the worker knows the name.
"""

import logging
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from membership.models import Job
from membership.models.job import JobState

log = logging.getLogger("together.jobs")

# A statement too slow, or two that waited for each other: so often the same chunk is tried.
MOST_TRIES = 5
PROGRESS = ("done", "total", "after", "result")
_KINDS = {}


class JobRefused(Exception):  # noqa: N818 -- an answer to a person, not a fault
    """The job cannot be done. Safe to show to a person."""


@dataclass(frozen=True)
class Kind:
    """A kind of job: what does a chunk, its title, where its result is, and what is told of it."""

    run: Callable
    title: str
    leads_to: Callable
    tells: Callable = lambda job: []


def job(kind, *, title, leads_to=lambda job: "", tells=lambda job: []):
    """Name the function that does one chunk of a job.

    ``leads_to`` takes the job and returns the address of its result, or nothing; ``tells`` returns
    pairs of words and numbers for its page.
    """

    def named(run):
        _KINDS[kind] = Kind(run, title, leads_to, tells)
        return run

    return named


def kind_of(job):
    """Return the ``Kind`` of a job, or None: it may have been asked of another release."""
    return _KINDS.get(job.kind)


def ask(kind, by, *, once, **arguments):
    """Ask for a job; asked again with the same ``once`` it is the same job. Returns it.

    ``arguments`` are plain JSON. Raises ``KeyError`` for a kind that nobody has named.
    """
    _KINDS[kind]
    asked, _new = Job.objects.get_or_create(
        kind=kind, once=once, defaults={"asked_by": by, "arguments": arguments}
    )
    return asked


@transaction.atomic
def run_next():
    """Do one chunk of the first job that no other worker has in hand. Returns whether there was."""
    free = Job.objects.under_way().select_for_update(of=("self",), skip_locked=True)
    job = free.select_related("asked_by").order_by("pk").first()
    if job is None:
        return False
    if job.state == JobState.WAITING:
        job.state, job.started_at = JobState.RUNNING, timezone.now()
    before = {name: deepcopy(getattr(job, name)) for name in PROGRESS}
    try:
        with transaction.atomic():
            is_finished = _KINDS[job.kind].run(job)
    except Exception as fault:
        job.__dict__.update(before)  # as far as the chunks before it came
        _after_fault(job, fault)
    else:
        job.tries = 0
        if is_finished:
            _end(job, JobState.DONE)
    job.save()
    return True


def _after_fault(job, fault):
    """Let the chunk be tried again after a fault that may pass; end the job after any other."""
    if isinstance(fault, OperationalError | InterfaceError):
        if connection.needs_rollback:
            raise fault  # the database is away: nothing can be written down
        job.tries += 1
        if job.tries < MOST_TRIES:
            log.warning("A chunk of job %s is tried again: %s", job, str(fault).split("\n")[0])
            return
    if isinstance(fault, JobRefused):
        problem = str(fault)
    else:
        log.error("Job %s failed", job, exc_info=fault)
        problem = _(
            "It stopped by a fault that is written in the log. What was done until then stays; it "
            "can be started again."
        )
    _end(job, JobState.FAILED, problem)


def _end(job, state, problem=""):
    job.state, job.problem, job.ended_at = state, problem, timezone.now()
