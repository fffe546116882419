"""Files of the bank in the admin: read in, looked through, booked by a button, forgotten."""

from collections import Counter

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from accounts.rights import ViewOnly
from membership import bank_files
from membership.bank import MOST_BYTES, FileRefused
from membership.bank_matching import Finding, match
from membership.models import BankFile
from membership.models.account import is_currency
from territories.admin import may_edit
from territories.tables import as_csv
from together_site.text import without_hidden

SHOWN = 300


class ReadForm(forms.Form):
    """A file of the bank, and the currency of its account."""

    file = forms.FileField(
        label=gettext_lazy("File of the bank (CSV)"),
        help_text=gettext_lazy(
            "With a line of column names: date, amount, reference or description; if the bank "
            "gives them, its number of the transfer and the currency. One megabyte and 2,000 "
            "lines at most."
        ),
        error_messages={
            "required": gettext_lazy("Choose a file"),
            "empty": gettext_lazy("The file is empty"),
        },
    )
    currency = forms.CharField(
        label=gettext_lazy("Currency of the account"),
        help_text=gettext_lazy("It holds for lines that name none. Three capital letters."),
        max_length=3,
        initial="EUR",
        validators=[is_currency],
        error_messages={"required": gettext_lazy("Enter the currency")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than one megabyte."))
        return file


@admin.register(BankFile)
class BankFileAdmin(ViewOnly, admin.ModelAdmin):
    """Files that were read in; for the secretariat alone, as their lines tell who has paid."""

    list_display = ["name", "currency", "booked", "read_by", "read_at"]
    list_select_related = ["read_by"]
    ordering = ["-pk"]
    show_full_result_count = False

    def has_view_permission(self, request, obj=None):
        return may_edit(request)

    has_add_permission = has_view_permission

    def get_urls(self):
        view = self.admin_site.admin_view
        ways = {
            "book": ("book/", require_POST(self.book_view)),
            "forget": ("forget/", require_POST(self.forget_view)),
            "csv": ("left.csv", self.csv_view),
        }
        pages = [
            path(f"<int:pk>/{address}", view(act), name=f"membership_bankfile_{name}")
            for name, (address, act) in ways.items()
        ]
        return [*pages, *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        """Read a file in; nothing is booked by it."""
        if not may_edit(request):
            raise PermissionDenied
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = ReadForm(*sent)
        if form.is_valid():
            upload = form.cleaned_data["file"]
            try:
                file = bank_files.read_in(
                    upload.read(),
                    name=without_hidden(" ".join(upload.name.split()))[:120] or "CSV",
                    currency=form.cleaned_data["currency"],
                    by=request.user,
                )
            except FileRefused as refusal:
                form.add_error("file", str(refusal))
            else:
                return redirect(file)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Read a file of the bank"),
            "form": form,
            "back": reverse("admin:membership_bankfile_changelist"),
        }
        return TemplateResponse(request, "admin/dues/bank_read.html", context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show what would become of each line; looking books nothing."""
        if not object_id.isdecimal() or len(object_id) > 18:
            raise Http404
        file = self._visible(request, object_id)
        found = match(list(file.lines.order_by("number")), file.currency)
        numbers = Counter(one.finding for one in found)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(file),
            "file": file,
            "rows": found[:SHOWN],
            "is_cut": len(found) > SHOWN,
            "numbers": [(kind.label, numbers[kind]) for kind in Finding if numbers[kind]],
            "matched": numbers[Finding.MATCHED],
        }
        return TemplateResponse(request, "admin/dues/bank_file.html", context)

    def book_view(self, request, pk):
        """Book what matches."""
        file = self._visible(request, pk)
        done = bank_files.book(file, by=request.user)
        number = done["booked"]
        words = ngettext("%(n)s payment is recorded.", "%(n)s payments are recorded.", number)
        messages.success(request, words % {"n": number})
        return redirect(file)

    def forget_view(self, request, pk):
        """Delete the lines that are left."""
        file = self._visible(request, pk)
        bank_files.forget(file)
        messages.success(request, _("The lines that were left are deleted."))
        return redirect(file)

    def csv_view(self, request, pk):
        """Send the lines that cannot be booked, with why."""
        file = self._visible(request, pk)
        found = match(list(file.lines.order_by("number")), file.currency)
        columns = ["line", "day", "amount", "currency", "bank_id", "text", "reason"]
        records = (_record(one) for one in found if one.finding != Finding.MATCHED)
        return as_csv(f"bank-file-{file.pk}", columns, records)

    def _visible(self, request, pk):
        if not may_edit(request):
            raise PermissionDenied
        return get_object_or_404(BankFile, pk=pk)


def _record(one):
    line = one.line
    return {
        "line": line.number,
        "day": line.day,
        "amount": line.amount,
        "currency": line.currency,
        "bank_id": line.bank_id,
        "text": line.text,
        "reason": str(one.finding.label),
    }
