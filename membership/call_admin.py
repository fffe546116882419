"""The pages of the yearly call: who would get what, who would not and why, and the button."""

import uuid

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import yearly_call
from membership.call_forms import CallForm
from membership.workflow import Category
from membership.yearly_call import WITH_PERIOD, Outcome
from territories.admin import may_edit
from territories.tables import as_csv


class CallPages:
    """Put before the admin of dues: it gets the pages of the call."""

    def get_urls(self):
        view = self.admin_site.admin_view
        pages = [
            path("call/", view(self.call_view), name="membership_paymentrequest_call"),
            path("call.csv", view(self.call_csv), name="membership_paymentrequest_call_csv"),
        ]
        return [*pages, *super().get_urls()]

    def call_view(self, request):
        """Show what a call would do; its button, a POST, has the worker do it."""
        if not may_edit(request):
            raise PermissionDenied
        form = CallForm(request.POST if request.method == "POST" else request.GET or None)
        is_valid = form.is_valid()
        if is_valid and request.method == "POST":
            return redirect(self._begin(form, by=request.user))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Yearly call"),
            "form": form,
            "token": uuid.uuid4(),
            **(self._preview(form) if is_valid else {}),
        }
        return TemplateResponse(request, "admin/dues/call.html", context)

    def call_csv(self, request):
        """Send who would be left out, with why."""
        if not may_edit(request):
            raise PermissionDenied
        form = CallForm(request.GET)
        if not form.is_valid():
            return redirect("admin:membership_paymentrequest_call")
        asked = form.cleaned_data
        found = yearly_call.left_out(asked["first"], form.last, asked["currency"])
        columns = ["member", "name", "category", "reason"]
        records = (dict(zip(columns, _in_words(row), strict=True)) for row in found)
        return as_csv(f"left-out-{asked['first']}", columns, records)

    def _begin(self, form, *, by):
        asked = form.cleaned_data
        return yearly_call.ask(
            by,
            once=str(asked["token"] or uuid.uuid4()),
            first=asked["first"],
            last=form.last,
            currency=asked["currency"],
            called_on=timezone.localdate(),
            due_on=asked["due_on"],
        )

    def _preview(self, form):
        asked = form.cleaned_data
        found = yearly_call.preview(asked["first"], form.last, asked["currency"])
        categories, outcomes = list(Category), list(Outcome)
        found.sort(
            key=lambda row: (outcomes.index(row[1]), categories.index(row[0]), row[2] or 0),
        )
        rows = [
            {
                "category": Category(category).label,
                "outcome": outcome.label,
                "amount": amount,
                "number": number,
                "is_in": outcome in WITH_PERIOD,
            }
            for category, outcome, amount, number in found
        ]
        return {
            "asked": asked,
            "last": form.last,
            "called": [row for row in rows if row["is_in"]],
            "others": [row for row in rows if not row["is_in"]],
            "number": sum(row["number"] for row in rows if row["is_in"]),
        }


def _in_words(row):
    number, name, category, outcome = row
    return number, name, str(Category(category).label), str(outcome.label)
