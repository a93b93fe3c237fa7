"""The counting squares: names, outlines and middles.

A name is the south-west corner: E397750N310250. Where a row becomes a square in SQL, the macros of
store/sql/schema/views/005_squares.sql do the same; a test holds both together.
"""

import json
import re
from collections.abc import Iterable
from functools import lru_cache

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from patrolqr.core.errors import InputWrong
from patrolqr.geo.projection import DEGREES, METRES, transformer

CELL_METRES = 250
"""Side of a counting square in EPSG:27700.

Smaller ones would split data.police.uk's snapped points.
"""

NAME = re.compile(r"E(-?\d{1,7})N(-?\d{1,7})")


def cell_at(longitude: float, latitude: float) -> str:
    """Return the name of the square that holds the point."""
    easting, northing = transformer(DEGREES, METRES).transform(longitude, latitude)
    return name_at(easting, northing)


def name_at(easting: float, northing: float) -> str:
    """Return the name of the square that holds the point on the British grid."""
    west, south = corner_at(np.array([easting, northing])).astype(int)
    return f"E{west}N{south}"


def corner_at(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the south-west corners of the squares that hold points on the British grid."""
    return np.floor(points / CELL_METRES) * CELL_METRES


def corners(cells: Iterable[str]) -> npt.NDArray[np.int64]:
    """Return the south-west corners as (easting, northing) in metres.

    InputWrong names a cell that is none.
    """
    return np.array([corner(cell) for cell in cells], dtype=np.int64).reshape(-1, 2)


def outlines(cells: Iterable[str]) -> gpd.GeoSeries:
    """Return the squares' polygons in EPSG:4326, one per name and indexed by it, in the order
    given.
    """
    return _outlines(tuple(cells))


def is_name(text: str) -> bool:
    """Return whether a text is the name of a square."""
    found = NAME.fullmatch(text)
    return found is not None and not any(int(metres) % CELL_METRES for metres in found.groups())


def corner(cell: str) -> tuple[int, int]:
    """Return a square's south-west corner (easting, northing) in metres; InputWrong where it is none."""
    found = NAME.fullmatch(cell)
    if not found or not is_name(cell):
        raise InputWrong(f"{cell!r} is not the name of a square. Choose one on the hotspots page.")
    return int(found[1]), int(found[2])


def corners_of(squares: npt.NDArray[np.object_]) -> npt.NDArray[np.float64]:
    """Return the four corners of each outline, one below the other, in the outlines' own units."""
    rings = shapely.get_coordinates(squares).reshape(-1, 5, 2)
    return np.asarray(rings[:, :4].reshape(-1, 2))  # the fifth point is the first again


def outline(cell: str) -> str:
    """Return one square's polygon as GeoJSON text in EPSG:4326."""
    return json.dumps(shapely.geometry.mapping(_outlines((cell,)).iloc[0]))


def centroids(cells: Iterable[str]) -> pd.DataFrame:
    """Return the squares' middles, one row per cell. Columns: cell, longitude, latitude."""
    names = tuple(cells)
    middles = corners(names) + CELL_METRES / 2
    longitude, latitude = transformer(METRES, DEGREES).transform(middles[:, 0], middles[:, 1])
    return pd.DataFrame({"cell": list(names), "longitude": longitude, "latitude": latitude})


@lru_cache(maxsize=16)
def _outlines(cells: tuple[str, ...]) -> gpd.GeoSeries:
    ring = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]) * CELL_METRES
    points = corners(cells)[:, None, :] + ring[None, :, :]
    degrees = np.stack(
        transformer(METRES, DEGREES).transform(points[..., 0], points[..., 1]), axis=-1
    ).round(7)  # 1 cm
    return gpd.GeoSeries(shapely.polygons(degrees), index=list(cells), crs=DEGREES)
