"""What staff have taken out of the admin, for looking."""

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.rights import ViewOnly
from applications import sessions_admin
from applications.models import Export

__all__ = ["ExportAdmin", "sessions_admin"]


@admin.register(Export)
class ExportAdmin(ViewOnly, admin.ModelAdmin):
    """The record of exports: nobody writes it by hand, and its notes alone may be erased."""

    list_display = ["at", "by", "list_taken", "format", "rows", "reason", "filters"]
    list_display_links = None
    list_select_related = ["by", "note"]
    list_filter = ["format"]
    list_per_page = 50
    ordering = ["-at", "-pk"]
    sortable_by = ["at"]
    fields = ["at", "by", "list_taken", "format", "rows", "reason", "filters"]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False

    def has_view_permission(self, request, obj=None):
        user = request.user
        return user.is_active and (user.is_superuser or user.has_role(Role.SECRETARIAT))

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    @admin.display(description=_("list"))
    def list_taken(self, export):
        return apps.get_model(export.what)._meta.verbose_name_plural

    @admin.display(description=_("reason"), empty_value="")
    def reason(self, export):
        return export.note.reason if hasattr(export, "note") else ""

    @admin.display(description=_("filters"), empty_value="")
    def filters(self, export):
        """Link the list as it was asked for then."""
        if not hasattr(export, "note") or not export.note.question:
            return ""
        queue = reverse(admin_urlname(apps.get_model(export.what)._meta, "changelist"))
        return format_html(
            '<a href="{}?{}">{}</a>', queue, export.note.question, export.note.question
        )
