"""The forms that every application shares: the applicant's, then those of staff."""

import hashlib
from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from applications.abuse import Stamped
from moves.forms import MoveForm
from together_site.text import AddressInput, LineInput, ProseInput


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


class LetterMoveForm(MoveForm):
    """What a move asks whose letter is read before it leaves."""

    def words(self):
        """Return what the suggested letter can quote."""
        return {"note": self.cleaned_data["note"]}


class AskForm(LetterMoveForm):
    """Ask the applicant for more: which sections, by when."""

    DAYS_TO_ANSWER = 21

    sections = forms.MultipleChoiceField(
        label=_("Sections to open again"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one section")},
    )
    until = forms.DateField(
        label=_("Answer expected by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day"), "invalid": _("Enter a day like 2026-03-31")},
    )

    def __init__(self, data=None, *, move, thing):
        super().__init__(data, move=move, thing=thing)
        self.order_fields(["sections", "until", "note"])
        self.fields["sections"].choices = thing.section_choices
        self.fields["note"].label = _("What do you ask for?")
        self.fields["note"].help_text = _("In the applicant’s language: it goes into the letter.")
        self.initial["until"] = timezone.localdate() + timedelta(days=self.DAYS_TO_ANSWER)

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today"))
        return until

    def details(self):
        also = {
            "asked_sections": self.cleaned_data["sections"],
            "asked_until": self.cleaned_data["until"],
        }
        return {**super().details(), "also": also}

    def words(self):
        chosen = self.cleaned_data["sections"]
        names = [name for value, name in self.fields["sections"].choices if value in chosen]
        return {**super().words(), "sections": names, "until": self.cleaned_data["until"]}


class DecisionForm(LetterMoveForm):
    """Accept or decline, now or to be released later."""

    keep_held = forms.BooleanField(
        label=_("Keep the decision held: I release it later"),
        required=False,
        help_text=_("A decision that is held can be undone, and nobody is written to about it."),
    )

    def __init__(self, data=None, *, move, thing):
        super().__init__(data, move=move, thing=thing)
        if move.needs_note:
            self.fields["note"].help_text = _(
                "In the applicant’s language: the reason goes into the letter."
            )

    def details(self):
        return {**super().details(), "keep_held": self.cleaned_data["keep_held"]}


class LetterForm(forms.Form):
    """The words of a letter, as they will leave."""

    subject = LineInput(label=_("Subject"), max_length=200)
    body = ProseInput(
        label=_("Letter"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 18})
    )
