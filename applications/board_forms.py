"""What is asked about a board session, and in a sitting about each application on it."""

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from applications import workflow
from applications.models import BoardSession, SessionItem
from applications.queue_filters import language_name
from together_site.text import LineInput, ProseInput

ACCEPT, DECLINE, POSTPONE = workflow.ACCEPT.name, workflow.DECLINE.name, "postpone"


class SessionForm(forms.ModelForm):
    class Meta:
        model = BoardSession
        fields = ("day", "place", "chaired_by", "note")
        widgets = {
            "day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "note": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "day": _("Of the next planned session the public reads the day, and no more."),
            "note": _("It stands on the agenda."),
        }
        error_messages = {
            "day": {
                "required": _("Choose a day"),
                "invalid": _("Enter a day like 2026-03-31"),
            },
            "place": {"required": _("Enter where the board meets, or that it meets online")},
        }


class SummaryForm(forms.ModelForm):
    class Meta:
        model = SessionItem
        fields = ("summary",)
        widgets = {"summary": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"summary": _("It stands on the agenda. The applicant never sees it.")}


class MinutesForm(forms.Form):
    """From which minutes the decisions of a sitting are."""

    minutes = LineInput(
        label=_("Reference of the minutes"),
        max_length=80,
        help_text=_("Such as 2026/4. It stands in the history of each application decided here."),
        error_messages={"required": _("Enter the reference of the minutes")},
    )


class ItemForm(forms.Form):
    """What the board decided on one application; nothing is a choice as well."""

    choice = forms.ChoiceField(
        label=_("Decision"),
        required=False,
        choices=[
            ("", _("Nothing yet")),
            (ACCEPT, workflow.ACCEPT.label),
            (DECLINE, workflow.DECLINE.label),
            (POSTPONE, _("Postpone to another session")),
        ],
        widget=forms.RadioSelect,
    )
    to = forms.ChoiceField(label=_("Postpone to"), required=False)
    note = ProseInput(
        label=_("Reason or note"),
        required=False,
        max_length=2500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data=None, *, item, sessions):
        super().__init__(data, prefix=f"item-{item.pk}")
        self.item = item
        # What is needed follows from the choice.
        for asked in self.fields.values():
            asked.says_none = True
        self.fields["note"].help_text = _(
            "Where it is not accepted: the reason, which goes into the letter, in the language of "
            "the applicant (%(language)s). Otherwise for colleagues."
        ) % {"language": language_name(item.application.language)}
        if sessions:
            days = [(str(session.pk), str(session)) for session in sessions]
            self.fields["to"].choices = [("", _("Choose a session")), *days]
        else:
            del self.fields["to"]
            self.fields["choice"].choices = self.fields["choice"].choices[:-1]

    def clean(self):
        cleaned = super().clean()
        choice = cleaned.get("choice")
        if choice == DECLINE and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", _("Say why it is not accepted"))
        if choice == POSTPONE and not cleaned.get("to") and "to" not in self.errors:
            self.add_error("to", _("Choose the session to which it is postponed"))
        return cleaned

    @property
    def move(self):
        """The move that was chosen, or ``None``."""
        return workflow.MOVES.get(self.cleaned_data["choice"])

    @property
    def is_postponed(self):
        return self.cleaned_data["choice"] == POSTPONE

    def postponed_to(self):
        """Return the session to which it is postponed, in words."""
        return dict(self.fields["to"].choices)[self.cleaned_data["to"]]


def direction(language):
    """Return in which direction a language is written."""
    return "rtl" if get_language_info(language)["bidi"] else "ltr"
