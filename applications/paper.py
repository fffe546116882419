"""An application form as a PDF: blank to fill in by hand, or filled as a copy to keep.

What stands on a sheet is told by the classes below; how it looks is in ``paper.typ``, which Typst
draws. Text reaches it as data, never as source: nobody writes commands by filling in a form.
"""

import json
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path

import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from together_site.text import without_hidden

DRAWING = Path(__file__).with_name("paper.typ")
FONTS = Path(__file__).with_name("fonts")


class NotDrawn(Exception):  # noqa: N818 -- says what happened, as MoveRefused does
    """Typst could not draw the sheet; a fault of the drawing, not of what people wrote."""


@dataclass(frozen=True)
class Choice:
    """A box to tick."""

    label: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Question:
    """A question with its answer, or with room for one: boxes if it has choices, else lines.

    The hint helps to fill in and stands on blank sheets only.
    """

    label: str
    hint: str = ""
    answer: str | None = None
    choices: tuple[Choice, ...] = ()
    lines: int = 1


@dataclass(frozen=True)
class Table:
    """A question answered in rows; a blank sheet has ``empty_rows`` more of them."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty_rows: int = 0


@dataclass(frozen=True)
class Part:
    """Questions under one heading."""

    title: str
    intro: str = ""
    questions: tuple[Question | Table, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A whole form; ``facts`` are pairs, the first of them repeated at the head of each page."""

    title: str
    language: str
    parts: tuple[Part, ...]
    lead: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    closing: str = ""
    is_blank: bool = False


def pdf(sheet):
    """Return the sheet as a tagged PDF; the same sheet gives the same bytes."""
    with translation.override(sheet.language):
        return drawn(DRAWING, sheet=sheet, words=_words())


def drawn(drawing, **data):
    """Return what a Typst file draws of data as a tagged PDF, in the language now in use."""
    try:
        return _compiler(drawing, data).compile(format="pdf")
    except typst.TypstError as problem:
        raise NotDrawn(f"{problem}\n{problem.diagnostic}") from problem


def forget():
    """Let Typst forget what it has drawn: it keeps its last ten drawings, however large."""
    for _drawing in range(11):
        typst.Compiler(b"", font_paths=_fonts()).compile(format="pdf")


def _compiler(drawing, data):
    """Return what draws this; one for each call, for web threads share nothing but fonts."""
    plain = {name: _plain(value) for name, value in data.items()}
    return typst.Compiler(
        drawing.read_bytes(),
        root=settings.BASE_DIR / "static" / "look",  # all that the drawing can read: the mark
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps({**plain, **_script()})},
    )


@cache
def _fonts():
    """Return our fonts and no others, so that a sheet looks the same from every machine."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def _words():
    return {
        "not_provided": _("Not provided"),
        "ticked": _("Ticked box"),
        "empty": _("Empty box"),
    }


def _script():
    """Return the active language as Typst wants it: ``pt-br`` gives ``pt`` and ``BR``."""
    language, _hyphen, region = translation.get_language().partition("-")
    return {
        "language": language,
        "region": region.upper() if len(region) == 2 else None,
        "is_rtl": translation.get_language_bidi(),
    }


def _plain(value):
    """Return what JSON can hold of a value, its texts translated and without hidden characters."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, (bool, int)):
        return value
    return without_hidden(str(value))
