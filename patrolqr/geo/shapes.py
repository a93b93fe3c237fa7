"""Shapes as others may hold them: read from GeoJSON text, projected, compared, taken apart.

Outside geo a shape is only held, and handed back to be asked about.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from patrolqr.geo.projection import DEGREES, METRES, transformer

Shape: TypeAlias = BaseGeometry
"""A point, a line or an area, in degrees or in metres as its holder's name for it says."""

Shapes = npt.NDArray[np.object_]
"""An array of shapes."""

Bounds = tuple[float, float, float, float]
"""West, south, east, north."""

Coordinates = npt.NDArray[np.float64]
"""One row per point: east, north."""

FARTHEST_METRES = 1e8
"""Beyond this a projection has run off the globe."""


def read_shapes(texts: Iterable[object]) -> Shapes:
    """Return the shapes of GeoJSON texts, in the order given."""
    return np.asarray(shapely.from_geojson(np.array(list(texts), dtype=object)), dtype=object)


def area_in_metres(text: str) -> Shape | None:
    """Return an area (GeoJSON text, EPSG:4326) in metres of the British grid; None if it is none."""
    try:
        degrees = shapely.from_geojson(text)
    except (shapely.errors.GEOSException, TypeError):
        return None
    if degrees is None or degrees.is_empty or degrees.geom_type not in ("Polygon", "MultiPolygon"):
        return None
    whole = degrees if degrees.is_valid else degrees.buffer(0)
    metres = shapely.transform(whole, transformer(DEGREES, METRES).transform, interleaved=False)
    return metres if all(abs(edge) < FARTHEST_METRES for edge in metres.bounds) else None


def line_in_metres(points: Sequence[tuple[float, float]]) -> Shape:
    """Return the line through points (longitude, latitude) in metres of the British grid."""
    metres = transformer(DEGREES, METRES).transform
    return shapely.transform(shapely.LineString(points), metres, interleaved=False)


def simplify(shapes: Shapes, most: float) -> Shapes:
    """Return the shapes with as few points as leave every line within that distance of its own."""
    return np.asarray(shapely.simplify(shapes, most), dtype=object)


def bounds_of(shapes: Iterable[Shape]) -> Bounds:
    """Return the rectangle around all shapes; NaN where there are none."""
    west, south, east, north = shapely.total_bounds(np.array(list(shapes), dtype=object))
    return float(west), float(south), float(east), float(north)


def coordinates(shape: Shape) -> Coordinates:
    """Return all points of a shape in order."""
    return np.asarray(shapely.get_coordinates(shape))


def rings_of(shape: Shape) -> Iterator[Coordinates]:
    """Return each polygon's outer ring and then its holes."""
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            yield from map(coordinates, (part.exterior, *part.interiors))


def point_inside(shape: Shape) -> Coordinates:
    """Return a point that lies in the area, also where its middle does not."""
    return coordinates(shapely.point_on_surface(shape))


class ShapeIndex:
    """Shapes that are asked many times which of them lie near."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._tree = shapely.STRtree(shapes)

    def within(self, bounds: Bounds) -> npt.NDArray[np.int64]:
        """Return the positions of the shapes whose own bounds touch these, in the order given."""
        return np.sort(self._tree.query(shapely.box(*bounds)))

    def points_within(self, bounds: Bounds) -> npt.NDArray[np.int64]:
        """Return the same for those shapes that are points."""
        near = self.within(bounds)
        is_point = shapely.get_type_id(self._shapes[near]) == shapely.GeometryType.POINT
        return np.asarray(near[is_point])
