"""The spiral of dots: one dot a place, from the centre outwards, open at its end.

Half circles by compass, each a step wider than the one before, drawn anticlockwise.
"""

from dataclasses import dataclass
from math import cos, dist, pi, sin

STEP = 31
FIRST_RADIUS = 15.5
# Along the line, in units of the drawing.
BEFORE_FIRST = 8
BETWEEN = 61
BEFORE_SEAT = 90
ROOM = 34
# From the seat outwards to the middle of its words, which are wider than high.
BESIDE, BELOW = 84, 54
# Nearer than this to the seat or to its words a year is left out: they come first.
NEAR = 60


@dataclass(frozen=True)
class Dot:
    """A place on the spiral; ``label`` where a new year begins."""

    x: str
    y: str
    name: str
    year: int | None
    label: "Label | None"


@dataclass(frozen=True)
class Label:
    x: str
    y: str
    year: int


@dataclass(frozen=True)
class Spiral:
    """What the template draws. Coordinates are strings: no language writes them its own way."""

    dots: list[Dot]
    seat: tuple[str, str]
    words: tuple[str, str]
    path: str
    box: str


def spiral_of(places):
    """Return the spiral of ``places``, pairs of name and year (``None``: not known), in order."""
    places = list(places)
    end = BEFORE_FIRST + max(len(places) - 1, 0) * BETWEEN
    x, y, out_x, out_y = _point(end + BEFORE_SEAT)
    words = x + BESIDE * out_x, y + BELOW * out_y + 8
    dots, seen = [], {None}
    for number, (name, year) in enumerate(places):
        is_new = year not in seen
        seen.add(year)
        dots.append(_dot(number, name, year, is_new=is_new, clear_of=[(x, y), words]))
    return Spiral(
        dots=dots,
        seat=(_text(x), _text(y)),
        words=(_text(words[0]), _text(words[1])),
        path=_path(end + BEFORE_SEAT - 30),
        box=_box(end + BEFORE_SEAT, words=words),
    )


def _dot(number, name, year, *, is_new, clear_of):
    x, y, out_x, out_y = _point(BEFORE_FIRST + number * BETWEEN)
    at = x + 33 * out_x, y + 24 * out_y + 5
    label = None
    if is_new and all(dist(at, other) > NEAR for other in clear_of):
        label = Label(_text(at[0]), _text(at[1]), year)
    return Dot(_text(x), _text(y), name, year, label)


def _halves(length):
    """Yield the half circles up to ``length``: centre, radius, first angle, length of each."""
    number = 0
    while length > 0:
        radius = FIRST_RADIUS + number * STEP
        whole = pi * radius
        yield (number % 2) * STEP, radius, (number % 2) * pi, min(whole, length)
        length -= whole
        number += 1


def _point(length):
    """Return a point of the line by its distance from the start, and the way outwards there."""
    *_before, (centre, radius, start, rest) = _halves(length)
    angle = start + rest / radius
    out_x, out_y = cos(angle), -sin(angle)
    return centre + radius * out_x, radius * out_y, out_x, out_y


def _path(length):
    parts = [f"M{FIRST_RADIUS} 0"]
    for centre, radius, start, rest in _halves(length):
        angle = start + rest / radius
        x, y = centre + radius * cos(angle), -radius * sin(angle)
        parts.append(f"A{radius} {radius} 0 0 0 {_text(x)} {_text(y)}")
    return "".join(parts)


def _box(length, *, words):
    """Return the view box of the line up to ``length``, with the words at its end."""
    *_before, (_centre, radius, _start, _rest) = _halves(length)
    side = radius + ROOM
    left, right = min(-side, words[0] - 55), max(side + STEP, words[0] + 55)
    top, bottom = min(-side, words[1] - 30), max(side, words[1] + 15)
    return f"{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}"


def _text(number):
    return f"{number:.1f}"
