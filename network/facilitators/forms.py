"""What the address of the list of facilitators may say."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Facilitator
from platforms.languages import name_of
from territories.country_names import by_name
from territories.forms import CodeField
from together_site.text import folded


class FacilitatorFilter(forms.Form):
    """The filters of the list: of what nobody in it has, nothing is asked. It is always valid."""

    country = CodeField(())
    language = CodeField(())

    def __init__(self, data):
        super().__init__(data)
        rows = list(Facilitator.objects.public().values_list("country", "languages"))
        self.countries = by_name({country for country, _languages in rows})
        codes = {code for _country, languages in rows for code in languages}
        self.languages = sorted(
            ((code, name_of(code)) for code in codes), key=lambda row: folded(row[1])
        )
        self.fields["country"].known = frozenset(dict(self.countries))
        self.fields["language"].known = frozenset(codes)
        self.full_clean()

    @property
    def query(self):
        """What the address says, encoded, in one order."""
        return urlencode([(name, value) for name, value in self.cleaned_data.items() if value])

    def selects(self):
        """Return what to draw: name, title, and options with value, words and whether chosen."""
        return [
            (name, title, [(code, words, code == self.cleaned_data[name]) for code, words in known])
            for name, title, known in (
                ("country", _("Country"), self.countries),
                ("language", _("Language"), self.languages),
            )
        ]

    def found(self):
        """Return those of the list that match, by name."""
        found = Facilitator.objects.public().by_name()
        if country := self.cleaned_data["country"]:
            found = found.filter(country=country)
        if language := self.cleaned_data["language"]:
            found = found.filter(languages__contains=[language])
        return found
