"""What staff are asked when they change the registry."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.utils.translation import gettext_lazy as _

from moves.forms import MoveForm
from territories.forms import RecordForm
from territories.models import Territory
from together_site.text import ProseInput


class EditForm(RecordForm):
    """The fields of a record, and why they change: that is kept beside the record."""

    why = ProseInput(
        label=_("Why"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For colleagues: it stays with the change, in the history of the record."),
        error_messages={"required": _("Say why")},
    )


class ConfirmForm(MoveForm):
    """On whose word an entry is right."""

    def __init__(self, data=None, *, move, thing):
        super().__init__(data, move=move, thing=thing)
        self.fields["note"].label = _("Who confirmed it, and how?")
        self.fields["note"].error_messages["required"] = _("Say who confirmed it")


class PlaceField(forms.ModelChoiceField):
    """A listed place, by its number or by its code, T and number."""

    def to_python(self, value):
        return super().to_python(str(value or "").strip().upper().removeprefix("T"))


class MergeForm(MoveForm):
    """Into which place another one goes up."""

    into = PlaceField(
        label=_("The place that takes this one in"),
        queryset=Territory.objects.listed(),
        widget=ForeignKeyRawIdWidget(Territory._meta.get_field("parent").remote_field, admin.site),
        help_text=_("The code that stands on its page, such as T12."),
        error_messages={
            "required": _("Choose the place that takes this one in"),
            "invalid_choice": _("No listed place has this code"),
        },
    )
    field_order = ["into", "note"]

    def details(self):
        return {**super().details(), "into": self.cleaned_data["into"]}
