"""Hygiene of text that people write, in one place. A leaf: imports nothing of the project."""

import re
import unicodedata
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# Control characters break feeds and mail; bidirectional overrides make a text read as another;
# tags and non-characters are never typed on purpose. Joiners, plain direction marks and variation
# selectors stay: Arabic, Persian, Indic scripts, Japanese names and emoji need them.
_NON_CHARACTERS = "".join(
    chr(plane + last) for plane in range(0x10000, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff"
    f"\ufff9-\uffff\U000e0000-\U000e00ff\U000e01f0-\U000e0fff{_NON_CHARACTERS}]"
)
# Taken off both ends: blanks, and what address books and documents put around copied text.
_AROUND = "".join(filter(str.isspace, map(chr, range(0x3001)))) + (
    "\u200b\u202a\u202b\u202c\u202d\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")
_MARKS_ON_A_LETTER = 30  # more than any language writes: the figure of Unicode's annex 15
# Letters of no width and no strokes.
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_VARIATION_SELECTOR = re.compile("[\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Letters whose plain form Unicode does not give by decomposition.
_PLAIN = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
        "ħ": "h", "ŧ": "t", "ŋ": "n", "ə": "e", "ʼ": " ", "ʻ": " ",
    }
)  # fmt: skip

_BETWEEN_SIGNS = re.compile(r"[^@.+_-]+")
# A cell is a formula where a sign comes first, blanks before it or not. Programs that split at
# semicolons or tabs see more beginnings than we write. Full-width and small forms count as signs.
_FORMULA = re.compile(
    "^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))"
    "(?=[\\s\u00ad\u200b-\u200f\ufeff]*[=+@\\-＝＋＠－﹦﹢﹫﹣\u2212])"
)


def comma():
    """Return the comma of the active language with the blank after it: Arabic has its own."""
    return "، " if get_language() == "ar" else ", "


def listed(words):
    """Return words in one line, with the commas of the active language between."""
    return comma().join(map(str, words))


def prose(value):
    """Return text of several lines in NFC, its line ends as ``\\n``, without blanks at the ends.

    A text in which nothing can be seen gives ``""``. Raises ``ValidationError`` on a hidden
    character that may do harm.
    """
    _refuse_piles(value)
    text = unicodedata.normalize("NFC", _LINE_END.sub("\n", value)).strip(_AROUND)
    _refuse_hidden(text)
    return text if any(_is_seen(character) for character in text) else ""


def _refuse_piles(text):
    # Normalising takes time by the square of such a run: 100,000 accents take ten seconds.
    for is_mark, run in groupby(text, lambda character: unicodedata.combining(character) > 0):
        if is_mark and sum(1 for _mark in run) > _MARKS_ON_A_LETTER:
            raise ValidationError(_("Remove the accents that are piled up."), code="piled_up")


def _refuse_hidden(text):
    hidden = _HIDDEN.search(text)
    if not hidden:
        return
    before = text[max(0, hidden.start() - 20) : hidden.start()]
    if not before:
        message = _("Remove the hidden character at the beginning.")
        raise ValidationError(message, code="hidden_character")
    message = _("Remove the hidden character after “%(before)s”.")
    raise ValidationError(message, code="hidden_character", params={"before": before})


def _is_seen(character):
    return unicodedata.category(character)[0] in "LNPS" and character not in _BLANK_LETTERS


def one_line(value):
    """Return text as one line in NFC, runs of blanks collapsed; raises as ``prose`` does."""
    return " ".join(prose(value).split())


def without_hidden(value):
    """Return text that any feed or mail can carry, hidden characters left out."""
    return _HIDDEN.sub("", value)


def folded(value):
    """Return the key by which a name is sought and sorted: no case, accents or punctuation.

    ``Łódź`` gives ``lodz``, ``São-Tomé`` gives ``sao tome``. Letters of other scripts stay.
    """
    plain = unicodedata.normalize("NFKD", value.casefold().translate(_PLAIN))
    kept = "".join(map(_key_part, plain.casefold().translate(_PLAIN)))
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _key_part(character):
    """Return what stays of a character in a key: letters, digits and the vowel signs of Asia."""
    category = unicodedata.category(character)
    if unicodedata.combining(character) or category in ("Cf", "Me", "Cs", "Co", "Cn"):
        return ""
    if category == "Mn" and _VARIATION_SELECTOR.match(character):
        return ""
    return character if category[0] in "LMN" else " "


def folded_address(value):
    """Return an e-mail address, or a piece of one, as it is sought: folded between its signs."""
    return _BETWEEN_SIGNS.sub(lambda piece: folded(piece[0]), value)


def cell(value):
    """Return a value as a cell of a table that no spreadsheet takes for a formula.

    Numbers stay numbers. Text that would begin a formula gets an apostrophe before it.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return cell(" ".join(value))
    if isinstance(value, str):
        return _FORMULA.sub("'", without_hidden(value))
    return value


class LineInput(forms.CharField):
    """A form field of one clean line."""

    def to_python(self, value):
        value = super().to_python(value)
        return (one_line(value) or self.empty_value) if value else value


class ProseInput(forms.CharField):
    """A form field of clean text in several lines."""

    widget = forms.Textarea

    def to_python(self, value):
        # A browser counts a line end as one character and sends two.
        value = super().to_python(value)
        return (prose(value) or self.empty_value) if value else value


class AddressInput(forms.EmailField):
    """A form field of an e-mail address without hidden characters, which quotes could hold."""

    def to_python(self, value):
        value = super().to_python(value)
        _refuse_hidden(value)
        return value


class WebInput(forms.URLField):
    """A form field of an address on the web without hidden characters."""

    def to_python(self, value):
        value = super().to_python(value)
        _refuse_hidden(value)
        return value


class LineField(models.CharField):
    """A column of one clean line, ``max_length`` characters at most.

    Django calls ``to_python`` at every write and exact look-up too: what is stored is clean even
    where nobody validated, and a search must go through a form first.
    """

    def to_python(self, value):
        value = super().to_python(value)
        return one_line(value) if value else value

    def formfield(self, **kwargs):
        kwargs.setdefault("form_class", LineInput)
        return super().formfield(**kwargs)


class ProseField(models.TextField):
    """A column of clean text in several lines, ``max_length`` characters at most where given."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.max_length:  # Django leaves this to forms
            self.validators.append(MaxLengthValidator(self.max_length))

    def to_python(self, value):
        value = super().to_python(value)
        return prose(value) if value else value

    def formfield(self, **kwargs):
        kwargs.setdefault("form_class", ProseInput)
        return super().formfield(**kwargs)


class FoldedField(models.CharField):
    """The folded key of another field, kept right at every save.

    ``save(update_fields=…)`` that names the other field must name the key too and raises where it
    does not. ``QuerySet.update`` and ``bulk_update`` pass by: give them both.
    """

    def __init__(self, *args, of, **kwargs):
        self.of = of
        super().__init__(*args, editable=False, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["editable"]
        return name, path, args, {**kwargs, "of": self.of}

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        # The field itself is not asked when only other fields are saved.
        models.signals.pre_save.connect(self._refuse_half, sender=cls)

    def _refuse_half(self, update_fields, **kwargs):
        if update_fields and self.of in update_fields and self.name not in update_fields:
            raise ValueError(f"Save {self.name} together with {self.of}.")

    def pre_save(self, model_instance, add):
        key = folded(getattr(model_instance, self.of))[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key
