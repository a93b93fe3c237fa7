"""A small outline map of a few areas: lines in a box, north up, and how a position is put into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

import shapely

from patrolqr.geo.shapes import Shape

WIDTH, HIGHEST, EDGE = 340, 260, 26
"""Of the box, in its own units; nothing but numbers comes nearer to its edge."""

METRES_PER_DEGREE = 111_320
"""Of latitude."""

LEAST_DEGREES = 0.006
"""About 650 m: one small area alone does not fill the map."""

BARS = (100, 200, 500, 1000, 2000, 5000, 10_000)
"""Lengths the scale may have, metres."""


@dataclass(frozen=True)
class Drawn:
    """One area: its lines as an SVG path, and where its number stands."""

    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Sketch:
    """The map: x is (longitude − west) × across, y is (north − latitude) × down; the scale's bar is
    `bar` wide and stands for `metres`.
    """

    height: float
    west: float
    north: float
    across: float
    down: float
    metres: int
    bar: float
    areas: tuple[Drawn, ...]


@lru_cache(maxsize=64)
def sketch(geometries: tuple[str, ...]) -> Sketch:
    """Return the map of these areas (GeoJSON text, EPSG:4326), drawn in their order."""
    shapes = [shapely.from_geojson(each) for each in geometries]
    west, south, east, north = (float(each) for each in shapely.total_bounds(shapes))
    shrunk = cos(radians((south + north) / 2))
    wide = max((east - west) * shrunk, LEAST_DEGREES)
    high = max(north - south, LEAST_DEGREES / 2)
    down = min((WIDTH - 2 * EDGE) / wide, (HIGHEST - 2 * EDGE) / high)
    height = high * down + 2 * EDGE
    # in the middle where the areas fill the box one way only
    left = (west + east) / 2 - WIDTH / 2 / (down * shrunk)
    top = (south + north) / 2 + height / 2 / down
    across = down * shrunk
    metres = max(
        (each for each in BARS if each / METRES_PER_DEGREE * down < WIDTH / 3), default=BARS[0]
    )
    return Sketch(
        height=round(height, 1),
        west=round(left, 6),
        north=round(top, 6),
        across=round(across, 2),
        down=round(down, 2),
        metres=metres,
        bar=round(metres / METRES_PER_DEGREE * down, 1),
        areas=tuple(_drawn(each, left, top, across, down) for each in shapes),
    )


@lru_cache(maxsize=512)
def middle(geometry: str) -> tuple[float, float]:
    """Return a longitude and latitude that lie in the area, or on the line."""
    point = shapely.point_on_surface(shapely.from_geojson(geometry))
    return round(float(point.x), 5), round(float(point.y), 5)


def _drawn(shape: Shape, west: float, north: float, across: float, down: float) -> Drawn:
    placed = shapely.transform(shape, lambda points: (points - (west, north)) * (across, -down))
    number = shapely.point_on_surface(placed)
    return Drawn(_path(_lines(placed)), round(float(number.x), 1), round(float(number.y), 1))


def _lines(shape: Shape) -> Sequence[Shape]:
    """Return the lines of a shape: its own, or those around its areas."""
    areal = shapely.get_dimensions(shape) == 2
    return list(shapely.get_parts(shapely.boundary(shape) if areal else shape))


def _path(lines: Sequence[Shape]) -> str:
    """Return the lines as the d of an SVG path."""
    drawn = []
    for line in lines:
        points = [f"{x:.1f} {y:.1f}" for x, y in shapely.get_coordinates(line)]
        drawn.append("M" + "L".join(points) + ("Z" if points[0] == points[-1] else ""))
    return "".join(drawn)
