"""What the address of the directory of members may say."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from membership.directory import MEMBERS, MemberQuestion
from membership.models import Network
from membership.workflow import Category
from territories.forms import CodeField, CodesField, ListForm, WordsField

SLUG = re.compile(r"[-a-zA-Z0-9_]{1,80}", re.ASCII)
# Of an address that names hundreds, no more are sought.
MOST = 20


class NetworksField(forms.Field):
    """Several networks by their addresses; one that nobody could have is left out."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value):
        return tuple(dict.fromkeys(slug for slug in value or () if SLUG.fullmatch(slug)))[:MOST]


class MemberFilter(ListForm):
    """The filters of the list of members. It has no map, so no part of one."""

    listing = MEMBERS
    asks = MemberQuestion
    titles = {"category": _("Category"), "country": _("Country"), "network": _("Network")}
    choices = {"category": Category.choices}
    orders = (("name", _("Name")), ("newest", _("Newest first")))

    area = None
    q = WordsField(label=_("Name of a member"), required=False)
    category = CodesField(Category.values)
    country = CodesField(countries.countries)
    network = NetworksField(required=False)
    order = CodeField(["name", "newest"])

    def _pairs(self):
        yield "q", self.cleaned_data["q"]
        for name in self.listing.facets:
            yield from ((name, value) for value in self.cleaned_data[name])
        yield "order", self.cleaned_data["order"]

    def words_for(self, name, codes):
        """Return pairs of code and words, in the order in which they are shown."""
        if name != "network":
            return super().words_for(name, codes)
        return Network.objects.public().filter(slug__in=codes).by_name().values_list("slug", "name")

    def order_options(self):
        """Return the orders to choose from: no name that has the words is closer than another."""
        chosen = self.cleaned_data["order"] or "name"
        return [(value, words, value == chosen) for value, words in self.orders]


class SerialForm(forms.Form):
    """Asks for the serial number of a certificate; whatever is sent, the answer is a state."""

    serial = forms.CharField(
        label=_("Serial number"),
        help_text=_("Twelve letters and digits, as they stand on the certificate."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )
