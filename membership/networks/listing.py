"""The public list of networks: what matches, and what its address may say."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from membership.models import Network
from membership.networks.workflow import NetworkKind
from territories import facets
from territories.forms import CodeField, CodesField, ListForm
from territories.search import Answer, Question


@dataclass(frozen=True)
class NetworkQuestion(Question):
    kind: tuple[str, ...] = ()
    country: tuple[str, ...] = ()


class NetworkListing:
    """The list of networks: of the shape of ``territories.search.Listing``, without a map."""

    facets = ("kind", "country")

    def answer(self, question, version):
        """Count what matches, and what each filter would leave."""
        rows = self.where(question).order_by().values_list("kind", "country")
        counted = [
            ((((kind,), (country,) if country else ())), number, None)
            for kind, country, number in rows.annotate(Count("pk"))
        ]
        chosen = [set(getattr(question, name)) for name in self.facets]
        total, numbers, _areas = facets.count(counted, chosen)
        return Answer(total, dict(zip(self.facets, numbers, strict=True)), [], 0)

    def found(self, question, *, alike=None):
        """Return the networks that match, in the order asked for."""
        records = self.where(question)
        for name in self.facets:
            if chosen := getattr(question, name):
                records = records.filter(**{f"{name}__in": chosen})
        if question.order == "newest":
            return records.order_by("-state_since", "-pk")
        return records.by_name()

    def where(self, question):
        records = Network.objects.public()
        return records.filter(name__icontains=question.words) if question.words else records


NETWORKS = NetworkListing()


class NetworkFilter(ListForm):
    """The filters of the list of networks. It has no map, so no part of one."""

    listing = NETWORKS
    asks = NetworkQuestion
    titles = {"kind": _("Kind"), "country": _("Country")}
    choices = {"kind": NetworkKind.choices}
    orders = (("name", _("Name")), ("newest", _("Newest first")))

    area = None
    kind = CodesField(NetworkKind.values)
    country = CodesField(countries.countries)
    order = CodeField(["name", "newest"])

    def __init__(self, data):
        super().__init__(data)
        self.fields["q"].label = _("Name of a network")

    def _pairs(self):
        yield "q", self.cleaned_data["q"]
        for name in self.listing.facets:
            yield from ((name, value) for value in self.cleaned_data[name])
        yield "order", self.cleaned_data["order"]

    def order_options(self):
        """Return the orders to choose from: no name that has the words is closer than another."""
        chosen = self.cleaned_data["order"] or "name"
        return [(value, words, value == chosen) for value, words in self.orders]
