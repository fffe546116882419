"""Where old addresses lead, and what was asked for in vain, in the admin."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.rights import ViewOnly
from network.models import MissedAddress, OldAddress
from network.old import missed
from territories.admin import may_edit


@admin.register(OldAddress)
class OldAddressAdmin(ViewOnly, admin.ModelAdmin):
    """The secretariat leads old addresses to pages of ours; the board reads where."""

    fields = ["kind", "name", "target", "language", "note"]
    list_display = ["name", "kind", "target", "language", "changed_at"]
    list_filter = ["kind"]
    search_fields = ["name", "target"]
    ordering = ["kind", "folded_name", "pk"]
    show_full_result_count = False

    def has_add_permission(self, request):
        return may_edit(request)

    def has_change_permission(self, request, obj=None):
        return may_edit(request)

    def has_delete_permission(self, request, obj=None):
        return may_edit(request)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        missed.forget(obj.kind, obj.name)


@admin.register(MissedAddress)
class MissedAddressAdmin(ViewOnly, admin.ModelAdmin):
    """What was asked for in vain, the most asked first; a button leads it somewhere."""

    list_display = ["name", "kind", "times", "first_on", "last_on", "way"]
    list_display_links = None
    list_filter = ["kind"]
    ordering = ["-times", "-last_on", "pk"]
    show_full_result_count = False
    actions = ["forget"]

    def get_actions(self, request):
        return super().get_actions(request) if may_edit(request) else {}

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    @admin.display(description=_("what to do"))
    def way(self, address):
        begun = urlencode({"kind": address.kind, "name": address.name})
        return format_html(
            '<a href="{}?{}">{}</a>',
            reverse("admin:network_oldaddress_add"),
            begun,
            _("Lead it to …"),
        )

    @admin.action(description=_("Forget the chosen ones"))
    def forget(self, request, queryset):
        if not may_edit(request):
            raise PermissionDenied
        number, _by_table = queryset.delete()
        told = ngettext("%(number)s name is forgotten.", "%(number)s names are forgotten.", number)
        messages.success(request, told % {"number": number})
