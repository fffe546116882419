"""The registry of territories as files for programs.

Names of columns and codes are the same in every language.
"""

from django.conf import settings
from django.db.models import Case, F, When
from django.urls import reverse

from territories import tables
from territories.workflow import TerritoryState

COLUMNS = (
    "code",
    "slug",
    "name",
    "kind",
    "country_code",
    "admin_area",
    "parent_slug",
    "latitude",
    "longitude",
    "population",
    "population_year",
    "languages",
    "website",
    "geonames_id",
    "wikidata_id",
    "lau_code",
    "iso_3166_2",
    "legacy_code",
    "first_sign_found",
    "is_sample",
    "source_url",
    "platform_states",
    "changed_at",
    "confirmed_at",
    "address",
)
MOMENTS = ("changed_at", "confirmed_at")


def records(territories):
    """Return an iterator over territories as dictionaries by ``COLUMNS``, in the order given.

    Latitude and longitude are decimals in degrees (WGS 84) or ``None``.
    """
    place = settings.SITE_URL + reverse("territories:territory-list")
    rows = tables.begun(with_columns(territories))
    return (in_order({**row, **told(row, place=place)}) for row in rows)


def in_order(row):
    """Return the columns of a row in their order, and nothing else."""
    return {name: row[name] for name in COLUMNS}


def told(row, *, place):
    """Return what of a row is made here: code, moments as ISO 8601 has them, and the address."""
    moments = {name: tables.moment(row[name]) for name in MOMENTS}
    return {"code": f"T{row['pk']}", **moments, "address": f"{place}{row['slug']}/"}


def with_columns(territories):
    """Fetch the columns of the database; of a place above only what is listed itself."""
    above = When(parent__state=TerritoryState.LISTED, then=F("parent__slug"))
    computed = {"country_code": F("country"), "parent_slug": Case(above)}
    stored = [name for name in COLUMNS if name not in (*computed, "code", "address")]
    return territories.values("pk", *stored, **computed)
