"""The forms that every application shares: those of the applicant."""

import hashlib

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from applications.abuse import Stamped
from together_site.text import AddressInput, LineInput


def language_choices():
    """Return the languages of letters, each by its own name."""
    return [
        (code, get_language_info(code)["name_local"].capitalize())
        for code, _name in settings.LANGUAGES
    ]


def once(words):
    """Return what names a sending: the same form with the same words, however often it is sent.

    Who goes back to correct the address begins anew.
    """
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


class BeginForm(Stamped, forms.Form):
    """Where the applicant can be reached: from here on a draft exists."""

    email = AddressInput(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("We send your private link there. It is not published."),
        error_messages={
            "required": _("Enter your e-mail address"),
            "invalid": _("Enter an e-mail address in the form name@example.org"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    language = forms.ChoiceField(
        label=_("Language for letters"),
        choices=language_choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the language in which we write to you")},
    )

    def once(self):
        """Return what names this sending."""
        return once(self.cleaned_data[name] for name in ("token", "email", "language"))


class LinkForm(forms.Form):
    """Ask for a fresh private link: the reference alone gives no rights."""

    reference = LineInput(
        label=_("Reference of the application"),
        max_length=20,
        help_text=_("For example K7QM-3XWD. It stands in every letter about the application."),
        error_messages={"required": _("Enter the reference of your application")},
    )
    email = AddressInput(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The address you gave in the application."),
        error_messages={
            "required": _("Enter your e-mail address"),
            "invalid": _("Enter an e-mail address in the form name@example.org"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )

    def clean_reference(self):
        return self.cleaned_data["reference"].upper().replace(" ", "-")
