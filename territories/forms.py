"""What the address of the list may say, and what the admin may store."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from territories.country_names import by_name
from territories.map import Area
from territories.search import TERRITORIES, TerritoryQuestion
from territories.workflow import Kind, PlatformState
from together_site.text import FoldedField, one_line, without_hidden


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


class CodesField(forms.Field):
    """Several codes; what is not known is left out, so that an old link still works."""

    widget = forms.MultipleHiddenInput

    def __init__(self, known):
        super().__init__(required=False)
        self.known = frozenset(known)

    def to_python(self, value):
        return tuple(dict.fromkeys(code for code in value or () if code in self.known))


class CodeField(forms.Field):
    """One code, or none where it is not known."""

    def __init__(self, known):
        super().__init__(required=False)
        self.known = frozenset(known)

    def to_python(self, value):
        return value if value in self.known else ""


class AreaField(forms.Field):
    """A box on the map in degrees, ``west,south,east,north``, or none."""

    def to_python(self, value):
        return Area.parse(value or "")


class ListForm(forms.Form):
    """What the address of a list says: words, filters and an order. It is always valid.

    A subclass names its ``listing`` and what ``asks`` it, adds a ``CodesField`` for each filter,
    and gives ``titles`` of the filters, ``choices`` with words for their codes, and ``orders``.
    """

    q = WordsField(label=_("Name of a place"), required=False)
    area = AreaField(required=False)

    def __init__(self, data):
        super().__init__(data)
        self.full_clean()

    @property
    def question(self):
        cleaned = dict(self.cleaned_data)
        return self.asks(words=cleaned.pop("q"), **cleaned)

    @property
    def query(self):
        """What the address says, encoded, in one order."""
        return urlencode([pair for pair in self._pairs() if pair[1]])

    @property
    def is_narrowed(self):
        """Whether anything but the order is asked for."""
        return any(pair[1] for pair in self._pairs() if pair[0] != "order")

    def query_without_area(self):
        return urlencode([pair for pair in self._pairs() if pair[1] and pair[0] != "area"])

    def _pairs(self):
        yield "q", self.cleaned_data["q"]
        for name in self.listing.facets:
            yield from ((name, value) for value in self.cleaned_data[name])
        yield "area", str(self.cleaned_data["area"] or "")
        yield "order", self.cleaned_data["order"]

    def filters(self, numbers):
        """Return what to draw for each filter, from the number that each code would leave."""
        return [
            {
                "name": name,
                "title": self.titles[name],
                "options": self._options(name, numbers[name]),
                "is_open": bool(number == 0 or self.cleaned_data[name]),
            }
            for number, name in enumerate(self.listing.facets)
        ]

    def _options(self, name, numbers):
        chosen = self.cleaned_data[name]
        return [
            {"value": code, "label": words, "number": numbers[code], "is_chosen": code in chosen}
            for code, words in self.words_for(name, {*numbers, *chosen})
            if numbers[code] or code in chosen
        ]

    def words_for(self, name, codes):
        """Return pairs of code and words, in the order in which they are shown."""
        return by_name(codes) if name == "country" else self.choices[name]

    def order_options(self):
        """Return the orders to choose from: value, words, and whether it holds now."""
        first = ("", _("Closest name")) if self.cleaned_data["q"] else ("", self.orders[0][1])
        options = [first, *self.orders[0 if self.cleaned_data["q"] else 1 :]]
        chosen = self.cleaned_data["order"]
        holds = chosen if chosen in dict(options) else ""
        return [(value, words, value == holds) for value, words in options]


class TerritoryFilter(ListForm):
    """The filters of the list of territories."""

    listing = TERRITORIES
    asks = TerritoryQuestion
    titles = {
        "kind": _("Kind"),
        "country": _("Country"),
        "platform": _("Platform"),
        "state": _("State of the platform"),
    }
    choices = {
        "kind": Kind.choices,
        "platform": [("with", _("With a platform")), ("without", _("Without a platform"))],
        "state": PlatformState.choices,
    }
    orders = (
        ("name", _("Name")),
        ("newest", _("Newest first")),
        ("confirmed", _("Last confirmed first")),
    )

    kind = CodesField(Kind.values)
    country = CodesField(countries.countries)
    platform = CodesField(["with", "without"])
    state = CodesField(PlatformState.values)
    order = CodeField(["name", "newest", "confirmed"])
