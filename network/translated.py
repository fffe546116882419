"""Words that staff write in several languages: a column each, and the best one for the reader."""

from functools import cache

from django.conf import settings
from django.utils.translation import get_language
from translated_fields import TranslatedField, to_attribute


def translated(field):
    """Return a field in every language of the site; read, it gives the words for the reader.

    Those are in the reader's language, else in the first of ``LANGUAGES`` that has any, else
    ``""``. ``language_of`` tells which it was.
    """
    return TranslatedField(field, attrgetter=_best)


def languages_of(record, name):
    """Return the codes of the languages in which a translated field has words, in our order."""
    return [code for code, column in _columns(name) if getattr(record, column)]


def language_of(record, name):
    """Return the code of the language in which ``record.name`` is told to the reader, or ``""``."""
    written = languages_of(record, name)
    mine = get_language()
    return mine if mine in written else (written or [""])[0]


@cache
def _columns(name):
    """Return each language with the column of a translated field; pages ask dozens of times."""
    return [(code, to_attribute(name, code)) for code, _name in settings.LANGUAGES]


def columns_of(*names):
    """Return the names of the columns of translated fields, for ``only`` and ``values``."""
    return [to_attribute(name, code) for name in names for code, _name in settings.LANGUAGES]


def _best(name, field):
    def getter(record):
        code = language_of(record, name)
        return getattr(record, to_attribute(name, code)) if code else ""

    return getter
