"""Measure a voting roll of ten thousand members: ``python -m benchmarks.roll``.

Each has five periods. Processor time of this process and of Postgres together: of the jobs of the
worker and of the files, a member; of the pages, each. Linux only, never beside another benchmark.
"""

import argparse
import os
from datetime import date
from statistics import median

import django

from benchmarks import surroundings
from benchmarks.membership import MOST_MEMORY, is_too_dear
from benchmarks.review import Page, clocks, peak, queries_of, signed_in
from benchmarks.review import cost as cost_of
from tests.drills.surroundings import REPOSITORY


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks.roll", description=__doc__)
    parser.add_argument("--members", type=int, default=10_000)
    parser.add_argument("--places", type=int, default=6_000, help="listed in the registry")
    parser.add_argument("--rounds", type=int, default=5)
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
    """Fill the database, measure jobs, pages and files; return the names of those too dear."""
    from benchmarks.membership_seed import fill  # needs Django
    from benchmarks.seed import grow_to
    from benchmarks.trial import prepare

    prepare()
    print(f"{wanted.members:,} members, {wanted.places:,} places: rows …", flush=True)
    grow_to(wanted.places)
    keeper = fill(wanted.members)
    print("\n| job | members | ms a member | longest piece, s | memory, MB |")
    print("|---|--:|--:|--:|--:|", flush=True)
    missed = [name for name, ask in jobs(keeper).items() if is_too_dear(cluster, name, ask)]
    show_pages(cluster, signed_in(keeper), wanted.rounds)
    print("\n| file | ms a member | bytes | memory, MB |\n|---|--:|--:|--:|", flush=True)
    missed += [name for name, make in files().items() if takes_too_much(cluster, name, make)]
    return missed


def jobs(keeper):
    """Return what asks for each job that is measured, by its name, in their order."""
    from membership import roll_jobs
    from membership.models import Roll

    def begin():
        return roll_jobs.ask_to_begin(title="An assembly", as_of=date.today(), by=keeper)

    return {
        "draw up": begin,
        "draw up anew": lambda: roll_jobs.ask_to_draw_up(Roll.objects.get(), by=keeper),
        "freeze": lambda: roll_jobs.ask_to_freeze(Roll.objects.get(), by=keeper),
    }


def show_pages(cluster, client, rounds):
    """Print what the pages of the frozen roll cost."""
    from membership.models import Roll

    roll = Roll.objects.get()
    one = f"/en/admin/membership/roll/{roll.pk}"
    print("\n| page | queries | ms |\n|---|--:|--:|", flush=True)
    for page in (
        Page("roll, digest checked", f"{one}/change/"),
        Page("members", f"{one}/members/"),
        Page("members, page 100", f"{one}/members/?page=100"),
        Page("members, a word", f"{one}/members/?q=vila"),
        Page("one member", f"{one}/members/{roll.entries.first().pk}/"),
    ):
        queries = queries_of(client, page)
        costs = [sum(cost_of(cluster, client, page)) for _round in range(rounds)]
        print(f"| {page.name} | {queries} | {median(costs):.0f} |", flush=True)


def files():
    """Return what makes each file of the roll, by its name."""
    from membership import roll_text
    from membership.models import Roll
    from membership.roll_paper import roll_pdf

    roll = Roll.objects.select_related("frozen_by").get()
    return {
        "CSV": lambda: sum(len(piece.encode()) for piece in roll_text.pieces(roll)),
        "PDF": lambda: len(roll_pdf(roll)),
    }


def takes_too_much(cluster, name, make):
    """Make a file, print its row, and return whether it needs more memory than it may."""
    from membership.models import RollEntry

    before = clocks(cluster)
    size = make()
    each = (sum(clocks(cluster)) - sum(before)) * 1000 / RollEntry.objects.count()
    print(f"| {name} | {each:.2f} | {size:,} | {peak()} |", flush=True)
    return peak() > MOST_MEMORY


if __name__ == "__main__":
    main()
