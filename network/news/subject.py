"""What news are about, as an address says: a platform, a territory, a country, or all."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404
from django_countries import countries

from network.models import Article
from platforms.models import Platform
from territories.country_names import country_name
from territories.models import Territory
from together_site.text import listed


@dataclass(frozen=True)
class Subject:
    """What a list of news is about: ``kind`` and ``code`` as an address has them, or two ``""``."""

    kind: str = ""
    code: str = ""
    record: object = None

    @property
    def query(self):
        """What the address of a list or of a feed says of it, encoded."""
        return urlencode({self.kind: self.code}) if self.kind else ""

    @cached_property
    def name(self):
        return country_name(self.code) if self.kind == "country" else str(self.record or "")

    @property
    def url(self):
        """Where its own page stands."""
        return self.record.get_absolute_url() if self.record else ""

    def articles(self):
        """Return the public articles about it, the latest first."""
        public = Article.objects.public().latest_first()
        if self.kind == "platform":
            return public.about(platforms={"platform": self.record})
        if self.kind == "territory":
            return public.about(
                platforms={"platform__territory": self.record},
                territories={"territory": self.record},
            )
        if self.kind == "country":
            return public.about(
                platforms={"platform__territory__country": self.code},
                territories={"territory__country": self.code},
            )
        return public


EVERYTHING = Subject()
_PLATFORMS = Platform.objects.select_related("territory", "collective_actor")


def subject_of(question):
    """Return what an address asks for. Raises ``Http404`` for what is not in the registry."""
    if "platform" in question:
        return _listed("platform", question["platform"], _PLATFORMS)
    if "territory" in question:
        return _listed("territory", question["territory"], Territory.objects)
    if "country" in question:
        if question["country"] not in countries.countries:
            raise Http404
        return Subject("country", question["country"])
    return EVERYTHING


def _listed(kind, slug, records):
    # Postgres refuses a text with NUL in it.
    record = None if "\x00" in slug else records.listed().filter(slug=slug).first()
    if record is None:
        raise Http404
    return Subject(kind, slug, record)


def names_of(platforms, territories=None):
    """Return by number and name, for staff, what a record is joined to, listed or not."""
    rows = list(platforms.select_related("territory", "collective_actor").by_place())
    rows += territories.by_name() if territories else []
    return listed(f"{row.pk} {row}" for row in rows) or "–"
