"""Members in the admin: kept by the secretariat, read by the board."""

from types import MappingProxyType

from django.contrib import admin
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from accounts.rights import ViewOnly, may_review
from membership import (
    bank_admin,  # noqa: F401 -- the files of the bank are registered by it
    dues_admin,  # noqa: F401 -- the pages of dues are registered by it
    jobs_admin,  # noqa: F401 -- the pages of jobs are registered by it
    post_admin,  # noqa: F401 -- the pages of posts are registered by it
    requests_admin,  # noqa: F401 -- the pages of requests are registered by it
    roll_admin,  # noqa: F401 -- the pages of voting rolls are registered by it
    services,
    terms,
    workflow,
)
from membership.category_form import CategoryForm
from membership.certificate import certificate_pdf
from membership.figures.pages import FiguresPages
from membership.forms import PeriodForm, RepresentativeForm
from membership.joining import change_category
from membership.models import Certificate, DatedSetting, Hold, Member, Period, Representative
from membership.networks import admin as networks_admin  # noqa: F401 -- registered by it
from membership.workflow import IN_FORCE, Standing
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


class TermFilter(admin.SimpleListFilter):
    """Which members need somebody of the secretariat, as far as their people go."""

    title = _("who represents it")
    parameter_name = "terms"
    found = MappingProxyType({"ended": terms.without_follower, "left": terms.left_lately})

    def lookups(self, request, model_admin):
        return [
            ("ended", _("A term has ended, nobody follows")),
            ("left", _("Resigned by themselves in the last 30 days")),
        ]

    def queryset(self, request, queryset):
        if self.value() not in self.found:
            return queryset
        found = self.found[self.value()](timezone.localdate())
        return queryset.filter(pk__in=found.values("pk"))


class DaysInline(admin.TabularInline):
    """Days that only moves write."""

    template = "admin/members/days.html"
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return may_review(request.user)


class PeriodInline(DaysInline):
    model = Period
    fields = ["starts_on", "ends_on", "category"]
    ordering = ["-starts_on"]


class HoldInline(DaysInline):
    model = Hold
    fields = ["starts_on", "ended_on"]
    ordering = ["-starts_on"]


class CertificateInline(DaysInline):
    model = Certificate
    view_on_site = False
    fields = ["pdf", "category", "issued_on", "valid_until", "revoked_on", "issued_by"]
    readonly_fields = ["pdf"]
    ordering = ["-issued_on", "-pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("issued_by")

    @admin.display(description=_("serial number"))
    def pdf(self, certificate):
        """Lead to the PDF: it is drawn when it is opened."""
        names = [certificate.member_id, certificate.pk]
        url = reverse("admin:membership_member_certificate", args=names)
        return format_html('<a href="{}">{} (PDF)</a>', url, certificate.serial)


class RepresentativeInline(PartInline):
    model = Representative
    form = RepresentativeForm
    ordering = ["role", "-starts_on"]


@admin.register(Member)
class MemberAdmin(FiguresPages, RegistryAdmin):
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
    inlines = [RepresentativeInline, PeriodInline, HoldInline, CertificateInline]
    history_parts = ["representatives"]
    move_forms = {workflow.ADD_PERIOD: PeriodForm, workflow.CHANGE_CATEGORY: CategoryForm}
    raw_id_fields = ["platform", "territory"]
    list_display = ["number", "name", "category", "country", "standing", "joined_on"]
    list_display_links = ["number", "name"]
    list_filter = [StandingFilter, "category", TermFilter]
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

    def get_inlines(self, request, obj):
        """Ask for the people of one who is entered; days come by moves, afterwards."""
        return self.inlines if obj else [RepresentativeInline]

    def get_queryset(self, request):
        return super().get_queryset(request).with_standing(timezone.localdate())

    @admin.display(description=_("number"), ordering="pk")
    def number(self, member):
        return member.number

    @admin.display(description=_("standing"))
    def standing(self, member):
        return Standing(member.standing).label

    def get_urls(self):
        certificate = path(
            "<int:pk>/certificate/<int:certificate>.pdf",
            self.admin_site.admin_view(self.certificate_view),
            name=self.page_name("certificate"),
        )
        return [certificate, *super().get_urls()]

    def certificate_view(self, request, pk, certificate):
        """Send a certificate as a PDF, in the language of the page."""
        member = self.visible(request, pk)
        certificate = get_object_or_404(
            member.certificates.select_related("member"), pk=certificate
        )
        name = content_disposition_header(False, f"TOGETHER {certificate.serial}.pdf")
        headers = {"Content-Disposition": name}
        content = certificate_pdf(certificate)
        return HttpResponse(content, content_type="application/pdf", headers=headers)

    def open_moves(self, request, thing):
        """Leave out the moves of certificates where there is nothing to certify or to revoke."""
        today = timezone.localdate()
        shut = set()
        if thing.standing_on(today) not in IN_FORCE:
            shut.add(workflow.ISSUE_CERTIFICATE)
        if not thing.certificates.unrevoked(today).exists():
            shut.add(workflow.REVOKE_CERTIFICATES)
        return [row for row in super().open_moves(request, thing) if row["move"] not in shut]

    def act(self, move, member, *, by, **details):
        if move is workflow.CHANGE_CATEGORY:
            change_category(member, by=by, **details)
        else:
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
