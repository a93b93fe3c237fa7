"""Ground on a picture: where things are placed, what fits, where a line is straight."""

import pytest
import shapely

from patrolqr.geo import picture
from patrolqr.geo.picture import Frame, Room

FRAME = Frame(left=1000, bottom=2000, width_mm=40, height_mm=20, metres_per_mm=10)


def test_the_south_west_corner_is_at_the_bottom_left() -> None:
    assert FRAME.bounds == (1000, 2000, 1400, 2200)
    assert FRAME.place(shapely.Point(1000, 2000)).coords[0] == (0, 20)
    assert FRAME.place(shapely.Point(1400, 2200)).coords[0] == (40, 0)


def test_only_what_lies_on_the_picture_is_left() -> None:
    assert FRAME.cut(shapely.LineString([(0, 2100), (5000, 2100)])).bounds == (0, 10, 40, 10)
    assert FRAME.cut(shapely.Point(0, 0).buffer(5)).is_empty


def test_lines_are_cut_with_their_lengths() -> None:
    lines = shapely.from_wkt(["LINESTRING (1000 2100, 1200 2100)", "LINESTRING (0 0, 1 1)"])
    pieces, lengths = FRAME.cut_lines(lines)
    assert lengths.tolist() == [20, 0]
    assert pieces[1].is_empty


def test_a_box_is_taken_once_and_keeps_its_rim_free() -> None:
    room = Room(FRAME, [])
    assert room.take(picture.box(5, 5, 10, 8))
    assert not room.take(picture.box(5, 5, 10, 8))
    assert not room.take(picture.box(5, 8 + picture.RIM_MM - 0.01, 10, 11))
    assert room.take(picture.box(5, 8 + picture.RIM_MM + 0.01, 10, 11))


def test_a_box_may_not_touch_the_edge() -> None:
    edge = picture.EDGE_MM
    assert not Room(FRAME, []).take(picture.box(edge - 0.01, 5, 10, 8))
    assert Room(FRAME, []).take(picture.box(edge + 0.01, 5, 10, 8))


@pytest.mark.parametrize(("wide", "fits"), [(8.0, False), (8.1, True)])
def test_a_name_may_stand_inside_an_area_only_where_it_is_spacious(wide: float, fits: bool) -> None:
    area = picture.box(5, 5, 5 + wide, 10)
    assert (area.area > picture.SPACIOUS_MM2) == fits
    assert Room(FRAME, [area]).take(picture.box(7, 6, 9, 8)) == fits


def test_a_box_turned_by_a_quarter_is_upright() -> None:
    turned = picture.turned_box(10, 10, width=8, height=2, turn=90)
    assert turned.bounds == pytest.approx((9, 6, 11, 14))


@pytest.mark.parametrize(
    ("end", "turn"), [((10, 0), 0), ((0, 10), 90), ((-10, 0), 0), ((0, -10), 90), ((-10, 10), -45)]
)
def test_a_stretch_is_never_upside_down(end: tuple[float, float], turn: float) -> None:
    line = shapely.LineString([(0, 0), end])
    (found,) = picture.straight_stretches(line, 4, shares=[0.5], bend=0.1)
    assert (found.x, found.y) == pytest.approx((end[0] / 2, end[1] / 2))
    assert found.turn == pytest.approx(turn)


def test_a_stretch_is_as_straight_as_asked_for_and_lies_within_its_line() -> None:
    bent = shapely.LineString([(0, 0), (10, 1), (20, 0)])  # a metre off its chord in the middle
    assert not list(picture.straight_stretches(bent, 20, shares=[0.5], bend=0.99))
    assert list(picture.straight_stretches(bent, 20, shares=[0.5], bend=1.01))
    assert not list(picture.straight_stretches(bent, 21, shares=[0.5], bend=9))


def test_pieces_that_meet_are_one_line() -> None:
    one, other = shapely.LineString([(0, 0), (5, 0)]), shapely.LineString([(5, 0), (9, 0)])
    apart = shapely.LineString([(0, 50), (8, 50)])
    assert picture.longest_line([one, apart, other]).length == 9
    assert picture.longest_line([one]) is one
