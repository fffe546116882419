"""The kinds of page that are measured, and the addresses at which visitors ask for them."""

from dataclasses import dataclass
from itertools import cycle, islice, product
from random import Random
from urllib.parse import urlencode

from django.http import QueryDict

from benchmarks.names import COUNTRIES
from benchmarks.seed import KINDS, STATES
from network.models import Article, Document, Event, Partner, Project
from platforms.models import Platform
from territories.forms import TerritoryFilter
from territories.models import Territory
from territories.search import TERRITORIES
from territories.views import A_PAGE, DEEP

LANGUAGES = ("en", "fr", "pt", "ar")
ORDERS = ("", "name", "newest", "confirmed")
FIRST_PAGES = range(1, 9)
# So many addresses are asked in turn where they come again.
IN_TURN = 300
# Fewer of those that are asked again: each worker is asked for every one beforehand.
KEPT = 50
HTML, FEED, ENTRY = b"</html>", b"</feed>", b'class="entry"'


@dataclass(frozen=True)
class Page:
    """A kind of page, asked at addresses of which none comes twice, or which come in turn.

    ``limit`` is what it may cost as a multiple of hello; each answer has ``sign`` in it.
    ``is_known``: the visitor has the page already and asks whether it changed. ``has_form``: it has
    a form that is sent, and so a cookie.
    """

    name: str
    addresses: list[str]
    sign: bytes = HTML
    limit: int = 0
    once: bool = False
    is_known: bool = False
    has_form: bool = False


def hello():
    return Page("hello", ["/"], sign=b"hello")


def pages(number):
    """Return the kinds of page of the registry as it is now.

    Where no address comes twice there are ``number`` of them.
    """
    choice = Choice()
    words = choice.words(number + KEPT)
    filters = choice.filters(number + KEPT)
    lists = choice.list_pages("territories", FIRST_PAGES)
    territories = choice.records("territories", Territory)
    feeds = choice.feeds("territories")
    texts = choice.every("about/aims", "about/benefits")
    return [
        Page("home", [f"/{language}/" for language in LANGUAGES]),
        Page("list", lists, ENTRY, limit=10),
        Page("list, made anew", choice.anew(lists, number), ENTRY, once=True),
        Page("deep page of the list", choice.list_pages("territories", choice.deep), ENTRY),
        Page("filter, first time", filters[KEPT:], ENTRY, limit=10, once=True),
        Page("filter, asked before", filters[:KEPT], ENTRY, limit=10),
        Page("search, first time", words[KEPT:], ENTRY, limit=10, once=True),
        Page("search, asked before", words[:KEPT], ENTRY, limit=10),
        Page("search misspelt, first time", choice.misspelt(number), ENTRY, limit=10, once=True),
        Page("territory", territories, limit=8),
        Page("territory, made anew", choice.anew(territories, number), once=True),
        Page("platform", choice.records("platforms", Platform)),
        Page("list of platforms", choice.list_pages("platforms", FIRST_PAGES), ENTRY),
        Page("feed of territories", feeds, FEED, limit=10),
        Page("feed of territories, made anew", choice.anew(feeds, number), FEED, once=True),
        Page("feed of platforms", choice.feeds("platforms"), FEED, limit=10),
        Page("page of text", texts, limit=8),
        *association(choice, number),
        Page("unchanged page", choice.records("territories", Territory), b"", 3, is_known=True),
    ]


def association(choice, number):
    """Return the kinds of page of the association, none of them kept: each is made anew."""
    shown = {
        "home": [f"/{language}/" for language in LANGUAGES],
        "page of text": choice.every("about/aims", "about/benefits", "privacy", "imprint"),
        "history": choice.every("about/history"),
        "organisation": choice.every("about/organisation"),
        "method": choice.every("method", "method/sheet"),
        "way into the network": choice.every("join-us", "join-us/territory", "join-us/individual"),
        "documents": choice.every("documents"),
        "document": choice.public("documents", Document.objects),
        "projects": choice.every("projects"),
        "project": choice.public("projects", Project.objects),
        "partner": choice.public("partners", Partner.objects),
        "meetings": choice.every("meetings", "trainings"),
        "meeting": choice.public("meetings", Event.objects.meetings()),
        "news": choice.every("news"),
        "article": choice.public("news", Article.objects),
        "facilitators": choice.every("facilitators"),
    }
    forms = choice.anew(choice.every("contact", "follow"), number)
    return [
        *(
            Page(f"{name}, made anew", choice.anew(addresses, number), limit=8, once=True)
            for name, addresses in shown.items()
        ),
        Page("form to write or to follow", forms, limit=8, once=True, has_form=True),
    ]


class Choice:
    """Addresses drawn from the registry, the same for the same registry."""

    def __init__(self):
        self.random = Random(1)
        self.listed = Territory.objects.listed()
        last = -(-self.listed.count() // A_PAGE)
        self.deep = range(DEEP // A_PAGE + 1, last + 1)

    def some(self, addresses):
        return self.random.sample(addresses, min(len(addresses), IN_TURN))

    def at(self, place, **query):
        """Return an address in some language."""
        language = self.random.choice(LANGUAGES)
        return f"/{language}/{place}/{'?' if query else ''}{urlencode(query, doseq=True)}"

    def list_pages(self, place, numbers):
        return self.some(
            [
                f"/{language}/{place}/?{urlencode({'order': order, 'page': page})}"
                for language, order, page in product(LANGUAGES, ORDERS, numbers)
            ]
        )

    def anew(self, addresses, number):
        """Return so many addresses of these pages that no process has made yet.

        What nobody reads is part of the address by which a page is kept.
        """
        return [
            f"{address}{'&' if '?' in address else '?'}{urlencode({'unread': turn})}"
            for turn, address in zip(range(number), cycle(addresses), strict=False)
        ]

    def records(self, place, model):
        slugs = list(model.objects.listed().order_by("pk").values_list("slug", flat=True))
        return [self.at(f"{place}/{slug}") for slug in self.some(slugs)]

    def every(self, *places):
        """Return the addresses of these pages in every language."""
        return [f"/{language}/{place}/" for place, language in product(places, LANGUAGES)]

    def public(self, place, records):
        """Return addresses of records of the association that visitors see."""
        slugs = records.public().order_by("pk").values_list("slug", flat=True)
        return self.every(*(f"{place}/{slug}" for slug in slugs))

    def feeds(self, place):
        parts = [
            {},
            *({"country": code} for code in COUNTRIES),
            *({"kind": kind} for kind in KINDS),
        ]
        return [self.at(f"{place}/feed", **part) for part in parts]

    def filters(self, number):
        """Return addresses of so many parts of the list, each of which has places in it."""
        found = {}
        while len(found) < number:
            part = self.part()
            question = TerritoryFilter(QueryDict(urlencode(part, doseq=True))).question
            if question not in found and TERRITORIES.narrowed(self.listed, question).exists():
                found[question] = self.at("territories", **part)
        return list(found.values())

    def part(self):
        """Return what somebody chooses: up to two countries, and now and then more."""
        shares = {code: about.share for code, about in COUNTRIES.items()}
        several = self.random.choices(
            [*shares], [*shares.values()], k=self.random.choice((0, 1, 2))
        )
        part = {"country": sorted({*several})}
        if not several or self.random.random() < 0.5:
            part["kind"] = self.random.choice([*KINDS]).value
        if self.random.random() < 0.3:
            part["state"] = self.random.choice([*STATES]).value
        return part

    def names(self):
        names = list(self.listed.order_by("pk").values_list("name", flat=True).distinct())
        self.random.shuffle(names)
        return names

    def words(self, number):
        """Return addresses of so many searches, by whole names and by longest words of names."""
        names = self.names()
        return self.searches([*dict.fromkeys([*names, *map(longest, names)])], number)

    def misspelt(self, number):
        """Return the same where a letter in the middle is left out, so that no name has it."""
        # A shorter word without a letter is like no other.
        names = (name for name in self.names() if len(longest(name)) > 5)
        sought = dict.fromkeys(map(without_letter, names))
        missing = (word for word in sought if not self.listed.with_words(word).exists())
        return self.searches([*islice(missing, number)], number)

    def searches(self, sought, number):
        if len(sought) < number:
            raise SystemExit("There are too few names for so many requests: ask for fewer rounds.")
        return [self.at("territories", q=words) for words in self.random.sample(sought, number)]


def longest(name):
    return max(name.replace("-", " ").split(), key=len)


def without_letter(name):
    word = longest(name)
    middle = len(word) // 2
    return name.replace(word, word[:middle] + word[middle + 1 :])
