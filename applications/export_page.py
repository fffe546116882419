"""The way to a file of a queue: a page that asks for the reason, then the file."""

from array import array

from django import forms
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.rights import recently_authenticated
from applications import exports
from applications.workflow import Role
from together_site.text import LineInput

FORMATS = {"csv": "CSV", "xlsx": "XLSX"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ReasonForm(forms.Form):
    """Why rows leave the site."""

    reason = LineInput(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Kept with your name, the day, the filters and the number of rows."),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why you need the file")},
    )


class ExportPages:
    """A part of ``QueueAdmin``, behind ``MovesAdmin``, which names the pages.

    A form gives ``export_columns``: the name of each column, and the field or expression it tells.
    """

    export_columns = {}
    export_template = "admin/review/export.html"

    def get_urls(self):
        export = path(
            "export/<slug:how>/",
            self.admin_site.admin_view(self.export_view),
            name=self.page_name("export"),
        )
        return [export, *super().get_urls()]

    def export_links(self, request):
        """Return label and address of each file of the list, where this person may have it."""
        if not _may_export(request.user):
            return []
        question = request.GET.urlencode()
        return [
            (label, f"{self.page_url('export', how)}{'?' if question else ''}{question}")
            for how, label in FORMATS.items()
        ]

    def export_view(self, request, how):
        """Ask who it is once more and why, and send the rows that the address asks for."""
        if not _may_export(request.user):
            raise PermissionDenied
        if how not in FORMATS:
            raise Http404
        return self._export(request, how)

    @method_decorator(recently_authenticated)
    def _export(self, request, how):
        try:
            listed = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return redirect(f"{self.page_url('changelist')}?e=1")
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            return self._file(request, how, listed, form.cleaned_data["reason"])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Export as %(format)s") % {"format": FORMATS[how]},
            "form": form,
            "number": listed.result_count,
            "filters": _filters_in_words(listed),
            "back": f"{self.page_url('changelist')}?{request.GET.urlencode()}",
        }
        return TemplateResponse(request, self.export_template, context)

    def _file(self, request, how, listed, reason):
        """Note the export, then send what it has: the rows that match now, in their order."""
        keys = array("q", listed.queryset.values_list("pk", flat=True))
        rows = exports.in_order(self.get_queryset(request), keys, self.export_columns)
        exports.note(
            what=self.opts.label_lower,
            how=how,
            rows=len(keys),
            by=request.user,
            reason=reason,
            question=request.GET.urlencode(),
        )
        name = f"{self.opts.model_name}-{timezone.localdate():%Y-%m-%d}.{how}"
        if how == "xlsx":
            file = exports.xlsx(self.export_columns, rows)
            return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
        pieces = exports.in_parcels(exports.csv_pieces(self.export_columns, rows))
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(
            pieces, content_type="text/csv; charset=utf-8", headers=headers
        )


def _may_export(user):
    return user.is_active and user.has_role(Role.SECRETARIAT)


def _filters_in_words(listed):
    """Return title and choice of each filter that narrows a list, the words sought among them."""
    chosen = [(spec.title, spec.in_words()) for spec in listed.filter_specs if spec.value()]
    return [*([(_("search"), listed.query)] if listed.query else []), *chosen]
