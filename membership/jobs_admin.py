"""Jobs in the admin: their progress, for who asked for them and for the secretariat."""

from django.contrib import admin
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.rights import ViewOnly
from membership import jobs
from membership.models import Job

LOOK_AGAIN = 3  # seconds


@admin.register(Job)
class JobAdmin(ViewOnly, admin.ModelAdmin):
    """The jobs that were asked for; each page looks again by itself until the job has ended."""

    list_display = ["title", "state", "done", "total", "asked_by", "asked_at"]
    list_display_links = ["title"]
    list_select_related = ["asked_by"]
    list_filter = ["state"]
    ordering = ["-pk"]
    show_full_result_count = False

    def get_queryset(self, request):
        """Show the secretariat all of them, others their own."""
        user, asked = request.user, super().get_queryset(request)
        if user.is_superuser or user.has_role(Role.SECRETARIAT):
            return asked
        return asked.filter(asked_by=user)

    @admin.display(description=_("job"))
    def title(self, job):
        kind = jobs.kind_of(job)
        return kind.title if kind else job.kind

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show how far a job is. ``?stay`` keeps the page as it is."""
        if not object_id.isdecimal() or len(object_id) > 18:
            raise Http404
        job = get_object_or_404(self.get_queryset(request), pk=object_id)
        kind = jobs.kind_of(job)
        looks_again = job.is_under_way and "stay" not in request.GET
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": self.title(job),
            "job": job,
            "result": kind.leads_to(job) if kind and job.ended_at else "",
            "told": kind.tells(job) if kind else [],
            "looks_again": looks_again,
            "seconds": LOOK_AGAIN,
        }
        answer = TemplateResponse(request, "admin/jobs/job.html", context)
        if looks_again:
            answer["Refresh"] = str(LOOK_AGAIN)
        return answer
