"""Documents as the public reads them: what holds first, with the versions before it."""

from dataclasses import dataclass, field

from django.db.models import Prefetch

from network.models import Agreement, Document, DocumentFile, Project
from network.translated import columns_of
from network.workflow import DocumentKind

# By what a record is found; no page shows it.
KEYS = ("search_key", "title_key", "words", "title_words")
# Of the meeting that adopted it: where it is, what it is called, and whether visitors see it.
OF_EVENT = ("kind", "slug", "published_on", "withdrawn_on", *columns_of("title"))
OF_ADOPTED_BY = [f"adopted_by__{name}" for name in OF_EVENT]


@dataclass
class Row:
    """A document that holds, with the versions before it, the latest of them first."""

    document: Document
    earlier: list = field(default_factory=list)


@dataclass
class Group:
    """The documents of a kind that hold, the latest first."""

    label: str
    rows: list


def entries():
    """Return the public documents as rows, each with its meeting and the languages of its files."""
    shown = ("kind", "adopted_on", "year", "supersedes", *OF_ADOPTED_BY)
    files = DocumentFile.objects.only("document", "language").order_by("language")
    found = Document.objects.public().select_related("adopted_by").as_entries(*shown)
    return found.prefetch_related(Prefetch("files", files))


class Versions:
    """Which document follows which among those that visitors see.

    A version that is a draft or was withdrawn is passed over: what it supersedes is superseded by
    the one after it, if there is any.
    """

    def __init__(self, public):
        """``public`` has the documents that visitors see, by their keys."""
        self.public = public
        links = Document.objects.exclude(supersedes=None).values_list("supersedes", "pk")
        self.after = dict(links)
        self.before = {pk: earlier for earlier, pk in self.after.items()}

    def later(self, document):
        """Return the public version that follows a document, or ``None``."""
        return next(self._along(self.after, document.pk), None)

    def earlier(self, document):
        """Return the public versions before a document, the latest of them first."""
        return list(self._along(self.before, document.pk))

    def _along(self, links, pk):
        seen = {pk}
        while (pk := links.get(pk)) is not None and pk not in seen:
            seen.add(pk)
            if pk in self.public:
                yield self.public[pk]


def rows_of(documents):
    """Return the documents that hold as rows, the latest first; each earlier one knows the later.

    An earlier version gets ``later``, the one that supersedes it.
    """
    public = {document.pk: document for document in documents}
    versions = Versions(public)
    rows = []
    for document in documents:
        document.later = versions.later(document)
    for document in documents:
        if document.later is None:
            rows.append(Row(document, versions.earlier(document)))
    return sorted(rows, key=lambda row: (row.document.order, row.document.pk), reverse=True)


def grouped(rows):
    """Return rows as groups by kind, in the order of the kinds; no group is empty."""
    by_kind = {kind: [] for kind in DocumentKind}
    for row in rows:
        by_kind[row.document.kind].append(row)
    return [Group(kind.label, found) for kind, found in by_kind.items() if found]


def narrowed(rows, *, kind, language):
    """Return the rows of a kind, and those with a file in a language, where these are given."""
    return [
        row
        for row in rows
        if (not kind or row.document.kind == kind)
        and (not language or language in languages_of(row))
    ]


def languages_of(row):
    """Return the languages in which the document of a row, or an earlier version, has a file."""
    return {file.language for one in (row.document, *row.earlier) for file in one.files.all()}


def versions_of(document):
    """Return the public version after a document, or ``None``, and those before it."""
    columns = ("kind", "adopted_on", "year")
    public = {one.pk: one for one in Document.objects.public().as_entries(*columns)}
    versions = Versions(public)
    return versions.later(document), versions.earlier(document)


def projects_with(document):
    found = Project.objects.public().filter(documents=document).latest_first()
    return found.as_entries("kind", "first_year", "last_year")


def agreements_with(document):
    """Return the agreements that a document is, with their public partners."""
    of_partner = ["slug", *columns_of("title"), "published_on", "withdrawn_on"]
    found = Agreement.objects.filter(document=document).select_related("partner")
    shown = found.only("signed_on", "ended_on", *(f"partner__{name}" for name in of_partner))
    return [one for one in shown.order_by("signed_on", "pk") if one.partner.is_public]
