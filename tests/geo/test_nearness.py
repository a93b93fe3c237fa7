"""Distances are those of the national grid, whoever computes them."""

import json

from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer
from shapely import Point
from shapely.geometry import shape
from shapely.ops import transform

from patrolqr.geo.nearness import Place, metres_apart, metres_to_area, middle

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[-2.0, 52.7], [-1.996, 52.7], [-1.996, 52.702], [-2.0, 52.702], [-2.0, 52.7]]],
}
METRES = Transformer.from_crs(4326, 27700, always_xy=True)

longitudes, latitudes = st.floats(-2.02, -1.98), st.floats(52.69, 52.71)


@given(longitude=longitudes, latitude=latitudes)
def test_metres_to_an_area(longitude: float, latitude: float) -> None:
    square = transform(METRES.transform, shape(SQUARE))
    expected = square.distance(Point(METRES.transform(longitude, latitude)))
    found = metres_to_area(json.dumps(SQUARE), Place(longitude, latitude))
    assert abs(found - expected) < 0.01


@given(longitude=longitudes, latitude=latitudes)
def test_metres_apart_are_those_of_the_ellipsoid(longitude: float, latitude: float) -> None:
    _, _, expected = Geod(ellps="WGS84").inv(-2.0, 52.7, longitude, latitude)
    found = metres_apart(Place(-2.0, 52.7), Place(longitude, latitude))
    assert abs(found - expected) <= 0.001 * expected + 0.01


def test_the_middle_is_that_of_the_corners() -> None:
    found = middle(json.dumps(SQUARE))
    assert abs(found.longitude - -1.998) < 1e-9
    assert abs(found.latitude - 52.701) < 1e-9
