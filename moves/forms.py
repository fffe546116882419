from django import forms
from django.utils.translation import gettext_lazy as _

from together_site.text import ProseInput


class MoveForm(forms.Form):
    """What a move asks of the member of staff who makes it."""

    note = ProseInput(
        label=_("Note for colleagues"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say why")},
    )

    def __init__(self, data=None, *, move, thing):
        super().__init__(data)
        self.fields["note"].required = move.needs_note
        if move.needs_note:
            self.fields["note"].label = _("Why")

    def details(self):
        """Return what the service that makes the move is told."""
        return {"note": self.cleaned_data["note"]}
