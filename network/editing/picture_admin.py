"""Pictures in the admin: sent once, described in words, never exchanged."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from applications import files
from network.editing import pictures
from network.editing.admin import WrittenAdmin, may_write
from network.editing.languages import language_name
from network.models import Picture
from network.translated import columns_of, languages_of
from together_site.paging import page_of
from together_site.text import listed

A_PAGE = 24
NO_ALTERNATIVE = _("Say what the picture shows, in one language at least.")


class PictureForm(forms.ModelForm):
    """The words of a picture; its file is asked for once."""

    upload = forms.FileField(
        label=_("File"),
        help_text=_("JPEG or PNG of 10 MB at most. It is brought to a width for the web."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("upload", None)

    def clean_upload(self):
        return pictures.prepare(self.cleaned_data["upload"])

    def clean(self):
        cleaned = super().clean()
        columns = columns_of("alternative")
        if not any(cleaned.get(name) or name in self.errors for name in columns):
            self.add_error(columns[0], ValidationError(NO_ALTERNATIVE, code="required"))
        return cleaned


@admin.register(Picture)
class PictureAdmin(WrittenAdmin):
    form = PictureForm
    list_display = ["small", "told", "address", "missing", "pixels", "added_at"]
    list_display_links = ["told"]
    search_fields = [*columns_of("alternative"), "name", "credit"]
    ordering = ["-added_at", "-pk"]
    words = [*columns_of("alternative"), "credit"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.choose_view)
        return [path("choose/", view, name=self.page_name("choose")), *super().get_urls()]

    def choose_view(self, request):
        """Show the pictures to be put into a text, in a window that the editor opens."""
        if not may_write(request.user):
            raise PermissionDenied
        sought = request.GET.get("q", "")
        found, _doubles = self.get_search_results(request, self.get_queryset(request), sought)
        rows = found.order_by(*self.ordering)
        called_by = request.GET.get("CKEditorFuncNum", "")
        kept = {"q": sought, "CKEditorFuncNum": called_by}
        context = {
            **self.admin_site.each_context(request),
            "title": _("Choose a picture"),
            "is_popup": True,
            "page": page_of(rows, request.GET.get("page"), size=A_PAGE),
            "sought": sought,
            "called_by": called_by,
            "query": urlencode({name: value for name, value in kept.items() if value}),
        }
        return TemplateResponse(request, "admin/network/choose_picture.html", context)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["upload", *self.words]
        return ["shown", "address", *self.words, "name", "pixels", "size", "added_at", "used"]

    def get_readonly_fields(self, request, obj=None):
        return ["shown", "address", "name", "pixels", "size", "added_at", "used"]

    @admin.display(description=_("picture"))
    def small(self, picture):
        return _drawn(picture, "thumbnail")

    @admin.display(description=_("picture"))
    def shown(self, picture):
        return _drawn(picture, "")

    @admin.display(description=_("alternative text"), ordering="alternative_en")
    def told(self, picture):
        return str(picture)

    @admin.display(description=_("address for the editor"))
    def address(self, picture):
        return format_html('<code dir="ltr">{}</code>', picture.get_absolute_url())

    @admin.display(description=_("missing words"))
    def missing(self, picture):
        written = languages_of(picture, "alternative")
        lacking = [name.rpartition("_")[2] for name in columns_of("alternative")]
        return listed(language_name(code) for code in lacking if code not in written)

    @admin.display(description=_("pixels"))
    def pixels(self, picture):
        return format_html('<span dir="ltr">{} × {}</span>', picture.width, picture.height)

    @admin.display(description=_("shown in"))
    def used(self, picture):
        return listed(pictures.texts_with(picture)) or _("no text")

    def has_delete_permission(self, request, obj=None):
        """Let none be deleted that a text shows."""
        is_open = super().has_delete_permission(request, obj)
        return is_open and (obj is None or not pictures.texts_with(obj))

    def changeform_view(self, request, *args, **kwargs):
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ValidationError as refusal:  # of the disk
            messages.error(request, refusal.messages[0])
            return redirect(f"admin:{self.page_name('add')}")

    def save_model(self, request, obj, form, change):
        if change:
            obj.save()
        else:
            pictures.store(obj, form.cleaned_data["upload"])

    def delete_model(self, request, obj):
        files.remove(obj)

    def view_on_site(self, picture):
        return picture.get_absolute_url()


def _drawn(picture, look):
    # The words stand beside it.
    return format_html(
        '<img class="{}" src="{}" alt="" width="{}" height="{}" loading="lazy">',
        look,
        picture.get_absolute_url(),
        picture.width,
        picture.height,
    )
