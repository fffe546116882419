"""The platforms of the registry as files for programs.

Names of columns and codes are the same in every language.
"""

from django.conf import settings
from django.db.models import F
from django.urls import reverse

from territories import tables

COLUMNS = (
    "code",
    "slug",
    "local_name",
    "territory_code",
    "territory_slug",
    "territory_name",
    "country_code",
    "collective_actor",
    "latitude",
    "longitude",
    "state",
    "state_since",
    "opened_at",
    "website",
    "first_sign_found",
    "is_sample",
    "source_url",
    "changed_at",
    "confirmed_at",
    "address",
)
MOMENTS = ("state_since", "opened_at", "changed_at", "confirmed_at")
COMPUTED = {
    "territory_slug": F("territory__slug"),
    "territory_name": F("territory__name"),
    "country_code": F("territory__country"),
    "actor_name": F("collective_actor__name"),
    "latitude": F("territory__latitude"),
    "longitude": F("territory__longitude"),
}


def records(platforms):
    """Return an iterator over platforms as dictionaries by ``COLUMNS``, in the order given.

    Latitude and longitude are those of the territory: decimals in degrees (WGS 84) or ``None``.
    """
    home = settings.SITE_URL + reverse("platforms:platform-list")
    made = {*COMPUTED, "code", "territory_code", "collective_actor", "address"}
    stored = [name for name in COLUMNS if name not in made]
    rows = tables.begun(platforms.values("pk", "territory_id", *stored, **COMPUTED))
    return (_told(row, home=home) for row in rows)


def _told(row, *, home):
    told = {
        **row,
        "code": f"P{row['pk']}",
        "territory_code": f"T{row['territory_id']}",
        "collective_actor": row["actor_name"],
        "address": f"{home}{row['slug']}/",
        **{name: tables.moment(row[name]) for name in MOMENTS},
    }
    return {name: told[name] for name in COLUMNS}
