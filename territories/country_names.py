"""Names of countries in the visitor's language, kept: a list asks for many, and they stay."""

from functools import lru_cache

from django.utils.translation import get_language
from django_countries import countries


def country_name(code):
    """Return the name of a country by its code (ISO 3166-1); empty where it is none."""
    return _name(str(code), get_language())


@lru_cache(maxsize=1000)
def _name(code, language):
    return str(countries.name(code))
