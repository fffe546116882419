"""The spiral of phases: three turns, one a cycle, with eight stations each; it stays open.

Half circles by compass as in the mark, each a step wider, drawn anticlockwise in every language.
"""

from dataclasses import dataclass
from math import cos, pi, sin

CYCLES, PHASES = 3, 8
STEP = 50
FIRST_RADIUS = 84
# Of a half circle, which has half of the phases.
HALF = PHASES // 2
ROOM = 46


@dataclass(frozen=True)
class Station:
    """A phase of a cycle. Coordinates are text: no language writes them its own way."""

    x: str
    y: str
    phase: int
    cycle: int


@dataclass(frozen=True)
class Spiral:
    path: str
    box: str
    stations: list[Station]
    labels: list[tuple[str, int]]  # each cycle is named inside of where it begins, on the axis
    seat: tuple[str, str]


def spiral():
    """Return what the template draws."""
    stations = [
        Station(*_point(cycle, phase), phase + 1, cycle + 1)
        for cycle in range(CYCLES)
        for phase in range(PHASES)
    ]
    labels = [(str(_half(cycle * 2)[1] - STEP), cycle + 1) for cycle in range(CYCLES)]
    return Spiral(_path(), _box(), stations, labels, _point(CYCLES, 0))


def _point(cycle, phase):
    """Return where a phase lies, both counted from 0: in the middle of its part of the turn."""
    half = cycle * 2 + phase // HALF
    angle = (half % 2) * pi + (phase % HALF + 0.5) * pi / HALF
    centre, radius = _half(half)
    return _text(centre + radius * cos(angle)), _text(-radius * sin(angle))


def _half(number):
    return (number % 2) * STEP, FIRST_RADIUS + number * STEP


def _path():
    parts = [f"M{FIRST_RADIUS} 0"]
    for number in range(CYCLES * 2):
        centre, radius = _half(number)
        end = centre + radius * (1 if number % 2 else -1)
        parts.append(f"A{radius} {radius} 0 0 0 {end} 0")
    return "".join(parts)


def _box():
    radius = FIRST_RADIUS + (CYCLES * 2 - 1) * STEP
    left, right = STEP - radius - ROOM, STEP + radius + ROOM
    top, bottom = -(radius - STEP) - ROOM, radius + ROOM
    return f"{left} {top} {right - left} {bottom - top}"


def _text(number):
    return f"{number:.1f}"
