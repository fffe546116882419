"""What staff are asked about any application: by its moves, and beside them."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts.models import Role as StaffRole
from accounts.models import User
from applications import colleagues
from moves.forms import MoveForm
from together_site.text import AddressInput, LineInput, ProseInput


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
        self.fields["sections"].choices = [
            (section.value, section.label) for section in thing.sections()
        ]
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
    """The words of a letter, as they will leave, in the language of their reader."""

    subject = LineInput(label=_("Subject"), max_length=200)
    body = ProseInput(
        label=_("Letter"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 18})
    )

    def __init__(self, *args, language, **kwargs):
        super().__init__(*args, prefix="letter", **kwargs)
        is_rtl = get_language_info(language)["bidi"]
        for field in self.fields.values():
            field.widget.attrs |= {"lang": language, "dir": "rtl" if is_rtl else "ltr"}


class ReopenForm(LetterMoveForm):
    """Take up again what had ended."""

    def __init__(self, data=None, *, move, thing):
        super().__init__(data, move=move, thing=thing)
        self.fields["note"].help_text = _("For colleagues: the letter does not quote it.")


class WithdrawForm(LetterMoveForm):
    """Withdraw on the word of the applicant."""

    def __init__(self, data=None, *, move, thing):
        super().__init__(data, move=move, thing=thing)
        self.fields["note"].help_text = _("On whose word, and how it came. For colleagues only.")


class HandOverForm(MoveForm):
    """Who of the secretariat shall lead it."""

    lead = forms.ModelChoiceField(
        label=_("Who leads it from now on?"),
        queryset=User.objects.none(),
        empty_label=_("Choose a colleague"),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose one of these colleagues")
        ),
    )
    field_order = ["lead", "note"]

    def __init__(self, data=None, *, move, thing):
        super().__init__(data, move=move, thing=thing)
        others = User.objects.exclude(pk=thing.lead_id)
        self.fields["lead"].queryset = colleagues.impartial(others, thing, StaffRole.SECRETARIAT)

    def details(self):
        return {**super().details(), "also": {"lead": self.cleaned_data["lead"]}}


class NameContactForm(MoveForm):
    """To whom letters go from now on, where nobody is left."""

    email = AddressInput(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("A letter with a private link goes there at once."),
        error_messages={
            "required": _("Enter the e-mail address"),
            "invalid": _("Enter an e-mail address in the form name@example.org"),
        },
    )
    field_order = ["email", "note"]

    def details(self):
        return {**super().details(), "also": {"email": self.cleaned_data["email"]}}


class NoteForm(forms.Form):
    """A private note of one member of staff for the others."""

    text = ProseInput(
        label=_("New note"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For colleagues: the applicant never sees it."),
        error_messages={"required": _("Write the note first")},
    )


class AskOpinionForm(forms.Form):
    """Whom to ask what they think, and what."""

    asked_of = forms.ModelChoiceField(
        label=_("Colleague"),
        queryset=User.objects.none(),
        empty_label=_("Choose a colleague"),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose one of these colleagues")
        ),
    )
    question = ProseInput(
        label=_("Your question"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what you would like to know")},
    )

    def __init__(self, data=None, *, application, by):
        super().__init__(data, prefix="opinion")
        others = User.objects.exclude(pk=by.pk)
        self.fields["asked_of"].queryset = colleagues.impartial(others, application, *StaffRole)


class AnswerOpinionForm(forms.Form):
    """What a colleague thinks who was asked."""

    answer = ProseInput(
        label=_("Your opinion"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("It goes to who asked, and to the lead. It decides nothing."),
        error_messages={"required": _("Write your opinion first")},
    )
