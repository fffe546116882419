"""What is asked of who enters an application on behalf of somebody."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.abuse import TokenField, stamp
from applications.forms import language_choices, once
from applications.models import Channel
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
