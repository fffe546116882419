"""The jobs of a voting roll: it is drawn up some members at a time, and frozen."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership import jobs, rolls
from membership.jobs import JobRefused
from membership.models import Job, Roll
from membership.roll_drawing import draw_some, to_draw
from moves.services import MoveRefused

DRAW_UP, FREEZE = "draw-up-roll", "freeze-roll"


def under_way(roll):
    """Return the job that is about to change this roll, or None."""
    return _of(roll).under_way().order_by("pk").first()


def _of(roll):
    return Job.objects.filter(kind__in=(DRAW_UP, FREEZE), arguments__roll=roll.pk)


@transaction.atomic
def ask_to_begin(*, title, as_of, by):
    """Begin a roll and ask for it to be drawn up. Returns the job.

    A button pressed twice begins one: a draft of the same words that is still empty is that one.
    """
    roll = Roll.objects.filter(title=title, as_of=as_of, made_by=by, drawn_at=None).first()
    return _ask(DRAW_UP, roll or rolls.begin(title=title, as_of=as_of, by=by), by=by)


@transaction.atomic
def ask_to_draw_up(roll, *, by):
    """Ask for a draft to be drawn up, anew if it was before. Returns the job; twice is one."""
    rolls.reopen(roll)
    return _ask(DRAW_UP, roll, by=by)


@transaction.atomic
def ask_to_freeze(roll, *, by):
    """Ask for a draft to be frozen. Returns the job; twice is one."""
    rolls.check_whole(rolls.locked_draft(roll))
    return _ask(FREEZE, roll, by=by)


def _ask(kind, roll, *, by):
    """Ask once while nothing else is under way; the roll is locked."""
    waiting = under_way(roll)
    if waiting and waiting.kind != kind:
        raise MoveRefused(_("Wait: the roll is being drawn up or frozen just now."))
    return waiting or jobs.ask(kind, by, once=f"{roll.pk}:{_of(roll).count()}", roll=roll.pk)


def _page(job):
    roll = Roll.objects.filter(pk=job.arguments["roll"]).first()
    return roll.get_absolute_url() if roll else ""


def _roll(job):
    roll = Roll.objects.filter(pk=job.arguments["roll"]).first()
    if roll is None:
        raise JobRefused(_("This roll is not there any more."))
    return roll


@jobs.job(DRAW_UP, title=gettext_lazy("Draw up a voting roll"), leads_to=_page)
def draw_up(job):
    """Write the next members on a draft. Returns whether it is whole."""
    roll = _roll(job)
    try:
        keys = draw_some(roll, after=job.after)
    except MoveRefused as refusal:
        raise JobRefused(str(refusal)) from refusal
    if not keys:
        return True
    job.after, job.done = keys[-1], job.done + len(keys)
    job.total = job.done + to_draw(roll).filter(pk__gt=job.after).count()
    return False


@jobs.job(FREEZE, title=gettext_lazy("Freeze a voting roll"), leads_to=_page)
def freeze(job):
    """Freeze a roll at once: its digest is of all its rows at one moment."""
    roll = _roll(job)
    try:
        rolls.freeze(roll, by=job.asked_by)
    except MoveRefused as refusal:
        raise JobRefused(str(refusal)) from refusal
    job.done = job.total = roll.entries.count()
    return True
