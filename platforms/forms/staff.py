"""What staff are asked about an application to open a platform."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.abuse import TokenField, stamp
from applications.forms import DecisionForm, language_choices, once
from applications.models import Channel
from territories.models import Territory
from together_site.text import AddressInput


class EnterForm(forms.Form):
    """Begin an application on behalf of somebody who applied on paper, by mail or in person."""

    email = AddressInput(
        label=_("E-mail address of the applicant"),
        max_length=254,
        help_text=_("Letters and the private link go there once the application is entered."),
        error_messages={
            "required": _("Enter the e-mail address of the applicant"),
            "invalid": _("Enter an e-mail address in the form name@example.org"),
        },
    )
    language = forms.ChoiceField(
        label=_("Language for letters"),
        choices=language_choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the language in which we write")},
    )
    came_by = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[choice for choice in Channel.choices if choice[0] != Channel.ONLINE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the application came")},
    )
    token = TokenField(required=False, initial=stamp)

    def __init__(self, data=None, *, by):
        super().__init__(data)
        self.by = by

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email.lower() == self.by.email.lower():
            raise forms.ValidationError(
                _("This is your own address: apply online, and a colleague reviews it")
            )
        return email

    def details(self):
        """Return what the service that begins the application is told."""
        return {**self.cleaned_data, "token": once(self.cleaned_data.values())}


class AcceptForm(DecisionForm):
    """Accept: for a place listed already, or for a new one."""

    territory = forms.ModelChoiceField(
        label=_("Territory in the registry"),
        queryset=Territory.objects.none(),
        required=False,
        blank=True,  # or radio buttons do without the empty label
        empty_label=_("Create it from the application"),
        widget=forms.RadioSelect,
        help_text=_("The place that the applicant chose, and listed ones of the same name."),
    )

    def __init__(self, data=None, *, move, thing):
        super().__init__(data, move=move, thing=thing)
        meant = thing.listed_territory and thing.listed_territory.in_force().pk
        chosen = Territory.objects.listed().filter(pk=meant)
        namesakes = Territory.objects.same_place_as(
            name=thing.territory_name, country=thing.territory_country
        )
        offered = chosen | namesakes
        if offered:
            self.fields["territory"].queryset = offered
            self.initial["territory"] = meant
            self.order_fields(["territory", "note", "keep_held"])
        else:
            del self.fields["territory"]

    def details(self):
        return {**super().details(), "territory": self.cleaned_data.get("territory")}
