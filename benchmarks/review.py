"""Measure what staff pages cost among many applications: ``python -m benchmarks.review``.

Processor time of this process, which answers as the site does in production, and of Postgres
together. Linux only, as the other benchmarks, and never beside one.
"""

import argparse
import os
import resource
import time
from dataclasses import dataclass
from statistics import median
from types import SimpleNamespace

import django

from benchmarks import surroundings
from benchmarks.clocks import used_by, used_by_ended_children
from tests.drills.surroundings import REPOSITORY, children

MOST = 150  # milliseconds
QUEUE = "/en/admin/platforms/platformapplication/"


@dataclass
class Page:
    name: str
    address: str


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review", description=__doc__)
    parser.add_argument("--applications", type=int, default=50_000)
    parser.add_argument("--places", type=int, default=10_000, help="listed in the registry")
    parser.add_argument("--rounds", type=int, default=11)
    wanted = parser.parse_args()
    with surroundings.only_one(), surroundings.postgres() as cluster:
        environment = surroundings.environment(cluster)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(REPOSITORY)
        django.setup()
        from django.db import connection

        try:
            missed = run(cluster, wanted)
        finally:
            connection.close_pool()
    raise SystemExit(f"More than {MOST} ms: {', '.join(missed)}." if missed else 0)


def run(cluster, wanted):
    """Fill the database, print a line for each page, and return the names of those too dear."""
    from benchmarks.review_seed import fill, staff  # need Django
    from benchmarks.seed import grow_to
    from benchmarks.trial import prepare

    prepare()
    print(f"{wanted.applications:,} applications, {wanted.places:,} places: rows …", flush=True)
    grow_to(wanted.places)
    fill(wanted.applications)
    client = signed_in(staff()[0])
    print("\n| page | queries | ms | least–most | web ms | database ms |")
    print("|---|--:|--:|--:|--:|--:|", flush=True)
    missed = []
    for page in pages():
        queries = queries_of(client, page)
        costs = [cost(cluster, client, page) for _round in range(wanted.rounds)]
        whole = [sum(parts) for parts in costs]
        web, database = (median(part) for part in zip(*costs, strict=True))
        print(
            f"| {page.name} | {queries} | {median(whole):.0f} | {min(whole):.0f}–{max(whole):.0f} "
            f"| {web:.0f} | {database:.0f} |",
            flush=True,
        )
        missed += [page.name] if median(whole) > MOST else []
    for how in ("csv", "xlsx"):
        print(f"| {took(cluster, client, how)} |", flush=True)
    print(f"\nMedian of {wanted.rounds}, load {os.getloadavg()[0]:.1f}.")
    return missed


def pages():
    """Return the pages that are measured, in the order of the table."""
    from platforms.models import PlatformApplication

    # One with all that likely doubles are sought by.
    some = PlatformApplication.objects.filter(state="in_review", latitude__isnull=False)
    some = some.exclude(website="").order_by("pk")
    application = some[some.count() // 2]
    rare = application.reference[:4].lower()
    queue = {
        "queue as it opens": "",
        "queue, all states": "state=all",
        "queue, all states, page 500": "state=all&p=500",
        "queue, newest first": "state=all&o=-4",
        "search, a reference": f"q={application.reference}",
        "search, an address": f"q={application.email}",
        "search, a place": f"q={application.territory_name}",
        "search, what thousands hold": "q=associa",
        "search, two words": "q=forum+associa",
        "search, half a reference": f"q={rare}",
        "search, a miss": "q=qqqxyz",
        "search, a short word": "q=ab",
        "filter: submitted": "state=submitted",
        "filter: accepted": "state=accepted",
        "filter: country": f"state=all&country={application.territory_country.code}",
        "filter: kind": "state=all&kind=municipality",
        "filter: collective actor": "state=all&kind=actor",
        "filter: led by me": "state=all&lead=me",
        "filter: led by nobody": "state=all&lead=none",
        "filter: older than 30 days": "state=all&age=month",
        "filter: language": "state=all&language=fr",
        "filter: suspected": "state=all&suspicion=yes",
        "filter: not suspected": "state=all&suspicion=no",
        "all filters": "state=in_review&lead=me&age=week&language=fr&suspicion=no&kind=group",
    }
    return [
        Page("first page of the admin", "/en/admin/"),
        *(Page(name, f"{QUEUE}?{question}") for name, question in queue.items()),
        Page("application", f"{QUEUE}{application.pk}/change/"),
    ]


def signed_in(user):
    from django.test import Client

    from accounts.second_factor import note_given

    client = Client(SERVER_NAME=surroundings.HOST, HTTP_X_FORWARDED_PROTO="https")
    client.force_login(user)
    session = client.session
    note_given(SimpleNamespace(session=session), user)
    session.save()
    return client


def ask(client, page):
    answer = client.get(page.address)
    assert answer.status_code == 200, f"{page.address}: {answer.status_code}"


def queries_of(client, page):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask(client, page)  # what the first request of a process makes is kept
    with CaptureQueriesContext(connection) as queries:
        ask(client, page)
    return len(queries)


def cost(cluster, client, page):
    """Return the milliseconds of processor time of this process and of the database."""
    before = clocks(cluster)
    ask(client, page)
    return [(late - early) * 1000 for early, late in zip(before, clocks(cluster), strict=True)]


def took(cluster, client, how):
    """Take all applications as a file; return its row of the table, and how memory grew."""
    before, room = clocks(cluster), peak()
    answer = client.post(f"{QUEUE}export/{how}/?state=all", {"reason": "To measure"})
    size = sum(map(len, answer.streaming_content)) / 1e6
    web, database = (
        (late - early) * 1000 for early, late in zip(before, clocks(cluster), strict=True)
    )
    name = f"all of them as {how.upper()}, once: {size:.1f} MB, memory grows by {peak() - room} MB"
    return f"{name} | | {web + database:.0f} | | {web:.0f} | {database:.0f}"


def peak():
    """Return the most memory that this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def clocks(cluster):
    postmaster = cluster.running()
    database = used_by(postmaster, *children(postmaster)) + used_by_ended_children(postmaster)
    return time.process_time(), database


if __name__ == "__main__":
    main()
