"""What a patrol area's outline can be put together from: the squares and the streets around it. No
Streamlit here.
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

import numpy as np

from patrolqr.core.briefing import BriefingDraft
from patrolqr.core.phrases import number_of
from patrolqr.geo import area_outline, squares
from patrolqr.geo.shapes import Shape, area_in_metres
from patrolqr.steps import streets, walk
from patrolqr.store import Session, areas

REACH = 2
"""So many squares on every side of the one picked are offered: 25, a quarter of an hour's walk across."""


@dataclass(frozen=True)
class SquareThere:
    """A square that can be taken in: where it lies from the one picked, in words, its corners
    (longitude, latitude), and what the public reported there in a year.
    """

    cell: str
    where: str
    incidents: int
    corners: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Around:
    """What lies around a patrol area; `streets` are in metres of the British grid, by name."""

    home: str
    squares: tuple[SquareThere, ...]
    streets: dict[str, Shape]

    @property
    def cells(self) -> list[str]:
        """Return the names of the squares."""
        return [each.cell for each in self.squares]


def around(session: Session, area_id: str, *, day: date) -> Around | None:
    """Return what an area's outline can be put together from, None where it stands for no square."""
    area = areas.in_force(session, area_id)
    if area is None or not area.cell or not squares.is_name(area.cell):
        return None
    cells = area_outline.around(area.cell, reach=REACH)
    counts = _counts(session, cells, day)
    rings = squares.outlines(cells)
    there = tuple(
        SquareThere(
            cell,
            area_outline.direction(cell, area.cell),
            counts.get(cell, 0),
            tuple(rings[cell].exterior.coords[:-1]),
        )
        for cell in cells
    )
    return Around(area.cell, there, _streets(session, cells))


def in_words(outline: str, found: Around) -> str:
    """Return what an outline is made of and how large it is: "2 squares and 1 street, 14.1 ha"."""
    size = f"{area_outline.hectares(outline):.1f} ha"
    cells, names = parts(outline, found)
    if not is_made_of(outline, cells, names, found):
        return f"drawn by hand, {size}; a change in the lists puts it together anew"
    told = [_number(len(cells), "square"), _number(len(names), "street")]
    return f"{' and '.join(filter(None, told))}, {size}"


def parts(outline: str, found: Around) -> tuple[list[str], list[str]]:
    """Return the squares and the streets that lie in an outline."""
    cells = area_outline.squares_inside(outline, found.cells)
    return cells, area_outline.streets_inside(outline, found.streets, beside=cells)


def put_together(cells: list[str], names: list[str], found: Around) -> str:
    """Return the outline of these squares and streets; InputWrong where there is none of both."""
    return area_outline.united(cells, [found.streets[name] for name in names])


def is_made_of(outline: str, cells: list[str], names: list[str], found: Around) -> bool:
    """Return whether an outline is just these squares and streets."""
    return bool(cells or names) and area_outline.same_ground(
        outline, put_together(cells, names, found)
    )


def resolved(session: Session, draft: BriefingDraft) -> dict[str, str]:
    """Return the outline of each card's area: the draft's own, or the one in force."""
    return {
        card.area_id: card.outline or _in_force(session, card.area_id) for card in draft.taskings
    }


def _in_force(session: Session, area_id: str) -> str:
    area = areas.in_force(session, area_id)
    return area.geometry if area else ""


def _number(count: int, what: str) -> str:
    return number_of(count, what) if count else ""


def _counts(session: Session, cells: list[str], day: date) -> dict[str, int]:
    """Return what was reported per square, all of one side, in the year before."""
    corners, side = squares.corners(cells), squares.side(cells[0])
    west, south = (float(edge) for edge in corners.min(axis=0))
    east, north = (float(edge) + side for edge in corners.max(axis=0))
    points = walk.reported(session, (west, south, east, north), day)
    places = points[["easting", "northing"]].to_numpy(float)
    names = [squares.name_at(*each, side=side) for each in places]
    counted = points["incidents"].groupby(np.array(names, dtype=object)).sum()
    return {str(cell): int(count) for cell, count in counted.items()}


def _streets(session: Session, cells: list[str]) -> dict[str, Shape]:
    """Return the named streets within the squares, cut at their edge, by name."""
    outline = area_in_metres(area_outline.united(cells))
    drawn = streets.drawn(session)
    if outline is None or drawn.empty:
        return {}
    lines = streets.lines_near(drawn, outline.bounds, around_m=0)
    lines = lines[lines["name"].notna() & (lines["name"] != "")].sort_values("name")
    pairs = zip(lines["name"], lines.geometry, strict=True)
    return {
        str(name): area_outline.within(outline, [line for _, line in group])
        for name, group in groupby(pairs, key=lambda pair: pair[0])
    }
