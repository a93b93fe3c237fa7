"""Pixels of a picture on a web map lie where the map will show them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.geo.projection import to_degrees, to_metres
from patrolqr.geo.web_map import pixels

CORNERS = st.tuples(st.integers(100_000, 600_000), st.integers(50_000, 1_100_000))
SIDES = st.tuples(st.integers(500, 90_000), st.integers(500, 90_000))


@given(CORNERS, SIDES)
def test_all_of_the_ground_is_on_the_picture(
    corner: tuple[int, int], side: tuple[int, int]
) -> None:
    west, south = corner
    bounds = (west, south, west + side[0], south + side[1])
    found = pixels(bounds, longest=40)
    (low, left), (high, right) = found.corners
    longitude, latitude = to_degrees(
        np.array([bounds[0], bounds[2]] * 2, dtype=float),
        np.array([bounds[1], bounds[3]] * 2, dtype=float)[[0, 1, 1, 0]],
    )
    assert left - 1e-4 <= longitude.min() <= longitude.max() <= right + 1e-4
    assert low - 1e-4 <= latitude.min() <= latitude.max() <= high + 1e-4
    assert max(found.easting.shape) == 40
    assert np.isfinite(found.easting).all()


def test_a_pixel_lies_where_mercator_puts_it() -> None:
    """The rows of a picture are evenly apart in Mercator's ln tan(π/4 + φ/2), the first in the north."""
    found = pixels((380_000, 290_000, 420_000, 350_000), longest=60)
    (low, left), (high, right) = found.corners
    rows, columns = found.easting.shape
    ends = [np.log(np.tan(np.pi / 4 + np.radians(each) / 2)) for each in (high, low)]
    for row, column in ((0, 0), (rows // 2, columns // 3), (rows - 1, columns - 1)):
        y = ends[0] + (ends[1] - ends[0]) * (row + 0.5) / rows
        latitude = np.degrees(2 * np.arctan(np.exp(y)) - np.pi / 2)
        longitude = left + (right - left) * (column + 0.5) / columns
        east, north = to_metres(np.array([longitude]), np.array([latitude]))
        assert found.easting[row, column] == pytest.approx(float(east[0]), abs=0.01)
        assert found.northing[row, column] == pytest.approx(float(north[0]), abs=0.01)
