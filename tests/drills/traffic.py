"""Many visitors at once."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tests.drills.applicants import Applicant
from tests.drills.visitors import Diary, Visitor

LANGUAGES = ("en", "fr", "pt", "ar")
PAGES = ("", "territories/", "territories/?q=a", "apply/begin/", "platforms/feed/")


def everybody(visitors, act):
    """Have all visitors act at the same time; return their errors."""

    def one(visitor):
        try:
            act(visitor)
        except Exception as error:
            return f"visitor {visitor.number}: {type(error).__name__}: {error}"
        return None

    with ThreadPoolExecutor(len(visitors)) as threads:
        return [error for error in threads.map(one, visitors) if error]


def language_of(number):
    return LANGUAGES[number % len(LANGUAGES)]


class Traffic:
    """Readers that open pages and applicants that apply, until they are told to stop."""

    def __init__(self, port, *, readers, writers):
        self.port = port
        self.diary = Diary()
        self.is_over = threading.Event()
        self.applicants = []
        self.errors = []
        self.threads = [
            *(threading.Thread(target=self.read, args=[number]) for number in range(readers)),
            *(threading.Thread(target=self.write, args=[number]) for number in range(writers)),
        ]

    def read(self, number):
        reader = Visitor(self.port, self.diary, language=language_of(number))
        turn = number
        while not self.is_over.is_set():
            turn += 1
            reader.ask(f"/{reader.language}/{PAGES[turn % len(PAGES)]}")
            time.sleep(0.05)

    def write(self, number):
        while not self.is_over.is_set():
            applicant = Applicant(self.port, self.diary, language=language_of(number))
            try:
                applicant.apply()
            except Exception as error:
                self.errors.append(f"applicant {applicant.number}: {error!r}")
            else:
                self.applicants.append(applicant)
            time.sleep(0.05)

    @contextmanager
    def going(self, *, before=2, after=3):
        """Have traffic some seconds before, during and after what is done meanwhile."""
        for thread in self.threads:
            thread.start()
        try:
            time.sleep(before)
            yield
            time.sleep(after)
        finally:
            self.is_over.set()
            for thread in self.threads:
                thread.join()


def count_answers(report, answers):
    """Put into a report how many answers of which status there were, and how slow."""
    for method in ("GET", "POST"):
        these = [answer for answer in answers if answer.method == method]
        counts = Counter(str(answer.status or "none") for answer in these)
        shown = ", ".join(f"{number} × {status}" for status, number in sorted(counts.items()))
        report.figures[f"answers to {method}"] = shown
        report.figures[f"slowest {method}"] = max((a.seconds for a in these), default=0.0)


def expect_no_fault(report, answers):
    """No answer is a 500, or any other than these pages give; “busy” is said as it should be."""
    for answer in answers:
        known = answer.status in (0, 200, 302, 503)
        report.expect(f"{answer.method} {answer.path}: {answer.status}", known)
        if answer.status == 503:
            expect_honest(report, answer)


def expect_honest(report, answer):
    """The page that says that the site is busy: when to come back, in the visitor's language."""
    what = f"503 of {answer.path}"
    report.expect(f"{what}: no Retry-After", answer.headers.get("retry-after", "").isdigit())
    report.expect_same(f"{what}: caches", answer.headers.get("cache-control"), "no-store")
    report.expect_same(f"{what}: language", answer.page.get("lang"), answer.language)
    report.expect_same(f"{what}: headings", len(answer.page.xpath("//h1")), 1)


def expect_all_answered(report, answers):
    unanswered = [answer for answer in answers if answer.status == 0]
    report.expect(f"{len(unanswered)} requests without an answer", not unanswered)
