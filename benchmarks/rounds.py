"""Asking for pages in mixed order, with an eye on the clocks."""

import time
from collections import defaultdict
from dataclasses import dataclass
from itertools import cycle
from random import Random
from statistics import mean

from benchmarks.clocks import used_by, used_by_ended_children
from tests.drills.surroundings import children

# A server whose clock stands still so long has done what there was to do for a request.
SECONDS_OF_REST = 0.0005


class WrongAnswerError(Exception):
    """The site did not answer as it must, so that its speed says nothing."""


@dataclass(frozen=True)
class Cost:
    """Processor time of one request, in seconds, and the length of its answer."""

    web: float
    database: float
    length: float

    @property
    def whole(self):
        return self.web + self.database


class Asker:
    """Somebody who asks a web server for pages, each worker in its turn, and notes the cost."""

    def __init__(self, web, postmaster=None):
        self.web = web
        self.postmaster = postmaster
        self.in_turn = cycle(web.connections.values())
        self.tags = {}
        self.look()

    def look(self):
        """Find the processes of Postgres, one for each connection."""
        self.database = (self.postmaster, *children(self.postmaster)) if self.postmaster else ()

    def ask(self, page, address, connection=None):
        """Ask once and check the answer; return its length."""
        headers = {"If-None-Match": self.tags[language_of(address)]} if page.is_known else {}
        answer, body = self.web.ask(connection or next(self.in_turn), address, headers)
        wanted = 304 if page.is_known else 200
        has_cookie = bool(answer.getheader("Set-Cookie"))
        if answer.status != wanted or page.sign not in body or has_cookie != page.has_form:
            raise WrongAnswerError(f"{address}: {answer.status}, {len(body)} bytes")
        return len(body)

    def know(self, addresses):
        """Note the tag that pages of each language have now."""
        for address in addresses:
            answer, _body = self.web.ask(next(self.in_turn), address)
            self.tags[language_of(address)] = answer.getheader("ETag")

    def clocks(self):
        """Return what web server and database have used, once the web server is at rest."""
        web = used_by(*self.web.connections)
        while web != (web := _after_a_rest(self.web.connections)):
            pass
        ended = used_by_ended_children(self.postmaster) if self.postmaster else 0
        return web, used_by(*self.database) + ended

    def cost(self, page, address, connection=None):
        """Ask once and return what it cost."""
        web, database = self.clocks()
        length = self.ask(page, address, connection)
        web_after, database_after = self.clocks()
        return Cost(web_after - web, database_after - database, length)


def _after_a_rest(pids):
    time.sleep(SECONDS_OF_REST)
    return used_by(*pids)


def language_of(address):
    return address[1:3]


def in_rounds(kinds, *, rounds, requests, tell):
    """Return the mean costs of each kind of page, one a round, by its name.

    ``kinds`` are pairs of who asks and the page. One request for each of them follows the other,
    in an order that changes, so that what else the machine does falls on all alike.
    """
    costs = defaultdict(list)
    addresses = {page.name: iter_of(page) for _asker, page in kinds}
    order = Random(1)
    for number in range(rounds):
        found = defaultdict(list)
        for _time in range(requests):
            for asker, page in order.sample(kinds, len(kinds)):
                asker.look()
                found[page.name].append(asker.cost(page, next(addresses[page.name])))
        for name, those in found.items():
            costs[name].append(mean_of(those))
        tell(number + 1)
    return costs


def mean_of(costs):
    """Return the mean of several costs."""
    columns = zip(*((cost.web, cost.database, cost.length) for cost in costs), strict=True)
    return Cost(*map(mean, columns))


def iter_of(page):
    return iter(page.addresses) if page.once else cycle(page.addresses)


def warm_up(kinds):
    """Ask each worker once for every address that comes again."""
    for asker, page in kinds:
        for connection in asker.web.connections.values():
            for address in () if page.once else page.addresses:
                asker.ask(page, address, connection)


def in_a_row(asker, page, *, requests):
    """Return the cost of a page that is asked for again and again, alone in the caches."""
    address = page.addresses[0]
    return mean_of([asker.cost(page, address) for _time in range(requests)])


def seldom(asker, page, *, times, before):
    """Return the costs of a page that each worker is asked for once after ``before`` is called."""
    costs = []
    for _time in range(times):
        before()
        asker.look()
        costs += [
            asker.cost(page, page.addresses[0], connection)
            for connection in asker.web.connections.values()
        ]
    return costs
