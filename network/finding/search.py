"""What of the whole site has the words that somebody seeks, in any language it is written in."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import BooleanField, ExpressionWrapper, F, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership.directory import MEMBERS, MemberQuestion
from membership.networks.listing import NETWORKS, NetworkQuestion
from network.models import Article, Document, Event, Page, Partner, Project
from network.translated import columns_of
from network.workflow import DocumentKind, EventKind, ProjectKind
from platforms.search import PLATFORMS, PlatformQuestion
from territories.search import TERRITORIES, TerritoryQuestion

# Each with its name, and the kinds by which its records are told apart.
MODELS = {
    "page": (Page, _("Page"), {}),
    "document": (Document, _("Document"), dict(DocumentKind.choices)),
    "event": (Event, _("Meeting"), dict(EventKind.choices)),
    "project": (Project, _("Project"), dict(ProjectKind.choices)),
    "partner": (Partner, _("Partner"), {}),
    "article": (Article, _("News"), {}),
}
COLUMNS = ("slug", *columns_of("title", "summary"), "changed_at", "is_sample")
# Who finds more than this seeks too little.
MOST = 100
# Of each list of the registry, so many; the list itself has the rest.
SHOWN = 5
LISTS = (
    ("territories", TERRITORIES, TerritoryQuestion, "territories:territory-list"),
    ("platforms", PLATFORMS, PlatformQuestion, "platforms:platform-list"),
    ("members", MEMBERS, MemberQuestion, "membership:member-list"),
    ("networks", NETWORKS, NetworkQuestion, "membership:network-list"),
)


@dataclass(frozen=True)
class Found:
    """The first records of a list that have the words, and where the list has all of them."""

    name: str
    rows: list
    has_more: bool
    url: str


def records_with(words):
    """Return the first public records of the association that have the words, ``MOST`` at most.

    Those with the words in a title come first, then what changed last. Each has
    ``kind_in_words`` beside what an entry of a list shows.
    """
    parts = [_rows_of(name, words) for name in MODELS]
    rows = parts[0].union(*parts[1:], all=True)
    return list(map(_record, rows.order_by("-in_title", "-changed_at", "model", "slug")[:MOST]))


def _rows_of(name, words):
    model, _label, kinds = MODELS[name]
    in_title = ExpressionWrapper(Q(title_words__begin=words), output_field=BooleanField())
    rows = model.objects.public().with_words(words).order_by()
    told = {"model": Value(name), "sort": F("kind") if kinds else Value(""), "in_title": in_title}
    return rows.annotate(**told).values(*told, *COLUMNS)


def _record(row):
    model, label, kinds = MODELS[row["model"]]
    record = model(**{name: row[name] for name in COLUMNS})
    if kinds:
        record.kind = row["sort"]
    record.kind_in_words = kinds.get(row["sort"], label)
    return record


def lists_with(words):
    """Return what each list of the registry has, as ``Found``; nothing of those without any."""
    for name, listing, question, route in LISTS:
        rows = list(listing.found(question(words=words), alike=()).as_entries()[: SHOWN + 1])
        if rows:
            address = f"{reverse(route)}?{urlencode({'q': words})}"
            yield Found(name, rows[:SHOWN], len(rows) > SHOWN, address)


def territories_like(words):
    """Return the territories with names like the words, for names that are misspelt."""
    return list(TERRITORIES.like(TerritoryQuestion(words=words)).as_entries()[:SHOWN])
