"""British National Grid and degrees, and where in either the United Kingdom lies."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from pyproj import Transformer

Numbers = npt.NDArray[np.float64]

WEST, SOUTH, EAST, NORTH = -9.0, 49.0, 2.2, 61.5
"""Degrees around the United Kingdom."""

WIDEST, HIGHEST = 700_000, 1_300_000
"""Metres of the British National Grid; both begin at 0."""


def degrees(eastings: Numbers, northings: Numbers) -> tuple[Numbers, Numbers]:
    """Return longitudes and latitudes of points of the British National Grid (metres)."""
    longitudes, latitudes = _to_degrees().transform(eastings, northings)
    return np.asarray(longitudes), np.asarray(latitudes)


@lru_cache(1)
def _to_degrees() -> Transformer:
    return Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
