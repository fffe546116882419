"""What the address of the list may say, and what the admin may store."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from territories.workflow import Kind
from together_site.text import FoldedField, folded, one_line, without_hidden


class RecordForm(forms.ModelForm):
    """A record of the registry in the admin, checked as the whole that is stored.

    Django leaves out a constraint that names a column without a field in the form, and then the
    database refuses what it lets through.
    """

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        for field in self.instance._meta.fields:
            if isinstance(field, FoldedField):
                field.pre_save(self.instance, add=False)
        try:
            self.instance.validate_constraints()
        except forms.ValidationError as error:
            self.add_error(None, error)


class WordsField(forms.CharField):
    """Words to seek: whatever is sent becomes one clean line of 120 characters at most."""

    def to_python(self, value):
        try:
            return one_line(without_hidden(value or ""))[:120]
        except forms.ValidationError:
            return ""


class KnownChoicesField(forms.MultipleChoiceField):
    """Several choices; what is not among them is left out, so that an old link still works."""

    def to_python(self, value):
        known = [choice for choice in super().to_python(value) if self.valid_value(choice)]
        return list(dict.fromkeys(known))


class TerritoryFilter(forms.Form):
    """The filters of the list. Whatever the address says, it is valid."""

    q = WordsField(label=_("Name of a place"), required=False)
    kind = KnownChoicesField(choices=Kind.choices, required=False)
    country = KnownChoicesField(choices=countries, required=False)

    def __init__(self, data):
        super().__init__(data)
        self.full_clean()

    @property
    def query(self):
        """The filters as they stand in an address, encoded, in one order."""
        return urlencode([pair for pair in self._pairs() if pair[1]])

    def _pairs(self):
        yield "q", self.cleaned_data["q"]
        for name in ("kind", "country"):
            yield from ((name, value) for value in self.cleaned_data[name])

    def kind_options(self, numbers):
        """Return what to draw for each kind in use: its code, words, number, whether chosen."""
        return self._options("kind", [(code, label, numbers[code]) for code, label in Kind.choices])

    def country_options(self, numbers):
        """Return the same for each country in use, by its name in the visitor's language."""
        codes = {*numbers, *self.cleaned_data["country"]}
        named = [(code, countries.name(code), numbers[code]) for code in codes]
        return self._options("country", sorted(named, key=lambda option: folded(option[1])))

    def _options(self, name, options):
        chosen = self.cleaned_data[name]
        return [
            {"value": value, "label": label, "number": number, "is_chosen": value in chosen}
            for value, label, number in options
            if number or value in chosen
        ]
