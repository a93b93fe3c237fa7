"""Squares on some ground, cut where it ends, whatever the outlines are."""

import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.geo.projection import DEGREES, METRES, transformer
from patrolqr.geo.study_area import squares_on


def outline(west: float, south: float, east: float, north: float) -> str:
    """Return a rectangle on the British grid, near Cannock, as GeoJSON in degrees."""
    box = shapely.box(400_000 + west, 310_000 + south, 400_000 + east, 310_000 + north)
    degrees = shapely.transform(
        shapely.segmentize(box, 500), transformer(METRES, DEGREES).transform, interleaved=False
    )
    return json.dumps(shapely.geometry.mapping(degrees))


def test_a_square_is_cut_where_the_ground_ends() -> None:
    found = squares_on([outline(0, 0, 375, 250)])
    shares = found[found["ground"] > 0.001].set_index(["easting", "northing"])["ground"]
    assert shares.to_dict() == {
        (400_000, 310_000): pytest.approx(1.0, abs=1e-3),
        (400_250, 310_000): pytest.approx(0.5, abs=1e-3),
    }


def test_ground_that_two_outlines_share_counts_once() -> None:
    found = squares_on([outline(0, 0, 1000, 1000), outline(500, 0, 1500, 1000)])
    assert found["ground"].sum() == pytest.approx(24, abs=0.01)
    assert found["ground"].max() <= 1


@pytest.mark.parametrize(
    "outlines", [[], ["no outline"], ['{"type": "Point", "coordinates": [0, 0]}']]
)
def test_no_ground_has_no_squares(outlines: list[str]) -> None:
    found = squares_on(outlines)
    assert found.empty
    assert list(found.columns) == ["easting", "northing", "ground"]


@given(
    *(st.floats(-2000, 2000) for _ in range(2)),
    *(st.floats(1, 3000) for _ in range(2)),
)
def test_the_shares_add_up_to_the_ground(
    west: float, south: float, wide: float, high: float
) -> None:
    found = squares_on([outline(west, south, west + wide, south + high)])
    assert found["ground"].sum() * 250**2 == pytest.approx(wide * high, rel=1e-3, abs=1)
    assert not found[["easting", "northing"]].duplicated().any()
