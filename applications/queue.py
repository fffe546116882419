"""The queue of one form in the admin: what staff see of many applications at once."""

from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from applications import workflow


class StateFilter(admin.SimpleListFilter):
    """The states in which staff see an application."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        hidden = (workflow.State.DRAFT, workflow.State.UNCONFIRMED)
        return [(state.value, state.label) for state in workflow.State if state not in hidden]

    def queryset(self, request, queryset):
        return queryset.filter(state=self.value()) if self.value() else queryset


class QueueAdmin(admin.ModelAdmin):
    """The list of the applications of one form, the longest waiting first."""

    list_display = ["reference", "title", "state", "state_since", "lead", "email", "language"]
    list_display_links = ["reference", "title"]
    list_filter = [StateFilter, "language", ("suspicion", admin.EmptyFieldListFilter)]
    list_select_related = ["lead"]
    list_per_page = 50
    search_fields = ["reference", "title", "email"]
    ordering = ["state_since", "pk"]
    show_facets = admin.ShowFacets.NEVER

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})
