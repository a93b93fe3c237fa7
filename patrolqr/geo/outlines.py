"""Outlines as GeoJSON text: made of what a file says, compared, simplified, taken apart."""

import json
from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import shapely

from patrolqr.geo.projection import DEGREES, METRES, transformer
from patrolqr.geo.shapes import Bounds, Shape, read_shapes

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
    ground, there = (shapely.union_all(read_shapes(each)) for each in (outlines, others))
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
    lines = read_shapes(rows["geometry"])
    return gpd.GeoDataFrame(rows[["name", "class"]], geometry=lines, crs=DEGREES)


def points_frame(rows: Any) -> gpd.GeoDataFrame:
    """Return rows with longitude and latitude as a frame of points: name, class."""
    points = gpd.points_from_xy(rows["longitude"], rows["latitude"])
    return gpd.GeoDataFrame(rows[["name", "class"]], geometry=points, crs=DEGREES)


def near_in_metres(rows: gpd.GeoDataFrame, bounds: Bounds, *, around_m: float) -> gpd.GeoDataFrame:
    """Return the rows (EPSG:4326 unless they say otherwise) that lie within the bounds (metres of
    the British grid) or so far around them, in metres and in their order.
    """
    if rows.empty:
        return gpd.GeoDataFrame(rows[["name", "class"]], geometry=[], crs=METRES)
    placed = rows if rows.crs is not None else rows.set_crs(DEGREES)
    ground = gpd.GeoSeries([shapely.box(*bounds).buffer(around_m)], crs=METRES).to_crs(placed.crs)
    return placed.iloc[sorted(placed.sindex.intersection(ground.total_bounds))].to_crs(METRES)


def _areas_of(shape: Shape) -> Shape:
    areas = ("Polygon", "MultiPolygon")
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in areas]
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def _in_degrees(shape: Shape, crs: str) -> Shape:
    looks_like_metres = max(abs(bound) for bound in shape.bounds) > FAR_FROM_DEGREES
    source = METRES if crs == DEGREES and looks_like_metres else crs
    if source == DEGREES:
        return shape
    project = transformer(source, DEGREES).transform
    return shapely.transform(shape, project, interleaved=False)
