"""Degrees become metres of the British grid and come back; no point stays none."""

from concurrent.futures import ThreadPoolExecutor
from threading import get_ident
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from patrolqr.geo.projection import OneThread, to_degrees, to_metres


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


def test_clicks_in_threads_of_their_own_are_all_projected_in_one() -> None:
    """PROJ takes 40 ms to begin in a thread: it begins once."""
    asked_in, projected_in = set(), set()

    def noted(self: Transformer, *where: Any, **how: Any) -> Any:
        projected_in.add(get_ident())
        return transform(self, *where, **how)

    def click(_: int) -> float:
        asked_in.add(get_ident())
        return float(to_metres(np.array([-2.0]), np.array([52.7]))[0][0])

    transform = Transformer.transform
    with patch.object(Transformer, "transform", noted):
        for number in range(3):
            with ThreadPoolExecutor(1) as thread:
                assert thread.submit(click, number).result() == pytest.approx(400_000, abs=200)
    assert len(projected_in) == 1
    assert not asked_in & projected_in


def test_what_goes_wrong_there_is_told_to_whoever_asked_and_the_next_is_answered() -> None:
    thread = OneThread()
    with pytest.raises(ValueError, match="no number"):
        thread.ask(lambda: float("no number"))
    assert thread.ask(lambda: 2) == 2
