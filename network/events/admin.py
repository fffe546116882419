"""Meetings and trainings in the admin: one list of both, with the programme and who came."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from network.editing.admin import ContentAdmin, PartInline, may_write
from network.editing.forms import TitledForm
from network.events import pages, services
from network.events.forms import EventForm
from network.events.staff_pages import EventPages
from network.models import Attendance, Event, Session
from network.translated import columns_of


class SessionInline(PartInline, admin.StackedInline):
    model = Session
    form = TitledForm
    fields = [
        ("day", "starts_at", "ends_at"),
        "place",
        *columns_of("title"),
        *columns_of("summary"),
    ]
    ordering = ["day", "starts_at", "pk"]


class AttendanceInline(PartInline, admin.StackedInline):
    model = Attendance
    fields = ["kind", "number"]
    ordering = ["pk"]


class TimeFilter(admin.SimpleListFilter):
    """Those to come, those past, and those that wait to be closed."""

    title = _("when")
    parameter_name = "when"

    def lookups(self, request, model_admin):
        return [
            ("coming", _("To come")),
            ("past", _("Past")),
            ("open", _("Past for a year at most and not closed")),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "coming":
            return queryset.filter(ends_on__gte=today)
        if self.value() == "past":
            return queryset.filter(ends_on__lt=today)
        if self.value() == "open":
            return queryset.to_close(today)
        return queryset


@admin.register(Event)
class EventAdmin(EventPages, ContentAdmin):
    form = EventForm
    facts = (
        "kind",
        ("starts_on", "starts_at"),
        ("ends_on", "ends_at"),
        "time_zone",
        ("place", "country"),
        "host",
        ("is_online", "online_address"),
        "languages",
        "takes_registrations",
        ("places", "register_until"),
    )
    raw_id_fields = ["host"]
    inlines = [SessionInline, AttendanceInline]
    change_form_template = "admin/network/events/change_form.html"
    list_display = ["told", "kind", "starts_on", "standing", "languages", "changed_at"]
    list_filter = [*ContentAdmin.list_filter, "kind", TimeFilter]
    ordering = ["-starts_on", "-pk"]

    def get_inlines(self, request, obj):
        """Who came is counted once it is over."""
        is_over = obj is not None and obj.is_over
        return [SessionInline, AttendanceInline] if is_over else [SessionInline]

    def get_fieldsets(self, request, obj=None):
        """Ask whether to tell of another time or place where somebody counts on it."""
        (facts, told), *others = super().get_fieldsets(request, obj)
        may_tell = obj is not None and self.has_change_permission(request, obj)
        is_asked = may_tell and services.awaiting(obj).exists()
        fields = [*told["fields"], "tells_change"] if is_asked else told["fields"]
        return [(facts, {**told, "fields": fields}), *others]

    def save_related(self, request, form, formsets, change):
        """Give new places to who waits, and tell who comes of another time or place."""
        super().save_related(request, form, formsets, change)
        # The parts of its programme are there only now.
        form.instance.save(update_fields=["search_key"])
        if not change:
            return
        services.fill(form.instance)
        if form.changes_schedule():
            self._tell_change(request, form.instance)

    def after_restoring(self, request, before, record):
        """Do the same where an earlier version has other places, another time or place."""
        services.fill(record)
        if any(getattr(before, name) != getattr(record, name) for name in services.SCHEDULE):
            self._tell_change(request, record)

    def _tell_change(self, request, event):
        if number := services.tell_change(event):
            words = ngettext(
                "%(number)s person is written to when and where it is now.",
                "%(number)s people are written to when and where it is now.",
                number,
            )
            messages.success(request, words % {"number": number})

    def preview_response(self, request, record):
        return pages.shown(request, record)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["ways"] = self.ways_to(obj)
            context["acts"] = self.acts_on(obj) if may_write(request.user) else []
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
