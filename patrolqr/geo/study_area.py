"""The counting squares that lie on some ground, cut where it ends."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
import shapely

from patrolqr.geo.shapes import area_in_metres
from patrolqr.geo.squares import CELL_METRES

LEAST_GROUND = 1e-6
"""A square of which less than this lies on the ground only touches it: a twentieth of a m²."""


def squares_on(outlines: Iterable[str], *, side: int = CELL_METRES) -> pd.DataFrame:
    """Return one row per square of a side of which something lies on the ground of the outlines (GeoJSON).

    Columns: easting, northing (its south-west corner, metres of the British grid) and ground, the
    share of it that does. An outline that is no area counts for nothing.
    """
    shapes = [shape for text in outlines if (shape := area_in_metres(text)) is not None]
    ground = shapely.union_all(shapes)
    if ground.is_empty:
        return pd.DataFrame({"easting": [], "northing": [], "ground": []}).astype(
            {"easting": np.int64, "northing": np.int64}
        )
    west, south, east, north = (np.array(ground.bounds) // side).astype(np.int64)
    x, y = (
        each.ravel() * side
        for each in np.meshgrid(np.arange(west, east + 1), np.arange(south, north + 1))
    )
    boxes = shapely.box(x, y, x + side, y + side)
    shapely.prepare(ground)
    share = shapely.contains_properly(ground, boxes).astype(float)
    cut = (share == 0) & shapely.intersects(ground, boxes)
    share[cut] = shapely.area(shapely.intersection(boxes[cut], ground)) / side**2
    found = pd.DataFrame({"easting": x, "northing": y, "ground": share})
    return found[found["ground"] > LEAST_GROUND].reset_index(drop=True)
