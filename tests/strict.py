"""Reading our files as the strictest programs do: what is not quite right is refused."""

import csv
import io
import json

import feedparser
from lxml import etree

ATOM = {"atom": "http://www.w3.org/2005/Atom"}


def xml(text):
    """Return the root of a document; raises where it is not well-formed."""
    parser = etree.XMLParser(recover=False, resolve_entities=False, no_network=True)
    return etree.fromstring(text, parser)


def feed(text):
    """Return a feed as a reader program has it, after two parsers found it sound."""
    xml(text)
    read = feedparser.parse(text, sanitize_html=False)
    assert not read.bozo, read.bozo_exception
    return read


def table(text):
    """Return the rows of a CSV file as dictionaries; all are as long as the first."""
    head, *rows = csv.reader(io.StringIO(text.decode(), newline=""), strict=True)
    assert text.endswith(b"\r\n")
    assert len(set(head)) == len(head)
    return [dict(zip(head, row, strict=True)) for row in rows]


def features(text):
    """Return the features of a GeoJSON collection, after its shape is that of RFC 7946."""
    collection = json.loads(text.decode(), parse_constant=_refuse, object_pairs_hook=_each_once)
    assert collection.keys() == {"type", "features"}
    assert collection["type"] == "FeatureCollection"
    for feature in collection["features"]:
        assert feature.keys() == {"type", "geometry", "properties"}
        assert feature["type"] == "Feature"
        assert isinstance(feature["properties"], dict)
        assert feature["geometry"] is None or _is_point(feature["geometry"])
    return collection["features"]


def _refuse(constant):
    raise ValueError(f"{constant} is no number of JSON")


def _each_once(pairs):
    members = dict(pairs)
    assert len(members) == len(pairs)
    return members


def _is_point(geometry):
    longitude, latitude = geometry["coordinates"]
    is_whole = geometry.keys() == {"type", "coordinates"} and geometry["type"] == "Point"
    return is_whole and -180 <= longitude <= 180 and -90 <= latitude <= 90
