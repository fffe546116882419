"""Whom to write to about a platform, and what they agree to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications import people_forms
from applications.section_forms import answered
from platforms.forms.sections import SectionForm
from platforms.models import PlatformApplication
from platforms.workflow import PublicContact, Section
from together_site.text import listed


class ContactsForm(people_forms.ContactsForm, SectionForm):
    page = section = Section.CONTACTS
    several = ("public_contacts",)

    class Meta(people_forms.ContactsForm.Meta):
        model = PlatformApplication
        fields = [*people_forms.ContactsForm.Meta.fields, "public_contacts"]

    public_contacts = forms.MultipleChoiceField(
        label=_("What of this may the registry show?"),
        choices=answered(PublicContact.choices),
        required=False,
        help_text=_("Nothing is shown unless you tick it. Names of people are never shown."),
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self):
        cleaned = super().clean()
        self._check_public(cleaned)
        return cleaned

    def _check_public(self, cleaned):
        given = {
            PublicContact.PHONE: cleaned.get("contact_phone"),
            PublicContact.SECOND_EMAIL: cleaned.get("second_email"),
            PublicContact.SECOND_PHONE: cleaned.get("second_phone"),
        }
        empty = [
            choice
            for choice in cleaned.get("public_contacts", [])
            if not given.get(PublicContact(choice), True)
        ]
        if empty and not self.errors:
            self.add_error(
                "public_contacts",
                _("Not given above: %(what)s")
                % {"what": listed(PublicContact(choice).label for choice in empty)},
            )


class ConsentForm(people_forms.ConsentForm):
    page = section = Section.CONSENT

    may_apply = forms.BooleanField(
        label=_("The group knows of this application and agrees to it"),
        error_messages={"required": _("Tick the box if the group agrees to the application")},
    )
