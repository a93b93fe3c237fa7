"""Which outline covers a point: inside, outside, on a shared edge, in a hole, and none at all."""

import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.geo.covering import covering, points_at, points_inside
from patrolqr.geo.outlines import area_in_degrees, rings, share_of_smaller
from patrolqr.geo.projection import to_degrees, to_metres


def square(west: float, south: float, side: float = 1) -> str:
    ring = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    corners = [[west + side * x, south + side * y] for x, y in ring]
    return json.dumps({"type": "Polygon", "coordinates": [corners]})


LEFT, RIGHT = square(0, 50), square(1, 50)


def test_a_point_is_covered_by_the_outline_it_lies_in_and_none_outside_all() -> None:
    found = covering(["L", "R"], [LEFT, RIGHT], points_at([0.5, 1.5, 2.5], [50.5, 50.5, 50.5]))
    assert found.tolist() == ["L", "R", None]


def test_on_a_shared_edge_the_first_outline_counts() -> None:
    edge = points_at([1.0], [50.5])
    assert covering(["L", "R"], [LEFT, RIGHT], edge).tolist() == ["L"]
    assert covering(["R", "L"], [RIGHT, LEFT], edge).tolist() == ["R"]


def test_without_outlines_or_points_there_is_nothing() -> None:
    assert covering([], [], points_at([0.5], [50.5])).tolist() == [None]
    assert covering(["L"], [LEFT], points_at([], [])).tolist() == []


def test_a_point_inside_lies_inside_also_of_a_ring() -> None:
    inside = points_inside([LEFT, RIGHT])
    assert covering(["L", "R"], [LEFT, RIGHT], inside).tolist() == ["L", "R"]


def test_metres_taken_for_degrees_are_put_right_and_no_area_is_none() -> None:
    metres = json.loads(square(397_000, 310_000, 250))
    found = area_in_degrees(metres, "EPSG:4326")
    assert found is not None
    (corner, *_), *_ = json.loads(found)["coordinates"]
    assert np.allclose(corner, (-2.0458, 52.6874), atol=1e-3)
    assert area_in_degrees({"type": "Point", "coordinates": [0, 50]}, "EPSG:4326") is None
    assert area_in_degrees({"type": "Polygon", "coordinates": "?"}, "EPSG:4326") is None


def test_the_share_is_that_of_the_smaller_ground() -> None:
    assert share_of_smaller([LEFT], [LEFT, RIGHT]) == 1
    assert share_of_smaller([LEFT], [RIGHT]) == 0


def test_rings_are_simplified_only_where_there_are_many_points() -> None:
    assert len(rings(LEFT, most_points=5, coarse_degrees=10)[0]) == 5
    assert len(rings(LEFT, most_points=4, coarse_degrees=0.1)[0]) == 5


@given(easting=st.floats(100_000, 600_000), northing=st.floats(50_000, 900_000))
def test_there_and_back_again(easting: float, northing: float) -> None:
    longitude, latitude = to_degrees(np.array([easting]), np.array([northing]))
    there = to_metres(longitude, latitude)
    assert np.allclose(np.concatenate(there), (easting, northing), atol=0.01)


def test_no_point_is_no_metres() -> None:
    east, north = to_metres(np.array([np.nan]), np.array([np.nan]))
    assert np.isnan(east).all()
    assert np.isnan(north).all()
