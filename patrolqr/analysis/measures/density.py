"""A smooth picture of where points lie: quartic kernel density. A picture, not a test."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import signal

Floats = npt.NDArray[np.float64]

FINE = 5
"""Cells per radius at least: coarser ones show their own edges."""


class Density(NamedTuple):
    """Points per unit of area at the middles of cells, rows northwards: `west` and `south` are the
    corner of the first cell, `cell` its side.
    """

    values: Floats
    west: float
    south: float
    cell: float

    def at(self, x: npt.ArrayLike, y: npt.ArrayLike) -> Floats:
        """Return the density at points, between the middles of four cells; 0 outside the cells."""
        high, wide = self.values.shape
        column = (np.asarray(x, dtype=float) - self.west) / self.cell - 0.5
        row = (np.asarray(y, dtype=float) - self.south) / self.cell - 0.5
        inside = (abs(column - (wide - 1) / 2) <= wide / 2) & (
            abs(row - (high - 1) / 2) <= high / 2
        )
        column, row = np.clip(column, 0, wide - 1), np.clip(row, 0, high - 1)
        left, below = column.astype(np.int64), row.astype(np.int64)
        right, above = np.minimum(left + 1, wide - 1), np.minimum(below + 1, high - 1)
        east, north = column - left, row - below
        lower = self.values[below, left] * (1 - east) + self.values[below, right] * east
        upper = self.values[above, left] * (1 - east) + self.values[above, right] * east
        return np.where(inside, lower * (1 - north) + upper * north, 0.0)


def quartic(
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    radius: float,
    cell: float,
    bounds: tuple[float, float, float, float],
) -> Density:
    """Return the quartic density of points within bounds (west, south, east, north) and around.

    `radius` is where a point's weight ends, as in CrimeStat, QGIS and ArcGIS; the edge is not
    corrected. Each point is shared between the four cells around it: given to the nearest one
    alone, the error is three times as large. ValueError where the cells are too coarse for the
    radius.
    """
    if cell * FINE > radius:
        raise ValueError(f"cells of {cell} are too coarse for a radius of {radius}")
    west, south, east, north = bounds
    wide, high = (max(1, round(side / cell)) for side in (east - west, north - south))
    reach = int(np.ceil(radius / cell)) + 1
    held = _shared(
        (np.asarray(x, dtype=float) - west) / cell + reach,
        (np.asarray(y, dtype=float) - south) / cell + reach,
        wide + 2 * reach,
        high + 2 * reach,
    )
    smooth = signal.fftconvolve(held, _kernel(radius, cell, reach), mode="same")
    inner = smooth[reach : reach + high, reach : reach + wide]
    # what a Fourier transform leaves of nothing is a little less or more than nothing
    return Density(np.maximum(inner, 0.0), west, south, cell)


def _shared(columns: Floats, rows: Floats, wide: int, high: int) -> Floats:
    """Return the points laid on cells, each shared between the four whose middles are around it."""
    left, below = np.floor(columns - 0.5), np.floor(rows - 0.5)
    inside = (left >= 0) & (left < wide - 1) & (below >= 0) & (below < high - 1)
    left, below = left[inside].astype(np.int64), below[inside].astype(np.int64)
    right = columns[inside] - 0.5 - left
    up = rows[inside] - 0.5 - below
    first = below * wide + left
    held = np.zeros(wide * high)
    for step, weight in (
        (0, (1 - right) * (1 - up)),
        (1, right * (1 - up)),
        (wide, (1 - right) * up),
        (wide + 1, right * up),
    ):
        held += np.bincount(first + step, weight, minlength=held.size)
    return held.reshape(high, wide)


def _kernel(radius: float, cell: float, reach: int) -> Floats:
    steps = np.arange(-reach, reach + 1) * cell
    near = 1 - (steps[:, None] ** 2 + steps[None, :] ** 2) / radius**2
    return np.asarray(3 / (np.pi * radius**2) * np.maximum(near, 0.0) ** 2)
