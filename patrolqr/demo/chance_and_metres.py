"""The ground that everything stands on: chance from a seed, metres on the British grid, degrees for
the maps.

Places are drawn in metres around the market square, bent a little, and laid down where there is
nothing but fields.
"""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from patrolqr.core import clock
from patrolqr.geo import projection

Floats = npt.NDArray[np.float64]

MARKET_SQUARE = np.array([522_125.0, 350_375.0])
"""Easting and northing of the middle of town: fenland, with no town for miles."""


def chance(seed: int, topic: str) -> np.random.Generator:
    """Return the random numbers of one topic: more incidents do not move the streets."""
    return np.random.default_rng([seed, *topic.encode()])


def ids(random: np.random.Generator, count: int) -> list[str]:
    """Return that many random UUIDs."""
    drawn = random.bytes(16 * count)
    return [str(uuid.UUID(bytes=drawn[at : at + 16], version=4)) for at in range(0, 16 * count, 16)]


def bend(points: Floats) -> Floats:
    """Return drawn points as eastings and northings, bent smoothly, so that nothing is quite
    straight or parallel.
    """
    x, y = points[:, 0], points[:, 1]
    east = 42 * np.sin(y / 310 + 0.4) + 16 * np.sin(x / 150 + y / 190)
    north = 38 * np.sin(x / 340 + 1.1) + 14 * np.sin(x / 210 - y / 140)
    laid: Floats = MARKET_SQUARE + np.column_stack([x + east, y + north]) - _MIDDLE_BENT
    return laid


_MIDDLE_BENT = np.array([42 * np.sin(0.4), 38 * np.sin(1.1)])


def place(shapes: Any) -> Any:
    """Return drawn lines or polygons on the British grid.

    The bend follows their curves every 30 metres.
    """
    return shapely.transform(shapely.segmentize(np.asarray(shapes, dtype=object), 30), bend)


def outline(random: np.random.Generator) -> Any:
    """Return the edge of town as drawn: an egg with dents, some 5.6 by 4.6 km."""
    angle = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    dents = [
        size * np.sin(times * angle + random.uniform(0, 6))
        for times, size in ((2, 0.05), (3, 0.06), (5, 0.035))
    ]
    round_it = np.column_stack([2800 * np.cos(angle), 2300 * np.sin(angle)])
    return shapely.Polygon(round_it * (1 + np.sum(dents, axis=0))[:, None])


def round_corners(points: Any, times: int = 3) -> Floats:
    """Return the corners of a line cut off that many times (Chaikin), its ends kept."""
    line = np.asarray(points, dtype=float)
    for _ in range(times):
        near, far = 0.75 * line[:-1] + 0.25 * line[1:], 0.25 * line[:-1] + 0.75 * line[1:]
        line = np.vstack([line[:1], np.stack([near, far], axis=1).reshape(-1, 2), line[-1:]])
    return line


def to_degrees(points: Floats) -> Floats:
    """Return longitudes and latitudes of eastings and northings, to the centimetre."""
    return np.column_stack(projection.to_degrees(points[:, 0], points[:, 1])).round(7)


def geojson(shapes: Any) -> list[str]:
    """Return shapes on the British grid as GeoJSON texts in EPSG:4326, to the centimetre."""
    whole = np.asarray(shapes, dtype=object)
    degrees = to_degrees(shapely.get_coordinates(whole))
    return list(shapely.to_geojson(shapely.set_coordinates(whole.copy(), degrees)))


def day_before(day: date, *, hour: int) -> datetime:
    """Return the instant at which the wall clock shows that full hour on the day before."""
    return clock.at(day - timedelta(days=1), time(hour))


def utc(walls: Any, zone: str) -> pd.DatetimeIndex:
    """Return wall-clock times as instants.

    A time that does not exist moves on, one that exists twice is the first, as in any export.
    """
    index = pd.DatetimeIndex(walls).as_unit("us")
    first = np.ones(len(index), dtype=bool)
    return index.tz_localize(zone, ambiguous=first, nonexistent="shift_forward").tz_convert("UTC")
