"""What the address of the list of platforms may say."""

from django.utils.translation import gettext_lazy as _
from django_countries import countries

from platforms.search import PLATFORMS, PlatformQuestion
from territories.forms import CodeField, CodesField, ListForm
from territories.workflow import Kind, PlatformState


class PlatformFilter(ListForm):
    """The filters of the list of platforms."""

    listing = PLATFORMS
    asks = PlatformQuestion
    titles = {
        "state": _("State"),
        "country": _("Country"),
        "kind": _("Kind of territory"),
        "holder": _("Platform of"),
    }
    choices = {
        "state": PlatformState.choices,
        "kind": Kind.choices,
        "holder": [("territory", _("A territory")), ("actor", _("A collective actor"))],
    }
    orders = (
        ("name", _("Name of the place")),
        ("newest", _("Newest first")),
        ("confirmed", _("Last confirmed first")),
    )

    state = CodesField(PlatformState.values)
    country = CodesField(countries.countries)
    kind = CodesField(Kind.values)
    holder = CodesField(["territory", "actor"])
    order = CodeField(["name", "newest", "confirmed"])

    def __init__(self, data):
        super().__init__(data)
        self.fields["q"].label = _("Name of a place or a group")
