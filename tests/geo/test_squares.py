"""A square's name, outline and middle are one and the same place."""

import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.core.errors import InputWrong
from patrolqr.geo import squares

NAMES = st.builds(
    lambda x, y: f"E{x * 250}N{y * 250}", st.integers(600, 2380), st.integers(40, 4200)
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
        assert squares.cell_at(longitude, latitude) == name


def test_a_square_is_250_metres_wide_where_it_is_measured() -> None:
    square = squares.outlines(["E397750N310250"]).to_crs("EPSG:27700")
    assert square.area.iloc[0] == pytest.approx(250 * 250, rel=1e-4)
    assert square.total_bounds == pytest.approx([397750, 310250, 398000, 310500], abs=0.05)


def test_an_outline_as_text_is_the_same_polygon() -> None:
    written = shapely.geometry.shape(json.loads(squares.outline("E397750N310250")))
    assert written.equals(squares.outlines(["E397750N310250"]).iloc[0])


@pytest.mark.parametrize(
    "wrong", ["", "E1N2", "E397751N310250", "397750,310250", "E397750N310250'; DROP"]
)
def test_what_is_no_square_is_refused_with_a_sentence(wrong: str) -> None:
    with pytest.raises(InputWrong, match="not the name of a square"):
        squares.outline(wrong)


def test_no_squares_have_no_outlines() -> None:
    assert squares.outlines([]).empty
    assert squares.centroids([]).empty


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


@pytest.mark.parametrize("name", ["E397750N310250", "E-250N0"])
def test_a_name_is_told_from_what_is_none(name: str) -> None:
    assert squares.is_name(name)
    assert f"E{squares.corner(name)[0]}N{squares.corner(name)[1]}" == name
    for wrong in (f"{name}1", name.lower(), f" {name}", name.replace("250", "251"), ""):
        assert not squares.is_name(wrong)
        with pytest.raises(InputWrong):
            squares.corner(wrong)
