"""Neighbourhoods and small areas: loading them, and which neighbourhood an incident belongs to.

The small area (LSOA) that a row was published with decides, by its parent. Only rows whose small
area is not loaded are placed by their point, because simplified outlines and snapped points agree
on nine rows of ten only.
"""

from collections.abc import Sequence
from functools import cache
from typing import Protocol, TypedDict

import numpy as np
import pandas as pd
import pyarrow as pa
import pyproj
import shapely

from patrolqr.core.errors import InputWrong
from patrolqr.store import incidents
from patrolqr.store.engine.duckdb_file import Writing
from patrolqr.store.session import Session

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


class NeighbourhoodRow(TypedDict):
    """A neighbourhood, with its outline as GeoJSON text."""

    place_id: str
    name: str
    geometry: str | None


class OutlineRow(TypedDict):
    """A neighbourhood or a small area, with the neighbourhood its file names."""

    place_id: str
    kind: str
    parent_id: str | None
    geometry: str | None


StreetRow = TypedDict(
    "StreetRow",
    {"street_id": str, "name": str | None, "class": str | None, "geometry": str | None},
)
"""A drawn street, as GeoJSON text."""


class StreetPointRow(TypedDict):
    """A named point of the public's incidents."""

    name: str
    longitude: float
    latitude: float
    incidents: int


def neighbourhoods(session: Session) -> pd.DataFrame:
    """Return the neighbourhoods that are loaded (NeighbourhoodRow), by name."""
    return session.frame(NeighbourhoodRow, "places/neighbourhoods")


def streets(session: Session) -> pd.DataFrame:
    """Return the drawn streets (StreetRow)."""
    return session.frame(StreetRow, "places/streets")


def street_points(session: Session, *, most: int) -> pd.DataFrame:
    """Return the named points of incidents (StreetPointRow), the busiest first; none where streets
    are drawn.
    """
    return session.frame(StreetPointRow, "places/street_points", most=most)


def merge(written: Writing, source: BoundaryFile, rows: pa.Table, load_id: str) -> tuple[int, int]:
    """Return how many of the areas were loaded already, and how many of these changed.

    Store them all.
    """
    kind = KINDS[source.kind]
    areas = written.table_over("places/places_staged", rows)
    if source.replace:
        written.change_over("places/places_replace", areas, kind=kind)
    elif kind == "neighbourhood":
        _refuse_another_set(written, source, areas)
    found = written.table_over("places/places_known", areas, kind=kind).to_pylist()[0]
    written.change_over("places/places_merge", areas, kind=kind, load_id=load_id)
    return int(found["known"]), int(found["updated"])


def residents(written: Writing, rows: pa.Table) -> tuple[tuple[tuple[int, str, str], ...], int]:
    """Return the rows whose area is not loaded (line, reason, content) and how many areas changed."""
    without = written.table_over("places/places_unknown", rows).to_pylist()
    updated = written.change_over("places/places_residents", rows)
    return tuple((row["line"], row["reason"], row["content"]) for row in without), updated


def placed(written: Writing, rows: pa.Table) -> pa.Table:
    """Return the rows with easting and northing in EPSG:27700 and neighbourhood_id: NULL where
    there is none.

    Columns asked for: longitude, latitude, small_area_id. The work is done once per distinct point.
    """
    points, which = _distinct(rows)
    eastings, northings = projected(
        points["longitude"].to_numpy(float), points["latitude"].to_numpy(float)
    )
    found = pa.array(_neighbourhoods(written, points), pa.string())
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


def reassign(written: Writing) -> None:
    """Give every incident the neighbourhood it belongs to by the boundaries that are loaded now."""
    points = incidents.incident_points(written)
    found = _neighbourhoods(written, points)
    incidents.assign_neighbourhoods(written, points.assign(neighbourhood_id=found))


def projected(longitudes: np.ndarray, latitudes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return eastings and northings in metres of the British grid; NaN where there is no point."""
    eastings, northings = _to_metres().transform(longitudes, latitudes)
    there = np.isfinite(longitudes) & np.isfinite(latitudes)
    return np.where(there, eastings, np.nan), np.where(there, northings, np.nan)


@cache
def _to_metres() -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(4326, 27700, always_xy=True)


def _neighbourhoods(written: Writing, points: pd.DataFrame) -> pd.Series:
    """Return the neighbourhood of each point: its small area's, or the one its coordinates lie in."""
    outlines = written.frame(OutlineRow, "places/places_outlines")
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


def _refuse_another_set(written: Writing, source: BoundaryFile, areas: pa.Table) -> None:
    """Raise InputWrong if other neighbourhoods cover the same ground: incidents would belong to two
    of them.
    """
    others = written.table_over("places/places_others", areas, kind="neighbourhood").to_pandas()
    if others.empty:
        return
    ground = shapely.union_all(shapely.from_geojson(areas["geometry"].to_pylist()))
    there = shapely.union_all(shapely.from_geojson(others["geometry"].to_numpy(object)))
    if ground.intersection(there).area > SAME_GROUND * min(ground.area, there.area):
        there_already = f"the {len(others)} {source.kind} already loaded ({others['name'][0]}, …)"
        raise InputWrong(
            f"{source.file_name} covers the ground of {there_already}, so nothing was loaded. "
            "To use this file's instead of those, load it with --replace."
        )
