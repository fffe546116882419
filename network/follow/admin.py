"""Who follows by mail, in the admin: seen, counted, sought by address, and stopped."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.rights import ViewOnly
from network.editing.admin import may_write
from network.follow import services
from network.models import Follower
from outbox.models import OutgoingEmail
from together_site.text import listed


class StandingFilter(admin.SimpleListFilter):
    """How somebody stands; those who follow, unless something else is asked for."""

    title = gettext_lazy("state")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [
            ("unconfirmed", gettext_lazy("Not confirmed")),
            ("stopped", gettext_lazy("Stopped")),
            ("all", gettext_lazy("All")),
        ]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        yield {**first, "display": _("Following")}
        yield from others

    def queryset(self, request, queryset):
        if self.value() == "unconfirmed":
            return queryset.filter(confirmed_at=None, stopped_at=None)
        if self.value() == "stopped":
            return queryset.filter(stopped_at__isnull=False)
        return queryset if self.value() == "all" else queryset.reachable()


@admin.register(Follower)
class FollowerAdmin(ViewOnly, admin.ModelAdmin):
    """The addresses to which news go. The secretariat stops one on request; nobody adds any."""

    fields = [
        "email",
        "followed",
        "rhythm",
        "language",
        "asked_at",
        "confirmed_at",
        "due_on",
        "undelivered",
        "suspicion",
        "stopped_at",
    ]
    readonly_fields = ["followed", "undelivered"]
    list_display = ["__str__", "number", "rhythm", "language", "confirmed_at", "due_on"]
    list_filter = [StandingFilter, "rhythm", "language"]
    search_fields = ["email"]
    ordering = ["email", "pk"]
    show_full_result_count = False
    change_form_template = "admin/following/change_form.html"

    def get_queryset(self, request):
        confirmed = Count("follows", filter=Q(follows__confirmed_at__isnull=False))
        return super().get_queryset(request).annotate(number=confirmed)

    def get_search_results(self, request, queryset, search_term):
        sought = search_term.strip().replace("\x00", "")
        found = queryset.filter(email__icontains=sought) if sought else queryset
        return found, False

    @admin.display(description=gettext_lazy("follows"), ordering="number")
    def number(self, follower):
        return follower.number

    @admin.display(description=gettext_lazy("what is followed"))
    def followed(self, follower):
        return listed(follow.name for follow in follower.follows.confirmed().in_order()) or "–"

    @admin.display(description=gettext_lazy("letters that need a person"))
    def undelivered(self, follower):
        """Count the letters that were refused: while there is one, no further letter goes."""
        return OutgoingEmail.objects.about(follower.about).needing_a_person().count()

    def get_urls(self):
        stop = path(
            "<int:pk>/stop/",
            self.admin_site.admin_view(self.stop_view),
            name="network_follower_stop",
        )
        return [stop, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        follower = self.get_object(request, object_id)
        can_stop = follower and not follower.has_stopped and may_write(request.user)
        stop = reverse("admin:network_follower_stop", args=[follower.pk]) if can_stop else ""
        extra_context = {**(extra_context or {}), "stop": stop}
        return super().change_view(request, object_id, form_url, extra_context)

    def stop_view(self, request, pk):
        """Ask for one press, and then stop all letters to an address, which is erased."""
        if not may_write(request.user):
            raise PermissionDenied
        follower = self.get_object(request, str(pk))
        if follower is None:
            raise Http404
        back = reverse("admin:network_follower_changelist")
        if request.method == "POST":
            services.stop(follower)
            messages.success(
                request, _("No letter goes there any more, and the address is erased.")
            )
            return redirect(back)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Stop all letters"),
            "follower": follower,
            "back": reverse("admin:network_follower_change", args=[pk]),
        }
        return TemplateResponse(request, "admin/following/stop.html", context)
