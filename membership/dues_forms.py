"""What staff are asked when money comes in, or need not come."""

import re
from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership.dues import owed_by
from membership.models import Member
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


class AskForm(forms.Form):
    """Dues of a member for its latest period of which none were asked."""

    member = LineInput(
        label=_("Number of the member"),
        help_text=_("Like M12. The dues are those of its latest period not yet asked for."),
        max_length=12,
        error_messages={"required": _("Enter the number of the member")},
    )
    currency = forms.CharField(
        label=_("Currency"),
        max_length=3,
        validators=[is_currency],
        error_messages={"required": _("Enter the currency")},
    )
    amount = forms.DecimalField(
        label=_("Amount"),
        help_text=_("Leave it empty to ask for what the scale says."),
        required=False,
        max_digits=12,
        decimal_places=2,
        min_value=Decimal("0.01"),
    )
    due_on = forms.DateField(
        label=_("Due on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=DAY,
    )

    def clean_member(self):
        number = re.fullmatch(r"M?([0-9]{1,9})", self.cleaned_data["member"].upper())
        of_dues = Member.objects.select_related("platform__territory", "territory")
        member = number and of_dues.filter(pk=int(number[1])).first()
        if not member:
            raise forms.ValidationError(_("There is no member of this number"))
        self.period = member.periods.filter(payment_request=None).order_by("-starts_on").first()
        if not self.period:
            raise forms.ValidationError(_("This member has no period of which no dues are asked"))
        return member

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is past"))
        return day

    def clean(self):
        cleaned = super().clean()
        if not self.errors and cleaned["amount"] is None:
            owed = owed_by(cleaned["member"], self.period.starts_on, cleaned["currency"])
            cleaned["amount"] = owed and owed.amount
            if cleaned["amount"] is None:
                self.add_error("amount", _("The scale says no amount for this member: enter it"))
        return cleaned
