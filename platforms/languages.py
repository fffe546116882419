"""Languages as people write them: by their names, in any language of the site or in their own."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.translation import get_language

from together_site.text import folded


@lru_cache(maxsize=1)
def codes_by_name():
    """Return the code of each language that Babel knows, by its folded names."""
    codes = {}
    for told in ("en", *(code for code, _name in settings.LANGUAGES)):
        for code, name in Locale(told).languages.items():
            codes.setdefault(folded(name), code)
    # Those of two letters are the languages that most people write in.
    for code in filter(lambda code: len(code) == 2, Locale("en").languages):
        own = _own_name(code)
        if own:
            codes.setdefault(folded(own), code)
    return codes


def _own_name(code):
    try:
        return Locale.parse(code).languages.get(code)
    except UnknownLocaleError:
        return None


def name_of(code):
    """Return the name of a language in the visitor's one, else in English, else its code."""
    for told in (get_language() or "en", "en"):
        name = Locale.parse(told, sep="-").languages.get(code.replace("-", "_"))
        if name:
            return name
    return code
