"""A square's name, outline and middle are one and the same place."""

import json

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.core.errors import InputWrong
from patrolqr.geo import squares

EASTINGS, NORTHINGS = st.floats(150_000, 595_000), st.floats(10_000, 1_050_000)
NAMES = st.builds(
    lambda east, north, side: squares.name_at(east, north, side=side),
    EASTINGS,
    NORTHINGS,
    st.sampled_from(squares.SIDES),
)
"""Great Britain; far out at sea the projection itself is only good to 150 m."""


@given(st.lists(NAMES, min_size=1, max_size=5, unique=True))
def test_the_middle_of_a_square_lies_in_it_and_gives_its_name_back(names: list[str]) -> None:
    outlines = squares.outlines(names)
    middles = squares.centroids(names)
    assert list(outlines.index) == names
    for name, longitude, latitude in zip(
        names, middles["longitude"], middles["latitude"], strict=True
    ):
        assert squares.cell_at(longitude, latitude, side=squares.side(name)) == name


@given(EASTINGS, NORTHINGS)
def test_a_point_lies_in_one_square_of_each_side(east: float, north: float) -> None:
    point = shapely.Point(east, north)
    for side in squares.SIDES:
        name = squares.name_at(east, north, side=side)
        assert squares.side(name) == side
        assert squares.holds(name, east, north)
        west, south = squares.corner(name)
        around = {
            squares.name_at(west + x * side, south + y * side, side=side)
            for x in (-1, 0, 1)
            for y in (-1, 0, 1)
        }
        assert len(around) == 9
        assert [each for each in around if squares.holds(each, east, north)] == [name]
        assert shapely.box(west, south, west + side, south + side).intersects(point)


@given(EASTINGS, NORTHINGS)
def test_sides_never_disagree_about_a_point(east: float, north: float) -> None:
    large, small = (squares.name_at(east, north, side=side) for side in squares.SIDES)
    assert large in squares.overlaps(small, of=squares.CELL_METRES)
    assert small in squares.overlaps(large, of=squares.FINE_METRES)


@given(NAMES)
def test_a_name_gives_its_square_back_and_says_its_side(name: str) -> None:
    assert squares.is_name(name)
    assert squares.name_at(*squares.corner(name), side=squares.side(name)) == name
    assert squares.holds(name, *squares.middle(name))
    assert squares.read(f" {name.lower()} ") == name
    (west, south), side = squares.corner(name), squares.side(name)
    box = squares.outlines([name]).to_crs("EPSG:27700").total_bounds
    assert box == pytest.approx([west, south, west + side, south + side], abs=0.1 * side)


@given(NAMES, st.sampled_from(squares.SIDES))
def test_the_squares_of_a_side_share_out_a_square(name: str, of: int) -> None:
    shares = squares.overlaps(name, of=of)
    assert all(0 < share <= 1 for share in shares.values())
    held = sum(shares.values()) * of**2
    assert held == pytest.approx(squares.side(name) ** 2)
    own, west, south = squares.side(name), *squares.corner(name)
    box = shapely.box(west, south, west + own, south + own)
    for each, share in shares.items():
        x, y = squares.corner(each)
        common = shapely.intersection(box, shapely.box(x, y, x + of, y + of)).area
        assert share == pytest.approx(common / of**2)


def test_a_square_means_its_own_ground_and_smaller_squares_that_lie_mostly_in_it() -> None:
    small = [f"{each}x150" for each in ("E397500N310500", "E397500N310650", "E397650N310500")]
    far = "E397650N310650x150"  # 100 of 150 m of it lie in the large one both ways: less than half
    assert squares.same_ground([small[0]]) == {small[0]: small[0]}
    assert squares.same_ground(["E397500N310500"]) == dict.fromkeys(
        ["E397500N310500", *small], "E397500N310500"
    )
    together = squares.same_ground([*small, far])
    assert together.pop("E397500N310500") == small[0]  # all of it, and the others less of it
    assert together == {each: each for each in [*small, far]}


def test_only_exact_places_are_counted_in_smaller_squares() -> None:
    for side in squares.SIDES:
        squares.check_side(side, "minute")
    squares.check_side(250, "month")
    with pytest.raises(InputWrong, match="Published points stand for whole streets"):
        squares.check_side(150, "month")
    with pytest.raises(InputWrong, match=r"no squares of 200 m\. Choose 250 m or 150 m"):
        squares.check_side(200, "minute")


def test_a_square_is_250_metres_wide_where_it_is_measured() -> None:
    square = squares.outlines(["E397750N310250"]).to_crs("EPSG:27700")
    assert square.area.iloc[0] == pytest.approx(250 * 250, rel=1e-4)
    assert square.total_bounds == pytest.approx([397750, 310250, 398000, 310500], abs=0.05)


def test_outlines_of_both_sides_stand_in_the_order_asked_for() -> None:
    names = ["E397800N310200x150", "E397750N310250"]
    areas = squares.outlines(names).to_crs("EPSG:27700").area
    assert list(areas.index) == names
    assert np.sqrt(areas.to_numpy()) == pytest.approx([150, 250], rel=1e-3)


def test_an_outline_as_text_is_the_same_polygon() -> None:
    written = shapely.geometry.shape(json.loads(squares.outline("E397750N310250")))
    assert written.equals(squares.outlines(["E397750N310250"]).iloc[0])


@pytest.mark.parametrize(
    "wrong",
    [
        *("", "E1N2", "E397751N310250", "397750,310250", "E397750N310250'; DROP"),
        *("E397750N310250x250", "E397750N310250x150", "E397800N310200x100", "E397800N310200x"),
    ],
)
def test_what_is_no_square_is_refused_with_a_sentence(wrong: str) -> None:
    with pytest.raises(InputWrong, match="not the name of a square"):
        squares.outline(wrong)


def test_no_squares_have_no_outlines() -> None:
    assert squares.outlines([]).empty
    assert squares.centroids([]).empty
    assert not squares.sides([]).size


def test_a_square_begins_on_its_own_edge_and_ends_before_the_next() -> None:
    assert squares.name_at(397750, 310250) == "E397750N310250"
    assert squares.name_at(397999.99, 310499.99) == "E397750N310250"
    assert squares.name_at(398000, 310500) == "E398000N310500"
    assert squares.name_at(-0.01, -250) == "E-250N-250"


def test_corners_are_four_to_a_square() -> None:
    outlines = squares.outlines(["E397750N310250", "E398000N310500"])
    corners = squares.corners_of(outlines.to_numpy())
    assert corners.shape == (8, 2)
    assert corners[4].tolist() == list(outlines.iloc[1].exterior.coords[0])
    assert len({tuple(corner) for corner in corners}) == 7  # the squares share one corner


@pytest.mark.parametrize("name", ["E397750N310250", "E-250N0", "E397500N310500x150"])
def test_a_name_is_told_from_what_is_none(name: str) -> None:
    assert squares.is_name(name)
    assert squares.name_at(*squares.corner(name), side=squares.side(name)) == name
    for wrong in (f"{name}1", name.lower(), f" {name}", name.replace("N", "1N"), ""):
        assert not squares.is_name(wrong)
        with pytest.raises(InputWrong):
            squares.corner(wrong)
