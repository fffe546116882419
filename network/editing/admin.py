"""The admin of records of the association: the secretariat writes, the board reads."""

from typing import ClassVar

import pghistory
from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Role
from accounts.rights import ViewOnly
from moves.changes import edited_fields
from network.editing.forms import TAKEN, ContentForm
from network.editing.languages import (
    fieldsets_by_language,
    language_name,
    language_of_column,
    told_in,
)
from network.editing.lines import read_only
from network.editing.preview import Preview
from network.editing.states import StandingFilter, in_words, keeps_address
from network.editing.version_pages import VersionPages
from network.editing.widgets import RichTextInput
from network.richtext import RichTextField
from together_site.text import AddressInput, WebInput, folded, listed

WORDS_SOUGHT = 8


def may_write(user):
    """Return whether this person writes what the association tells."""
    return user.is_active and (user.is_superuser or user.has_role(Role.SECRETARIAT))


class SaysLanguage:
    """Put before ``ModelAdmin`` or an inline: each translated field says its language.

    Its words run in the direction of that language, Arabic from right to left.
    """

    # What is refused of applicants does not come in by staff either.
    formfield_overrides = {
        models.URLField: {"form_class": WebInput},
        models.EmailField: {"form_class": AddressInput},
        RichTextField: {"widget": RichTextInput},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if not field or not language_of_column(db_field):
            return field
        if isinstance(field.widget, forms.Textarea) and db_field.max_length:
            field.widget.attrs["rows"] = 4  # a sentence or two
        return told_in(field, db_field)


class PartInline(SaysLanguage):
    """Put before an inline of the admin: who writes the record writes its small parts."""

    extra = 0

    def _may_write(self, request, obj=None):
        return may_write(request.user)

    has_add_permission = has_change_permission = has_delete_permission = _may_write

    def has_view_permission(self, request, obj=None):
        return request.user.is_reviewer


class WrittenAdmin(SaysLanguage, ViewOnly, admin.ModelAdmin):
    """The secretariat writes, the board looks; who changed what is kept with each change."""

    actions = None
    show_full_result_count = False
    list_per_page = 50

    class Media:
        css: ClassVar = {"all": ["look/writing.css"]}

    def page_name(self, page):
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def has_add_permission(self, request):
        return may_write(request.user)

    def has_change_permission(self, request, obj=None):
        return may_write(request.user)

    def has_delete_permission(self, request, obj=None):
        return may_write(request.user)

    def get_object(self, request, object_id, from_field=None):
        """Return the row, locked where it is about to be changed."""
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST":
            return found
        rows = self.get_queryset(request).select_for_update(of=("self",))
        return rows.filter(pk=found.pk).first()

    def changeform_view(self, request, *args, **kwargs):
        with pghistory.context(user=request.user.pk):
            return super().changeform_view(request, *args, **kwargs)


class ContentAdmin(Preview, VersionPages, WrittenAdmin):
    """The base for each kind of ``Content``.

    A subclass names in ``facts`` the fields that are in no language (dates, kind, relations), and
    may put columns of its own into ``list_display`` and filters into ``list_filter`` (begin with
    those here). Titles and texts come by themselves, a fieldset a language. Parts of a record are
    inlines with ``PartInline`` before ``admin.StackedInline`` or ``TabularInline``.

    ``preview_response(request, record)`` is the one method each subject should give: what its
    public view answers for this record, without asking whether it is public. The words may be
    unsaved ones, in ``record`` alone: read them from it, and relations from the database. The page
    is marked as a preview, in the language asked for, and never kept by a browser: no need to care.

        def preview_response(self, request, record):
            return render(request, "network/documents/document.html", context_of(record))
    """

    form = ContentForm
    change_form_template = "admin/network/content_form.html"
    facts = ()
    list_display = ["told", "standing", "languages", "changed_at"]
    list_filter = [StandingFilter, "is_sample"]
    # In the folded words of all languages; see ``get_search_results``.
    search_fields = ["search_key"]
    ordering = ["-changed_at", "-pk"]

    @admin.display(description=gettext_lazy("title"), ordering="title_en")
    def told(self, record):
        return record.title

    @admin.display(description=gettext_lazy("state"), ordering="published_on")
    def standing(self, record):
        return in_words(record)

    @admin.display(description=gettext_lazy("missing words"))
    def languages(self, record):
        """Name the languages in which something is missing that others have."""
        lacking = {code for codes in record.missing_languages().values() for code in codes}
        return listed(language_name(code) for code in record.language_codes() if code in lacking)

    def get_search_results(self, request, queryset, search_term):
        for word in folded(search_term).split()[:WORDS_SOUGHT]:
            queryset = queryset.filter(search_key__contains=word)
        return queryset, False

    def get_fieldsets(self, request, obj=None):
        taken = (
            [TAKEN] if obj and obj.is_sample and self.has_change_permission(request, obj) else []
        )
        hidden = ["as_of"] if self.has_change_permission(request, obj) else []
        return [
            *([(None, {"fields": [*self.facts]})] if self.facts else []),
            *self._by_language(request, obj),
            (
                _("Publication"),
                {
                    "fields": [
                        "slug",
                        "published_on",
                        "withdrawn_on",
                        "source_url",
                        *taken,
                        *hidden,
                    ]
                },
            ),
        ]

    def _by_language(self, request, obj):
        found = fieldsets_by_language(self.model, obj)
        if obj is None or self.has_change_permission(request, obj):
            return found
        columns = {column.name: column for column in self.opts.local_fields}
        for _heading, told in found:
            told["fields"] = [
                read_only(columns[name]) if isinstance(columns[name], RichTextField) else name
                for name in told["fields"]
            ]
        return found

    def keeps_address(self, record):
        """Whether links to the record may be anywhere by now."""
        return record is not None and keeps_address(record)

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        return [*readonly, "slug"] if self.keeps_address(obj) else readonly

    def get_prepopulated_fields(self, request, obj=None):
        return {} if self.keeps_address(obj) else {"slug": ["title_en"]}

    def has_delete_permission(self, request, obj=None):
        """Let drafts be deleted; what was public can be withdrawn, and stays with its versions."""
        is_open = super().has_delete_permission(request, obj)
        return is_open and (obj is None or not self.keeps_address(obj))

    def save_model(self, request, obj, form, change):
        """Save what differs: pages tell when their record last changed, and that shall be true."""
        linked = {field.name for field in self.opts.many_to_many}
        if not change or _differs(obj) or linked & set(form.changed_data):
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        if change and any(formset.has_changed() for formset in formsets):
            form.instance.save(update_fields=["changed_at"])
        super().save_related(request, form, formsets, change)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["standing"] = in_words(obj)
            context["preview_url"] = self.page_url("preview", obj.pk)
            context["history_url"] = self.page_url("history", obj.pk)
            context["languages"] = settings.LANGUAGES
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def preview_response(self, request, record):
        """Return the public page of a record, drafts too; see the class."""
        return render(request, "network/editing/plain.html", {"record": record})

    def view_on_site(self, record):
        return record.get_absolute_url() if record.is_public else None


def _differs(record):
    """Whether a record holds other words or facts than its row."""
    row = type(record)._base_manager.get(pk=record.pk)
    columns = [column.attname for column in edited_fields(record)]
    return any(getattr(row, name) != getattr(record, name) for name in [*columns, "is_sample"])
