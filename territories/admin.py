"""The registry in the admin: its facts, kept by the secretariat. States change by moves only."""

from django.contrib import admin

from accounts.models import Role
from accounts.rights import ViewOnly
from territories.forms import RecordForm
from territories.models import CollectiveActor, Territory, TerritoryDescription


class RegistryAdmin(ViewOnly, admin.ModelAdmin):
    """The secretariat edits, the board reads. Nothing is added or deleted by hand."""

    form = RecordForm

    def has_change_permission(self, request, obj=None):
        user = request.user
        return user.is_active and (user.is_superuser or user.has_role(Role.SECRETARIAT))


class PartInline(admin.StackedInline):
    """Small parts of a record, edited by whom the record itself may be edited."""

    extra = 0

    def _may_edit(self, request, obj=None):
        user = request.user
        return user.is_active and (user.is_superuser or user.has_role(Role.SECRETARIAT))

    has_add_permission = has_change_permission = has_delete_permission = _may_edit

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_staff


class DescriptionInline(PartInline):
    model = TerritoryDescription


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
        "population",
        "population_year",
        "languages",
        "website",
        "geonames_id",
        "wikidata_id",
        "lau_code",
        "iso_3166_2",
        "legacy_code",
        "source_url",
        "first_sign_found",
        "is_sample",
        "slug",
        "state",
        "state_since",
        "confirmed_at",
        "changed_at",
    ]
    readonly_fields = ["is_sample", "slug", "state", "state_since", "confirmed_at", "changed_at"]
    inlines = [DescriptionInline]
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
        "website",
        "source_url",
        "first_sign_found",
        "is_sample",
        "confirmed_at",
        "changed_at",
    ]
    readonly_fields = ["is_sample", "confirmed_at", "changed_at"]
    raw_id_fields = ["territory"]
    list_display = ["name", "kind", "territory", "is_sample", "changed_at"]
    list_select_related = ["territory"]
    list_filter = ["kind", "is_sample"]
    search_fields = ["name", "folded_name"]
    ordering = ["folded_name", "pk"]
    show_full_result_count = False
