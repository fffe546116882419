"""What staff are asked about a voting roll."""

from django import forms
from django.utils.translation import gettext_lazy as _

from membership.models import Roll, RollEntry
from together_site.text import LineInput


class RollForm(forms.ModelForm):
    class Meta:
        model = Roll
        fields = ("title", "as_of")
        widgets = {"as_of": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        error_messages = {
            "title": {"required": _("Enter which assembly it is")},
            "as_of": {
                "required": _("Choose a day"),
                "invalid": _("Enter a day like 2026-03-31"),
            },
        }


class DelegateForm(forms.ModelForm):
    delegate_name = LineInput(
        label=_("Delegate"),
        max_length=120,
        error_messages={"required": _("Enter who speaks for the member")},
    )

    class Meta:
        model = RollEntry
        fields = ("delegate_name", "delegate_function")


class ProxyForm(forms.Form):
    number = LineInput(
        label=_("Number of the member that holds the proxy"),
        help_text=_("Such as M12. It has a vote on this roll."),
        max_length=20,
        error_messages={"required": _("Enter the number of a member")},
    )


class FindForm(forms.Form):
    """Which entries of a roll a list shows; what it does not know it takes for nothing."""

    q = LineInput(label=_("Name or number"), max_length=120, required=False)
    part = forms.CharField(max_length=10, required=False)
