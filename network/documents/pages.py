"""The public pages of documents, and their files."""

from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.documents import files, reading
from network.documents.forms import DocumentFilter
from network.models import Document, DocumentFile
from territories.conditional import by_version

# More are more than a screen: there one may narrow the list.
A_SCREEN = 10


def page(request, name, context):
    return TemplateResponse(request, f"network/documents/{name}.html", context)


@by_version
def document_list(request):
    """List the documents by kind: those that hold, each with the versions before it."""
    documents = list(reading.entries())
    rows = reading.rows_of(documents)
    languages = {language for row in rows for language in reading.languages_of(row)}
    form = DocumentFilter(request.GET, languages)
    found = reading.narrowed(rows, **form.cleaned_data)
    context = {
        "form": form,
        "groups": reading.grouped(found),
        "has_filters": len(documents) > A_SCREEN or bool(form.query),
        **last_changed(documents),
    }
    return page(request, "list", context)


def last_changed(records):
    """Return what a page says of when any of its records changed; nothing where it has none."""
    days = [record.changed_at for record in records]
    return {"changed_at": max(days)} if days else {}


@by_version
def document_detail(request, slug):
    """Show a document with its files, and the versions before and after it."""
    keys = [f"{of}{name}" for of in ("", "adopted_by__", "event__") for name in reading.KEYS]
    documents = Document.objects.public().select_related("adopted_by", "event").defer(*keys)
    return shown(request, get_object_or_404(documents, slug=slug))


def shown(request, document):
    """Return the page of a document, whether visitors see it yet or not."""
    later, earlier = reading.versions_of(document)
    found = list(document.files.order_by("language"))
    for file in found:
        file.document = document
    found.sort(key=lambda file: not file.is_authentic)
    context = {
        "document": document,
        "changed_at": document.changed_at,
        "crumbs": [(reverse("network:document-list"), _("Documents"))],
        "files": found,
        "later": later,
        "earlier": earlier,
        "projects": reading.projects_with(document),
        "agreements": reading.agreements_with(document),
    }
    return page(request, "detail", context)


@require_safe
def document_file(request, pk, name):
    """Hand out a file of a public document."""
    public = DocumentFile.objects.filter(document__in=Document.objects.public())
    file = get_object_or_404(public.select_related("document"), pk=pk)
    if name != file.name:
        return redirect(file)
    return files.hand_out(request, file)
