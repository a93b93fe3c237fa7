"""Outlines of files: put right, compared, simplified, and what lies near them."""

import json

import numpy as np
import pandas as pd

from patrolqr.geo.outlines import (
    are_lines,
    area_of,
    line_of,
    lines_frame,
    near_in_metres,
    points_frame,
    read_geometry,
    rings,
    share_of_smaller,
    write_shape,
)
from tests.geo.squares_of_degrees import LEFT, RIGHT


def test_what_of_a_geometry_is_area_is_kept_and_no_area_is_none() -> None:
    bow_tie = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    high = {"type": "Polygon", "coordinates": [[[0, 0, 9], [1, 0, 9], [1, 1, 9], [0, 0, 9]]]}
    for geometry, ground in ((bow_tie, 0.5), (high, 0.5)):
        area = area_of(read_geometry(geometry))
        assert area is not None
        assert (area.area, area.has_z) == (ground, False)
    for nothing in ({"type": "Point", "coordinates": [0, 50]}, {"type": "Polygon"}, None, "?"):
        assert area_of(read_geometry(nothing)) is None


def test_a_line_is_one_without_heights_and_an_area_is_none() -> None:
    line = line_of(read_geometry({"type": "LineString", "coordinates": [[0, 50, 3], [1, 51, 3]]}))
    assert line is not None
    assert write_shape(line) == '{"type":"LineString","coordinates":[[0.0,50.0],[1.0,51.0]]}'
    area = read_geometry(json.loads(LEFT))
    assert line_of(area) is None
    assert are_lines(np.array([line, line, area], dtype=object))
    assert not are_lines(np.array([line, area], dtype=object))


def test_the_share_is_that_of_the_smaller_ground() -> None:
    assert share_of_smaller([LEFT], [LEFT, RIGHT]) == 1
    assert share_of_smaller([LEFT], [RIGHT]) == 0
    flat = '{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0], [0, 0]]]}'
    assert share_of_smaller([LEFT], [flat]) == 0


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
