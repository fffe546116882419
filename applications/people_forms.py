"""Whom to write to, and what they agree to: the pages that every form has."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.section_forms import SectionForm
from together_site.text import AddressInput

FIRST = ("contact_name", "contact_role", "contact_phone")
SECOND = ("second_name", "second_role", "second_email", "second_phone")


class ContactsForm(SectionForm):
    """Who applies, and who else can answer. A form gives the model, its page and its section."""

    required = ("contact_name", "contact_role")

    class Meta:
        fields = [*FIRST, *SECOND]
        field_classes = {"second_email": AddressInput}
        help_texts = {
            "contact_role": _("For example: councillor, officer, chair of an association."),
            "contact_phone": _("With the country code, such as +351 283 000 000."),
            "second_name": _("Somebody who applies with you and can answer in your place."),
            "second_email": _("We send this person a private link of their own."),
        }
        widgets = {
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "contact_role": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "contact_phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "second_phone": forms.TextInput(attrs={"inputmode": "tel"}),
            "second_email": forms.EmailInput(attrs={"spellcheck": "false"}),
        }
        error_messages = {
            "contact_name": {"required": _("Enter your name")},
            "contact_role": {"required": _("Enter your role")},
            "second_email": {"invalid": _("Enter an e-mail address in the form name@example.org")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The second contact is optional as a whole.
        for name in SECOND[:3]:
            self.fields[name].says_none = True

    def of_first(self):
        return [self[name] for name in FIRST if name in self.fields]

    def of_second(self):
        return [self[name] for name in SECOND]

    def clean(self):
        cleaned = super().clean()
        self._check_second(cleaned)
        return cleaned

    def _check_second(self, cleaned):
        if not any(cleaned.get(name) for name in SECOND):
            return
        if not cleaned.get("second_name") and not self.errors.get("second_name"):
            self.add_error("second_name", _("Enter the name of the second contact"))
        if self.errors.get("second_email"):
            return
        email = cleaned.get("second_email", "")
        if not email:
            self.add_error("second_email", _("Enter the e-mail address of the second contact"))
        elif email.lower() == self.instance.email.lower():
            self.add_error("second_email", _("Enter another address than that of the application"))
        elif self.instance.entered_by and email.lower() == self.instance.entered_by.email.lower():
            self.add_error(
                "second_email", _("Who enters an application for somebody is no contact of it")
            )


class ConsentForm(forms.Form):
    """What is agreed to. A form adds what else it asks, and gives its page and its section."""

    page = section = None
    several = ()
    stored = None

    privacy = forms.BooleanField(
        label=_("I have read the privacy notice and agree to it"),
        error_messages={"required": _("Tick the box if you agree to the privacy notice")},
    )

    def __init__(self, data=None, uploads=None, *, instance):
        given = instance.is_done(self.section)
        super().__init__(data, initial=dict.fromkeys(self.base_fields, given))
        self.instance = instance

    @classmethod
    def asks_for(cls, name):
        """Return whether a field of this name is on the page: no agreement is given by proxy."""
        return False

    @classmethod
    def refilled(cls, typed, *, instance):
        return cls(instance=instance)

    @property
    def answers(self):
        return self.cleaned_data
