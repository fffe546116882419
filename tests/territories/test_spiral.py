from math import dist

from territories.spiral import spiral_of


def test_spiral_puts_one_dot_a_place_with_each_year_named_once():
    spiral = spiral_of([("Mulhouse", 2005), ("Wallonie", 2009), ("Ohey", 2009), ("Odemira", None)])

    assert [(dot.name, dot.year, dot.label and dot.label.year) for dot in spiral.dots] == [
        ("Mulhouse", 2005, 2005),
        ("Wallonie", 2009, 2009),
        ("Ohey", 2009, None),
        ("Odemira", None, None),
    ]


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
