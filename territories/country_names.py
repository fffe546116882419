"""Names of countries in the visitor's language, kept: a list asks for many, and they stay."""

from functools import lru_cache

from django.utils.translation import get_language
from django_countries import countries

from together_site.text import folded


def country_name(code):
    """Return the name of a country by its code (ISO 3166-1); empty where it is none."""
    return _name(str(code), get_language())


@lru_cache(maxsize=1000)
def _name(code, language):
    return str(countries.name(code))


def by_name(codes):
    """Return pairs of code and name of countries, in the order of their names as people read it."""
    return sorted(((code, country_name(code)) for code in codes), key=lambda row: _key(row[1]))


@lru_cache(maxsize=1000)
def _key(name):
    return folded(name)
