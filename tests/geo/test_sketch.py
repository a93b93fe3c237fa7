"""A small outline map: everything in its box, north up, and a position put where it belongs."""

import re

import pytest

from patrolqr.geo.sketch import HIGHEST, WIDTH, Sketch, middle, sketch
from tests.builders.briefings import SQUARE

NORTHERN = SQUARE.replace("52.7", "52.71")
HOLED = (
    '{"type":"MultiPolygon","coordinates":[[[[-2,52.7],[-1.99,52.7],[-1.99,52.71],[-2,52.71],[-2,52.7]],'
    "[[-1.998,52.702],[-1.996,52.702],[-1.996,52.704],[-1.998,52.702]]]]}"
)
STREET = '{"type":"LineString","coordinates":[[-2.01,52.7],[-2.0,52.705]]}'


def placed(drawn: Sketch, lng: float, lat: float) -> tuple[float, float]:
    """Return where a position stands, as the phone's script reckons."""
    return (lng - drawn.west) * drawn.across, (drawn.north - lat) * drawn.down


@pytest.mark.parametrize("outlines", [(SQUARE,), (SQUARE, NORTHERN), (HOLED, STREET), (STREET,)])
def test_every_area_lies_in_the_box_and_a_position_lies_in_its_area(
    outlines: tuple[str, ...],
) -> None:
    drawn = sketch(outlines)
    assert drawn.height <= HIGHEST
    for outline, area in zip(outlines, drawn.areas, strict=True):
        points = [tuple(map(float, each)) for each in re.findall(r"([\d.]+) ([\d.]+)", area.path)]
        assert all(0 <= x <= WIDTH and 0 <= y <= drawn.height for x, y in points)
        assert placed(drawn, *middle(outline)) == pytest.approx((area.x, area.y), abs=0.6)


def test_north_is_up_and_the_scale_is_that_of_the_ground() -> None:
    drawn = sketch((SQUARE, NORTHERN))
    assert drawn.areas[1].y < drawn.areas[0].y
    one_degree_north = drawn.down
    assert drawn.bar / drawn.metres * 111_320 == pytest.approx(one_degree_north, rel=0.01)
    assert drawn.across / drawn.down == pytest.approx(0.6058, abs=0.001), "cos 52.7°"
    holes = sketch((HOLED,)).areas[0].path
    assert holes.count("M") == holes.count("Z") == 2
