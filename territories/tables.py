"""Records as CSV and GeoJSON, written while they are sent."""

import csv
import json
from itertools import chain, islice

from django.http import StreamingHttpResponse

from together_site.text import cell, without_hidden

FETCHED_AT_ONCE = 1000
SENT_AT_ONCE = 100


def begun(queryset):
    """Return the rows of a queryset one by one.

    The first is fetched at once, so that a database that is away is told before an answer begins.
    """
    rows = iter(queryset.iterator(chunk_size=FETCHED_AT_ONCE))
    return chain(list(islice(rows, 1)), rows)


def moment(value):
    """Return a moment as ISO 8601 has it, to the second, or ``None``."""
    return value and value.isoformat(timespec="seconds")


def as_csv(name, columns, found):
    """Return the answer that sends ``found``, dictionaries by ``columns``, as a table."""
    return _as_file(f"{name}.csv", csv_pieces(columns, found), "text/csv; charset=utf-8")


def as_geojson(name, found):
    """Return the answer that sends the same as points for a map."""
    return _as_file(f"{name}.geojson", geojson_pieces(found), "application/geo+json")


def _as_file(name, pieces, content_type):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(in_chunks(pieces), content_type=content_type, headers=headers)


def csv_pieces(columns, found):
    """Yield the text of a CSV file (RFC 4180) of records, a header first."""
    lines = csv.writer(Line())
    yield lines.writerow(columns)
    for record in found:
        yield lines.writerow([cell(record[name]) for name in columns])


class Line:
    """Where a CSV writer writes: it hands back what it is given."""

    def write(self, text):
        return text


def geojson_pieces(found):
    """Yield the text of a GeoJSON feature collection (RFC 7946) of records."""
    yield '{"type": "FeatureCollection", "features": [\n'
    for number, record in enumerate(found):
        yield (",\n" if number else "") + json.dumps(feature(record))
    yield "\n]}\n"


def feature(record):
    """Return a record as a feature, a point where its position is known."""
    properties = {
        name: without_hidden(value) if isinstance(value, str) else value
        for name, value in record.items()
        if name not in ("latitude", "longitude")
    }
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
