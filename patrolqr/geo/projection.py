"""Degrees and metres: EPSG:4326 in, EPSG:27700 (the British grid) for measuring, and back."""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from pyproj import Transformer

METRES = "EPSG:27700"
DEGREES = "EPSG:4326"

Numbers = npt.NDArray[Any]


def to_metres(longitudes: Numbers, latitudes: Numbers) -> tuple[Numbers, Numbers]:
    """Return eastings and northings in metres of the British grid; NaN where there is no point."""
    eastings, northings = transformer(DEGREES, METRES).transform(longitudes, latitudes)
    there = np.isfinite(longitudes) & np.isfinite(latitudes)
    return np.where(there, eastings, np.nan), np.where(there, northings, np.nan)


def to_degrees(eastings: Numbers, northings: Numbers) -> tuple[Numbers, Numbers]:
    """Return longitudes and latitudes of points of the British grid; NaN where there is none."""
    longitudes, latitudes = transformer(METRES, DEGREES).transform(eastings, northings)
    there = np.isfinite(eastings) & np.isfinite(northings)
    return np.where(there, longitudes, np.nan), np.where(there, latitudes, np.nan)


@cache
def transformer(source: str, target: str) -> Transformer:
    """Return what turns coordinates of one system (EPSG:…) into another's, east before north."""
    return Transformer.from_crs(source, target, always_xy=True)
