"""A voting roll as a file: its text as CSV, or a PDF that is drawn when it is opened."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from accounts.rights import recently_authenticated
from applications import exports
from applications.export_page import ReasonForm
from membership import roll_text
from membership.roll_paper import roll_pdf
from territories.admin import may_edit

FORMATS = {"csv": "CSV", "pdf": "PDF"}


class RollFiles:
    """A part of ``RollAdmin``. Who takes a file says why; that it was taken is kept."""

    def file_pages(self):
        return {"export": ("<int:pk>/export/<slug:how>/", self.export_view)}

    def file_links(self, request, roll):
        """Return label and address of each file, where this person may have it."""
        if not may_edit(request) or roll.drawn_at is None:
            return []
        return [
            (_("Export as %(format)s") % {"format": label}, self.page_url("export", roll.pk, how))
            for how, label in FORMATS.items()
        ]

    def export_view(self, request, pk, how):
        """Ask who it is once more and why, and send the file."""
        if not may_edit(request):
            raise PermissionDenied
        if how not in FORMATS:
            raise Http404
        return self._export(request, pk, how)

    @method_decorator(recently_authenticated)
    def _export(self, request, pk, how):
        roll = self.visible(request, pk, to_write=True)
        if roll.drawn_at is None:
            raise Http404
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if not form.is_valid():
            title = _("Export as %(format)s") % {"format": FORMATS[how]}
            return self.shown(request, "export", title, roll=roll, form=form)
        exports.note(
            what=self.opts.label_lower,
            how=how,
            rows=roll.entries.count(),
            by=request.user,
            reason=form.cleaned_data["reason"],
            question="",
        )
        return as_pdf(roll) if how == "pdf" else as_csv(roll)


def _name(roll, ending):
    name = _("voting roll %(day)s") % {"day": roll.as_of.isoformat()}
    return content_disposition_header(True, f"TOGETHER {name}.{ending}")


def as_csv(roll):
    """Return the answer that sends the text of a roll, byte by byte that of its digest."""
    headers = {"Content-Disposition": _name(roll, "csv")}
    pieces = exports.in_parcels(roll_text.pieces(roll))
    return StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8", headers=headers)


def as_pdf(roll):
    """Return the answer that sends a roll on paper, in the language of the page."""
    headers = {"Content-Disposition": _name(roll, "pdf")}
    return HttpResponse(roll_pdf(roll), content_type="application/pdf", headers=headers)
