"""Draw static/look/land.svg from Natural Earth: python3 docs/land.py land-50m.json.

The file is that of the npm package world-atlas, version 2, a TopoJSON of Natural Earth, which is in
the public domain. Coasts are thinned by Visvalingam's method: the point that spans the smallest
triangle with its neighbours goes first. Around Europe and Africa's north, where most territories
of the network lie, more points stay.
"""

import heapq
import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from territories.projection import project  # noqa: E402 -- from the checkout

SMALLEST = 22.0  # triangles, in units of the drawing squared
SMALLEST_ISLAND = 60.0
IN_FOCUS = 14.0
ANTARCTICA = -60


def is_in_focus(longitude, latitude):
    return -32 < longitude < 48 and 10 < latitude < 66


def rings_of(topology):
    """Yield the outer rings of the land as lists of longitude and latitude in degrees."""
    (scale_x, scale_y), (move_x, move_y) = (
        topology["transform"][k] for k in ("scale", "translate")
    )
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            ring = []
            for number in polygon[0]:
                part = arcs[number] if number >= 0 else arcs[~number][::-1]
                ring += part[1:] if ring else part
            yield ring


def triangle(a, b, c):
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def thinned(points):
    """Return the points of a ring that matter; the last is the first again."""
    before = [number - 1 for number in range(len(points))]
    after = [number + 1 for number in range(len(points))]
    gone = set()

    def weight(number):
        _x, _y, factor = points[number]
        return triangle(points[before[number]], points[number], points[after[number]]) * factor

    heap = [(weight(number), number) for number in range(1, len(points) - 1)]
    heapq.heapify(heap)
    while heap:
        size, number = heapq.heappop(heap)
        if number in gone or size != weight(number):
            continue
        if size >= SMALLEST:
            break
        gone.add(number)
        left, right = before[number], after[number]
        after[left], before[right] = right, left
        for neighbour in (left, right):
            if 0 < neighbour < len(points) - 1:
                heapq.heappush(heap, (weight(neighbour), neighbour))
    return [point for number, point in enumerate(points) if number not in gone]


def drawn(ring):
    """Return a ring as a part of a path, or nothing where it is a speck."""
    points = []
    for longitude, latitude in ring:
        x, y = project(latitude, longitude)
        points.append((x, y, IN_FOCUS if is_in_focus(longitude, latitude) else 1.0))
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    size = (max(xs) - min(xs)) * (max(ys) - min(ys)) * points[0][2]
    if size < SMALLEST_ISLAND or max(lat for _lon, lat in ring) < ANTARCTICA:
        return ""
    kept = [(round(x), round(y)) for x, y, _factor in thinned(points)]
    kept = [point for at, point in enumerate(kept) if not at or point != kept[at - 1]]
    if len(kept) < 4:  # a small island stays as its box
        left, right, top, bottom = round(min(xs)), round(max(xs)), round(min(ys)), round(max(ys))
        right, bottom = max(right, left + 2), max(bottom, top + 2)
        return f"M{left} {top}H{right}V{bottom}H{left}z"
    steps = [f"{x - kept[at][0]} {y - kept[at][1]}" for at, (x, y) in enumerate(kept[1:-1])]
    return f"M{kept[0][0]} {kept[0][1]}l" + " ".join(steps).replace(" -", "-") + "z"


def main(path):
    topology = json.loads(Path(path).read_text())
    land = "".join(drawn(ring) for ring in rings_of(topology))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><path id="land" d="{land}"/></svg>\n'
    (ROOT / "static/look/land.svg").write_text(svg)


main(*sys.argv[1:])
