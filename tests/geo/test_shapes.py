"""Shapes are read, checked and taken apart."""

import json

import pytest
import shapely

from patrolqr.geo import shapes
from tests.geo.squares_of_degrees import LEFT, RIGHT, square

IN_BRITAIN = square(-2.05, 52.68, 0.01)


def test_texts_are_read_in_their_order() -> None:
    left, right = shapes.read_shapes([LEFT, RIGHT])
    assert (left.bounds, right.bounds) == ((0, 50, 1, 51), (1, 50, 2, 51))
    assert shapes.bounds_of([left, right]) == (0, 50, 2, 51)
    assert len(shapes.read_shapes([])) == 0


def test_an_area_is_measured_in_metres() -> None:
    area = shapes.area_in_metres(IN_BRITAIN)
    assert area is not None
    west, south, east, north = area.bounds
    assert (east - west, north - south) == pytest.approx((676, 1113), abs=8)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "no json",
        '{"type": "Polygon", "coordinates": []}',
        '{"type": "Point", "coordinates": [-2, 52]}',
        '{"type": "LineString", "coordinates": [[-2, 52], [-2, 53]]}',
        square(170, 89.9, 20),
    ],
)
def test_what_is_no_area_on_the_globe_is_none(wrong: str) -> None:
    assert shapes.area_in_metres(wrong) is None


def test_an_outline_that_crosses_itself_is_put_right() -> None:
    bow = [[-2.0, 52.0], [-1.9, 52.1], [-1.9, 52.0], [-2.0, 52.1], [-2.0, 52.0]]
    area = shapes.area_in_metres(json.dumps({"type": "Polygon", "coordinates": [bow]}))
    assert area is not None
    assert area.is_valid
    assert area.area > 0


def test_rings_are_the_edge_and_then_the_holes_of_every_polygon() -> None:
    holed = shapely.box(0, 0, 9, 9).difference(shapely.box(1, 1, 2, 2))
    both = shapely.MultiPolygon([holed, shapely.box(20, 0, 21, 1)])
    widths = [float(ring[:, 0].max() - ring[:, 0].min()) for ring in shapes.rings_of(both)]
    assert widths == [9, 1, 1]
    assert list(shapes.rings_of(shapely.Point(0, 0))) == []


def test_a_point_inside_lies_inside_where_the_middle_does_not() -> None:
    bent = shapely.box(0, 0, 9, 9).difference(shapely.box(1, 1, 9, 9))
    assert not bent.contains(bent.centroid)
    assert bent.contains(shapely.Point(*shapes.point_inside(bent)))


def test_an_index_finds_what_lies_near_in_the_order_given() -> None:
    kept = [shapely.Point(5, 5), shapely.box(50, 50, 60, 60), shapely.Point(1, 1)]
    index = shapes.ShapeIndex(shapely.from_wkt([shape.wkt for shape in kept]))
    assert index.within((0, 0, 10, 10)).tolist() == [0, 2]
    assert index.within((0, 0, 50, 50)).tolist() == [0, 1, 2]
    assert index.points_within((0, 0, 50, 50)).tolist() == [0, 2]
    assert index.within((70, 70, 80, 80)).tolist() == []
