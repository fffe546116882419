"""All trials, run one after the other on one site."""

import sys
import time
from dataclasses import dataclass
from functools import partial

from tests.drills import of_database, of_mail, of_registration, of_web
from tests.drills.mail import MailServer
from tests.drills.report import show
from tests.drills.surroundings import Postgres, Site

TRIALS = {
    "a": of_web.killed_web_workers,
    "b": of_mail.killed_mail_worker,
    "c-3": partial(of_database.crashed, seconds=3),
    "c-20": partial(of_database.crashed, seconds=20),
    "c-30": partial(of_database.crashed, seconds=30),
    "c-frozen": partial(of_database.frozen, seconds=3),
    "d": of_mail.mail_server_away,
    "e": of_web.everybody_sends_at_once,
    "f": of_web.ten_times_the_same,
    "g": of_web.reloaded,
    "h": of_registration.last_places,
}


@dataclass
class House:
    """The site under drill with what stands around it."""

    site: Site
    postgres: Postgres
    mail: MailServer


def run(environment, folder, postgres, wanted):
    """Run the trials of these names, or all; return whether everything held."""
    site = Site(environment, folder / "site.log")
    house = House(site, postgres, MailServer(int(environment["EMAIL_URL"].rpartition(":")[2])))
    print("Starting mail server and site …", flush=True)
    begun = time.monotonic()
    try:
        house.mail.start()
        house.site.start()
        print(f"  running after {time.monotonic() - begun:.1f} s")
        held = [one(TRIALS[name], house) for name in wanted or TRIALS]
    finally:
        house.site.end()
        house.mail.stop()
    print(f"\n{sum(held)} of {len(held)} trials held, in {time.monotonic() - begun:.0f} s.")
    return all(held)


def one(trial, house):
    """Run one trial and show it; return whether what must hold held."""
    begun = time.monotonic()
    report = trial(house)
    report.figures["trial took"] = time.monotonic() - begun
    show(report)
    sys.stdout.flush()
    return not report.problems
