"""Measure ten thousand members of five periods each: ``python -m benchmarks.membership``.

Processor time of this process and of Postgres together, as in ``benchmarks.review``: of pages, and
of the jobs of the worker, a member. Linux only, and never beside another benchmark.
"""

import argparse
import os
import time
from datetime import date, timedelta
from statistics import median

import django

from benchmarks import surroundings
from benchmarks.review import Page, clocks, peak, queries_of, signed_in
from benchmarks.review import cost as cost_of
from tests.drills.surroundings import REPOSITORY

MOST_A_MEMBER, MOST_MEMORY = 2, 300  # milliseconds, megabytes
ADMIN = "/en/admin/membership"


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks.membership", description=__doc__)
    parser.add_argument("--members", type=int, default=10_000)
    parser.add_argument("--places", type=int, default=6_000, help="listed in the registry")
    parser.add_argument("--rounds", type=int, default=7)
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
    raise SystemExit(f"Too dear: {', '.join(missed)}." if missed else 0)


def run(cluster, wanted):
    """Fill the database, measure pages and jobs, and return the names of the jobs too dear."""
    from benchmarks.membership_seed import fill  # needs Django
    from benchmarks.seed import grow_to
    from benchmarks.trial import prepare

    prepare()
    print(f"{wanted.members:,} members, {wanted.places:,} places: rows …", flush=True)
    grow_to(wanted.places)
    keeper = fill(wanted.members)
    client = signed_in(keeper)
    print("\n| page | queries | ms | least–most |\n|---|--:|--:|--:|", flush=True)
    for page in pages():
        queries = queries_of(client, page)
        costs = [sum(cost_of(cluster, client, page)) for _round in range(wanted.rounds)]
        spread = f"{min(costs):.0f}–{max(costs):.0f}"
        print(f"| {page.name} | {queries} | {median(costs):.0f} | {spread} |", flush=True)
    print("\n| job | members | ms a member | longest piece, s | memory, MB |")
    print("|---|--:|--:|--:|--:|", flush=True)
    missed = [name for name, ask in jobs(keeper).items() if is_too_dear(cluster, name, ask)]
    print(f"\nMedian of {wanted.rounds}, load {os.getloadavg()[0]:.1f}.")
    return missed


def pages():
    """Return the pages that are measured, in the order of the table."""
    call = f"?first={next_year()}&currency=EUR&due_on={date.today() + timedelta(days=60)}"
    return [
        Page("directory", "/en/members/"),
        Page("directory, page 100", "/en/members/?page=100"),
        Page("directory, a country", "/en/members/?country=PT"),
        Page("directory, a network", "/en/members/?network=network"),
        Page("network", "/en/networks/network/"),
        Page("network, page 100", "/en/networks/network/?page=100"),
        Page("feed of a network", "/en/networks/network/feed/"),
        Page("figures for staff", f"{ADMIN}/member/figures/"),
        Page("requests in the admin", f"{ADMIN}/membershipapplication/"),
        Page("members in the admin", f"{ADMIN}/member/"),
        Page("members, lapsed", f"{ADMIN}/member/?standing=lapsed"),
        Page("members, a word", f"{ADMIN}/member/?q=forum"),
        Page("dues in the admin", f"{ADMIN}/paymentrequest/"),
        Page("dues, open", f"{ADMIN}/paymentrequest/?paid=open"),
        Page("totals of dues", f"{ADMIN}/paymentrequest/totals/"),
        Page("yearly call, before", f"{ADMIN}/paymentrequest/call/{call}"),
    ]


def next_year():
    return date(date.today().year + 1, 1, 1)


def jobs(keeper):
    """Return what asks for each job that is measured, by its name."""
    from membership import yearly_call

    def call(once):
        first = next_year()
        return yearly_call.ask(
            keeper,
            once=once,
            first=first,
            last=first.replace(month=12, day=31),
            currency="EUR",
            called_on=date.today(),
            due_on=date.today() + timedelta(days=60),
        )

    return {
        "yearly call": lambda: call("1"),
        "yearly call, again: nothing is left to do": lambda: call("2"),
    }


def is_too_dear(cluster, name, ask):
    """Do a job piece by piece, print its row, and return whether it costs more than it may."""
    from membership.jobs import run_next

    job, before, longest = ask(), clocks(cluster), 0
    while True:
        began = time.monotonic()
        if not run_next():
            break
        longest = max(longest, time.monotonic() - began)
    used = sum(clocks(cluster)) - sum(before)
    job.refresh_from_db()
    assert job.state == "done", job.problem
    each = used * 1000 / job.done
    print(f"| {name} | {job.done:,} | {each:.2f} | {longest:.2f} | {peak()} |", flush=True)
    print(f"| {name}: {made(job)} | | | | |", flush=True)
    return each > MOST_A_MEMBER or peak() > MOST_MEMORY


def made(job):
    return ", ".join(f"{number} {name}" for name, number in job.result.items() if number)


if __name__ == "__main__":
    main()
