"""Which field of a form is in which language, and how that is told."""

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, gettext
from translated_fields import TranslatedField, to_attribute


def language_of_column(column):
    """Return the code of the language that a column of a translated field is in, or ``""``."""
    return getattr(column, "_translated_field_language_code", "")


def translated_names(model):
    """Return the names of the translated fields of a model, in their order."""
    found = {
        name: attribute
        for base in model.__mro__
        for name, attribute in vars(base).items()
        if isinstance(attribute, TranslatedField)
    }
    return sorted(found, key=lambda name: found[name].creation_counter)


def told_in(field, column):
    """Let a form field say its language, and let its words run in the direction of it."""
    code = language_of_column(column)
    field.label = label_of(column)
    field.widget.attrs |= {"lang": code, "dir": direction_of(code)}
    return field


def label_of(column):
    words = {
        "field": capfirst(column.verbose_name),
        "language": language_name(language_of_column(column)),
    }
    return gettext("%(field)s (%(language)s)") % words


def direction_of(code):
    return "rtl" if get_language_info(code)["bidi"] else "ltr"


def language_name(code):
    return str(dict(settings.LANGUAGES)[code])


def fieldsets_by_language(model, record=None):
    """Return a fieldset for each language, which says whether something is missing.

    That of the reader's own language is open, the others are folded.
    """
    names = translated_names(model)
    missing = record.missing_languages() if hasattr(record, "missing_languages") else {}
    return [
        (
            _heading(code, any(code in codes for codes in missing.values())),
            {
                "fields": [to_attribute(name, code) for name in names],
                "classes": [] if code == get_language() else ["collapse"],
            },
        )
        for code, _name in settings.LANGUAGES
    ]


def _heading(code, is_missing):
    name = language_name(code)
    return (
        gettext("%(language)s: something is missing") % {"language": name} if is_missing else name
    )
