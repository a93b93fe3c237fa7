"""Pictures on a web map: where each pixel of one lies on the ground. A web map stretches a picture
evenly in Mercator's projection, which is neither the British grid's nor that of degrees.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from patrolqr.geo.projection import to_degrees, to_metres

Floats = npt.NDArray[np.float64]

Corners = tuple[tuple[float, float], tuple[float, float]]
"""A picture's south-west and north-east corner, each as latitude and longitude."""


class Pixels(NamedTuple):
    """A picture's pixels, rows from the north: eastings and northings of their middles (metres), and
    the picture's corners.
    """

    easting: Floats
    northing: Floats
    corners: Corners


def pixels(bounds: tuple[float, float, float, float], *, longest: int) -> Pixels:
    """Return the pixels of a picture that shows all of the bounds (west, south, east, north in metres,
    EPSG:27700), so many along its longer side.
    """
    west, south, east, north = bounds
    edge = np.linspace(0, 1, 9)
    along = west + (east - west) * edge, south + (north - south) * edge
    x, y = (each.ravel() for each in np.meshgrid(*along))
    longitude, latitude = to_degrees(x, y)
    left, right = float(longitude.min()), float(longitude.max())
    low, high = float(_mercator(latitude.min())), float(_mercator(latitude.max()))
    wide, tall = np.radians(right - left), high - low
    step = max(wide, tall) / longest
    columns, rows = (max(1, round(side / step)) for side in (wide, tall))
    across = left + (right - left) * (np.arange(columns) + 0.5) / columns
    down = _latitude(high - (high - low) * (np.arange(rows) + 0.5) / rows)
    easting, northing = to_metres(*(each.ravel() for each in np.meshgrid(across, down)))
    shape = (rows, columns)
    corners = (float(_latitude(low)), left), (float(_latitude(high)), right)
    return Pixels(easting.reshape(shape), northing.reshape(shape), corners)


def _mercator(latitude: Any) -> Any:
    return np.log(np.tan(np.pi / 4 + np.radians(latitude) / 2))


def _latitude(mercator: Any) -> Any:
    return np.degrees(2 * np.arctan(np.exp(mercator)) - np.pi / 2)
