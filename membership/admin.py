"""Members in the admin: kept by the secretariat, read by the board."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.rights import ViewOnly
from membership import services, workflow
from membership.forms import PeriodForm
from membership.models import DatedSetting, Hold, Member, Period, Representative
from membership.workflow import Standing
from moves import services as moves
from territories.admin import PartInline, RegistryAdmin, may_edit


class StandingFilter(admin.SimpleListFilter):
    """How members stand today."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return Standing.choices

    def queryset(self, request, queryset):
        return queryset.filter(standing=self.value()) if self.value() else queryset


class DaysInline(admin.TabularInline):
    """Days that only moves write."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_staff


class PeriodInline(DaysInline):
    model = Period
    fields = ["starts_on", "ends_on", "category"]
    ordering = ["-starts_on"]


class HoldInline(DaysInline):
    model = Hold
    fields = ["starts_on", "ended_on"]
    ordering = ["-starts_on"]


class RepresentativeInline(PartInline):
    model = Representative
    ordering = ["role", "-starts_on"]


@admin.register(Member)
class MemberAdmin(RegistryAdmin):
    """The members, with how each stands today."""

    fields = [
        "category",
        "name",
        "country",
        "level",
        "kind",
        "platform",
        "territory",
        "website",
        "is_public",
        "joined_on",
        "left_on",
        "state",
        "state_since",
        "changed_at",
    ]
    readonly_fields = ["left_on", "state", "state_since", "changed_at"]
    inlines = [RepresentativeInline, PeriodInline, HoldInline]
    history_parts = ["representatives"]
    move_forms = {workflow.ADD_PERIOD: PeriodForm}
    raw_id_fields = ["platform", "territory"]
    list_display = ["number", "name", "category", "country", "standing", "joined_on"]
    list_display_links = ["number", "name"]
    list_filter = [StandingFilter, "category"]
    search_fields = ["name", "folded_name"]
    ordering = ["folded_name", "pk"]
    show_full_result_count = False

    view_on_site = False

    def has_add_permission(self, request):
        return may_edit(request)

    def save_model(self, request, obj, form, change):
        """Enter a member whose request came on paper, or store what was changed of one."""
        if change:
            super().save_model(request, obj, form, change)
        else:
            obj.save()
            why = form.cleaned_data["why"]
            form.record = moves.make(workflow.ENTER, obj, by=request.user, note=why)

    def get_queryset(self, request):
        return super().get_queryset(request).with_standing(timezone.localdate())

    @admin.display(description=_("number"), ordering="pk")
    def number(self, member):
        return member.number

    @admin.display(description=_("standing"))
    def standing(self, member):
        return Standing(member.standing).label

    def act(self, move, member, *, by, **details):
        services.perform(move, member, by=by, **details)


@admin.register(DatedSetting)
class DatedSettingAdmin(ViewOnly, admin.ModelAdmin):
    """The numbers by which membership goes; a new row holds from its day on, none is changed."""

    fields = ["name", "value", "valid_from", "source", "is_sample"]
    list_display = ["name", "value", "valid_from", "source", "is_sample"]
    list_filter = ["name"]
    ordering = ["name", "-valid_from"]

    def has_add_permission(self, request):
        return may_edit(request)
