"""The scale, the bank accounts and the dues in the admin: kept by the secretariat."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.rights import ViewOnly
from applications.pages import as_pdf
from membership import payments
from membership.call_admin import CallPages
from membership.creditor_reference import in_fours
from membership.dues_forms import AskForm, PaymentForm, WhyForm
from membership.dues_papers import receipt_pdf, request_pdf
from membership.models import BankDetails, DuesState, FeeRule, Payment, PaymentRequest
from membership.totals_admin import TotalsPages
from moves.services import MoveRefused
from territories.admin import may_edit


@admin.register(FeeRule)
class FeeRuleAdmin(ViewOnly, admin.ModelAdmin):
    """The lines of the scale: added for a time, ended by their last day, else never changed."""

    fields = [
        "category",
        "way",
        "population_from",
        "population_until",
        "amount",
        "currency",
        "valid_from",
        "valid_until",
        "source",
        "is_sample",
    ]
    list_display = [
        "category",
        "way",
        "population_from",
        "population_until",
        "amount",
        "currency",
        "valid_from",
        "valid_until",
        "is_sample",
    ]
    list_filter = ["category", "currency"]
    ordering = ["category", "-valid_from", "population_from", "pk"]

    def has_add_permission(self, request):
        return may_edit(request)

    def has_change_permission(self, request, obj=None):
        return may_edit(request)

    def get_readonly_fields(self, request, obj=None):
        return [name for name in self.fields if name != "valid_until"] if obj else []


@admin.register(BankDetails)
class BankDetailsAdmin(ViewOnly, admin.ModelAdmin):
    """The accounts to pay to; a new row holds from its day on, none is changed."""

    fields = ["holder", "iban", "bic", "currency", "valid_from", "is_sample"]
    list_display = ["currency", "holder", "iban", "bic", "valid_from", "is_sample"]
    ordering = ["currency", "-valid_from"]

    def has_add_permission(self, request):
        return may_edit(request)


class StateFilter(admin.SimpleListFilter):
    """How far requests are paid."""

    title = gettext_lazy("state")
    parameter_name = "paid"

    def lookups(self, request, model_admin):
        return DuesState.choices

    def queryset(self, request, queryset):
        return queryset.filter(dues_state=self.value()) if self.value() else queryset


@admin.register(PaymentRequest)
class PaymentRequestAdmin(TotalsPages, CallPages, ViewOnly, admin.ModelAdmin):
    """What is due, with what was paid of it; money is written down on pages of its own."""

    fields = [
        "member",
        "period",
        "amount",
        "currency",
        "paid",
        "state",
        "printed_reference",
        "called_on",
        "due_on",
        "waived_on",
        "waived_why",
    ]
    readonly_fields = ["member", "paid", "state", "printed_reference"]
    list_display = ["printed_reference", "member", "period", "amount", "paid", "currency", "state"]
    list_display_links = ["printed_reference"]
    list_select_related = ["period__member"]
    list_filter = [StateFilter, "currency"]
    search_fields = ["reference", "period__member__name", "period__member__folded_name"]
    ordering = ["-due_on", "-pk"]
    show_full_result_count = False
    change_form_template = "admin/dues/request.html"

    def get_urls(self):
        ways = {
            "pay": ("<int:pk>/pay/", self.pay_view),
            "waive": ("<int:pk>/waive/", self.waive_view),
            "reverse": ("<int:pk>/payment/<int:payment>/reverse/", self.reverse_view),
            "pdf": ("<int:pk>/request.pdf", self.pdf_view),
            "receipt": ("<int:pk>/payment/<int:payment>/receipt.pdf", self.receipt_view),
        }
        pages = [
            path(
                address,
                self.admin_site.admin_view(view),
                name=f"membership_paymentrequest_{name}",
            )
            for name, (address, view) in ways.items()
        ]
        return [*pages, *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("period__member").with_state()

    @admin.display(description=gettext_lazy("member"))
    def member(self, asked):
        return asked.member

    @admin.display(description=gettext_lazy("paid"), ordering="paid")
    def paid(self, asked):
        return asked.paid

    @admin.display(description=gettext_lazy("state"))
    def state(self, asked):
        return DuesState(asked.dues_state).label

    @admin.display(description=gettext_lazy("reference"), ordering="reference")
    def printed_reference(self, asked):
        return in_fours(asked.reference)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        asked = self.get_object(request, object_id)
        rows = asked.payments.select_related("recorded_by", "reversal") if asked else []
        context = {"payments": rows and rows.order_by("pk"), "may_write": may_edit(request)}
        return super().change_view(request, object_id, form_url, context)

    def has_add_permission(self, request):
        return may_edit(request)

    def add_view(self, request, form_url="", extra_context=None):
        """Ask one member for the dues of a period."""
        if not may_edit(request):
            raise PermissionDenied
        form = AskForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            given = {name: form.cleaned_data[name] for name in ("amount", "currency", "due_on")}
            try:
                asked = payments.ask(form.period, by=request.user, **given)
                messages.success(request, _("The dues are asked for."))
                return redirect("admin:membership_paymentrequest_change", asked.pk)
            except MoveRefused as refusal:
                form.add_error(None, str(refusal))
        back = reverse("admin:membership_paymentrequest_changelist")
        return self._form_page(request, form, _("Ask for dues"), back)

    def pay_view(self, request, pk):
        """Record a transfer by hand."""

        def act(asked, given):
            payments.record(asked, by=request.user, **given)
            return _("The payment is recorded.")

        return self._page(request, pk, PaymentForm, act, title=_("Record a payment"))

    def waive_view(self, request, pk):
        """Write down the decision that nothing is to be paid."""

        def act(asked, given):
            payments.waive(asked, by=request.user, **given)
            return _("The dues are waived.")

        return self._page(request, pk, WhyForm, act, title=_("Waive these dues"))

    def reverse_view(self, request, pk, payment):
        """Take a payment back."""
        booked = Payment.objects.filter(pk=payment, request=pk)

        def act(asked, given):
            payments.reverse(booked.get(), by=request.user, **given)
            return _("The payment is taken back.")

        self._visible(request, pk)
        about = get_object_or_404(booked)
        return self._page(request, pk, WhyForm, act, title=_("Take the payment back"), about=about)

    def pdf_view(self, request, pk):
        """Send the request for the member to pay by, in the language of the page."""
        asked = get_object_or_404(self.get_queryset(request), pk=pk)
        return as_pdf(request_pdf(asked, get_language()), name=asked.reference)

    def receipt_view(self, request, pk, payment):
        """Send the receipt of a payment."""
        get_object_or_404(self.get_queryset(request), pk=pk)
        booked = get_object_or_404(Payment.objects.filter(request=pk, reverses=None), pk=payment)
        return as_pdf(receipt_pdf(booked, get_language()), name=f"R{booked.pk}")

    def _visible(self, request, pk):
        """Return the request, or answer that it may not be written to or is not there."""
        if not may_edit(request):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request), pk=pk)

    def _page(self, request, pk, form_class, act, *, title, about=None):
        """Ask for what an act needs, and do it when the button is pressed."""
        asked = self._visible(request, pk)
        back = reverse("admin:membership_paymentrequest_change", args=[pk])
        form = form_class(request.POST if request.method == "POST" else None, request=asked)
        if form.is_valid():
            try:
                messages.success(request, act(asked, form.cleaned_data))
                return redirect(back)
            except MoveRefused as refusal:
                form.add_error(None, str(refusal))
        about = {"asked": asked, "state": self.state(asked), "about": about}
        return self._form_page(request, form, title, back, **about)

    def _form_page(self, request, form, title, back, **context):
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "form": form,
            "back": back,
        }
        return TemplateResponse(request, "admin/dues/act.html", context)
