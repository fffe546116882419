"""A made-up registry of any size: the same rows each time, as various as real ones."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from random import Random

from django.db import connection, transaction

from benchmarks.names import COUNTRIES, place_name
from platforms.models import Composition, Platform
from territories.models import CollectiveActor, Territory, TerritoryDescription
from territories.workflow import ActorKind, Kind, PlatformState, TerritoryState

AT_ONCE = 1000
# Of a hundred places so many are of each kind.
KINDS = {
    Kind.MUNICIPALITY: 76,
    Kind.NEIGHBOURHOOD: 9,
    Kind.GROUP: 7,
    Kind.DEPARTMENT: 3,
    Kind.REGION: 2,
    Kind.ISLAND: 1,
    Kind.OTHER: 2,
}
ABOVE = (Kind.GROUP, Kind.DEPARTMENT, Kind.REGION)
STATES = {
    PlatformState.ACTIVE: 40,
    PlatformState.FORMING: 20,
    PlatformState.DORMANT: 15,
    PlatformState.NOT_KNOWN: 15,
    PlatformState.CLOSED: 10,
}
# Beside each hundred listed places, so many that visitors do not see.
NOT_LISTED = {TerritoryState.DRAFT: 3, TerritoryState.ARCHIVED: 2}
FIRST_DAY = datetime(2020, 1, 1, tzinfo=UTC)
DAYS = 2000
AIMS = (
    "People of the place meet each month to say what well-being is for them, choose what they "
    "will do together, and look each year at what came of it. "
)
SOURCE = "https://source.example.org/page/{}"


def grow_to(size):
    """Add places until ``size`` are listed, with all that belongs to them; return their number."""
    with connection.cursor() as cursor:
        # The site lets no statement run so long.
        cursor.execute("SET statement_timeout = 0")
        listed = Territory.objects.listed().count()
        for first in range(listed, size, AT_ONCE):
            with transaction.atomic():
                Batch(first).fill(min(AT_ONCE, size - first))
        cursor.execute("VACUUM (ANALYZE)")
    return Territory.objects.listed().count()


class Batch:
    """Some places in a row. ``first`` is the number of the first, and decides what they are."""

    def __init__(self, first):
        self.first = first
        self.random = Random(first)

    def fill(self, number):
        """Make so many listed places, others beside them, platforms, actors, and descriptions."""
        rows = [self.territory(self.first + at) for at in range(number)]
        rows += [
            self.territory(f"{self.first + at}-{state}", state=state)
            for state, share in NOT_LISTED.items()
            for at in range(number * share // 100)
        ]
        Territory.objects.bulk_create([row for row in rows if row.kind in ABOVE])
        self.find_parents([row for row in rows if row.kind not in ABOVE])
        Territory.objects.bulk_create([row for row in rows if row.kind not in ABOVE])
        TerritoryDescription.objects.bulk_create(self.descriptions(rows))
        actors = CollectiveActor.objects.bulk_create(self.actors(rows))
        platforms = Platform.objects.bulk_create(self.platforms(rows, actors))
        Composition.objects.bulk_create(self.compositions(platforms))

    def chance(self, percent):
        return self.random.random() * 100 < percent

    def one_of(self, shares):
        """Return one of the keys, each as often as its share says."""
        return self.random.choices([*shares], weights=[*shares.values()])[0]

    def day(self):
        return FIRST_DAY + timedelta(seconds=self.random.randrange(DAYS * 86400))

    def territory(self, number, *, state=TerritoryState.LISTED):
        country = self.one_of({code: about.share for code, about in COUNTRIES.items()})
        name = place_name(self.random, country)
        has_population = self.chance(70)
        return Territory(
            name=name,
            slug=f"place-{number}",
            kind=self.one_of(KINDS),
            country=country,
            # Two places of a country may bear one name; the area tells them apart.
            admin_area=f"{COUNTRIES[country].areas} {number}" if self.chance(60) else str(number),
            **self.position(country),
            population=int(10 ** self.random.uniform(2, 6)) if has_population else None,
            population_year=self.random.randrange(2001, 2025) if has_population else None,
            languages=[COUNTRIES[country].language],
            website=f"https://place-{number}.example.org/" if self.chance(40) else "",
            geonames_id=self.random.randrange(10**7) if self.chance(50) else None,
            wikidata_id=f"Q{self.random.randrange(1, 10**8)}" if self.chance(50) else "",
            **self.origin(number),
            state=state,
            state_since=self.day(),
            confirmed_at=self.day() if self.chance(35) else None,
        )

    def origin(self, number):
        """Return the fields of one place in ten, which comes from a public source."""
        if not self.chance(10):
            return {}
        return {
            "is_sample": True,
            "source_url": SOURCE.format(number),
            "first_sign_found": self.random.randrange(2005, 2020),
        }

    def position(self, country):
        """Return latitude and longitude, which one place in ten has not."""
        if self.chance(10):
            return {}
        about = COUNTRIES[country]
        latitude = self.random.gauss(about.latitude, about.reach)
        longitude = self.random.gauss(about.longitude, about.reach)
        return {"latitude": round(latitude, 5), "longitude": round(longitude, 5)}

    def find_parents(self, rows):
        """Put a third of the places into one above them; a few of these hold very many."""
        above = defaultdict(list)
        found = Territory.objects.listed().filter(kind__in=ABOVE).order_by("pk")
        for pk, country in found.values_list("pk", "country"):
            above[country].append(pk)
        for row in rows:
            if self.chance(33) and (places := above[row.country.code]):
                row.parent_id = places[int(len(places) * self.random.random() ** 2)]

    def descriptions(self, rows):
        return [
            TerritoryDescription(territory=row, language=language, text=AIMS * 3)
            for row in rows
            if self.chance(25)
            for language in ("en", "fr", "pt")[: self.random.randrange(1, 4)]
        ]

    def actors(self, rows):
        return [
            CollectiveActor(
                name=f"{kind.label} {row.name} {number}",
                kind=kind,
                territory=row,
                **self.origin(f"{row.slug}-{number}"),
            )
            for row in rows
            if self.chance(8)
            for number in range(self.random.randrange(1, 5))
            for kind in [self.random.choice([*ActorKind])]
        ]

    def platforms(self, rows, actors):
        """Return platforms of a quarter of the places, and of a third of the actors."""
        own = [self.platform(row) for row in rows if self.chance(25)]
        return own + [
            self.platform(actor.territory, collective_actor=actor)
            for actor in actors
            if self.chance(33)
        ]

    def platform(self, territory, *, collective_actor=None):
        state = self.one_of(STATES)
        number = collective_actor.pk if collective_actor else 0
        return Platform(
            slug=f"group-{territory.pk}-{number}",
            local_name=f"Forum {territory.name}" if self.chance(50) else "",
            territory=territory,
            collective_actor=collective_actor,
            aims=AIMS * 2,
            aims_language="en",
            contact_office="Town hall" if self.chance(50) else "",
            state=state,
            state_since=self.day(),
            opened_at=self.day(),
            confirmed_at=self.day() if self.chance(50) else None,
            source_url=SOURCE.format(territory.pk) if state == PlatformState.NOT_KNOWN else "",
        )

    def compositions(self, platforms):
        return [
            Composition(platform=platform, kind=kind, number=self.random.randrange(1, 20))
            for platform in platforms
            for kind in self.random.sample([*ActorKind], 4)
        ]
