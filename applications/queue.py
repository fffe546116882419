"""The queue of one form in the admin: what staff see of many applications at once."""

from django.contrib import admin
from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from applications import finding
from applications.bulk import BulkMoves
from applications.export_page import ExportPages
from applications.models import History
from applications.queue_filters import (
    AgeFilter,
    LanguageFilter,
    LeadFilter,
    StateFilter,
    SuspicionFilter,
    language_name,
)
from applications.queue_list import QueueList
from applications.workflow import ENTER


class QueueAdmin(BulkMoves, ExportPages, admin.ModelAdmin):
    """The list of the applications of one form, the longest waiting first.

    A form says in ``queue_of`` which it is, adds columns and filters of its own, and says what an
    export holds: its own columns between ``exported_first`` and ``exported_last``.
    """

    # Names and codes are the same in every language, as in the files of the registry.
    exported_first = {
        "reference": F("reference"),
        "state": F("state"),
        "state_since": F("state_since"),
        "received_at": Coalesce(
            "address_confirmed_at",
            Subquery(
                History.objects.filter(application=OuterRef("pk"), move=ENTER.name).values("at")[:1]
            ),
        ),
        "about": F("title"),
    }
    exported_last = {
        "email": F("email"),
        "second_email": F("second_email"),
        "language": F("language"),
        "lead": Coalesce(NullIf("lead__name", Value("")), "lead__email", output_field=CharField()),
        "decision": F("decision"),
        "suspicion": F("suspicion"),
        "came_by": F("came_by"),
    }

    queue_of = None
    change_list_template = "admin/review/change_list.html"
    list_display = [
        "reference",
        "about",
        "pill",
        "waiting",
        "lead",
        "email",
        "letter_language",
        "mark",
    ]
    list_display_links = ["reference", "about"]
    list_filter = [StateFilter, LeadFilter, AgeFilter, LanguageFilter, SuspicionFilter]
    list_select_related = ["lead"]
    list_per_page = 50
    list_max_show_all = 0
    sortable_by = ["reference", "waiting"]
    # What is looked in is the form's own; Django draws the search for it.
    search_fields = ["sought"]
    search_help_text = _("Parts of a reference, a place, an organisation or an e-mail address")
    ordering = ["state_since", "pk"]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False

    def get_changelist(self, request, **kwargs):
        return QueueList

    def rows_of(self, request, keys):
        """Return the applications of these keys, in their order, which this person may see."""
        found = self.get_queryset(request).in_bulk(keys)
        return [found[key] for key in keys if key in found]

    def get_search_results(self, request, queryset, search_term):
        """Leave what holds every word; words of which nothing stays are found nowhere."""
        words = finding.sought(search_term)
        if search_term.strip() and not words:
            return queryset.none(), False
        for word in words:
            queryset = queryset.filter(sought__contains=word)
        return queryset, False

    def changelist_view(self, request, extra_context=None):
        context = {
            "title": capfirst(self.opts.verbose_name_plural),
            "exports": self.export_links(request),
        }
        return super().changelist_view(request, {**context, **(extra_context or {})})

    @admin.display(description=_("about"))
    def about(self, application):
        return application.title

    @admin.display(description=_("state"))
    def pill(self, application):
        # As components/pill.html draws it, without a template for each row.
        return format_html(
            '<span class="pill state-{}">{}</span>',
            application.state,
            application.get_state_display(),
        )

    @admin.display(description=_("waiting for"), ordering="state_since")
    def waiting(self, application):
        since = localtime(application.state_since)
        return format_html(
            '<time datetime="{}" title="{}">{}</time>',
            since.isoformat(timespec="seconds"),
            date_format(since, "DATETIME_FORMAT"),
            timesince(since),
        )

    @admin.display(description=_("letters in"))
    def letter_language(self, application):
        return language_name(application.language)

    @admin.display(description=_("suspicion"), empty_value="")
    def mark(self, application):
        if not application.suspicion:
            return ""
        return format_html(
            '<strong class="suspected" title="{}">{}</strong>',
            application.get_suspicion_display(),
            _("Suspected"),
        )
