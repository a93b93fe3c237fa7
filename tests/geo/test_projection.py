"""Degrees become metres of the British grid and come back; no point stays none."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.geo.projection import to_degrees, to_metres


@given(easting=st.floats(100_000, 600_000), northing=st.floats(50_000, 900_000))
def test_there_and_back_again(easting: float, northing: float) -> None:
    longitude, latitude = to_degrees(np.array([easting]), np.array([northing]))
    there = to_metres(longitude, latitude)
    assert np.allclose(np.concatenate(there), (easting, northing), atol=0.01)


def test_no_point_is_no_metres_and_no_degrees() -> None:
    nowhere = np.array([np.nan])
    for project in (to_metres, to_degrees):
        east, north = project(nowhere, nowhere)
        assert np.isnan(east).all()
        assert np.isnan(north).all()
