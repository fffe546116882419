"""Documents in the admin, with their files."""

from functools import partial

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from applications import files
from network.documents import files as document_files
from network.documents import pages
from network.editing.admin import ContentAdmin, PartInline
from network.models import Document, DocumentFile


class FileForm(forms.ModelForm):
    """A file in a language. What was sent is on the disk before any row names it."""

    upload = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("PDF, JPEG or PNG of 10 MB at most. It replaces the one that is there."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )

    class Meta:
        model = DocumentFile
        fields = ["language"]
        help_texts = {"language": _("Its code, such as en, fr, pt, ar or es.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.was = self.instance.stored.name if self.instance.pk else ""
        self.fields["upload"].required = not self.was

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        return files.check_upload(upload) if upload else None

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("upload") and not self.errors:
            try:
                document_files.keep(self.instance, cleaned["upload"])
            except forms.ValidationError as refusal:  # of the disk
                self.add_error("upload", refusal)
        return cleaned

    def save(self, commit=True):
        if self.was and self.was != self.instance.stored.name:
            transaction.on_commit(partial(files.discard, self.was))
        return super().save(commit)


class FileFormSet(forms.BaseInlineFormSet):
    """The files of a document; one that is taken away leaves the disk too."""

    def delete_existing(self, obj, commit=True):
        if commit:
            files.remove(obj)


class FileInline(PartInline, admin.StackedInline):
    model = DocumentFile
    form = FileForm
    formset = FileFormSet
    view_on_site = False
    extra = 1
    fields = ["language", "upload", "kept"]
    readonly_fields = ["kept"]

    @admin.display(description=_("kept"))
    def kept(self, file):
        """Lead to the file, public or not, and tell its digest."""
        if not file.pk:
            return _("Nothing yet")
        url = reverse("admin:network_document_file", args=[file.document_id, file.pk])
        return format_html(
            '<a href="{}"><bdi>{}</bdi></a><br>SHA-256: <code dir="ltr">{}</code>',
            url,
            file.name,
            file.sha256,
        )


@admin.register(Document)
class DocumentAdmin(ContentAdmin):
    facts = (
        "kind",
        "adopted_on",
        "year",
        "adopted_by",
        "event",
        "supersedes",
        "authentic_language",
    )
    raw_id_fields = ["adopted_by", "event", "supersedes"]
    inlines = [FileInline]
    list_display = ["told", "kind", "adopted_on", "standing", "languages", "changed_at"]
    list_filter = [*ContentAdmin.list_filter, "kind"]

    def get_urls(self):
        file = self.admin_site.admin_view(self.file_view)
        mine = path("<int:pk>/files/<int:file_pk>/", file, name="network_document_file")
        return [mine, *super().get_urls()]

    def file_view(self, request, pk, file_pk):
        """Hand out a file to staff, also of a document that is not public."""
        document = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, document):
            raise PermissionDenied
        file = get_object_or_404(document.files.select_related("document"), pk=file_pk)
        return document_files.for_staff(request, file)

    def preview_response(self, request, record):
        return pages.shown(request, record)
