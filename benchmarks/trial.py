"""One site on a registry that grows: at each size all kinds of page are measured."""

import contextlib

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from benchmarks import report
from benchmarks.addresses import ENTRY, LANGUAGES, Page, hello, pages
from benchmarks.queries import most_queries
from benchmarks.rounds import Asker, in_a_row, in_rounds, seldom, warm_up
from benchmarks.seed import grow_to
from benchmarks.surroundings import Web
from network.content import samples
from territories.models import Territory
from together_site.catalogues import compile_catalogues
from together_site.static_files import collect_changed

AFTER_CHANGE = Page("list, first after a change", ["/en/territories/"], ENTRY)
TABLE = Page("whole list as CSV", ["/en/territories/territories.csv"], b"changed_at")
CHANGES = 5


def run(cluster, wanted, *, tell):
    """Measure at each of the sizes wanted and print the tables."""
    tell("Database, translations and static files …")
    prepare()
    with (
        Web("benchmarks.hello", path="/") as other,
        Web("together_site.wsgi", path="/health") as site,
    ):
        askers = Asker(other), Asker(site, postmaster=cluster.running())
        results = [at_size(size, askers, wanted, tell) for size in sorted(set(wanted.sizes))]
    show(results, tell)
    with contextlib.suppress(AttributeError):
        connection.close_pool()


def prepare():
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_network_content", verbosity=0)
    samples.load()
    for folder in settings.LOCALE_PATHS:
        compile_catalogues(folder)
    collect_changed()


def at_size(size, askers, wanted, tell):
    """Let the registry grow to a size and return what its pages cost."""
    other, site = askers
    tell(f"{size:,} territories: rows …")
    grow_to(size)
    shown = pages(wanted.rounds * wanted.requests)
    kinds = [(other, hello()), *((site, page) for page in shown)]
    site.know(f"/{language}/" for language in LANGUAGES)
    tell(f"{size:,} territories: first requests …")
    warm_up(kinds)
    costs = in_rounds(
        kinds,
        rounds=wanted.rounds,
        requests=wanted.requests,
        tell=lambda number: tell(f"{size:,} territories: round {number} of {wanted.rounds}"),
    )
    alone = Page("hello, again and again", ["/"], b"hello")
    costs[alone.name] = [in_a_row(other, alone, requests=wanted.requests)]
    costs[AFTER_CHANGE.name] = seldom(site, AFTER_CHANGE, times=CHANGES, before=change)
    costs[TABLE.name] = seldom(site, TABLE, times=1, before=lambda: None)
    change()
    queries = {page.name: most_queries(page) for page in [AFTER_CHANGE, *shown]}
    return report.Result(size, [hello(), alone, *shown, AFTER_CHANGE, TABLE], costs, queries)


def change():
    """Change a record, so that what is kept of the registry is not what it is now."""
    first = Territory.objects.listed().order_by("pk")[:1]
    Territory.objects.filter(pk__in=first.values("pk")).update(changed_at=timezone.now())


def show(results, tell):
    for result in results:
        tell("\n" + "\n".join(report.table(result)))
    if len(results) > 1:
        tell("\n" + "\n".join(report.growth(results)))
    tell("\n" + "\n".join(report.missed(results) or ["No target is missed."]))
    if report.JUDGED_AT not in {result.size for result in results}:
        tell(f"What a page may cost is judged at {report.JUDGED_AT:,} territories.")
