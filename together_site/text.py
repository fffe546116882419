"""Hygiene of text that people write, in one place. A leaf: imports nothing of the project."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# Control characters break feeds and mail; bidirectional overrides make a text read as another;
# byte order marks, line separators and non-characters are never typed on purpose. Joiners and
# plain direction marks stay: Arabic and other scripts need them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
# Letters whose plain form Unicode does not give by decomposition.
_PLAIN = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
        "ħ": "h", "ŧ": "t", "ŋ": "n", "ə": "e",
    }
)  # fmt: skip


def prose(value):
    """Return text of several lines in NFC, its line ends as ``\\n``, without blanks at the ends.

    Raises ``ValidationError`` on a hidden character that may do harm.
    """
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
    hidden = _HIDDEN.search(text)
    if hidden:
        raise ValidationError(
            _("Remove the hidden character after “%(before)s”."),
            code="hidden_character",
            params={"before": text[max(0, hidden.start() - 20) : hidden.start()]},
        )
    return text.strip()


def one_line(value):
    """Return text as one line in NFC, runs of blanks collapsed; raises as ``prose`` does."""
    return " ".join(prose(value.replace("\x0b", " ").replace("\x0c", " ")).split())


def without_hidden(value):
    """Return text that any feed or mail can carry, hidden characters left out."""
    return _HIDDEN.sub("", value)


def folded(value):
    """Return the key by which a name is sought and sorted: no case, accents or punctuation.

    ``Łódź`` gives ``lodz``, ``São-Tomé`` gives ``sao tome``. Letters of other scripts stay.
    """
    plain = unicodedata.normalize("NFKD", value.casefold().translate(_PLAIN))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", plain.casefold().translate(_PLAIN)).split())


class LineInput(forms.CharField):
    """A form field of one clean line."""

    def to_python(self, value):
        value = super().to_python(value)
        return one_line(value) if value else value


class ProseInput(forms.CharField):
    """A form field of clean text in several lines."""

    widget = forms.Textarea

    def to_python(self, value):
        # A browser counts a line end as one character and sends two.
        value = super().to_python(value)
        return prose(value) if value else value


class LineField(models.CharField):
    """A column of one clean line, ``max_length`` characters at most."""

    def to_python(self, value):
        value = super().to_python(value)
        return one_line(value) if value else value

    def formfield(self, **kwargs):
        kwargs.setdefault("form_class", LineInput)
        return super().formfield(**kwargs)


class ProseField(models.TextField):
    """A column of clean text in several lines."""

    def to_python(self, value):
        value = super().to_python(value)
        return prose(value) if value else value

    def formfield(self, **kwargs):
        kwargs.setdefault("form_class", ProseInput)
        return super().formfield(**kwargs)


class FoldedField(models.CharField):
    """The folded key of another field, kept right at every save."""

    def __init__(self, *args, of, **kwargs):
        self.of = of
        super().__init__(*args, editable=False, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["editable"]
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance, add):
        key = folded(getattr(model_instance, self.of))[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key
