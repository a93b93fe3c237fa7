"""Streets told apart that have one name, and the squares each of them runs through."""

import numpy as np
import numpy.typing as npt
import shapely

from patrolqr.geo import squares
from patrolqr.geo.shapes import Shapes

APART_M = 100.0
"""Pieces of one name that are nearer are one street: maps leave gaps at roundabouts and crossings."""

STEP_M = 5.0
"""Metres between two looks at which square a street is in: less than a street is wide."""


def told_apart(lines: Shapes) -> list[npt.NDArray[np.int64]]:
    """Return the positions of the lines (metres) of each street, the longest street first.

    Lines of one name that are nearer than APART_M to each other are one street.
    """
    if not len(lines):
        return []
    grounds = shapely.get_parts(shapely.union_all(shapely.buffer(lines, APART_M / 2)))
    ground, line = shapely.STRtree(lines).query(grounds, predicate="intersects")
    streets = [line[ground == each] for each in range(len(grounds))]
    return sorted(streets, key=lambda own: -float(shapely.length(lines[own]).sum()))


def along(lines: Shapes, *, side: int = squares.CELL_METRES) -> list[str]:
    """Return the squares of a side that lines (metres) run through, by their name."""
    if not len(lines):
        return []
    points = shapely.get_coordinates(shapely.segmentize(lines, STEP_M))
    corners = np.unique(squares.corner_at(points, side=side), axis=0)
    return [squares.name_at(east, north, side=side) for east, north in corners]
