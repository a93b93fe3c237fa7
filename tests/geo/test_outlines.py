"""Outlines of files: put right, compared, simplified, and what lies near them."""

import json

import numpy as np
import pandas as pd

from patrolqr.geo.outlines import (
    FAR_FROM_DEGREES,
    area_in_degrees,
    lines_frame,
    near_in_metres,
    points_frame,
    rings,
    share_of_smaller,
)
from tests.geo.squares_of_degrees import LEFT, RIGHT, square


def test_metres_taken_for_degrees_are_put_right_and_no_area_is_none() -> None:
    metres = json.loads(square(397_000, 310_000, 250))
    found = area_in_degrees(metres, "EPSG:4326")
    assert found is not None
    (corner, *_), *_ = json.loads(found)["coordinates"]
    assert np.allclose(corner, (-2.0458, 52.6874), atol=1e-3)
    assert area_in_degrees({"type": "Point", "coordinates": [0, 50]}, "EPSG:4326") is None
    assert area_in_degrees({"type": "Polygon", "coordinates": "?"}, "EPSG:4326") is None


def test_only_numbers_beyond_any_degree_are_taken_for_metres() -> None:
    at = json.loads(square(FAR_FROM_DEGREES - 100, 0, 100))
    beyond = json.loads(square(FAR_FROM_DEGREES - 100, 0, 101))
    assert area_in_degrees(at, "EPSG:4326") is None  # degrees, but not on the globe
    assert area_in_degrees(beyond, "EPSG:4326") is not None


def test_the_share_is_that_of_the_smaller_ground() -> None:
    assert share_of_smaller([LEFT], [LEFT, RIGHT]) == 1
    assert share_of_smaller([LEFT], [RIGHT]) == 0


def test_rings_are_simplified_only_where_there_are_many_points() -> None:
    notched = json.dumps(
        {
            "type": "Polygon",
            "coordinates": [[[0, 50], [1, 50], [1, 51], [0.5, 51.01], [0, 51], [0, 50]]],
        }
    )
    assert len(rings(notched, most_points=6, coarse_degrees=0.1)[0]) == 6
    assert len(rings(notched, most_points=5, coarse_degrees=0.1)[0]) == 5


def test_a_line_has_no_rings() -> None:
    line = json.dumps({"type": "LineString", "coordinates": [[0, 50], [1, 51]]})
    assert rings(line, most_points=5, coarse_degrees=1) == []


def test_what_lies_near_comes_in_metres_and_in_order() -> None:
    rows = pd.DataFrame(
        {
            "name": ["far", "near", "on it"],
            "class": "point",
            "longitude": [-1.0, -2.03, -2.0458],
            "latitude": [52.0, 52.6874, 52.6874],
        }
    )
    bounds = (397_000.0, 310_000.0, 397_250.0, 310_250.0)
    around = near_in_metres(points_frame(rows), bounds, around_m=2000)
    assert around["name"].tolist() == ["near", "on it"]
    assert around.crs.to_epsg() == 27700
    assert near_in_metres(points_frame(rows), bounds, around_m=300)["name"].tolist() == ["on it"]


def test_of_no_streets_none_are_near() -> None:
    none = lines_frame(pd.DataFrame({"name": [], "class": [], "geometry": []}))
    assert near_in_metres(none, (0.0, 0.0, 1.0, 1.0), around_m=5).empty
