"""The form in which staff write a record."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.editing.languages import language_of_column
from network.editing.prose import finished
from network.richtext import RichTextField
from network.translated import columns_of

CHANGED_MEANWHILE = _(
    "Somebody has changed this since you opened it. Open it anew in another window and carry your "
    "words over: saved from here they would undo the other ones."
)
# As the tables of content say it.
NO_TITLE = _("Give a title in one language at least.")
TAKEN = "is_own"


class TitledForm(forms.ModelForm):
    """The form of a small record, which needs a title in one language at least."""

    def clean(self):
        cleaned = super().clean()
        columns = columns_of("title")
        if not any(cleaned.get(name) or name in self.errors for name in columns):
            self.add_error(columns[0], forms.ValidationError(NO_TITLE, code="required"))
        return cleaned


class ContentForm(forms.ModelForm):
    """Puts nothing over what another has saved meanwhile.

    The caller holds the lock on the row while the form is checked.
    """

    as_of = forms.CharField(widget=forms.HiddenInput, required=False)
    is_own = forms.BooleanField(
        required=False,
        label=_("This is our own content now"),
        help_text=_("Readers are then no longer told that it is a sample."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["as_of"] = self.instance.changed_at.isoformat()
        if not getattr(self.instance, "is_sample", False):
            self.fields.pop(TAKEN, None)

    def clean(self):
        cleaned = super().clean()
        for column in self._meta.model._meta.local_fields:
            if isinstance(column, RichTextField) and cleaned.get(column.name):
                self._finish(column, cleaned)
        if self.instance.pk and cleaned.get("as_of") != self.instance.changed_at.isoformat():
            self.add_error(None, forms.ValidationError(CHANGED_MEANWHILE, code="changed"))
        if cleaned.get(TAKEN):
            self.instance.is_sample = False
        return cleaned

    def _finish(self, column, cleaned):
        try:
            html, problems = finished(cleaned[column.name], language_of_column(column))
        except forms.ValidationError as hidden:
            self.add_error(column.name, hidden)
            return
        cleaned[column.name] = html
        for problem in problems:
            self.add_error(column.name, problem)
