from decimal import Decimal
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territories.places import DATA, Place, rows_of, suggest
from together_site.text import folded


def name_of(place):
    return place and place.name


def test_a_place_comes_with_its_point_and_population():
    assert suggest("Odemira", country="PT") == Place(
        name="Odemira",
        latitude=Decimal("37.598"),
        longitude=Decimal("-8.64"),
        population=5830,
    )


@pytest.mark.parametrize(
    ("typed", "country", "name"),
    [
        ("mulhouse", "FR", "Mulhouse"),
        ("  SÃO  Brás de Alportel ", "PT", "São Brás de Alportel"),
        ("Saint Etienne", "FR", "Saint-Étienne"),
        ("München", "DE", "Munich"),
        ("Lisboa", "PT", "Lisbon"),
        ("Lisbonne", "PT", "Lisbon"),
        ("Αθήνα", "GR", "Athens"),
        ("Київ", "UA", "Kyiv"),
        ("القاهرة", "EG", "Cairo"),
        ("東京", "JP", "Tokyo"),
    ],
)
def test_a_place_is_found_however_it_is_spelled(typed, country, name):
    assert name_of(suggest(typed, country=country)) == name


@pytest.mark.parametrize(
    ("typed", "country", "name"),
    [
        ("City of Cape Town", "ZA", "Cape Town"),
        ("City of Des Moines", "US", "Des Moines"),
        ("Ville de Mulhouse", "FR", "Mulhouse"),
        ("Commune d’Évian-les-Bains", "FR", "Évian-les-Bains"),
        ("Ville du Mans", "FR", "Le Mans"),
        ("Commune des Herbiers", "FR", "Les Herbiers"),
        ("Município de Odemira", "PT", "Odemira"),
        ("Câmara Municipal do Porto", "PT", "Porto"),
        ("Concelho da Covilhã", "PT", "Covilhã"),
        # Names of which such words are a part.
        ("City of London", "GB", "City of London"),
        ("Vila do Conde", "PT", "Vila do Conde"),
        ("Ville-d’Avray", "FR", "Ville-d'Avray"),
    ],
)
def test_the_words_for_a_municipality_may_stand_before_its_name(typed, country, name):
    assert name_of(suggest(typed, country=country)) == name


def test_of_several_places_of_one_name_the_most_populous_is_suggested():
    assert suggest("Saint-Denis", country="FR").population == 96128


def test_a_place_of_that_name_goes_before_a_larger_one_that_is_also_called_so():
    assert name_of(suggest("Mora", country="PT")) == "Mora"
    assert name_of(suggest("Gaia", country="PT")) == "Vila Nova de Gaia"


def test_a_name_is_sought_in_its_country_only():
    assert suggest("Saint-Denis", country="RE").latitude == Decimal("-20.882")
    assert suggest("Odemira", country="FR") is None


@pytest.mark.parametrize(
    "typed",
    [
        "Odemir",
        "Odemira (Beja)",
        "demira",
        "37.598",
        "5830",
        "|",
        "Odemira\tOdemira",
        "Lisboa|lisbona",
    ],
)
def test_nothing_is_guessed(typed):
    assert suggest(typed, country="PT") is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        None,
        "\x00",
        "\ud800",
        "x" * 5000,
        "Mulhouse" + " " * 5000,
        "Ville du",
        "Município de ",
    ],
)
def test_odd_names_find_nothing(typed):
    assert suggest(typed, country="FR") is None


@pytest.mark.parametrize("country", ["", None, "pt", "ZZ", "P\x00T", "../PT", "PT.tsv", "\ud800"])
def test_unknown_countries_find_nothing(country):
    assert suggest("Odemira", country=country) is None


@given(st.text(st.characters(), max_size=220), st.sampled_from(["PT", "FR", "CN"]))
def test_whatever_is_typed_gives_a_place_or_none(typed, country):
    assert isinstance(suggest(typed, country=country), Place | None)


def test_a_country_is_unpacked_once():
    rows_of.cache_clear()

    suggest("Odemira", country="PT")
    suggest("Sintra", country="PT")

    assert rows_of.cache_info().misses == 1


def test_the_first_and_the_last_row_are_found_too():
    lines = lines_of("PT")
    names = [line.split("\t")[1] for line in (lines[0], lines[-1])]

    assert [name_of(suggest(name, country="PT")) for name in names] == names


@pytest.mark.parametrize("code", ["GR", "NO", "PT", "RO", "SN"])
def test_the_data_are_folded_by_the_rule_of_today(code):
    for line in lines_of(code):
        key, name, *_point, others = line.split("\t")
        assert (key, others) == (folded(name), "|".join(map(folded, others.split("|"))))


def test_every_row_can_be_read_and_no_other_name_leads_to_two_places():
    with ZipFile(DATA) as data:
        codes = [member.removesuffix(".tsv") for member in data.namelist()]

    for code in codes:
        rows = [line.split("\t") for line in lines_of(code)]
        names = [name for row in rows for name in row[5].split("|") if name]
        assert len(names) == len({*names} - {row[0] for row in rows})
        for _key, _name, latitude, longitude, population, _others in rows:
            assert -90 <= Decimal(latitude) <= 90
            assert -180 <= Decimal(longitude) <= 180
            assert int(population) >= 0


def lines_of(code):
    with ZipFile(DATA) as data:
        return data.read(f"{code}.tsv").decode().removesuffix("\n").split("\n")
