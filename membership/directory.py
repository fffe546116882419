"""The public directory: whom of the members it shows today, what matches, what is told of each."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from membership.models import Member, NetworkMembership
from membership.networks.workflow import NetworkState
from territories import facets, tables
from territories.search import Answer, Question
from territories.workflow import TerritoryState

COLUMNS = (
    "name",
    "category",
    "country_code",
    "level",
    "kind",
    "member_since",
    "platform_address",
    "address",
)


@dataclass(frozen=True)
class MemberQuestion(Question):
    category: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    network: tuple[str, ...] = ()


class MemberListing:
    """The list of members: of the shape of ``territories.search.Listing``, without a map."""

    facets = ("category", "country", "network")

    def answer(self, question, version):
        """Count what matches, and what each filter would leave."""
        rows = self.where(question).annotate(slugs=ArraySubquery(_networks_of_members()))
        rows = rows.order_by().values_list("category", "country", "slugs")
        counted = [
            ((((category,), (country,), tuple(slugs)), number, None))
            for category, country, slugs, number in rows.annotate(Count("pk"))
        ]
        chosen = [set(getattr(question, name)) for name in self.facets]
        total, numbers, _areas = facets.count(counted, chosen)
        return Answer(total, dict(zip(self.facets, numbers, strict=True)), [], 0)

    def found(self, question, *, alike=None):
        """Return the members that match, in the order asked for. No name is sought by likeness."""
        records = self.where(question)
        for name in ("category", "country"):
            if chosen := getattr(question, name):
                records = records.filter(**{f"{name}__in": chosen})
        if question.network:
            rows = _networks_of_members().filter(network__slug__in=question.network)
            records = records.filter(Exists(rows))
        return records.newest() if question.order == "newest" else records.by_name()

    def where(self, question):
        records = Member.objects.shown(timezone.localdate())
        return records.with_words(question.words) if question.words else records


def _networks_of_members():
    """Return in which public networks a member is, by itself or by its platform, by their slugs."""
    of_member = Q(member=OuterRef("pk")) | Q(platform=OuterRef("platform"))
    rows = NetworkMembership.objects.filter(of_member, network__state=NetworkState.PUBLIC)
    return rows.order_by("network__slug").values("network__slug").distinct()


MEMBERS = MemberListing()


def records(members):
    """Return an iterator over members as dictionaries by ``COLUMNS``, in the order given."""
    stored = ("pk", "name", "category", "country", "level", "kind", "joined_on")
    platform = ("platform__slug", "platform__territory__state")
    return (_told(row) for row in tables.begun(members.values(*stored, *platform)))


def _told(row):
    address = reverse("membership:member-detail", args=[row["pk"]])
    told = {
        **row,
        "country_code": row["country"],
        "member_since": row["joined_on"].isoformat(),
        "platform_address": _platform_address(row),
        "address": settings.SITE_URL + address,
    }
    return {name: told[name] for name in COLUMNS}


def _platform_address(row):
    if row["platform__territory__state"] != TerritoryState.LISTED:
        return None
    slug = row["platform__slug"]
    return settings.SITE_URL + reverse("platforms:platform-detail", args=[slug])
