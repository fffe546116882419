"""The HTML part of a letter, made from its text: both say the same, whoever wrote the text."""

import re
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils import translation

_LINK = re.compile(r"https?://\S+")
_ITEM = re.compile(r"[-–•] +")


@dataclass
class Block:
    """A part of a letter: ``lines`` of a paragraph, ``items`` of a list, or an ``address``.

    The first address is the main one: what the letter is about.
    """

    lines: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    address: str = ""
    is_main: bool = False


def as_html(subject, body, *, language):
    """Return the text of a letter as an HTML page in its language."""
    context = {"subject": subject, "blocks": blocks_of(body)}
    with translation.override(language):
        return render_to_string("outbox/letter_as_html.html", context)


def blocks_of(text):
    """Return the blocks of a text: a blank line ends one, a line that is an address is one."""
    blocks, previous = [], None
    for line in map(str.strip, text.splitlines()):
        kind = _kind_of(line)
        if kind == "address":
            is_first = not any(block.address for block in blocks)
            blocks.append(Block(address=line, is_main=is_first))
        elif kind:
            if kind != previous:
                blocks.append(Block())
            _add(blocks[-1], kind, line)
        previous = kind
    return blocks


def _kind_of(line):
    if _LINK.fullmatch(line):
        return "address"
    if _ITEM.match(line):
        return "items"
    return "lines" if line else None


def _add(block, kind, line):
    getattr(block, kind).append(_ITEM.sub("", line, count=1) if kind == "items" else line)
