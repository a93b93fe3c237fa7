"""How densely incidents lie, for the map: a picture, not a test. No Streamlit here."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from patrolqr.analysis.measures.density import FINE, Density, quartic
from patrolqr.analysis.periods import DateSpan
from patrolqr.core.incident import SNAP_POINTS, Precision
from patrolqr.geo.web_map import Corners, pixels
from patrolqr.store import Session, incidents

RADIUS_M = 500
"""Where a point's weight ends: smaller ones break up where points are snapped, 500 m found next
month's crime better than 1,000.
"""

CELL_M = 50
"""Side of a cell where the ground is a district's."""

MOST_CELLS = 1_000_000
"""Larger grounds have coarser cells, up to a fifth of the radius."""

LONGEST = 512
"""Pixels along a picture's longer side: 40 m each on a district, less than a tenth of the radius."""


class Shaded(NamedTuple):
    """A density as a web map shows it: per pixel, rows from the north, its `share` of the densest, and
    where the picture's corners lie.
    """

    share: npt.NDArray[np.float64]
    corners: Corners


def shaded(
    session: Session,
    period: DateSpan,
    precision: Precision,
    *,
    types: Sequence[str],
    places: Sequence[str],
) -> Shaded | None:
    """Return the density of that choice by a picture's pixels; None where there are no incidents."""
    found = of(session, period, precision, types=types, places=places)
    return on_pixels(found) if found else None


def on_pixels(found: Density) -> Shaded:
    """Return a density by a picture's pixels."""
    rows, columns = found.values.shape
    east, north = found.west + columns * found.cell, found.south + rows * found.cell
    ground = pixels((found.west, found.south, east, north), longest=LONGEST)
    most = found.values.max()
    held = found.at(ground.easting, ground.northing)
    return Shaded(held / most if most else held, ground.corners)


def of(
    session: Session,
    period: DateSpan,
    precision: Precision,
    *,
    types: Sequence[str],
    places: Sequence[str],
) -> Density | None:
    """Return incidents per square metre of that choice, without prisons, hospitals and police
    stations; None where there are none.
    """
    rows = incidents.points_of(
        session,
        since=period.since,
        until=period.until,
        precision=precision,
        categories=types,
        neighbourhoods=places,
        without_points=list(SNAP_POINTS),
    )
    if rows.empty:
        return None
    counts = rows["incidents"].to_numpy(np.int64)
    x, y = (np.repeat(rows[name].to_numpy(float), counts) for name in ("easting", "northing"))
    bounds = _around(x), _around(y)
    (west, east), (south, north) = bounds
    finest = float(np.sqrt((east - west) * (north - south) / MOST_CELLS))
    cell = min(RADIUS_M / FINE, max(CELL_M, finest))
    return quartic(x, y, radius=RADIUS_M, cell=cell, bounds=(west, south, east, north))


def _around(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, float]:
    """Return between which ends all of them lie but the 1 % farthest out, with a radius around: one
    stray would make the picture a speck.
    """
    low, high = np.quantile(values, [0.005, 0.995])
    return float(low) - RADIUS_M, float(high) + RADIUS_M
