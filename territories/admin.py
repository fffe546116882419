"""The registry in the admin: its facts, kept by the secretariat. States change by moves only."""

from django.contrib import admin

from accounts.models import Role
from accounts.rights import ViewOnly
from territories.forms import RecordForm
from territories.models import CollectiveActor, Territory


class RegistryAdmin(ViewOnly, admin.ModelAdmin):
    """The secretariat edits, the board reads. Nothing is added or deleted by hand."""

    form = RecordForm

    def has_change_permission(self, request, obj=None):
        user = request.user
        return user.is_active and (user.is_superuser or user.has_role(Role.SECRETARIAT))


@admin.register(Territory)
class TerritoryAdmin(RegistryAdmin):
    fields = [
        "name",
        "kind",
        "country",
        "admin_area",
        "parent",
        "latitude",
        "longitude",
        "source_url",
        "first_sign_found",
        "is_sample",
        "slug",
        "state",
        "state_since",
        "changed_at",
    ]
    readonly_fields = ["is_sample", "slug", "state", "state_since", "changed_at"]
    raw_id_fields = ["parent"]
    list_display = ["name", "kind", "country", "parent", "state", "is_sample", "changed_at"]
    list_select_related = ["parent"]
    list_filter = ["state", "kind", "is_sample"]
    search_fields = ["name", "folded_name"]
    ordering = ["folded_name", "pk"]
    show_full_result_count = False


@admin.register(CollectiveActor)
class CollectiveActorAdmin(RegistryAdmin):
    fields = [
        "name",
        "kind",
        "territory",
        "latitude",
        "longitude",
        "source_url",
        "first_sign_found",
        "is_sample",
        "changed_at",
    ]
    readonly_fields = ["is_sample", "changed_at"]
    raw_id_fields = ["territory"]
    list_display = ["name", "kind", "territory", "is_sample", "changed_at"]
    list_select_related = ["territory"]
    list_filter = ["kind", "is_sample"]
    search_fields = ["name", "folded_name"]
    ordering = ["folded_name", "pk"]
    show_full_result_count = False
