"""Neighbourhoods and small areas: loading them, and which neighbourhood an incident belongs to.

The small area (LSOA) that a row was published with decides, by its parent. Only rows whose small
area is not loaded are placed by their point, because simplified outlines and snapped points agree
on nine rows of ten only.
"""

from collections.abc import Sequence
from typing import Protocol, TypedDict

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from patrolqr.core.errors import InputWrong
from patrolqr.core.incident import street_name
from patrolqr.geo.covering import covering, points_at, points_inside
from patrolqr.geo.ground import Ground
from patrolqr.geo.outlines import share_of_smaller
from patrolqr.geo.projection import Numbers, to_metres
from patrolqr.geo.shapes import bounds_of, read_shapes
from patrolqr.store import incidents
from patrolqr.store.engine.writing import Writing, in_pieces
from patrolqr.store.session import Session

KINDS = {"neighbourhoods": "neighbourhood", "small areas": "small_area"}
"""Kind of a file → kind of its places."""

SAME_GROUND = 0.5
"""Share of the smaller set's ground that two sets of neighbourhoods may share.

Districts and wards share all of it.
"""


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


class StreetNameRow(TypedDict):
    """A name that a drawn street has, or several."""

    name: str


class BoxRow(TypedDict):
    """The degrees within which nearly all incidents lie; nothing where there are none."""

    west: float | None
    south: float | None
    east: float | None
    north: float | None


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


def street_names(session: Session) -> list[str]:
    """Return the names of drawn streets, each once."""
    return [row["name"] for row in session.rows(StreetNameRow, "places/street_names")]


def streets_named(session: Session, names: Sequence[str]) -> pd.DataFrame:
    """Return the drawn streets (StreetRow) that have one of these names."""
    return session.frame(StreetRow, "places/streets_named", names=list(names))


def street_points(session: Session, *, most: int) -> pd.DataFrame:
    """Return the named points of incidents (StreetPointRow), the busiest first; none where streets
    are drawn.
    """
    rows = session.frame(StreetPointRow, "places/street_points", most=most)
    return rows.assign(name=rows["name"].map(street_name))


def ground(session: Session) -> Ground | None:
    """Return the ground of the neighbourhoods that are loaded, or else that of the incidents; None
    where there are neither.
    """
    outlines = [str(each) for each in neighbourhoods(session)["geometry"].dropna()]
    if outlines:
        return Ground(tuple(outlines))
    (box,) = session.rows(BoxRow, "places/ground")
    west, south, east, north = box["west"], box["south"], box["east"], box["north"]
    if west is None or south is None or east is None or north is None:
        return None
    return Ground(box=(west, south, east, north))


def merge(written: Writing, source: BoundaryFile, rows: pa.Table, load_id: str) -> tuple[int, int]:
    """Return how many of the areas were loaded already, and how many of these changed.

    Store them all.
    """
    kind = KINDS[source.kind]
    areas = written.table_over("places/places_staged", rows)
    written.change_over(
        "places/places_keep", areas, kind=kind, replace=source.replace, load_id=load_id
    )
    if source.replace:
        written.change_over("places/places_replace", areas, kind=kind)
    elif kind == "neighbourhood":
        _refuse_another_set(written, source, areas)
    found = written.table_over("places/places_known", areas, kind=kind).to_pylist()[0]
    written.change_over("places/places_merge", areas, kind=kind, load_id=load_id)
    return int(found["known"]), int(found["updated"])


def merge_streets(
    written: Writing, source: BoundaryFile, rows: pa.Table, load_id: str
) -> tuple[int, int]:
    """Return how many of the streets were loaded already, and how many of these changed.

    Store them all. InputWrong where other streets of the same ground are loaded: each would be drawn
    twice.
    """
    written.change_over("places/streets_keep", rows, replace=source.replace, load_id=load_id)
    if source.replace:
        written.change_over("places/streets_replace", rows)
    others = written.table_over("places/streets_others", rows).to_pylist()[0]
    found = written.table_over("places/streets_known", rows).to_pylist()[0]
    if others["others"] > found["known"] and _is_same_ground(written, rows):
        raise InputWrong(
            f"{source.file_name} covers the ground of {others['others']:,} streets already loaded, so nothing "
            "was loaded. To use this file's instead of those, load it with “replace”."
        )
    written.change_over("places/streets_merge", rows, load_id=load_id)
    return int(found["known"]), int(found["updated"])


def _is_same_ground(written: Writing, rows: pa.Table) -> bool:
    """Return whether the box around the file's streets meets that around the loaded ones."""
    loaded = written.rows(StreetRow, "places/streets")
    there = bounds_of(read_shapes(row["geometry"] for row in loaded))
    west, south, east, north = bounds_of(read_shapes(rows["geometry"].to_pylist()))
    return west < there[2] and there[0] < east and south < there[3] and there[1] < north


def residents(
    written: Writing, rows: pa.Table, load_id: str
) -> tuple[tuple[tuple[int, str, str], ...], int]:
    """Return the rows whose area is not loaded (line, reason, content) and how many areas changed."""
    without = written.table_over("places/places_unknown", rows).to_pylist()
    written.change_over("places/residents_keep", rows, load_id=load_id)
    updated = written.change_over("places/places_residents", rows)
    return tuple((row["line"], row["reason"], row["content"]) for row in without), updated


def placed(written: Writing, rows: pa.Table, *, snapped: bool = False) -> pa.Table:
    """Return the rows with easting and northing in EPSG:27700 and neighbourhood_id: NULL where
    there is none.

    Columns asked for: longitude, latitude, small_area_id. `snapped` says that many rows have one point.
    """
    longitudes, latitudes = rows["longitude"].to_numpy(), rows["latitude"].to_numpy()
    eastings, northings = (_metres_once if snapped else to_metres)(longitudes, latitudes)
    found = _neighbourhoods(written, rows["small_area_id"], longitudes, latitudes)
    return in_pieces(
        rows.append_column("easting", pa.array(eastings, from_pandas=True))
        .append_column("northing", pa.array(northings, from_pandas=True))
        .append_column("neighbourhood_id", found)
    )


def _metres_once(longitudes: Numbers, latitudes: Numbers) -> tuple[Numbers, Numbers]:
    """Return eastings and northings, each distinct point projected once."""
    which, distinct = pd.factorize(longitudes + 1j * latitudes, use_na_sentinel=False)
    eastings, northings = to_metres(distinct.real, distinct.imag)
    return eastings[which], northings[which]


def reassign(written: Writing) -> None:
    """Give every incident the neighbourhood it belongs to by the boundaries that are loaded now."""
    points = incidents.incident_points(written)
    found = _neighbourhoods(
        written,
        pa.chunked_array([pa.array(points["small_area_id"], pa.string(), from_pandas=True)]),
        points["longitude"].to_numpy(float),
        points["latitude"].to_numpy(float),
    )
    incidents.assign_neighbourhoods(written, points.assign(neighbourhood_id=found.to_pandas()))


def _neighbourhoods(
    written: Writing, small_areas: pa.ChunkedArray, longitudes: Numbers, latitudes: Numbers
) -> pa.Array:
    """Return the neighbourhood of each row: its small area's, or the one its point lies in."""
    outlines = written.frame(OutlineRow, "places/places_outlines")
    if outlines.empty:
        return pa.nulls(len(small_areas), pa.string())
    parents = _parents(outlines)
    codes = small_areas.combine_chunks().dictionary_encode()
    names = codes.dictionary.to_pylist()
    found = pa.array([parents.get(name) for name in names], pa.string()).take(codes.indices)
    loaded = pa.array([name in parents.index for name in names], pa.bool_()).take(codes.indices)
    alone = ~loaded.fill_null(False).to_numpy(zero_copy_only=False) & np.isfinite(longitudes)
    if not alone.any():
        return found
    # once per distinct point: a snapped one stands for hundreds of rows
    which, distinct = pd.factorize(longitudes[alone] + 1j * latitudes[alone])
    hoods = outlines[outlines["kind"] == "neighbourhood"]
    at = points_at(distinct.real, distinct.imag)
    within = covering(hoods["place_id"].to_numpy(), hoods["geometry"].to_numpy(), at)
    return pc.replace_with_mask(
        found, pa.array(alone), pa.array(within, pa.string()).take(pa.array(which))
    )


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
    within = points_inside(small.loc[alone, "geometry"].to_numpy())
    parents[alone] = covering(hoods["place_id"].to_numpy(), hoods["geometry"].to_numpy(), within)
    return parents


def _refuse_another_set(written: Writing, source: BoundaryFile, areas: pa.Table) -> None:
    """Raise InputWrong if other neighbourhoods cover the same ground: incidents would belong to two
    of them.
    """
    others = written.table_over("places/places_others", areas, kind="neighbourhood").to_pandas()
    if others.empty:
        return
    shared = share_of_smaller(areas["geometry"].to_pylist(), list(others["geometry"]))
    if shared > SAME_GROUND:
        there_already = f"the {len(others)} {source.kind} already loaded ({others['name'][0]}, …)"
        raise InputWrong(
            f"{source.file_name} covers the ground of {there_already}, so nothing was loaded. "
            "To use this file's instead of those, load it with “replace”."
        )
