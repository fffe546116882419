"""The map of a list, drawn here: places that lie close together are one dot."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

from django.db import connection
from django.utils.translation import ngettext

from territories.projection import project
from territories.workflow import PlatformState

# A degree has five decimals in the registry.
_NUMBER = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,5})?", re.ASCII)
COLUMNS = 14  # of the grid in which places count as close
SMALLEST_STEP = 0.02  # degrees: about two kilometres
SMALLEST_WIDTH = 180  # of the drawing: some eighteen degrees
BESIDE_A_LIST, ON_A_PAGE = (4, 5), (4, 3)  # width and height


@dataclass(frozen=True)
class Area:
    """A box on the map in degrees; none crosses the line of dates."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def parse(cls, text):
        """Return the area of ``west,south,east,north``, or ``None`` for anything else."""
        parts = text.split(",")
        if len(parts) != 4 or not all(_NUMBER.fullmatch(part) for part in parts):
            return None
        west, south, east, north = (float(part) for part in parts)
        is_sound = -180 <= west < east <= 180 and -90 <= south < north <= 90
        return cls(west, south, east, north) if is_sound else None

    def __str__(self):
        return ",".join(f"{side:g}" for side in (self.west, self.south, self.east, self.north))

    def bounds(self, before=""):
        """Return what a query filters by; ``before`` leads to the columns of the position."""
        return {
            f"{before}latitude__range": (_short(self.south), _short(self.north)),
            f"{before}longitude__range": (_short(self.west), _short(self.east)),
        }


def _short(degrees):
    return f"{degrees:.5f}"


@dataclass(frozen=True)
class Cluster:
    """Places that lie close together, at their mean position; one place has name and address.

    ``look`` is that of the liveliest: nothing for active, ``forming``, else ``dormant``.
    """

    latitude: float
    longitude: float
    number: int
    look: str
    name: str
    slug: str
    area: Area


# One statement: the query compiler would take longer over it than the database. ``{found}`` stands
# for the places; where none has a position there is one row, of no cell.
CLUSTERS = """
    WITH found AS MATERIALIZED (
        SELECT longitude::float8, latitude::float8, name COLLATE "C" AS name,
            slug COLLATE "C" AS slug, platform_states
        FROM ({found}) AS places (longitude, latitude, name, slug, platform_states)
    ), extent AS (
        SELECT count(*) AS whole, count(latitude) AS placed,
            greatest(
                greatest(max(longitude) - min(longitude), max(latitude) - min(latitude))
                / {columns}, {smallest}
            ) AS step
        FROM found
    )
    SELECT whole, placed, avg(latitude), avg(longitude), count(latitude), min(name), min(slug),
        bool_or('{active}' = ANY (platform_states)), bool_or('{forming}' = ANY (platform_states)),
        min(longitude), min(latitude), max(longitude), max(latitude)
    FROM extent LEFT JOIN found ON latitude IS NOT NULL
    GROUP BY whole, placed, floor(latitude / step), floor(longitude / step)
    ORDER BY floor(latitude / step), floor(longitude / step)
"""


def clusters_of(territories):
    """Return the clusters of a queryset, and how many of its places have no known position."""
    columns = ("longitude", "latitude", "name", "slug", "platform_states")
    found, params = territories.order_by().values_list(*columns).query.sql_with_params()
    statement = CLUSTERS.format(
        found=found,
        columns=COLUMNS,
        smallest=SMALLEST_STEP,
        active=PlatformState.ACTIVE.value,
        forming=PlatformState.FORMING.value,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        rows = cursor.fetchall()
    whole, placed = rows[0][:2]
    return [_cluster(*row[2:]) for row in rows] if placed else [], whole - placed


def _cluster(latitude, longitude, number, name, slug, has_active, has_forming, *box):
    west, south, east, north = box
    around = SMALLEST_STEP / 2
    return Cluster(
        latitude=latitude,
        longitude=longitude,
        number=number,
        look="" if has_active else "forming" if has_forming else "dormant",
        name=name if number == 1 else "",
        slug=slug if number == 1 else "",
        area=Area(
            max(round(west - around, 2), -180),
            max(round(south - around, 2), -90),
            min(round(east + around, 2), 180),
            min(round(north + around, 2), 90),
        ),
    )


@dataclass(frozen=True)
class Dot:
    """What the template draws of a cluster. Numbers are text: no language writes them its way."""

    x: str
    y: str
    radius: str
    reach: str  # the radius of what one can point at
    baseline: str
    number: int
    look: str
    title: str
    url: str


@dataclass(frozen=True)
class Map:
    box: str
    size: str  # of the figures in the dots
    dots: list[Dot]


def map_of(clusters, *, link: Callable[[Cluster], str], chosen=None, shape=BESIDE_A_LIST):
    """Return the map that shows all of these clusters, or ``None`` where there is none.

    ``link`` gives the address to which a dot leads; ``shape`` is width and height of the picture.
    """
    if not clusters:
        return None
    points = [project(cluster.latitude, cluster.longitude) for cluster in clusters]
    left, top, width, height = _box(points, shape)
    unit = max(width, height) / 100
    dots = [
        _dot(cluster, point, unit, link(cluster), is_chosen=cluster is chosen)
        for cluster, point in zip(clusters, points, strict=True)
    ]
    # The smaller ones lie on top, where one can still point at them.
    dots.sort(key=lambda dot: -dot.number)
    box = f"{left:.0f} {top:.0f} {width:.0f} {height:.0f}"
    return Map(box=box, size=_text(unit * 4), dots=dots)


def _box(points, shape):
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    wide, high = shape
    # Some room around the outermost dots.
    width = max((max(xs) - min(xs)) * 1.2, SMALLEST_WIDTH)
    height = max((max(ys) - min(ys)) * 1.2, SMALLEST_WIDTH * high / wide)
    width, height = max(width, height * wide / high), max(height, width * high / wide)
    return (
        (max(xs) + min(xs) - width) / 2,
        (max(ys) + min(ys) - height) / 2,
        width,
        height,
    )


def _dot(cluster, point, unit, url, *, is_chosen):
    radius = unit * min(1.2 + 0.75 * sqrt(cluster.number), 6)
    return Dot(
        x=_text(point[0]),
        y=_text(point[1]),
        radius=_text(radius),
        reach=_text(max(radius, 4 * unit)),
        baseline=_text(point[1] + unit * 1.4),
        number=cluster.number,
        look="on" if is_chosen else cluster.look,
        title=_title(cluster),
        url=url,
    )


def _title(cluster):
    if cluster.number == 1:
        return cluster.name
    words = ngettext("%(number)s place here", "%(number)s places here", cluster.number)
    return words % {"number": cluster.number}


def _text(number):
    return f"{number:.1f}"
