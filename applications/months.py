"""What came in and what was decided in the last twelve months, and its picture."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications import waiting, workflow
from applications.models import Application, History
from applications.workflow import State

RECEIVED = (workflow.CONFIRM.name, workflow.ENTER.name)
NUMBER = 12
# Marked as spam, or suspected and looked at by nobody yet.
DOUBTFUL = waiting.SUSPECTED | Q(state=State.SPAM)


@dataclass
class Month:
    """A month by its first day: what was received and what was released in it.

    ``doubtful`` are those that were received and are, as it now looks, spam: they count nowhere
    else.
    """

    first: date
    received: int = 0
    doubtful: int = 0
    accepted: int = 0
    declined: int = 0


def last_months(today=None, form=None):
    """Return the last twelve months, the earliest first; the last is the one that runs.

    Counted are the applications of one ``form``, or of all.
    """
    firsts = _firsts(today or timezone.localdate())
    months = {first: Month(first) for first in firsts}
    since = timezone.make_aware(datetime.combine(firsts[0], datetime.min.time()))
    history = History.objects.filter(at__gte=since)
    if form:
        history = history.filter(application__form=form)
    moves = history.filter(move__in=(*RECEIVED, workflow.RELEASE.name))
    for first, move, target, number in _by_month(moves, "move", "target"):
        # A clock that went wrong may have dated a move after today.
        if month := months.get(first):
            name = "received" if move in RECEIVED else str(target)
            setattr(month, name, getattr(month, name) + number)
    doubtful = Application.objects.filter(DOUBTFUL).order_by()
    arrivals = history.filter(move__in=RECEIVED, application__in=doubtful)
    for first, number in _by_month(arrivals):
        if month := months.get(first):
            month.doubtful = number
            month.received -= number
    return list(months.values())


def _firsts(today):
    """Return the first days of the twelve months that end with the one of ``today``."""
    last = today.year * 12 + today.month - 1
    return [date(at // 12, at % 12 + 1, 1) for at in range(last - NUMBER + 1, last + 1)]


def _by_month(moves, *columns):
    """Return a row of first day, columns and number for each month and what its columns hold."""
    rows = moves.annotate(month=TruncMonth("at")).order_by().values_list("month", *columns)
    return [(at.date(), *others) for at, *others in rows.annotate(Count("pk"))]


# The picture, in pixels: a panel for each thing counted, a column for each month.
WIDE, HIGH, BAR, STEP = 320, 112, 16, 26
GROUND = HIGH + 20  # where the columns stand; above the highest there is room for its figure
LEFT = (WIDE - NUMBER * STEP) // 2
LEAST = 2  # of a bar that is not zero
EVERY = 3  # how many columns share a name, for which there is no room beneath each


@dataclass(frozen=True)
class Column:
    number: int
    month: Month
    x: int
    y: int
    height: int
    is_named: bool

    @property
    def middle(self):
        return self.x + BAR // 2

    @property
    def above(self):
        return self.y - 6


@dataclass(frozen=True)
class Panel:
    """The columns of one thing that is counted; all panels have one scale."""

    title: str
    total: int
    columns: list[Column] = field(default_factory=list)

    @property
    def most(self):
        return max(self.columns, key=lambda column: column.number)


def panels_of(months):
    """Return the panels that draw some months, or none where nothing happened in them."""
    titles = {
        "received": _("Received"),
        "accepted": _("Accepted"),
        "declined": _("Not accepted this time"),
    }
    most = max(getattr(month, name) for month in months for name in titles)
    if not most:
        return []
    totals = totals_of(months)
    return [
        Panel(
            title,
            totals[name],
            [_column(at, month, getattr(month, name), most) for at, month in enumerate(months)],
        )
        for name, title in titles.items()
    ]


def totals_of(months):
    """Return what some months hold together, by the names of a month's numbers."""
    return {
        name: sum(getattr(month, name) for month in months)
        for name in ("received", "doubtful", "accepted", "declined")
    }


def _column(at, month, number, most):
    height = max(round(HIGH * number / most), LEAST) if number else 0
    return Column(
        number=number,
        month=month,
        x=LEFT + at * STEP + (STEP - BAR) // 2,
        y=GROUND - height,
        height=height,
        is_named=(NUMBER - 1 - at) % EVERY == 0,
    )
