"""Asking for pages in rounds, with an eye on the clocks."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random
from statistics import mean

from benchmarks.clocks import used_by, used_by_server


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
    """Somebody who asks a web server for pages, each worker in its turn, and adds up the cost."""

    def __init__(self, web, postmaster=None):
        self.web = web
        self.postmaster = postmaster
        self.in_turn = cycle(web.connections.values())
        self.tags = {}

    def ask(self, page, address, connection=None):
        """Ask once and check the answer; return its length."""
        headers = {"If-None-Match": self.tags[language_of(address)]} if page.is_known else {}
        answer, body = self.web.ask(connection or next(self.in_turn), address, headers)
        wanted = 304 if page.is_known else 200
        if answer.status != wanted or page.sign not in body or answer.getheader("Set-Cookie"):
            raise WrongAnswerError(f"{address}: {answer.status}, {len(body)} bytes")
        return len(body)

    def know(self, addresses):
        """Note the tag that pages of each language have now."""
        for address in addresses:
            answer, _body = self.web.ask(next(self.in_turn), address)
            self.tags[language_of(address)] = answer.getheader("ETag")

    def clocks(self):
        database = used_by_server(self.postmaster) if self.postmaster else 0
        return used_by(*self.web.connections), database

    def cost(self, page, addresses, connection=None):
        """Return what a request for such a page costs, taken over all these addresses."""
        web, database = self.clocks()
        length = sum(self.ask(page, address, connection) for address in addresses)
        web_after, database_after = self.clocks()
        number = len(addresses)
        return Cost(
            (web_after - web) / number, (database_after - database) / number, length / number
        )


def language_of(address):
    return address[1:3]


def in_rounds(kinds, measure, *, rounds, requests, tell):
    """Return the costs of each kind of page, one a round, by its name.

    ``kinds`` are pairs of who asks and the page, ``measure`` is such a pair. Each round asks for
    all kinds, in an order of its own, and for the measure before each of them, so that what else
    the machine does falls on all alike.
    """
    costs = defaultdict(list)
    addresses = {page.name: iter_of(page) for _asker, page in kinds}
    other, hello = measure
    for number in range(rounds):
        between = []
        for asker, page in Random(number).sample(kinds, len(kinds)):
            between.append(other.cost(hello, hello.addresses * requests))
            asked = list(islice(addresses[page.name], requests))
            costs[page.name].append(asker.cost(page, asked))
        costs[hello.name].append(mean_of(between))
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


def seldom(asker, page, *, times, before):
    """Return the costs of a page that each worker is asked for once after ``before`` is called."""
    costs = []
    for _time in range(times):
        before()
        costs += [
            asker.cost(page, page.addresses, connection)
            for connection in asker.web.connections.values()
        ]
    return costs
