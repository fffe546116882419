"""The badge of a member: a picture for its own website, with the mark, its name and a year."""

from textwrap import wrap

LETTERS_A_LINE = 26
MOST_LINES = 7  # a name has 160 letters at most
LINE = 30


def lines_of(name):
    """Return the lines of a name with the height at which each stands."""
    lines = wrap(name, LETTERS_A_LINE)[:MOST_LINES]
    return [(line, 118 + LINE * at) for at, line in enumerate(lines)]


def badge_of(member, year):
    """Return what the drawing of a badge needs."""
    lines = lines_of(member.name)
    foot = lines[-1][1] + 34
    return {"member": member, "lines": lines, "year": year, "foot": foot, "height": foot + 26}
