"""Entering an application on behalf of somebody who applied on paper, by mail or in person."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from accounts.models import Role
from applications import access
from applications.links import Purpose
from together_site.text import without_hidden


def _may_enter(request):
    """Return whether this person may enter applications: by the role that the move asks for."""
    return request.user.is_active and request.user.has_role(Role.SECRETARIAT)


class EntersOnBehalf:
    """Put before ``ReviewAdmin``.

    A form gives ``enter_form``, and in ``begin_on_behalf(by, **details)`` the service that opens
    the draft.
    """

    enter_form = None
    enter_title = ""

    def get_urls(self):
        enter = path(
            "enter/", self.admin_site.admin_view(self.enter_view), name=self.page_name("enter")
        )
        return [enter, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        enter_url = self.page_url("enter") if _may_enter(request) else ""
        return super().changelist_view(request, {"enter_url": enter_url, **(extra_context or {})})

    def enter_view(self, request):
        """Begin an application on behalf of somebody, and open its pages to who enters it."""
        if not _may_enter(request):
            raise PermissionDenied
        drafts = self.model.objects.drafts_of(request.user)
        if "again" in request.POST:
            reference = without_hidden(request.POST["again"])
            return self._open(request, get_object_or_404(drafts, reference=reference))
        form = self.enter_form(request.POST or None, by=request.user)
        if form.is_valid():
            draft = self.begin_on_behalf(by=request.user, **form.details())
            return self._open(request, draft)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "list_url": self.page_url("changelist"),
            "title": self.enter_title or _("Enter an application on behalf of somebody"),
            "form": form,
            "drafts": drafts,
        }
        return TemplateResponse(request, "admin/review/enter.html", context)

    def _open(self, request, application):
        """Open the pages of a draft to the member of staff who enters it.

        Entered meanwhile, by the same form sent once more, it is the applicant's.
        """
        if not application.is_draft:
            return redirect(self.page_url("change", application.pk))
        access.open_for(request, application, purpose=Purpose.EDIT)
        return redirect(application.get_edit_url())

    def begin_on_behalf(self, *, by, **details):
        raise NotImplementedError
