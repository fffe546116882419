"""The spiral of dots: one dot a place, from the centre outwards, open at its end.

Half circles by compass, each a step wider than the one before, drawn anticlockwise.
"""

from dataclasses import dataclass
from math import cos, pi, sin

STEP = 31
FIRST_RADIUS = 15.5
# Along the line, in units of the drawing.
BEFORE_FIRST = 8
BETWEEN = 61
BEFORE_SEAT = 90
ROOM = 34


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
    dots, seen = [], {None}
    for number, (name, year) in enumerate(places):
        x, y, out_x, out_y = _point(BEFORE_FIRST + number * BETWEEN)
        is_new = year not in seen
        seen.add(year)
        label = Label(_text(x + 33 * out_x), _text(y + 24 * out_y + 5), year) if is_new else None
        dots.append(Dot(_text(x), _text(y), name, year, label))
    end = BEFORE_FIRST + max(len(dots) - 1, 0) * BETWEEN
    x, y, _out_x, _out_y = _point(end + BEFORE_SEAT)
    return Spiral(
        dots=dots,
        seat=(_text(x), _text(y)),
        words=(_text(x), _text(y + 60)),
        path=_path(end + BEFORE_SEAT - 30),
        box=_box(end + BEFORE_SEAT, lowest=y + 75),
    )


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


def _box(length, *, lowest):
    """Return the view box of the line up to ``length``; ``lowest`` is where the words end."""
    *_before, (_centre, radius, _start, _rest) = _halves(length)
    side = radius + ROOM
    height = side + max(side, lowest)
    return f"{-side:.0f} {-side:.0f} {2 * side + STEP:.0f} {height:.0f}"


def _text(number):
    return f"{number:.1f}"
