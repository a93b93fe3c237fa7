"""Columns of grid references as metres."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from patrolqr.geo.grid_reference import metres
from patrolqr.readers import moments

Floats = npt.NDArray[np.float64]


def of_references(cells: pa.Array) -> tuple[Floats, Floats]:
    """Return eastings and northings (EPSG:27700), NaN where no reference can be read: whoever notes a
    place as text there means no place on the grid.
    """
    (found, places), _ = moments.distinct(cells, metres)
    nowhere = (np.nan, np.nan)
    each = np.array([pair or nowhere for pair in found], np.float64)[places]
    return each[:, 0], each[:, 1]
