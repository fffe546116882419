"""What was measured, as tables for people."""

from dataclasses import dataclass, field
from statistics import median

MOST_QUERIES = 8
MOST_DATABASE_MS = 60
MOST_GROWTH = 2
JUDGED_AT = 10_000
GROWN = ("list", "filter, first time", "filter, asked before", "territory")
DEEP_OR_SOUGHT = (
    "deep page of the list",
    "search, first time",
    "search misspelt, first time",
)


@dataclass
class Result:
    """A registry of one size: costs and queries of each kind of page by its name."""

    size: int
    pages: list
    costs: dict
    queries: dict = field(default_factory=dict)

    def ratios(self, name):
        """Return the cost as a multiple of hello, in each round that of the same round."""
        costs = self.costs[name]
        hello = [cost.whole for cost in self.costs["hello"]]
        # What is asked seldom is asked outside the rounds.
        measures = hello if len(costs) == len(hello) else [median(hello)] * len(costs)
        return [cost.whole / measure for cost, measure in zip(costs, measures, strict=True)]

    def ratio(self, name):
        return median(self.ratios(name))

    def milliseconds(self, name, part):
        return median(getattr(cost, part) for cost in self.costs[name]) * 1000

    def length(self, name):
        return median(cost.length for cost in self.costs[name])


def table(result):
    """Return the lines of the table of one size."""
    lines = [
        f"{result.size:,} territories",
        "",
        "| page | × hello | least–most | at most | web ms | database ms | queries | KB |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    return lines + [_row(result, page) for page in result.pages]


def _row(result, page):
    ratios = result.ratios(page.name)
    cells = [
        page.name,
        f"{median(ratios):.1f}",
        f"{min(ratios):.1f}–{max(ratios):.1f}",
        str(page.limit or ""),
        f"{result.milliseconds(page.name, 'web'):.2f}",
        f"{result.milliseconds(page.name, 'database'):.2f}",
        str(result.queries.get(page.name, "")),
        f"{result.length(page.name) / 1000:.1f}",
    ]
    return f"| {' | '.join(cells)} |"


def growth(results):
    """Return the lines that compare the smallest registry with the largest."""
    least, most = results[0], results[-1]
    lines = [
        f"From {least.size:,} to {most.size:,} territories (× hello)",
        "",
        f"| page | {' | '.join(f'{result.size:,}' for result in results)} | grows by |",
        f"|---|{'--:|' * len(results)}--:|",
    ]
    for page in most.pages:
        ratios = " | ".join(f"{result.ratio(page.name):.1f}" for result in results)
        lines.append(f"| {page.name} | {ratios} | {_growth(page.name, least, most):.2f} |")
    return lines


def _growth(name, least, most):
    return most.ratio(name) / least.ratio(name)


def missed(results):
    """Return a sentence for each target that was missed."""
    sentences = []
    for result in results:
        sentences += [*_dear(result), *_asking_often(result)]
    return sentences + _growing(results[0], results[-1])


def _dear(result):
    if result.size != JUDGED_AT:
        return
    for page in result.pages:
        ratio = result.ratio(page.name)
        if page.limit and ratio > page.limit:
            yield f"{page.name}: {ratio:.1f} times hello, not {page.limit}"


def _asking_often(result):
    for name, number in result.queries.items():
        if number > MOST_QUERIES:
            yield f"{name}, {result.size:,}: {number} queries, not {MOST_QUERIES}"


def _growing(least, most):
    sentences = []
    for name in GROWN:
        if (factor := _growth(name, least, most)) >= MOST_GROWTH:
            sentences.append(f"{name}: grows by {factor:.1f}, not by less than {MOST_GROWTH}")
    for name in DEEP_OR_SOUGHT:
        if (spent := most.milliseconds(name, "database")) >= MOST_DATABASE_MS:
            sentences.append(f"{name}, {most.size:,}: {spent:.0f} ms of the database")
    return sentences
