"""Trials of the database: away, or standing still, under traffic."""

import time

from django.db import connection

from tests.drills.applicants import expect_kept_once
from tests.drills.report import Report
from tests.drills.traffic import Traffic, count_answers, expect_all_answered, expect_no_fault

# From the moment the database takes connections to the last page that says “busy”.
SECONDS_TO_RECOVER = 6


def crashed(house, *, seconds):
    """Postgres is stopped without goodbye and started again."""
    return _away(
        house,
        Report(f"c  database crashed, away for {seconds} s"),
        seconds,
        take=house.postgres.stop_at_once,
        give=house.postgres.start,
    )


def frozen(house, *, seconds):
    """Postgres keeps its connections and says nothing."""
    return _away(
        house,
        Report(f"c  database frozen for {seconds} s"),
        seconds,
        take=house.postgres.freeze,
        give=house.postgres.thaw,
    )


def _away(house, report, seconds, *, take, give):
    connection.close()
    connection.close_pool()
    processes = house.site.processes
    traffic = Traffic(house.site.port, readers=8, writers=12)
    with traffic.going(after=8):
        taken_at = time.monotonic()
        take()
        try:
            time.sleep(seconds)
        finally:
            give()
        back_at = time.monotonic()
    answers = traffic.diary.answers
    report.figures["away for"] = back_at - taken_at
    count_answers(report, answers)
    _expect_recovery(report, answers, back_at)
    report.problems += traffic.errors
    expect_no_fault(report, answers)
    expect_all_answered(report, answers)
    report.expect_same("processes", house.site.processes, processes)
    # The one mail worker may have handed in a letter whose row it could not mark any more.
    expect_kept_once(report, traffic.applicants, house.mail, repeats=1)
    return report


def _expect_recovery(report, answers, back_at):
    good = [a.ended_at for a in answers if a.status in (200, 302) and a.ended_at > back_at]
    busy = [a.ended_at for a in answers if a.status == 503 and a.ended_at > back_at]
    report.expect("no good answer after the database came back", good)
    report.figures["first good answer after"] = min(good, default=back_at) - back_at
    last = max(busy, default=back_at) - back_at
    report.figures["last busy page after"] = last
    report.expect(f"busy for {last:.1f} s after", last <= SECONDS_TO_RECOVER)
