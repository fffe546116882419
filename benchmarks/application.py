"""Measure what the last button of an application costs: ``python -m benchmarks.application``.

Processor time of web server and Postgres together, of the POST alone: session, lock, move, history
and letter. Linux only, as the other benchmark, and never beside it.
"""

import argparse
import os
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from statistics import median
from urllib.parse import urlencode

import django

from benchmarks import surroundings
from benchmarks.clocks import used_by, used_by_ended_children
from tests.drills.surroundings import HOST, REPOSITORY, children

MOST = 60  # milliseconds
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks.application", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--sends", type=int, default=20, help="applications sent in a round")
    wanted = parser.parse_args()
    with surroundings.only_one(), surroundings.postgres() as cluster:
        environment = surroundings.environment(cluster)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(REPOSITORY)
        django.setup()
        costs = measure(cluster, wanted)
    web, database = (median(part) * 1000 for part in zip(*costs, strict=True))
    whole = [sum(cost) * 1000 for cost in costs]
    print(f"To send an application: {median(whole):.1f} ms of processor time")
    print(f"  {min(whole):.1f} to {max(whole):.1f} in {len(whole)} rounds of {wanted.sends}")
    print(f"  web {web:.1f}, database {database:.1f}; load {os.getloadavg()[0]:.1f}")
    raise SystemExit(median(whole) > MOST and f"More than {MOST} ms.")


def measure(cluster, wanted):
    """Return of each round what one sending costs the web server and the database, in seconds."""
    from django.db import connection

    from benchmarks.trial import prepare  # needs Django, which looks at the site's database

    prepare()
    try:
        with surroundings.Web("together_site.wsgi", path="/health") as site:
            one_round(site, cluster, wanted.sends)  # the first requests of a worker cost more
            return [one_round(site, cluster, wanted.sends) for _ in range(wanted.rounds)]
    finally:
        connection.close_pool()


def one_round(site, cluster, sends):
    connections = list(site.connections.values())
    people = [Applicant(connections[n % len(connections)]) for n in range(sends)]
    for someone in people:
        someone.come_to_the_end()
    before = clocks(site, cluster)
    for someone in people:
        someone.send()
    after = clocks(site, cluster)
    return [(late - early) / sends for early, late in zip(before, after, strict=True)]


def clocks(site, cluster):
    postmaster = cluster.running()
    database = used_by(postmaster, *children(postmaster)) + used_by_ended_children(postmaster)
    return used_by(*site.connections), database


@dataclass
class Applicant:
    """Somebody with a complete draft, at one of the site's workers."""

    connection: object
    cookies: dict = field(default_factory=dict)
    page: str = ""

    def come_to_the_end(self):
        """Open a draft by its link, and the page with all its answers."""
        from applications import links
        from tests.applications.factories import make_application

        application = make_application()
        address = links.address(
            links.Purpose.EDIT, application_id=application.pk, version=1, language="pt"
        )
        link = "/" + address.split("/", 3)[3]
        self.ask("GET", link, 200)
        self.ask("POST", link, 302)
        self.check = f"/pt/apply/{application.reference}/check/"
        self.ask("GET", self.check, 200)

    def send(self):
        self.ask("POST", self.check, 302)

    def ask(self, method, path, expected):
        """Send a request; where it is a POST, with the token of the page before."""
        headers = {
            "X-Forwarded-Proto": "https",
            "Referer": f"https://{HOST}:{self.connection.port}{path}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        body = None
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode({"csrfmiddlewaretoken": TOKEN.search(self.page)[1]})
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        self.page = answer.read().decode()
        assert answer.status == expected, f"{method} {path}: {answer.status}"
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}


if __name__ == "__main__":
    main()
