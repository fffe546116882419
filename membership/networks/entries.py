"""What can belong to a network: a territory, a platform or a member, each known by its code."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from membership.models import Member, NetworkMembership
from membership.networks.workflow import NetworkKind
from membership.workflow import Category
from platforms.models import Platform
from territories.country_names import country_name
from territories.models import Territory
from territories.workflow import ActorKind
from together_site.text import without_hidden

LETTERS = {"T": "territory", "P": "platform", "M": "member"}
# No key is longer than nineteen digits.
LONGEST_KEY = 18


@dataclass(frozen=True)
class Entry:
    """A territory, a platform or a member, and which of them; of a platform with its territory."""

    sort: str
    record: Territory | Platform | Member

    @property
    def fields(self):
        """The entry as the column that names it."""
        return {self.sort: self.record}

    @property
    def code(self):
        return f"{self.sort[0].upper()}{self.record.pk}"

    @property
    def name(self):
        return self.record.name

    @property
    def country(self):
        of = self.record.territory if self.sort == "platform" else self.record
        return of.country

    @property
    def country_code(self):
        return str(self.country.code or "")

    @property
    def where(self):
        return country_name(self.country.code)

    @property
    def url(self):
        return self.record.get_absolute_url()

    @property
    def is_person(self):
        return self.sort == "member" and self.record.is_person

    @property
    def actor_kinds(self):
        """The kinds of actor that it is, or is of, as far as they are known."""
        if self.sort == "platform" and self.record.collective_actor:
            return [self.record.collective_actor.kind]
        if self.sort == "member" and self.record.category == Category.PUBLIC_ENTITY:
            return [ActorKind.PUBLIC_AUTHORITY]
        return [self.record.kind] if self.sort == "member" and self.record.kind else []


def entry_of(row):
    """Return the entry of a membership or of a request."""
    sort = next(sort for sort in LETTERS.values() if getattr(row, f"{sort}_id"))
    return Entry(sort, getattr(row, sort))


def public(sort, on):
    """Return the records of one sort that everybody may see on a day."""
    if sort == "territory":
        return Territory.objects.listed()
    if sort == "platform":
        return Platform.objects.listed().select_related("territory", "collective_actor")
    return Member.objects.shown(on)


def known(sort):
    """Return all records of one sort, as the secretariat knows them."""
    if sort == "platform":
        return Platform.objects.select_related("territory", "collective_actor")
    return (Territory if sort == "territory" else Member).objects.all()


def find(code, records):
    """Return the entry with a code such as T12, P3 or M7, or ``None``.

    ``records`` gives the records of a sort among which it is sought.
    """
    typed = without_hidden(code).strip().upper()
    sort, digits = LETTERS.get(typed[:1]), typed[1:]
    if sort is None or not (digits.isascii() and digits.isdecimal()) or len(digits) > LONGEST_KEY:
        return None
    record = records(sort).filter(pk=int(digits)).first()
    return record and Entry(sort, record)


def fits(country, kinds):
    """Return the condition for networks into which an entry fits, as far as it is known.

    ``country`` is its code or ``""``, ``kinds`` the kinds of actor that it is. No entry says of
    which topic it is: a thematic network is suggested to none.
    """
    at_home = Q(country=country)
    of_no_kind = at_home & Q(actor_kind="")
    found = Q(kind=NetworkKind.NATIONAL) & at_home
    if not kinds:
        return found | (Q(kind=NetworkKind.MIXED) & of_no_kind)
    of_kind = Q(actor_kind__in=kinds)
    mixed = of_no_kind | (of_kind & Q(country__in=(country, "")))
    return found | (Q(kind=NetworkKind.ACTORS) & of_kind) | (Q(kind=NetworkKind.MIXED) & mixed)


def fitting(network, sort, on):
    """Return the public records of one sort that fit into a network and are not in it yet."""
    records = public(sort, on)
    if not (network.country or network.actor_kind):
        return records.none()
    if network.country:
        path = "territory__country" if sort == "platform" else "country"
        records = records.filter(**{path: network.country})
    if network.actor_kind:
        records = records.filter(_of_kind(sort, network.actor_kind))
    there = NetworkMembership.objects.filter(network=network, **{sort: OuterRef("pk")})
    records = records.exclude(Exists(there))
    return records.by_place() if sort == "platform" else records.by_name()


def _of_kind(sort, kind):
    if sort == "territory":
        return Q(pk=None)  # a place is of no kind of actor
    if sort == "platform":
        return Q(collective_actor__kind=kind)
    if kind == ActorKind.PUBLIC_AUTHORITY:
        return Q(kind=kind) | Q(category=Category.PUBLIC_ENTITY)
    return Q(kind=kind)
