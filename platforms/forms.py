"""The sections of the application to open a platform."""

import hashlib
import json

from django import forms
from django.conf import settings
from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from applications import files
from applications.forms import DecisionForm
from platforms.models import PlatformApplication
from platforms.workflow import Section
from territories.models import Territory
from together_site.text import folded

_seal = signing.Signer(key=settings.LINK_KEY, salt="platforms.section", sep=".")


def application_behind_seal(seal, section):
    """Return the key of the application for which a section's form was shown, or ``None``."""
    try:
        pk, sealed_section, _digest = _seal.unsign(seal).split("-")
    except (signing.BadSignature, ValueError):
        return None
    return int(pk) if sealed_section == section else None


class SectionForm(forms.ModelForm):
    """One section. ``seen`` says which answers the sender had before the eyes.

    An older tab thus never overwrites newer answers unseen: the form comes back with both.
    """

    section = None
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    required = ()

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        for name in self.required:
            self.fields[name].required = True
        self.stored = model_to_dict(self.instance, self._meta.fields)
        self.seal = _seal.sign(f"{self.instance.pk}-{self.section}-{_digest(self.stored)}")
        self.initial["seen"] = self.seal
        self.overtaken_by = []

    def clean(self):
        cleaned = super().clean()
        newer = {
            name: value for name, value in self.stored.items() if cleaned.get(name, value) != value
        }
        if cleaned.get("seen") != self.seal and newer and any(self.stored.values()):
            self._show_both(newer)
        return cleaned

    def _show_both(self, newer):
        self.overtaken_by = [(self.fields[name].label, value) for name, value in newer.items()]
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = self.seal
        raise forms.ValidationError(
            _(
                "These answers were changed in another window after you opened this page. "
                "What is saved stands below. Continue to save what is in the form instead."
            ),
            code="overtaken",
        )

    @property
    def answers(self):
        """The cleaned values by field name."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


def _digest(values):
    text = json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class TerritoryForm(SectionForm):
    section = Section.TERRITORY
    required = ("territory_name", "territory_kind", "territory_country")

    class Meta:
        model = PlatformApplication
        fields = ["territory_name", "territory_kind", "territory_country", "territory_area"]
        help_texts = {
            "territory_name": _("As people there write it."),
            "territory_area": _("The next larger area, where it helps to tell places apart."),
        }
        widgets = {"territory_kind": forms.RadioSelect}
        error_messages = {
            "territory_name": {"required": _("Enter the name of the territory")},
            "territory_kind": {"required": _("Choose the kind of territory")},
            "territory_country": {"required": _("Choose the country")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kind = self.fields["territory_kind"]
        kind.choices = [choice for choice in kind.choices if choice[0]]

    def clean_territory_name(self):
        name = self.cleaned_data["territory_name"]
        if not folded(name):
            raise forms.ValidationError(_("Enter a name with at least one letter"))
        return name


class PlatformForm(SectionForm):
    section = Section.PLATFORM
    required = ("aims", "has_begun")

    has_begun = forms.TypedChoiceField(
        label=_("Have groups begun to meet?"),
        choices=[("True", _("Yes")), ("False", _("Not yet"))],
        coerce=lambda value: value == "True",
        empty_value=None,
        widget=forms.RadioSelect,
        help_text=_("A platform whose groups meet is shown as active, any other as forming."),
        error_messages={"required": _("Choose whether groups have begun to meet")},
    )

    class Meta:
        model = PlatformApplication
        fields = ["local_name", "aims", "has_begun"]
        help_texts = {
            "local_name": _("It may have any name: forum, council, table, support group."),
            "aims": _(
                "A few sentences, up to 3,000 characters. They are published if the platform "
                "is opened."
            ),
        }
        widgets = {"aims": forms.Textarea(attrs={"rows": 8})}
        error_messages = {"aims": {"required": _("Say what the group wants to do")}}


class ContactsForm(SectionForm):
    section = Section.CONTACTS
    required = ("contact_name", "contact_role")

    class Meta:
        model = PlatformApplication
        fields = ["contact_name", "contact_role", "contact_phone"]
        help_texts = {
            "contact_role": _("For example: councillor, officer, chair of an association."),
            "contact_phone": _("With the country code, such as +351 283 000 000."),
        }
        widgets = {
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "contact_role": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "contact_phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }
        error_messages = {
            "contact_name": {"required": _("Enter your name")},
            "contact_role": {"required": _("Enter your role")},
        }


class MandateForm(forms.Form):
    section = Section.MANDATE
    stored = None

    document = forms.FileField(
        label=_("The decision or mandate"),
        required=False,
        help_text=_("A PDF, JPEG or PNG of 10 MB at most."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"empty": _("The file is empty. Choose another one.")},
    )
    remove = forms.BooleanField(label=_("Remove the document sent before"), required=False)

    def __init__(self, data=None, uploads=None, *, instance):
        super().__init__(data, uploads)
        self.instance = instance
        self.sent_before = instance.files.filter(purpose=Section.MANDATE).first()
        if not self.sent_before:
            del self.fields["remove"]

    def clean_document(self):
        upload = self.cleaned_data["document"]
        return files.check_upload(upload) if upload else None

    @property
    def answers(self):
        return {
            "document": self.cleaned_data["document"],
            "remove": self.cleaned_data.get("remove", False),
        }


class ConsentForm(forms.Form):
    section = Section.CONSENT
    stored = None

    privacy = forms.BooleanField(
        label=_("I have read the privacy notice and agree to it"),
        error_messages={"required": _("Tick the box if you agree to the privacy notice")},
    )
    may_apply = forms.BooleanField(
        label=_("The group knows of this application and agrees to it"),
        error_messages={"required": _("Tick the box if the group agrees to the application")},
    )

    def __init__(self, data=None, uploads=None, *, instance):
        given = instance.is_done(Section.CONSENT)
        super().__init__(data, initial={"privacy": given, "may_apply": given})
        self.instance = instance

    @property
    def answers(self):
        return self.cleaned_data


SECTION_FORMS = {
    form.section: form
    for form in (TerritoryForm, PlatformForm, MandateForm, ContactsForm, ConsentForm)
}


class AcceptForm(DecisionForm):
    """Accept: for a place listed already, or for a new one."""

    territory = forms.ModelChoiceField(
        label=_("Territory in the registry"),
        queryset=Territory.objects.none(),
        required=False,
        blank=True,  # or radio buttons do without the empty label
        empty_label=_("Create it from the application"),
        widget=forms.RadioSelect,
        help_text=_("Listed places of this country with the same name."),
    )

    def __init__(self, data=None, *, move, thing):
        super().__init__(data, move=move, thing=thing)
        namesakes = Territory.objects.same_place_as(
            name=thing.territory_name, country=thing.territory_country
        )
        if namesakes:
            self.fields["territory"].queryset = namesakes
            self.order_fields(["territory", "note", "keep_held"])
        else:
            del self.fields["territory"]

    def details(self):
        return {**super().details(), "territory": self.cleaned_data.get("territory")}
