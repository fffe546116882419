from math import dist

import pytest

from territories.spiral import spiral_of


def test_spiral_puts_one_dot_a_place_with_each_year_named_once():
    known = [("Mulhouse", 2005), ("Wallonie", 2009), ("Ohey", 2009), ("Odemira", None)]
    spiral = spiral_of([*known, *[("Maio", None)] * 8])

    assert [(dot.name, dot.year, dot.label and dot.label.year) for dot in spiral.dots][:4] == [
        ("Mulhouse", 2005, 2005),
        ("Wallonie", 2009, 2009),
        ("Ohey", 2009, None),
        ("Odemira", None, None),
    ]


@pytest.mark.parametrize("number", range(42))
def test_the_free_seat_and_its_words_stand_clear_of_years_and_dots(number):
    spiral = spiral_of([(str(year), year) for year in range(2005, 2005 + number)])

    labels = [dot.label for dot in spiral.dots if dot.label]
    marks = [(float(mark.x), float(mark.y)) for mark in (*labels, *spiral.dots)]
    x, y = map(float, spiral.words)
    left, top, width, height = map(float, spiral.box.split())
    assert all(dist(mark, map(float, spiral.seat)) > 40 for mark in marks)
    # Six letters of 26 units, above their baseline.
    assert [mark for mark in marks if abs(mark[0] - x) < 45 and -25 < mark[1] - y < 15] == []
    assert left + 45 <= x <= left + width - 45
    assert top < y < top + height


def test_spiral_keeps_dots_apart_and_inside_the_box():
    spiral = spiral_of([(str(number), None) for number in range(150)])

    points = [(float(dot.x), float(dot.y)) for dot in spiral.dots]
    points.append(tuple(map(float, spiral.seat)))
    nearest = min(dist(a, b) for i, a in enumerate(points) for b in points[:i])
    left, top, width, height = map(float, spiral.box.split())

    assert nearest > 2 * 8.5
    assert all(left < x < left + width and top < y < top + height for x, y in points)


def test_spiral_of_nothing_is_the_free_seat():
    spiral = spiral_of([])

    assert (spiral.dots, spiral.seat) == ([], spiral_of([("First", 2026)]).seat)
