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


# Plain SQL: the query compiler would take longer over it than the database. ``{found}`` stands for
# the places; those without a position are a cell of their own, without a mean. The words of a place
# are fetched last, where it is alone: carried along, they took as long as all numbers. OFFSET 0
# has a position made a float once, with which Postgres counts four times as fast.
CLUSTERS = """
    SELECT cells.*, alone.name, alone.slug
    FROM (
        SELECT count(*) AS number, avg(latitude), avg(longitude),
            bool_or('{active}' = ANY (platform_states)),
            bool_or('{forming}' = ANY (platform_states)),
            min(longitude), min(latitude), max(longitude), max(latitude), min(id) AS id
        FROM (
            SELECT id, longitude::float8, latitude::float8, platform_states
            FROM ({found}) AS places (id, longitude, latitude, platform_states)
            OFFSET 0
        ) AS places
        GROUP BY floor(latitude / {step}), floor(longitude / {step})
        ORDER BY floor(latitude / {step}), floor(longitude / {step})
    ) AS cells
    LEFT JOIN LATERAL (
        SELECT name, slug FROM territories_territory WHERE number = 1 AND id = cells.id LIMIT 1
    ) AS alone ON true
"""


def clusters_of(territories, extent):
    """Return the clusters of a queryset, and how many of its places have no known position.

    ``extent`` is the area in which they lie, or ``None`` where no position is known.
    """
    columns = ("pk", "longitude", "latitude", "platform_states")
    found, params = territories.order_by().values_list(*columns).query.sql_with_params()
    statement = CLUSTERS.format(
        found=found,
        step=f"{_step(extent):.5f}",
        active=PlatformState.ACTIVE.value,
        forming=PlatformState.FORMING.value,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        cells = cursor.fetchall()
    placed = [_cluster(*cell) for cell in cells if cell[1] is not None]
    return placed, sum(cell[0] for cell in cells if cell[1] is None)


def _step(extent):
    if extent is None:
        return SMALLEST_STEP
    widest = max(extent.east - extent.west, extent.north - extent.south)
    return max(widest / COLUMNS, SMALLEST_STEP)


def extent_of(areas):
    """Return the area that holds all of these, or ``None`` where there is none."""
    return (
        Area(
            min(area.west for area in areas),
            min(area.south for area in areas),
            max(area.east for area in areas),
            max(area.north for area in areas),
        )
        if areas
        else None
    )


def _cluster(number, latitude, longitude, has_active, has_forming, *rest):
    *box, _key, name, slug = rest
    west, south, east, north = map(float, box)
    around = SMALLEST_STEP / 2
    return Cluster(
        latitude=float(latitude),
        longitude=float(longitude),
        number=number,
        look="" if has_active else "forming" if has_forming else "dormant",
        name=name or "",
        slug=slug or "",
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
