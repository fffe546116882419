"""Trials of the mail worker and of the mail server it needs."""

import os
import signal
import threading
import time
from collections import Counter

from outbox.models import OutgoingEmail
from tests.drills.applicants import Applicant, expect_kept_once, wait_for_mail
from tests.drills.of_web import some_applicants
from tests.drills.report import Report
from tests.drills.surroundings import until
from tests.drills.traffic import count_answers, everybody, expect_all_answered, expect_no_fault
from tests.outbox.mail_server import make_letter

SECONDS_TO_START_AGAIN = 60


def killed_mail_worker(house, *, letters=300, kills=5):
    """``kill -9`` of the mail worker, every second time when a letter has just been handed in."""
    report = Report("b  mail worker killed")
    addresses = [f"reader{number}@example.org" for number in range(letters)]
    sink = house.mail.sink
    sink.seconds["MAIL"] = 0.03
    made = [make_letter(recipient=address, about="drill-b") for address in addresses]
    for turn in range(kills):
        _kill(house, report, in_mid_letter=turn % 2 == 0)
    report.expect("letters are still queued", wait_for_mail())
    sink.seconds["MAIL"] = 0
    arrived = house.mail.messages_to(set(addresses))
    repeats = Counter(arrived) - Counter(set(arrived))
    states = Counter(OutgoingEmail.objects.filter(about="drill-b").values_list("state", flat=True))
    report.figures |= {
        "letters": letters,
        "workers killed": kills,
        "letters arrived": len(set(arrived)),
        "repeats": repeats.total(),
        "states": dict(states),
    }
    wanted = {(row.recipient, f"<{row.message_id}@127.0.0.1>") for row in made}
    report.expect("some letters are lost or have another Message-ID", set(arrived) == wanted)
    report.expect(f"more repeats than kills: {repeats}", repeats.total() <= kills)
    report.expect("no letter was repeated: nothing is shown", repeats.total())
    report.expect_same("states", dict(states), {"sent": letters})
    return report


def _kill(house, report, *, in_mid_letter):
    """Kill the worker while it sends, wait until another one sends."""
    sink, victim = house.mail.sink, house.site.mail_worker
    _wait_for_more(house, report, 10)
    if in_mid_letter:
        handed_in = threading.Event()

        def kill_now():
            if not handed_in.is_set():
                os.kill(victim, signal.SIGKILL)
                handed_in.set()

        sink.arrived = kill_now
        report.expect("no letter was handed in", handed_in.wait(SECONDS_TO_START_AGAIN))
        sink.arrived = lambda: None
    else:
        os.kill(victim, signal.SIGKILL)
    other = until(
        lambda: house.site.mail_worker not in (None, victim), seconds=SECONDS_TO_START_AGAIN
    )
    report.expect("the mail worker was not started again", other)


def _wait_for_more(house, report, number):
    wanted = len(house.mail.sink.messages) + number
    come = until(
        lambda: len(house.mail.sink.messages) >= wanted, seconds=SECONDS_TO_START_AGAIN, pause=0.01
    )
    report.expect("no more letters came", come)


def mail_server_away(house, *, people=30, seconds=15):
    """The mail server refuses connections while people apply, then it is back."""
    report = Report("d  mail server away")
    applicants, diary = some_applicants(house, people)
    house.mail.stop()
    away_since = time.monotonic()
    report.problems += everybody(applicants, Applicant.apply)
    time.sleep(max(0, away_since + seconds - time.monotonic()))
    waiting = OutgoingEmail.objects.waiting().count()
    house.mail.start()
    back_at = time.monotonic()
    report.figures["away for"] = back_at - away_since
    report.figures["letters waiting when it came back"] = waiting
    report.expect_same("letters waiting", waiting, 2 * people)
    count_answers(report, diary.answers)
    expect_no_fault(report, diary.answers)
    expect_all_answered(report, diary.answers)
    report.expect("somebody noticed", all(a.status in (200, 302) for a in diary.answers))
    expect_kept_once(report, applicants, house.mail)
    report.figures["all delivered after"] = time.monotonic() - back_at
    return report
