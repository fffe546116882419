"""What staff are asked before a yearly call."""

import uuid
from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership.models import DatedSetting, FeeRule
from membership.periods import period_from
from membership.workflow import Setting

DAY = {"required": _("Choose a day"), "invalid": _("Enter a day like 2026-03-31")}
# A first day farther from today is a slip.
FARTHEST = timedelta(days=3 * 366)


def currencies():
    """Return the currencies of the scale, to choose from."""
    codes = FeeRule.objects.order_by("currency").values_list("currency", flat=True).distinct()
    return [(code, code) for code in codes]


def days_to_pay(today):
    """Return the day until which dues asked today are paid, by the setting, or None."""
    try:
        return today + timedelta(days=DatedSetting.objects.on(Setting.DUES_DAYS, today))
    except DatedSetting.DoesNotExist:
        return None


class CallForm(forms.Form):
    """For which period, in which currency, and until when it is to be paid."""

    first = forms.DateField(
        label=_("First day of the period"),
        help_text=_("Its last day follows from the months of a period, a dated setting."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=DAY,
    )
    currency = forms.ChoiceField(
        label=_("Currency"),
        help_text=_("Those of the scale: a call is in one of them."),
        choices=currencies,
        error_messages={"required": _("Choose a currency: the scale must have a line in it")},
    )
    due_on = forms.DateField(
        label=_("Due on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=DAY,
    )
    # Names this opening of the page: its button pressed twice asks for one job.
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None):
        super().__init__(data)
        today = timezone.localdate()
        self.initial = {
            "first": date(today.year + 1, 1, 1),
            "due_on": days_to_pay(today),
            "token": uuid.uuid4(),
        }

    def clean_first(self):
        day = self.cleaned_data["first"]
        if abs(day - timezone.localdate()) > FARTHEST:
            raise forms.ValidationError(_("This day is more than three years from today"))
        try:
            self.last = period_from(day)[1]
        except DatedSetting.DoesNotExist as missing:
            raise forms.ValidationError(
                _("No dated setting says how many months a period has on this day")
            ) from missing
        return day

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if not timezone.localdate() <= day <= timezone.localdate() + FARTHEST:
            raise forms.ValidationError(_("This day is past, or more than three years from today"))
        return day
