"""Outlines of patrol areas: put together from squares and streets, taken apart again, or drawn."""

import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.core.errors import InputWrong
from patrolqr.geo import area_outline, squares
from patrolqr.geo.shapes import area_in_metres

HOME, SMALL = "E397750N310250", "E397800N310200x150"
AROUND = area_outline.around(HOME, reach=2)
STREET = shapely.LineString([(397_800, 310_300), (398_400, 310_900)])
OTHER = shapely.LineString([(397_800, 310_300), (397_400, 310_900)])


def corners(*metres: tuple[float, float]) -> list[tuple[float, float]]:
    """Return points some metres east and north of the middle of Cannock, in degrees."""
    return [(-2.0347 + east / 67_600, 52.6899 + north / 111_300) for east, north in metres]


@given(st.lists(st.sampled_from(AROUND), min_size=1, unique=True))
def test_what_is_put_together_of_squares_is_found_in_the_outline_again(cells: list[str]) -> None:
    outline = area_outline.united(cells)
    assert set(area_outline.squares_inside(outline, AROUND)) == set(cells)
    assert set(area_outline.counted_in(outline, None)) == set(cells)
    assert area_outline.hectares(outline) == pytest.approx(6.25 * len(cells), rel=1e-3)
    assert outline == area_outline.united(cells[::-1])
    assert area_in_metres(outline) is not None


def test_the_square_that_was_picked_alone_is_told_by_none() -> None:
    outline = area_outline.united([HOME])
    assert area_outline.counted_in(outline, HOME) == ()
    assert area_outline.counted_in(outline, None) == (HOME,)
    assert area_outline.same_ground(outline, squares.outline(HOME))


@given(st.lists(st.sampled_from(area_outline.around(SMALL, reach=2)), min_size=1, unique=True))
def test_what_is_put_together_of_smaller_squares_counts_in_those(cells: list[str]) -> None:
    outline = area_outline.united(cells)
    assert {squares.side(each) for each in cells} == {squares.FINE_METRES}
    assert set(area_outline.squares_inside(outline, area_outline.around(SMALL, reach=2))) == set(
        cells
    )
    counted = area_outline.counted_in(outline, SMALL)
    assert set(counted or [SMALL]) == set(cells)
    assert area_outline.hectares(outline) == pytest.approx(2.25 * len(cells), rel=1e-3)


def test_directions_are_in_squares_of_the_home_s_size() -> None:
    assert area_outline.direction("E397950N310050x150", SMALL) == "south-east"
    assert area_outline.direction("E397500N310200x150", SMALL) == "2 west"


@pytest.mark.parametrize("cells", [[HOME], AROUND[:3], []])
def test_a_street_is_found_in_the_outline_it_is_in_and_in_no_other(cells: list[str]) -> None:
    outline = area_outline.united(cells, [STREET])
    streets = {"Mill Lane": STREET, "High Street": OTHER}
    assert area_outline.streets_inside(outline, streets, beside=cells) == ["Mill Lane"]
    wide = 849 * 2 * area_outline.STREET_HALF_M / 10_000
    assert 0.9 * wide < area_outline.hectares(area_outline.united([], [STREET])) < 1.1 * wide


def test_a_street_that_lies_in_the_squares_anyhow_is_no_part_of_its_own() -> None:
    short = shapely.LineString([(397_800, 310_300), (397_900, 310_400)])
    outline = area_outline.united([HOME])
    assert area_outline.streets_inside(outline, {"Close": short}, beside=[HOME]) == []


def test_a_thin_outline_counts_in_the_square_that_holds_most_of_it() -> None:
    outline = area_outline.united([], [STREET])
    assert area_outline.counted_in(outline, HOME) == ("E398000N310500",)


def test_nothing_is_no_area() -> None:
    with pytest.raises(InputWrong, match="needs a square or a street"):
        area_outline.united([])
    assert area_outline.counted_in("no outline", HOME) == ()
    assert area_outline.squares_inside("no outline", AROUND) == []
    assert area_outline.streets_inside("no outline", {"Mill Lane": STREET}) == []
    assert area_outline.hectares("{}") == 0


def test_corners_drawn_by_hand_are_the_outline() -> None:
    ring = corners((0, 0), (300, 0), (300, 200), (0, 200))
    outline = area_outline.drawn(ring, near=HOME)
    assert area_outline.hectares(outline) == pytest.approx(6, rel=0.02)
    kept = sorted(map(tuple, area_outline.rings(outline)[0][0]))
    for found, meant in zip(kept, sorted(ring), strict=True):
        assert found == pytest.approx(meant, abs=2e-7)
    assert area_outline.same_ground(outline, area_outline.drawn([*ring, ring[0]], near=HOME))


@pytest.mark.parametrize(
    ("ring", "said"),
    [
        (corners((0, 0), (300, 0)), "three corners"),
        (corners((0, 0), (300, 0), (0, 0)), "three corners"),
        ([*corners((0, 0), (300, 0)), (math.nan, 52.0)], "three corners"),
        ([*corners((0, 0), (300, 0)), (math.inf, 52.0)], "three corners"),
        (corners((0, 0), (300, 300), (300, 0), (0, 300)), "crosses itself"),
        (corners((0, 0), (300, 0), (600, 0)), "crosses itself|holds no ground"),
        (corners((0, 0), (3000, 0), (3000, 3000), (0, 3000)), "at most 400"),
        (corners((9000, 0), (9300, 0), (9300, 300)), "more than 5 km"),
    ],
)
def test_what_a_hand_cannot_mean_is_refused_with_what_to_do(
    ring: list[tuple[float, float]], said: str
) -> None:
    with pytest.raises(InputWrong, match=said):
        area_outline.drawn(ring, near=HOME)


@given(
    st.lists(
        st.tuples(st.floats(allow_nan=True, allow_infinity=True), st.floats(allow_nan=True)),
        max_size=8,
    )
)
def test_whatever_is_drawn_is_an_area_or_refused(ring: list[tuple[float, float]]) -> None:
    try:
        outline = area_outline.drawn(ring, near=HOME)
    except InputWrong:
        return
    assert 0 < area_outline.hectares(outline) <= area_outline.LARGEST_HECTARES


def test_where_a_square_lies_is_said_from_the_one_picked() -> None:
    told = [area_outline.direction(cell, HOME) for cell in AROUND]
    assert told[:6] == ["picked", "north", "west", "east", "south", "north-west"]
    assert told[-1] == "2 south, 2 east"
    assert len(set(told)) == len(AROUND) == 25


def test_a_hole_is_told_with_its_outline() -> None:
    ring = area_outline.united(
        [cell for cell in area_outline.around(HOME, reach=1) if cell != HOME]
    )
    ((outer, hole),) = area_outline.rings(ring)
    assert (len(outer), len(hole)) == (12, 4)
    assert HOME not in area_outline.squares_inside(ring, AROUND)
