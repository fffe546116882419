"""The registrations of an event as a file. Who takes it says why; that it was taken is kept."""

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import exports
from applications.export_page import ReasonForm

COLUMNS = (
    "state",
    "name",
    "email",
    "organisation",
    "kind",
    "country",
    "language",
    "spoken",
    "access_needs",
    "sent_at",
    "confirmed_at",
    "has_come",
)


class RegistrationFile:
    """A part of ``EventAdmin``, inside of what asks for the password again."""

    def export_view(self, request, pk):
        """Ask why, and send the registrations in the order of arrival."""
        event = self.written(request, pk)
        rows = event.registrations.exclude(email="").order_by("pk")
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if not form.is_valid():
            title = _("Export as %(format)s") % {"format": "CSV"}
            return self.page(request, "export", event, title, form=form, number=rows.count())
        found = list(rows.values_list(*COLUMNS))
        exports.note(
            what="network.registration",
            how="csv",
            rows=len(found),
            by=request.user,
            reason=form.cleaned_data["reason"],
            question=f"event={event.pk}",
        )
        name = f"registrations-{event.slug}-{timezone.localdate():%Y-%m-%d}.csv"
        pieces = exports.in_parcels(exports.csv_pieces(COLUMNS, found))
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(
            pieces, content_type="text/csv; charset=utf-8", headers=headers
        )
