"""The counting squares: names, outlines and middles.

A name is the south-west corner of a square of 250 m, E397750N310250, or of one of 150 m with its side:
E397800N310200x150. Where a row becomes a square in SQL, the macros of
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
from patrolqr.core.incident import Precision
from patrolqr.geo.projection import DEGREES, METRES, transformer

CELL_METRES = 250
"""The usual side of a counting square in EPSG:27700.

Smaller ones would split data.police.uk's snapped points.
"""

FINE_METRES = 150
"""The side of squares that only exact places can be counted in: a street's length, not a block."""

SIDES = (CELL_METRES, FINE_METRES)
"""Every side there is, the usual one first. A square of one lies across those of the other."""

TOO_FINE = (
    f"Published points stand for whole streets: they are counted in squares of {CELL_METRES} m."
)
"""Why they are counted in no smaller ones."""

OWN_SHARE = 0.5
"""What happens on some ground is a square's own from this share of the square on."""

NAME = re.compile(r"E(-?\d{1,7})N(-?\d{1,7})(?:x(\d{1,4}))?")


def sides_for(precision: Precision) -> tuple[int, ...]:
    """Return the sides that incidents of that precision can be counted in, the usual one first."""
    return SIDES if precision == "minute" else (CELL_METRES,)


def check_side(side: int, precision: Precision) -> None:
    """Refuse a side that incidents of that precision cannot be counted in; InputWrong."""
    if side not in SIDES:
        known = " or ".join(f"{each} m" for each in SIDES)
        raise InputWrong(f"There are no squares of {side} m. Choose {known}.")
    if side not in sides_for(precision):
        raise InputWrong(
            f"Squares of {side} m need exact places. Published points stand for whole streets: choose "
            f"{CELL_METRES} m."
        )


def cell_at(longitude: float, latitude: float, *, side: int = CELL_METRES) -> str:
    """Return the name of the square of that side that holds the point."""
    easting, northing = transformer(DEGREES, METRES).transform(longitude, latitude)
    return name_at(easting, northing, side=side)


def name_at(easting: float, northing: float, *, side: int = CELL_METRES) -> str:
    """Return the name of the square of that side that holds the point on the British grid."""
    west, south = corner_at(np.array([easting, northing]), side=side).astype(int)
    return f"E{west}N{south}" + ("" if side == CELL_METRES else f"x{side}")


def corner_at(
    points: npt.NDArray[np.float64], *, side: int = CELL_METRES
) -> npt.NDArray[np.float64]:
    """Return the south-west corners of the squares that hold points on the British grid."""
    return np.floor(points / side) * side


def side(cell: str) -> int:
    """Return the side of a square in metres; InputWrong where it is none."""
    corner(cell)
    return _side(cell)


def middle(cell: str) -> tuple[float, float]:
    """Return the middle of a square (easting, northing) in metres; InputWrong where it is none."""
    west, south = corner(cell)
    return west + side(cell) / 2, south + side(cell) / 2


def holds(cell: str, easting: float, northing: float) -> bool:
    """Return whether a square holds the point on the British grid; InputWrong where it is none."""
    return name_at(easting, northing, side=side(cell)) == cell


def overlaps(cell: str, *, of: int) -> dict[str, float]:
    """Return the squares of a side that share ground with a square, and which share of each it holds."""
    own, (west, south) = side(cell), corner(cell)
    shares = {}
    for east in range(west // of * of, west + own, of):
        for north in range(south // of * of, south + own, of):
            across = min(east + of, west + own) - max(east, west)
            along = min(north + of, south + own) - max(north, south)
            shares[name_at(east, north, side=of)] = across * along / of**2
    return shares


def touching(cells: Iterable[str]) -> set[str]:
    """Return every square, of every side, that shares ground with one of these, however little; these
    among them.
    """
    return {each for own in cells if is_name(own) for of in SIDES for each in overlaps(own, of=of)}


def mostly_in(cells: Iterable[str], *, of: int) -> dict[str, str]:
    """Return the squares of a side of which these squares together hold at least OWN_SHARE, each with
    the one of them that holds most of it.
    """
    held: dict[str, dict[str, float]] = {}
    for cell in dict.fromkeys(cells):
        for name, share in overlaps(cell, of=of).items():
            held.setdefault(name, {})[cell] = share
    return {
        name: max(shares, key=lambda each: shares[each])
        for name, shares in held.items()
        if sum(shares.values()) >= OWN_SHARE
    }


def same_ground(cells: Iterable[str]) -> dict[str, str]:
    """Return these squares and those of every side that lie mostly in them, each with the one of these
    that holds most of it; a square is its own.
    """
    own = dict.fromkeys(cells)
    found: dict[str, str] = {}
    for of in SIDES:
        found |= mostly_in(own, of=of)
    return found | {each: each for each in own}


def share_ground(one: str, other: str | None) -> bool:
    """Return whether a square lies mostly in another, or that in it; not where the other is none."""
    if other is None or not is_name(other):
        return False
    return other in same_ground([one]) or one in same_ground([other])


def read(text: str) -> str | None:
    """Return the name of the square that somebody typed, in whichever case; None where it is none."""
    name = text.strip().upper().replace("X", "x")
    return name if is_name(name) else None


def corners(cells: Iterable[str]) -> npt.NDArray[np.int64]:
    """Return the south-west corners as (easting, northing) in metres.

    InputWrong names a cell that is none.
    """
    return np.array([corner(cell) for cell in cells], dtype=np.int64).reshape(-1, 2)


def sides(cells: Iterable[str]) -> npt.NDArray[np.int64]:
    """Return the squares' sides in metres, in the order given."""
    return np.array([_side(cell) for cell in cells], dtype=np.int64)


def outlines(cells: Iterable[str]) -> gpd.GeoSeries:
    """Return the squares' polygons in EPSG:4326, one per name and indexed by it, in the order
    given.
    """
    return _outlines(tuple(cells))


def is_name(text: str) -> bool:
    """Return whether a text is the name of a square."""
    found = NAME.fullmatch(text)
    if found is None or found[3] == str(CELL_METRES):  # the usual side is not said
        return False
    own = _side(text)
    return own in SIDES and not any(int(metres) % own for metres in (found[1], found[2]))


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
    middles = corners(names) + sides(names)[:, None] / 2
    longitude, latitude = transformer(METRES, DEGREES).transform(middles[:, 0], middles[:, 1])
    return pd.DataFrame({"cell": list(names), "longitude": longitude, "latitude": latitude})


def _side(cell: str) -> int:
    _, _, said = cell.partition("x")
    return int(said) if said else CELL_METRES


@lru_cache(maxsize=16)
def _outlines(cells: tuple[str, ...]) -> gpd.GeoSeries:
    ring = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)])
    points = corners(cells)[:, None, :] + ring[None, :, :] * sides(cells)[:, None, None]
    degrees = np.stack(
        transformer(METRES, DEGREES).transform(points[..., 0], points[..., 1]), axis=-1
    ).round(7)  # 1 cm
    return gpd.GeoSeries(shapely.polygons(degrees), index=list(cells), crs=DEGREES)
