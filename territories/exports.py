"""The registry as files for programs: CSV and GeoJSON, written while they are sent.

Names of columns and codes are the same in every language.
"""

import csv
import json
import re
from itertools import chain, islice

from django.conf import settings
from django.db.models import Case, F, When
from django.urls import reverse

from territories.workflow import TerritoryState
from together_site.text import without_hidden

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
FETCHED_AT_ONCE = 1000
SENT_AT_ONCE = 100

# A cell is a formula where a sign comes first, blanks before it or not. Programs that split at
# semicolons or tabs see more beginnings than we write. Full-width and small forms count as signs.
_FORMULA = re.compile(
    "^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))"
    "(?=[\\s\u00ad\u200b-\u200f\ufeff]*[=+@\\-＝＋＠－﹦﹢﹫﹣\u2212])"
)


def records(territories):
    """Return an iterator over territories as dictionaries by ``COLUMNS``, in the order given.

    Latitude and longitude are decimals in degrees (WGS 84) or ``None``. The first row is fetched
    at once, so that a database that is away is told before an answer begins.
    """
    place = settings.SITE_URL + reverse("territories:territory-list")
    rows = iter(with_columns(territories).iterator(chunk_size=FETCHED_AT_ONCE))
    fetched = chain(list(islice(rows, 1)), rows)
    return ({**row, **told(row, place=place)} for row in fetched)


def told(row, *, place):
    """Return what of a row is made here: code, moments as ISO 8601 has them, and the address."""
    moments = {name: row[name] and row[name].isoformat(timespec="seconds") for name in MOMENTS}
    return {"code": f"T{row['pk']}", **moments, "address": f"{place}{row['slug']}/"}


def with_columns(territories):
    """Fetch the columns of the database; of a place above only what is listed itself."""
    above = When(parent__state=TerritoryState.LISTED, then=F("parent__slug"))
    computed = {"country_code": F("country"), "parent_slug": Case(above)}
    stored = [name for name in COLUMNS if name not in (*computed, "code", "address")]
    return territories.values("pk", *stored, **computed)


def csv_pieces(found):
    """Yield the text of a CSV file (RFC 4180) of ``records``, a header first."""
    lines = csv.writer(Line())
    yield lines.writerow(COLUMNS)
    for record in found:
        yield lines.writerow([cell(record[name]) for name in COLUMNS])


class Line:
    """Where a CSV writer writes: it hands back what it is given."""

    def write(self, text):
        return text


def cell(value):
    """Return a value as a cell of a table that no spreadsheet takes for a formula.

    Numbers stay numbers. Text that would begin a formula gets an apostrophe before it.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return cell(" ".join(value))
    if isinstance(value, str):
        return _FORMULA.sub("'", without_hidden(value))
    return value


def geojson_pieces(found):
    """Yield the text of a GeoJSON feature collection (RFC 7946) of ``records``."""
    yield '{"type": "FeatureCollection", "features": [\n'
    for number, record in enumerate(found):
        yield (",\n" if number else "") + json.dumps(feature(record))
    yield "\n]}\n"


def feature(record):
    """Return a record as a feature, a point where its position is known."""
    properties = {name: record[name] for name in COLUMNS if name not in ("latitude", "longitude")}
    return {"type": "Feature", "geometry": point(record), "properties": properties}


def point(record):
    """Return the position of a record, or none."""
    if record["latitude"] is None:
        return None
    # The standard puts longitude first.
    longitude, latitude = float(record["longitude"]), float(record["latitude"])
    return {"type": "Point", "coordinates": [longitude, latitude]}


def in_chunks(pieces):
    """Yield the same text in larger pieces, each of which is one parcel on the wire."""
    while chunk := "".join(islice(pieces, SENT_AT_ONCE)):
        yield chunk
