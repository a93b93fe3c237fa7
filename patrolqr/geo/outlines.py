"""Outlines as GeoJSON text: made of what a file says, compared, simplified, taken apart."""

import json
from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from patrolqr.geo.projection import DEGREES, METRES
from patrolqr.geo.shapes import Bounds, Shape, Shapes, read_shapes


def read_geometry(geometry: object) -> Shape | None:
    """Return the shape a GeoJSON geometry writes, as it writes it; None where it is none."""
    try:
        return shapely.from_geojson(json.dumps(geometry))
    except (shapely.GEOSException, ValueError, RecursionError):
        return None


def area_of(shape: Shape | None) -> Shape | None:
    """Return what of a shape is area, put right where its lines cross; None where nothing is."""
    if shape is None or shape.is_empty:
        return None
    try:
        area = _areas_of(shapely.make_valid(shapely.force_2d(shape)))
    except (shapely.GEOSException, ValueError):
        return None
    return None if area.is_empty or not np.isfinite(area.bounds).all() else area


def line_of(shape: Shape | None) -> Shape | None:
    """Return a shape without heights if it is a line; None if it is none."""
    lines = ("LineString", "MultiLineString")
    if shape is None or shape.is_empty or shape.geom_type not in lines:
        return None
    return shapely.force_2d(shape)


def are_lines(shapes: Shapes) -> bool:
    """Return whether more of the shapes are lines than areas."""
    dimensions = shapely.get_dimensions(shapes)
    return bool((dimensions == 1).sum() > (dimensions == 2).sum())


def write_shape(shape: Shape) -> str:
    """Return a shape as GeoJSON text."""
    return str(shapely.to_geojson(shape))


def unite(shapes: Sequence[Shape]) -> Shape:
    """Return the parts of one area as one."""
    return shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)


def share_of_smaller(outlines: Sequence[str], others: Sequence[str]) -> float:
    """Return which share of the smaller set's ground both sets cover, from 0 to 1; 0 where one of
    them covers none.
    """
    ground, there = (shapely.union_all(read_shapes(each)) for each in (outlines, others))
    smaller = min(ground.area, there.area)
    return float(ground.intersection(there).area / smaller) if smaller else 0.0


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
