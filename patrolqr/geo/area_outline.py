"""The outline of a patrol area: put together from squares and streets, or drawn by hand.

Outlines are GeoJSON text in EPSG:4326, as patrol areas hold them.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from patrolqr.core.errors import InputWrong
from patrolqr.geo import squares
from patrolqr.geo.outlines import write_shape
from patrolqr.geo.projection import DEGREES, METRES, transformer
from patrolqr.geo.shapes import Shape, area_in_metres
from patrolqr.geo.squares import CELL_METRES, OWN_SHARE

STREET_HALF_M = 20
"""Metres on either side of a street that belong to it: the carriageway, the pavements, the fronts."""

INSIDE_SHARE = 0.98
"""What covers this share of a square, or of a street, holds it: outlines are rounded to a centimetre."""

LARGEST_HECTARES = 400.0
"""2 × 2 km: more is no place that a patrol can be seen at in a quarter of an hour."""

FARTHEST_M = 5_000.0
"""An outline that lies farther from its square is a slip of the hand."""

Ring = Sequence[Sequence[float]]


def united(cells: Sequence[str], streets: Iterable[Shape] = ()) -> str:
    """Return the outline of these squares and of these streets (metres of the British grid), each
    widened by STREET_HALF_M. InputWrong where there is none of both.
    """
    parts = [*squares.outlines(cells), *(_degrees(_wide(each)) for each in streets)]
    if not parts:
        raise InputWrong("A patrol area needs a square or a street. Choose at least one.")
    return write_shape(shapely.normalize(_rounded(shapely.union_all(parts))))


def drawn(ring: Ring, *, near: str) -> str:
    """Return the outline that a hand drew as corners (longitude, latitude), closed or not.

    InputWrong where it is no area, crosses itself, is too large or lies far from the square `near`.
    """
    corners = [(float(east), float(north)) for east, north in ring]
    if len(set(corners)) < 3 or not _are_degrees(corners):
        raise InputWrong("An outline needs at least three corners. Set more of them.")
    shape = _rounded(shapely.Polygon(corners))
    if not shape.is_valid:
        raise InputWrong("The outline crosses itself. Move a corner so that no two sides cross.")
    outline = write_shape(shapely.normalize(shape))
    _check_ground(outline, near)
    return outline


def _are_degrees(corners: Sequence[tuple[float, float]]) -> bool:
    return all(abs(east) <= 180 and abs(north) <= 90 for east, north in corners)  # NaN is neither


def _check_ground(outline: str, near: str) -> None:
    size = hectares(outline)
    if size == 0:
        raise InputWrong("The outline holds no ground. Move its corners apart.")
    if size > LARGEST_HECTARES:
        raise InputWrong(
            f"The outline holds {size:,.0f} hectares; a patrol area has at most "
            f"{LARGEST_HECTARES:,.0f}. Make it smaller, or two areas of it."
        )
    if shapely.distance(_metres(outline), _squares([near])) > FARTHEST_M:
        raise InputWrong("The outline lies more than 5 km from its square. Draw it there.")


def hectares(outline: str) -> float:
    """Return how much ground it holds; 0 where it is no area."""
    shape = area_in_metres(outline)
    return 0.0 if shape is None else float(shapely.area(shape)) / 10_000


def counted_in(outline: str, cell: str | None) -> tuple[str, ...]:
    """Return the squares whose incidents count as the area's own: those of which it holds at least
    OWN_SHARE, else the one of which it holds most; none where that is just `cell`, or it is no area.
    They are as large as `cell` is.
    """
    shape = area_in_metres(outline)
    if shape is None:
        return ()
    names = _touched(shape, _side(cell))
    shares = _shares(shape, names)
    most = int(np.argmax(shares))
    own = tuple(
        name for place, name in enumerate(names) if shares[place] >= OWN_SHARE or place == most
    )
    return () if own == (cell,) else own


def squares_inside(outline: str, cells: Sequence[str]) -> list[str]:
    """Return those of the squares that lie in the outline, whole."""
    shape = area_in_metres(outline)
    if shape is None or not cells:
        return []
    inside = _shares(shape, cells) >= INSIDE_SHARE
    return [cell for cell, is_inside in zip(cells, inside, strict=True) if is_inside]


def streets_inside(
    outline: str, streets: dict[str, Shape], *, beside: Sequence[str] = ()
) -> list[str]:
    """Return those of the streets (metres, by name) that lie in the outline with both their sides,
    at least where they leave the squares that are in it anyhow.
    """
    shape = area_in_metres(outline)
    if shape is None:
        return []
    held = _squares(beside)
    left = {name: shapely.difference(_wide(line), held) for name, line in streets.items()}
    return [
        name
        for name, part in left.items()
        if part.area > 0
        and shapely.area(shapely.intersection(part, shape)) >= INSIDE_SHARE * part.area
    ]


def around(cell: str, *, reach: int) -> list[str]:
    """Return the squares up to so many away from one, itself first, then those that touch it."""
    (west, south), side = squares.corner(cell), squares.side(cell)
    steps = range(-reach, reach + 1)
    places = sorted(
        ((east, north) for east in steps for north in steps),
        key=lambda at: (_away(at), -at[1], at[0]),
    )
    return [
        squares.name_at(west + east * side, south + north * side, side=side)
        for east, north in places
    ]


def direction(cell: str, home: str) -> str:
    """Return where a square lies from another of its size in words: "north-east", "2 west"."""
    side = squares.side(home)
    (west, south), (from_west, from_south) = squares.corner(cell), squares.corner(home)
    east, north = (west - from_west) // side, (south - from_south) // side
    if not east and not north:
        return "picked"
    if max(abs(east), abs(north)) == 1:
        return "-".join(filter(None, (_word(north, "north", "south"), _word(east, "east", "west"))))
    told = [f"{abs(north)} {_word(north, 'north', 'south')}" if north else "",
            f"{abs(east)} {_word(east, 'east', 'west')}" if east else ""]  # fmt: skip
    return ", ".join(filter(None, told))


def _word(steps: int, ahead: str, behind: str) -> str:
    return ahead if steps > 0 else behind if steps < 0 else ""


def _away(place: tuple[int, int]) -> tuple[int, int]:
    east, north = abs(place[0]), abs(place[1])
    return max(east, north), east + north


def same_ground(one: str, other: str) -> bool:
    """Return whether two outlines hold the same ground, to a hundredth of the larger."""
    first, second = _metres(one), _metres(other)
    together = shapely.union(first, second).area
    return bool(
        together > 0 and shapely.symmetric_difference(first, second).area <= 0.01 * together
    )


def within(outline: Shape, lines: Iterable[Shape]) -> Shape:
    """Return lines as one, cut at the edge of an outline (all in the same metres)."""
    return shapely.intersection(shapely.union_all(list(lines)), outline)


def lines_in_degrees(line: Shape) -> list[list[list[float]]]:
    """Return the lines of a street (metres of the British grid) as points (longitude, latitude)."""
    parts = shapely.get_parts(_degrees(line))
    return [np.round(shapely.get_coordinates(part), 6).tolist() for part in parts]


def rings(outline: str) -> list[list[list[list[float]]]]:
    """Return its parts: each its outer line and then those of its holes, as corners (longitude,
    latitude), the first not said again at the end.
    """
    shape = shapely.from_geojson(outline)
    return [
        [shapely.get_coordinates(ring)[:-1].tolist() for ring in (part.exterior, *part.interiors)]
        for part in shapely.get_parts(shape)
        if part.geom_type == "Polygon"
    ]


def _side(cell: str | None) -> int:
    """Return the side of a square; the usual one where an area stands for words, or for none."""
    return squares.side(cell) if cell and squares.is_name(cell) else CELL_METRES


def _touched(shape: Shape, side: int) -> list[str]:
    corners = squares.corner_at(np.array(shape.bounds).reshape(2, 2), side=side)
    (west, south), (east, north) = corners
    return [
        squares.name_at(right, up, side=side)
        for right in np.arange(west, east + 1, side)
        for up in np.arange(south, north + 1, side)
    ]


def _shares(shape: Shape, cells: Sequence[str]) -> npt.NDArray[Any]:
    """Return which share of each square the shape (metres) holds."""
    held = np.asarray(shapely.area(shapely.intersection(_boxes(cells), shape)))
    return np.asarray(held / squares.sides(cells) ** 2)


def _squares(cells: Sequence[str]) -> Shape:
    return shapely.union_all(_boxes(cells))


def _boxes(cells: Sequence[str]) -> npt.NDArray[Any]:
    (west, south), side = squares.corners(cells).T, squares.sides(cells)
    return np.asarray(shapely.box(west, south, west + side, south + side))


def _wide(line: Shape) -> Shape:
    return shapely.buffer(line, STREET_HALF_M, quad_segs=2)


def _metres(outline: str) -> Shape:
    shape = area_in_metres(outline)
    return shapely.Point() if shape is None else shape


def _degrees(shape: Shape) -> Shape:
    return shapely.transform(shape, transformer(METRES, DEGREES).transform, interleaved=False)


def _rounded(shape: Shape) -> Shape:
    """Return the shape on a grid of a centimetre; valid where it was."""
    return shapely.set_precision(shape, 1e-7) if shape.is_valid else shape
