"""What staff are asked when money comes in, or need not come."""

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership.models.account import is_currency
from membership.payments import plain_bank_id
from together_site.text import LineInput, ProseInput

DAY = {"required": _("Choose a day"), "invalid": _("Enter a day like 2026-03-31")}


class PaymentForm(forms.Form):
    """A transfer as the bank statement tells it."""

    amount = forms.DecimalField(
        label=_("Amount"),
        max_digits=12,
        decimal_places=2,
        min_value=Decimal("0.01"),
        error_messages={"required": _("Enter the amount"), "invalid": _("Enter an amount")},
    )
    currency = forms.CharField(
        label=_("Currency"),
        max_length=3,
        validators=[is_currency],
        error_messages={"required": _("Enter the currency")},
    )
    received_on = forms.DateField(
        label=_("Received on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=DAY,
    )
    bank_id = LineInput(
        label=_("The bank’s number of the transfer"),
        help_text=_("As the statement has it. By this number nothing is recorded twice."),
        max_length=80,
        error_messages={"required": _("Enter the number by which the bank names the transfer")},
    )
    note = ProseInput(
        label=_("Note for colleagues"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_another = forms.BooleanField(
        label=_("It is another transfer of the same amount on the same day"), required=False
    )

    def __init__(self, data=None, *, request):
        super().__init__(data)
        self.initial |= {
            "amount": max(request.amount - request.paid, Decimal("0.00")),
            "currency": request.currency,
            "received_on": timezone.localdate(),
        }

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come"))
        return day

    def clean_bank_id(self):
        return plain_bank_id(self.cleaned_data["bank_id"])


class WhyForm(forms.Form):
    """Why a payment is taken back or dues are waived."""

    why = LineInput(label=_("Why"), max_length=300, error_messages={"required": _("Say why")})

    def __init__(self, data=None, *, request):
        super().__init__(data)
