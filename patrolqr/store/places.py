"""Neighbourhoods and small areas: loading them, and which neighbourhood an incident belongs to.

The small area (LSOA) that a row was published with decides, by its parent. Only rows whose small
area is not loaded are placed by their point, because simplified outlines and snapped points agree
on nine rows of ten only.
"""

from collections.abc import Sequence
from functools import cache
from typing import Protocol

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyproj
import shapely

from patrolqr.core.errors import InputWrong
from patrolqr.store.engine.duckdb_file import run
from patrolqr.store.engine.frames import changed, over

KINDS = {"neighbourhoods": "neighbourhood", "small areas": "small_area"}
"""Kind of a file → kind of its places."""

SAME_GROUND = 0.5
"""Share of the smaller set's ground that two sets of neighbourhoods may share.

Districts and wards share all of it.
"""


NOWHERE = 999.0
"""Stands for a missing coordinate while points are told apart."""


class BoundaryFile(Protocol):
    """What is asked of a boundary file besides its rows."""

    @property
    def file_name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def replace(self) -> bool: ...


def merge(
    cursor: duckdb.DuckDBPyConnection, source: BoundaryFile, rows: pa.Table, load_id: str
) -> tuple[int, int]:
    """Return how many of the areas were loaded already, and how many of these changed.

    Store them all.
    """
    kind = KINDS[source.kind]
    over(cursor, "places_staged", rows)
    if source.replace:
        run(cursor, "places_replace", kind=kind)
    elif kind == "neighbourhood":
        _refuse_another_set(cursor, source, rows)
    known, updated = run(cursor, "places_known", kind=kind).fetchone() or (0, 0)
    run(cursor, "places_merge", kind=kind, load_id=load_id)
    return int(known), int(updated)


def residents(
    cursor: duckdb.DuckDBPyConnection, rows: pa.Table
) -> tuple[tuple[tuple[int, str, str], ...], int]:
    """Return the rows whose area is not loaded (line, reason, content) and how many areas changed."""
    without = over(cursor, "places_unknown", rows).fetchall()
    updated = changed(over(cursor, "places_residents", rows))
    return tuple((int(line), str(why), str(content)) for line, why, content in without), updated


def placed(cursor: duckdb.DuckDBPyConnection, rows: pa.Table) -> pa.Table:
    """Return the rows with easting and northing in EPSG:27700 and neighbourhood_id: NULL where
    there is none.

    Columns asked for: longitude, latitude, small_area_id. The work is done once per distinct point.
    """
    points, which = _distinct(rows)
    eastings, northings = projected(
        points["longitude"].to_numpy(float), points["latitude"].to_numpy(float)
    )
    found = pa.array(_neighbourhoods(cursor, points), pa.string())
    return (
        rows.append_column("easting", pa.array(eastings[which], from_pandas=True))
        .append_column("northing", pa.array(northings[which], from_pandas=True))
        .append_column("neighbourhood_id", found.take(pa.array(which)))
    )


def _distinct(rows: pa.Table) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the distinct points with their small areas, and the number of the one that each row
    has.
    """
    areas = rows["small_area_id"].combine_chunks().dictionary_encode()
    area = areas.indices.fill_null(len(areas.dictionary)).to_numpy(zero_copy_only=False)
    longitudes, latitudes = (
        np.nan_to_num(rows[name].to_numpy(), nan=NOWHERE) for name in ("longitude", "latitude")
    )
    point, points = pd.factorize(longitudes + 1j * latitudes)
    which, pairs = pd.factorize(point * (len(areas.dictionary) + 1) + area)
    of_point, of_area = np.divmod(pairs, len(areas.dictionary) + 1)
    names = np.array([*areas.dictionary.to_pylist(), None], dtype=object)
    places = np.where(points == complex(NOWHERE, NOWHERE), complex(np.nan, np.nan), points)[
        of_point
    ]
    return pd.DataFrame(
        {"longitude": places.real, "latitude": places.imag, "small_area_id": names[of_area]}
    ), which


def reassign(cursor: duckdb.DuckDBPyConnection) -> None:
    """Give every incident the neighbourhood it belongs to by the boundaries that are loaded now."""
    points = run(cursor, "incident_points").df()
    over(
        cursor,
        "assign_neighbourhoods",
        points.assign(neighbourhood_id=_neighbourhoods(cursor, points)),
    )


def projected(longitudes: np.ndarray, latitudes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return eastings and northings in metres of the British grid; NaN where there is no point."""
    eastings, northings = _to_metres().transform(longitudes, latitudes)
    there = np.isfinite(longitudes) & np.isfinite(latitudes)
    return np.where(there, eastings, np.nan), np.where(there, northings, np.nan)


@cache
def _to_metres() -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(4326, 27700, always_xy=True)


def _neighbourhoods(cursor: duckdb.DuckDBPyConnection, points: pd.DataFrame) -> pd.Series:
    """Return the neighbourhood of each point: its small area's, or the one its coordinates lie in."""
    outlines = run(cursor, "places_outlines").df()
    parents = _parents(outlines)
    found = points["small_area_id"].map(parents).astype(object)
    alone = ~points["small_area_id"].isin(parents.index) & points["longitude"].notna()
    at = shapely.points(points.loc[alone, "longitude"], points.loc[alone, "latitude"])
    found[alone] = _covering(outlines[outlines["kind"] == "neighbourhood"], at)
    return found.where(found.notna(), None)


def _parents(outlines: pd.DataFrame) -> pd.Series:
    """Return the neighbourhood of each small area: the parent its file names, or the one it lies
    in.
    """
    hoods = outlines[outlines["kind"] == "neighbourhood"]
    small = outlines[outlines["kind"] == "small_area"].set_index("place_id")
    parents = (
        small["parent_id"].where(small["parent_id"].isin(hoods["place_id"]), None).astype(object)
    )
    alone = parents.isna()
    within = shapely.point_on_surface(
        shapely.from_geojson(small.loc[alone, "geometry"].to_numpy(object))
    )
    parents[alone] = _covering(hoods, within)
    return parents


def _covering(hoods: pd.DataFrame, points: Sequence[shapely.Point] | np.ndarray) -> np.ndarray:
    """Return the id of the neighbourhood that covers each point, the first by id on a shared edge.

    None outside all.
    """
    found = np.full(len(points), None, dtype=object)
    if len(hoods) and len(points):
        tree = shapely.STRtree(shapely.from_geojson(hoods["geometry"].to_numpy(object)))
        which, hood = tree.query(points, predicate="intersects")
        order = np.argsort(-hood, kind="stable")
        found[which[order]] = hoods["place_id"].to_numpy(object)[hood[order]]
    return found


def _refuse_another_set(
    cursor: duckdb.DuckDBPyConnection, source: BoundaryFile, rows: pa.Table
) -> None:
    """Raise InputWrong if other neighbourhoods cover the same ground: incidents would belong to two
    of them.
    """
    others = run(cursor, "places_others", kind="neighbourhood").df()
    if others.empty:
        return
    ground = shapely.union_all(shapely.from_geojson(rows["geometry"].to_pylist()))
    there = shapely.union_all(shapely.from_geojson(others["geometry"].to_numpy(object)))
    if ground.intersection(there).area > SAME_GROUND * min(ground.area, there.area):
        there_already = f"the {len(others)} {source.kind} already loaded ({others['name'][0]}, …)"
        raise InputWrong(
            f"{source.file_name} covers the ground of {there_already}, so nothing was loaded. "
            "To use this file's instead of those, load it with --replace."
        )
