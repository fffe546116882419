"""Trials of the web server: killed, reloaded, hurried."""

import os
import random
import signal
import threading
import time
from collections import Counter

from applications.models import History
from outbox.models import OutgoingEmail
from tests.drills.applicants import (
    Applicant,
    checked_pdf,
    expect_kept_once,
    expect_letters_once,
    reference_in,
    stored,
    wait_for_mail,
)
from tests.drills.report import Report
from tests.drills.surroundings import until
from tests.drills.traffic import (
    Traffic,
    count_answers,
    everybody,
    expect_all_answered,
    expect_no_fault,
    language_of,
)
from tests.drills.visitors import Diary

PAUSE_BETWEEN_KILLS = 1.5


def some_applicants(house, number):
    diary = Diary()
    port = house.site.port
    people = [Applicant(port, diary, language=language_of(n)) for n in range(number)]
    return people, diary


def killed_web_workers(house, *, people=100, kills=8):
    """``kill -9`` of web workers while 100 applicants walk the whole way; each sends again."""
    report = Report("a  web workers killed in mid-POST")
    applicants, diary = some_applicants(house, people)
    is_over, killed = threading.Event(), []
    killer = threading.Thread(target=_kill_workers, args=[house.site, kills, is_over, killed])
    killer.start()
    report.problems += everybody(applicants, Applicant.apply)
    is_over.set()
    killer.join()
    unanswered = Counter(answer.method for answer in diary.answers if answer.status == 0)
    report.figures |= {"workers killed": len(killed), "POSTs unanswered": unanswered["POST"]}
    count_answers(report, diary.answers)
    expect_no_fault(report, diary.answers)
    report.expect("no POST was cut off: nothing is shown", unanswered["POST"])
    report.expect_same("workers killed", len(killed), kills)
    expect_kept_once(report, applicants, house.mail)
    return report


def _kill_workers(site, kills, is_over, killed):
    while len(killed) < kills and not is_over.wait(PAUSE_BETWEEN_KILLS):
        if workers := site.web_workers:
            victim = random.choice(workers)  # noqa: S311 -- no secret
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)


def everybody_sends_at_once(house, *, people=200):
    """200 drafts with a file each are sent within a second, each from an address of its own."""
    report = Report("e  200 drafts sent at once")
    applicants, diary = some_applicants(house, people)
    document = checked_pdf()
    for someone in applicants:
        someone.prepare(document)
    forms = {someone: someone.insist(someone.check).hidden() for someone in applicants}
    diary.answers.clear()
    start = threading.Barrier(people)

    def send(someone):
        start.wait()
        someone.receipt = someone.send(forms[someone])

    report.problems += everybody(applicants, send)
    first = min(answer.begun_at for answer in diary.answers)
    report.figures["all sent within"] = max(answer.sent_at for answer in diary.answers) - first
    report.figures["all answered within"] = max(answer.ended_at for answer in diary.answers) - first
    count_answers(report, diary.answers)
    expect_no_fault(report, diary.answers)
    expect_all_answered(report, diary.answers)
    report.expect("not sent within 2 s", report.figures["all sent within"] < 2)
    expect_kept_once(report, applicants, house.mail)
    _expect_same_sets(report, applicants, house.mail)
    return report


def _expect_same_sets(report, applicants, mail):
    """Receipts, rows, letters to confirm and entries of the history name the same."""
    receipts = sorted(reference_in(someone.receipt.location) for someone in applicants)
    rows = sorted(row.reference for row in stored(applicants) if row.state == "unconfirmed")
    entries = History.objects.filter(application__in=stored(applicants), move="send")
    history = sorted(entry.application.reference for entry in entries.select_related("application"))
    confirm = OutgoingEmail.objects.filter(about__in=receipts, occasion__contains=":confirm:")
    about = {str(letter.message_id): letter.about for letter in confirm}
    addresses = {someone.email for someone in applicants}
    ids = [message_id.strip("<>").split("@")[0] for _to, message_id in mail.messages_to(addresses)]
    mails = sorted(about[message_id] for message_id in ids if message_id in about)
    sets = {"receipts": receipts, "rows": rows, "mails": mails, "history entries": history}
    for name, found in sets.items():
        report.figures[name] = len(found)
        report.expect(f"{name} are not the receipts", found == receipts)


def ten_times_the_same(house, *, tokens=50, times=10):
    """The first page sent ten times at once, for 50 forms."""
    report = Report("f  ten identical POSTs at once")
    applicants, diary = some_applicants(house, tokens)
    answers = []
    for someone in applicants:
        path = f"/{someone.language}/apply/begin/"
        data = someone.insist(path).hidden()
        data |= {"email": someone.email, "language": someone.language}
        answers.append(_at_once(someone, path, data, times))
        leads_to = {reference_in(answer.location) for answer in answers[-1]}
        report.expect(f"{someone.number}: answers lead to {leads_to}", len(leads_to) == 1)
        someone.reference = leads_to.pop()
    report.figures |= {"forms": tokens, "POSTs": sum(map(len, answers))}
    count_answers(report, diary.answers)
    expect_no_fault(report, diary.answers)
    expect_all_answered(report, diary.answers)
    report.expect("letters are still queued", wait_for_mail())
    rows = sorted(row.reference for row in stored(applicants))
    report.figures["rows"] = len(rows)
    report.expect_same("rows", rows, sorted(someone.reference for someone in applicants))
    expect_letters_once(report, applicants, house.mail, events=("begun",))
    return report


def _at_once(someone, path, data, times):
    """Send the same form from the same browser many times at once; return the answers."""
    start, answers = threading.Barrier(times), []

    def press():
        start.wait()
        answers.append(someone.ask(path, data))

    threads = [threading.Thread(target=press) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def reloaded(house, *, times=3):
    """SIGHUP to the web server under traffic, as a deployment sends it."""
    report = Report("g  reload under traffic")
    traffic = Traffic(house.site.port, readers=8, writers=8)
    seen = set(house.site.web_workers)
    with traffic.going():
        for _ in range(times):
            before = set(house.site.web_workers)
            os.kill(house.site.web_server, signal.SIGHUP)
            gone = until(lambda old=before: not old & set(house.site.web_workers), seconds=40)
            report.expect("old workers stay after a reload", gone)
            seen |= set(house.site.web_workers)
            time.sleep(2)
    report.problems += traffic.errors
    report.figures |= {"reloads": times, "workers seen": len(seen)}
    count_answers(report, traffic.diary.answers)
    expect_no_fault(report, traffic.diary.answers)
    failed = [answer for answer in traffic.diary.answers if answer.status in (0, 503)]
    report.figures["failed requests"] = len(failed)
    report.expect(f"{len(failed)} requests failed", not failed)
    expect_kept_once(report, traffic.applicants, house.mail)
    return report
