"""What the address of the list of documents may say."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from network.workflow import DocumentKind
from platforms.languages import name_of
from territories.forms import CodeField

EVERY = [("", _("All"))]


class DocumentFilter(forms.Form):
    """Which kind, and in which language there is a file. It is always valid.

    ``languages`` are those in which there are files.
    """

    kind = CodeField(DocumentKind.values)

    def __init__(self, data, languages):
        super().__init__(data)
        self.languages = languages
        self.fields["language"] = CodeField(languages)
        self.full_clean()

    @property
    def query(self):
        """What the address says, encoded."""
        return urlencode([pair for pair in self.cleaned_data.items() if pair[1]])

    def kinds(self):
        """Return the kinds to choose from: value, words, and whether it is chosen."""
        return self._told("kind", [*EVERY, *DocumentKind.choices])

    def languages_told(self):
        named = sorted(((code, name_of(code)) for code in self.languages), key=lambda row: row[1])
        return self._told("language", [*EVERY, *named])

    def _told(self, name, choices):
        chosen = self.cleaned_data[name]
        return [(value, words, value == chosen) for value, words in choices]
