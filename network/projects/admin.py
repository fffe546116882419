"""Projects and plans in the admin, and the proposals of members."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.rights import ViewOnly
from applications.workflow import Suspicion
from network.editing.admin import ContentAdmin
from network.models import Project, Proposal
from network.projects import pages
from network.projects.staff_pages import AnswerPages
from network.workflow import ProposalState


@admin.register(Project)
class ProjectAdmin(ContentAdmin):
    facts = (
        "kind",
        "first_year",
        "last_year",
        "takes_proposals_until",
        "partners",
        "platforms",
        "documents",
    )
    raw_id_fields = ["partners", "platforms", "documents"]
    list_display = ["told", "kind", "first_year", "standing", "languages", "changed_at"]
    list_filter = [*ContentAdmin.list_filter, "kind"]

    def preview_response(self, request, record):
        return pages.shown(request, record)


class WaitingFilter(admin.SimpleListFilter):
    """What waits for an answer, unless something else is asked for."""

    title = _("shown")
    parameter_name = "show"

    def lookups(self, request, model_admin):
        answered = (ProposalState.TAKEN, ProposalState.NOT_TAKEN, ProposalState.WITHDRAWN)
        return [*((state.value, state.label) for state in answered), ("all", _("All"))]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        yield {**first, "display": _("Waits for an answer")}
        yield from others

    def queryset(self, request, queryset):
        asked = self.value()
        if asked in ProposalState.values:
            return queryset.filter(state=asked)
        return queryset if asked == "all" else queryset.waiting()


@admin.register(Proposal)
class ProposalAdmin(AnswerPages, ViewOnly, admin.ModelAdmin):
    """The proposals whose address is confirmed; the secretariat answers, the board reads."""

    fields = ["reference", "project", "whose", "written", "state", "sent_at", "confirmed_at"]
    answered_fields = ["answered_at", "answered_by", "reason"]
    list_display = ["reference", "title", "project", "member", "state", "confirmed_at"]
    list_display_links = ["reference", "title"]
    list_select_related = ["project", "member"]
    list_filter = [WaitingFilter]
    search_fields = ["title", "name", "email"]
    ordering = ["confirmed_at", "pk"]
    show_full_result_count = False
    view_on_site = False
    change_form_template = "admin/proposals/change_form.html"

    def get_queryset(self, request):
        return super().get_queryset(request).readable()

    def get_fields(self, request, obj=None):
        return [*self.fields, *(self.answered_fields if obj and obj.answered_at else [])]

    @admin.display(description=_("reference"), ordering="pk")
    def reference(self, proposal):
        return proposal.reference

    @admin.display(description=_("who proposes it"))
    def whose(self, proposal):
        if proposal.is_erased:
            return proposal.member or _("Erased")
        return format_html(
            '<bdi>{0}</bdi>, <a href="mailto:{1}">{1}</a><br>{2}',
            proposal.name,
            proposal.email,
            proposal.member or _("The member is not known any more."),
        )

    @admin.display(description=_("proposal"))
    def written(self, proposal):
        return format_html(
            '<div class="letter" dir="auto" lang="{}"><b>{}</b>\n\n{}</div>',
            proposal.language,
            proposal.title,
            proposal.text or _("Erased"),
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        proposal = self.get_object(request, object_id)
        if proposal is not None:
            doubt = Suspicion(proposal.suspicion).label if proposal.suspicion else ""
            mine = {"answers": self.answers_to(request, proposal), "doubt": doubt}
            extra_context = {**(extra_context or {}), **mine}
        return super().change_view(request, object_id, form_url, extra_context)
