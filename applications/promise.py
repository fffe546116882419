"""What the network promises to who applies: how long it takes, how many wait, when it meets.

Each figure comes from real data, and there is none while it would mislead or name nobody's day.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from applications import workflow
from applications.models.session import Stage
from applications.workflow import State

# Of fewer decisions a median says nothing, and might tell of one application.
FEWEST_DECISIONS = 5
DAYS_COUNTED = 365
SECONDS_KEPT = 10 * 60

# All in one question. What was taken up again counts once, by its last release.
_FIGURES = """
WITH released AS (
    SELECT move.application_id, max(move.at) AS at
    FROM applications_history AS move
    JOIN applications_application AS application ON application.id = move.application_id
    WHERE move.move = %(release)s AND move.at >= %(since)s AND application.form = %(form)s
    GROUP BY move.application_id
), took AS (
    SELECT extract(epoch FROM released.at - min(arrival.at)) / 86400 AS days
    FROM released
    JOIN applications_history AS arrival ON arrival.application_id = released.application_id
    WHERE arrival.move = ANY(%(received)s)
    GROUP BY released.application_id, released.at
)
SELECT
    (SELECT count(*) FROM took),
    (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY days) FROM took),
    (SELECT count(*) FROM applications_application
     WHERE form = %(form)s AND state = ANY(%(waits)s)
     AND NOT (state = %(submitted)s AND suspicion <> '')),
    (SELECT min(day) FROM applications_boardsession WHERE stage = %(planned)s AND day >= %(today)s)
"""


@dataclass(frozen=True)
class Promise:
    """The figures as of a day; ``None``, or no number, for what is not to be shown.

    ``days`` is the median of the whole days from the arrival of an application to the release of
    its decision, over what was released in the last twelve months: ``None`` for fewer than
    ``FEWEST_DECISIONS``. ``waiting`` are those that wait for staff or for the board, without what
    is suspected as spam. ``next_session`` is the first planned one, today or later.
    """

    as_of: date
    days: int | None
    decisions: int
    waiting: int
    next_session: date | None

    def __bool__(self):
        return self.days is not None or bool(self.waiting) or self.next_session is not None


def of_form(form):
    """Return the promise to who fills in a form; asked anew every ten minutes, in one query."""
    kept, key = caches["memory"], f"promise-{form}-{timezone.localdate()}"
    return kept.get_or_set(key, lambda: _asked(form), SECONDS_KEPT)


def _asked(form):
    today = timezone.localdate()
    told = {
        "form": str(form),
        "release": workflow.RELEASE.name,
        "received": [workflow.CONFIRM.name, workflow.ENTER.name],
        "since": timezone.now() - timedelta(days=DAYS_COUNTED),
        "waits": [str(state) for state in workflow.WAITS],
        "submitted": str(State.SUBMITTED),
        "planned": str(Stage.PLANNED),
        "today": today,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, told)
        decisions, median, waiting, next_session = cursor.fetchone()
    is_told = decisions >= FEWEST_DECISIONS
    # Less than a day is told as one: nobody shall hope for minutes.
    days = max(1, round(float(median))) if is_told else None
    return Promise(today, days, decisions, waiting, next_session)
