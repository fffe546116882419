"""The figures for everybody, and the same for staff with more in them: pages and files."""

from django.contrib.admin.sites import site
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.rights import may_review
from membership.figures import figures, numbers
from territories.tables import as_csv


def figure_list(request):
    """Show what can be counted of the network, as it stands."""
    told = numbers.now()
    context = {"figures": figures.public(told), "as_of": told.as_of, "changed_at": told.as_of}
    return TemplateResponse(request, "membership/figures/page.html", context)


def figure_csv(request, name):
    """Send the numbers of one figure as a file."""
    return _as_file(figures.public(numbers.now()), name)


def _as_file(shown, name):
    figure = next((one for one in shown if one.name == name), None)
    if figure is None:
        raise Http404
    day = timezone.localdate()
    return as_csv(f"together-{figure.name}-{day}", figure.file_columns, figure.records())


class FiguresPages:
    """A part of ``MemberAdmin``: the figures for the secretariat and the board."""

    def get_urls(self):
        pages = [
            path(
                "figures/",
                self.admin_site.admin_view(self.figures_view),
                name=self.page_name("figures"),
            ),
            path(
                "figures/<slug:name>.csv",
                self.admin_site.admin_view(self.figure_csv_view),
                name=self.page_name("figure_csv"),
            ),
        ]
        return [*pages, *super().get_urls()]

    def figures_view(self, request):
        """Show all that is counted, as of now."""
        _check(request)
        told = numbers.count()
        context = {
            **site.each_context(request),
            "opts": self.opts,
            "title": _("Figures"),
            "figures": figures.for_staff(told),
            "as_of": told.as_of,
        }
        return TemplateResponse(request, "admin/figures/page.html", context)

    def figure_csv_view(self, request, name):
        """Send the numbers of one figure as a file, as of now."""
        _check(request)
        return _as_file(figures.for_staff(numbers.count()), name)


def _check(request):
    if not may_review(request.user):
        raise PermissionDenied
