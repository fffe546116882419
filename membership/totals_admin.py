"""The page of totals of dues, and the same as a table."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from membership import dues_totals
from membership.workflow import Category
from territories.admin import may_edit
from territories.country_names import country_name
from territories.tables import as_csv

COLUMNS = ["year", "category", "country", "currency", "requests", *dues_totals.SUMS]


class TotalsPages:
    """Put before the admin of dues: it gets the page of totals, and what leads there."""

    change_list_template = "admin/dues/change_list.html"

    def get_urls(self):
        view = self.admin_site.admin_view
        name = "membership_paymentrequest_totals"
        pages = [
            path("totals/", view(self.totals_view), name=name),
            path("totals.csv", view(self.totals_csv), name=f"{name}_csv"),
        ]
        return [*pages, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"may_write": may_edit(request)})

    def totals_view(self, request):
        """Show the totals of a year, the latest if none is chosen."""
        self._may_look(request)
        years = dues_totals.years()
        year = next((one for one in years if str(one) == request.GET.get("year")), None)
        year = year or next(iter(years), None)
        rows = [_in_words(row) for row in dues_totals.totals(year)] if years else []
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Totals of dues"),
            "years": years,
            "year": year,
            "rows": rows,
            "currencies": dues_totals.per_currency(rows),
        }
        return TemplateResponse(request, "admin/dues/totals.html", context)

    def totals_csv(self, request):
        """Send the totals of all years."""
        self._may_look(request)
        records = (
            {**row, "requests": row["number"], "country": str(row["country"])}
            for row in dues_totals.totals()
        )
        return as_csv("dues", COLUMNS, records)

    def _may_look(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied


def _in_words(row):
    words = {"label": Category(row["category"]).label, "place": country_name(row["country"])}
    return {**row, **words}
