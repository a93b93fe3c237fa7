"""Which outline covers a point: inside, outside, on a shared edge, and none at all."""

import json

from patrolqr.geo.covering import covering, first_covering, points_at, points_inside
from patrolqr.geo.shapes import read_shapes
from tests.geo.squares_of_degrees import LEFT, RIGHT


def test_a_point_is_covered_by_the_outline_it_lies_in_and_none_outside_all() -> None:
    found = covering(["L", "R"], [LEFT, RIGHT], points_at([0.5, 1.5, 2.5], [50.5, 50.5, 50.5]))
    assert found.tolist() == ["L", "R", None]


def test_on_a_shared_edge_the_first_outline_counts() -> None:
    edge = points_at([1.0], [50.5])
    assert covering(["L", "R"], [LEFT, RIGHT], edge).tolist() == ["L"]
    assert covering(["R", "L"], [RIGHT, LEFT], edge).tolist() == ["R"]
    assert first_covering(read_shapes([RIGHT, LEFT]), edge).tolist() == [0]


def test_without_outlines_or_points_there_is_nothing() -> None:
    assert covering([], [], points_at([0.5], [50.5])).tolist() == [None]
    assert covering(["L"], [LEFT], points_at([], [])).tolist() == []


def test_a_point_inside_lies_inside_also_of_a_ring() -> None:
    corners = [
        [[0, 50], [9, 50], [9, 59], [0, 59], [0, 50]],
        [[1, 51], [1, 58], [8, 58], [8, 51], [1, 51]],
    ]
    ring = json.dumps({"type": "Polygon", "coordinates": corners})
    outlines = [LEFT, RIGHT, ring]
    inside = points_inside(outlines)
    assert covering(["L", "R"], [LEFT, RIGHT], inside[:2]).tolist() == ["L", "R"]
    assert covering(["ring"], [ring], inside[2:]).tolist() == ["ring"]
    assert covering(["ring"], [ring], points_at([4.5], [54.5])).tolist() == [None]
