"""Where a place of some name lies, from GeoNames: what a form suggests and a person corrects."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from zipfile import ZipFile

from together_site.text import folded

DATA = Path(__file__).with_name("places.zip")  # made by docs/places.py
_LONGEST = 200  # characters; the longest name in the data has 79

# What people write before a name, in the languages of the site, as it is when folded.
_OFFICE = re.compile(
    "(?:city|town|municipality"
    "|ville|commune|municipalite|mairie"
    "|cidade|municipio|concelho|camara municipal|prefeitura municipal)"
    " (of|de|d|du|des|do|da|dos|das) "
)
# French melts an article into the word before: the “Ville du Mans” is Le Mans.
_MELTED = {"du": "le ", "des": "les "}


@dataclass(frozen=True)
class Place:
    """A place as GeoNames has it; ``population`` is 0 where nobody counted."""

    name: str
    latitude: Decimal
    longitude: Decimal
    population: int


def suggest(name, *, country):
    """Return the place that bears this name in a country of this code, or ``None``.

    Of several that bear it, the most populous. Nothing is guessed by similarity, and nothing that
    people type raises.
    """
    if not name or len(name) > _LONGEST:
        return None
    rows = rows_of(str(country))
    key = folded(name)
    return _found(rows, key) or _found(rows, _without_office(key))


def _without_office(key):
    """Return a folded name without the “City of”, “Ville de” or “Município de” before it."""
    office = _OFFICE.match(key)
    return _MELTED.get(office[1], "") + key[office.end() :] if office else key


@lru_cache(maxsize=32)
def rows_of(country):
    """Return the table of a country as it was cut, or nothing; a search in it needs no parsing.

    A line has the folded name, name, latitude, longitude, population, and ``|other|names|`` folded.
    """
    with ZipFile(DATA) as data:
        member = f"{country}.tsv"
        return b"\n" + data.read(member) if member in data.namelist() else b""


def _found(rows, key):
    """Return the place of a folded name: one called so, else one that is also called so."""
    for mark in (f"\n{key}\t", f"|{key}|"):
        at = rows.find(mark.encode())
        if at >= 0:
            line = rows[rows.rfind(b"\n", 0, at + 1) + 1 : rows.find(b"\n", at + 1)]
            _key, name, latitude, longitude, population, _others = line.decode().split("\t")
            return Place(name, Decimal(latitude), Decimal(longitude), int(population))
    return None
