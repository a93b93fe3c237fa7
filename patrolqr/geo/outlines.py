"""Outlines as GeoJSON text: made of what a file says, compared, simplified, taken apart."""

import json
from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from patrolqr.geo.projection import DEGREES, METRES, transformer

FAR_FROM_DEGREES = 1000
"""Numbers beyond this are metres of the British grid, whatever a file says of itself."""


def area_in_degrees(geometry: object, crs: str) -> str | None:
    """Return a file's geometry as an area (GeoJSON text, EPSG:4326); None if it is no area on the
    globe.
    """
    try:
        shape = shapely.make_valid(shapely.from_geojson(json.dumps(geometry)))
    except (shapely.GEOSException, ValueError, RecursionError):
        return None
    area = _areas_of(shape)
    if area.is_empty:
        return None
    degrees = _in_degrees(area, crs)
    west, south, east, north = degrees.bounds
    on_the_globe = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    return str(shapely.to_geojson(degrees)) if on_the_globe else None


def share_of_smaller(outlines: Sequence[str], others: Sequence[str]) -> float:
    """Return which share of the smaller set's ground both sets cover, from 0 to 1."""
    ground, there = (
        shapely.union_all(shapely.from_geojson(np.asarray(each, dtype=object)))
        for each in (outlines, others)
    )
    return float(ground.intersection(there).area / min(ground.area, there.area))


def rings(geometry: str, *, most_points: int, coarse_degrees: float) -> list[list[list[float]]]:
    """Return an area's rings as rounded coordinates, simplified where it has too many points."""
    shape = shapely.from_geojson(geometry)
    if shapely.get_num_coordinates(shape) > most_points:
        shape = shape.simplify(coarse_degrees)
    written: dict[str, Any] = json.loads(shapely.to_geojson(shape))
    found = written.get("coordinates", []) if "Polygon" in written["type"] else []
    polygons = found if written["type"] == "MultiPolygon" else [found]
    return [
        [[round(x, 5), round(y, 5)] for x, y, *_ in ring]
        for polygon in polygons
        for ring in polygon
    ]


def lines_frame(rows: Any) -> gpd.GeoDataFrame:
    """Return rows with geometry as GeoJSON text (EPSG:4326) as a frame of shapes: name, class."""
    lines = shapely.from_geojson(rows["geometry"].to_numpy(dtype=object))
    return gpd.GeoDataFrame(rows[["name", "class"]], geometry=lines, crs=DEGREES)


def points_frame(rows: Any) -> gpd.GeoDataFrame:
    """Return rows with longitude and latitude as a frame of points: name, class."""
    points = gpd.points_from_xy(rows["longitude"], rows["latitude"])
    return gpd.GeoDataFrame(rows[["name", "class"]], geometry=points, crs=DEGREES)


def _areas_of(shape: shapely.Geometry) -> shapely.Geometry:
    areas = ("Polygon", "MultiPolygon")
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in areas]
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def _in_degrees(shape: shapely.Geometry, crs: str) -> shapely.Geometry:
    looks_like_metres = max(abs(bound) for bound in shape.bounds) > FAR_FROM_DEGREES
    source = METRES if crs == DEGREES and looks_like_metres else crs
    if source == DEGREES:
        return shape
    project = transformer(source, DEGREES).transform
    return shapely.transform(shape, project, interleaved=False)
