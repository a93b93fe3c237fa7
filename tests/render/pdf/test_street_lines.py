"""Which streets are drawn: the longest, only main ones on a wide map, points where nobody has lines."""

import geopandas as gpd
import pytest
import shapely

from patrolqr.geo.picture import Frame
from patrolqr.render.pdf import street_lines
from patrolqr.render.pdf.street_lines import Streets
from patrolqr.render.street_classes import STREET_MM


def streets(*rows: tuple[str | None, str | None, object]) -> Streets:
    """Return streets in metres from names, classes and shapes."""
    names, kinds, shapes = zip(*rows, strict=True)
    return street_lines.prepare(
        gpd.GeoDataFrame({"name": names, "class": kinds}, geometry=list(shapes), crs=27700)
    )


def across(north: float, length: float = 100) -> shapely.LineString:
    return shapely.LineString([(0, north), (length, north)])


def frame(metres_per_mm: float = 10) -> Frame:
    return Frame(0, 0, 40, 30, metres_per_mm)


def test_the_longest_pieces_come_first_and_no_more_than_can_be_seen() -> None:
    many = streets(*((f"{n}", "residential", across(n / 10, n + 1)) for n in range(350)))
    assert [piece.name for piece in street_lines.pieces_on(frame(), many)][:2] == ["349", "348"]
    twice = streets(*(("A", "path", across(n / 10)) for n in range(street_lines.MOST_STREETS + 1)))
    assert len(street_lines.pieces_on(frame(), twice)) == street_lines.MOST_STREETS


@pytest.mark.parametrize(
    ("metres_per_mm", "drawn"),
    [(street_lines.MAIN_ONLY_FROM - 0.1, {"A1", "Lane"}), (street_lines.MAIN_ONLY_FROM, {"A1"})],
)
def test_a_wide_map_shows_main_streets_only(metres_per_mm: float, drawn: set[str]) -> None:
    both = streets(("A1", "primary", across(10)), ("Lane", "residential", across(20)))
    found = street_lines.pieces_on(frame(metres_per_mm), both)
    assert {piece.name for piece in found} == drawn


def test_a_wide_map_without_main_streets_shows_what_there_is() -> None:
    lanes = streets(("Lane", "residential", across(20)))
    assert len(street_lines.pieces_on(frame(street_lines.MAIN_ONLY_FROM), lanes)) == 1


def test_a_class_that_nobody_knows_is_as_wide_as_a_residential_street() -> None:
    odd = streets(("A", "cartway", across(10)), (None, None, across(20)))
    found = street_lines.pieces_on(frame(), odd)
    assert {piece.width_mm for piece in found} == {STREET_MM["residential"]}
    assert {piece.name for piece in found} == {"A", ""}


def test_points_stand_for_streets_the_first_ones_given() -> None:
    dots = streets(
        *((f"{n}", "point", shapely.Point(n, n)) for n in range(street_lines.MOST_POINTS + 1)),
        ("Line", "residential", across(10)),
        ("Away", "point", shapely.Point(9999, 9999)),
    )
    found = street_lines.points_on(frame(), dots)
    assert [point.name for point in found] == [f"{n}" for n in range(street_lines.MOST_POINTS)]
    assert (found[10].x, found[10].y) == (1, 29)


def test_wide_streets_are_drawn_on_top() -> None:
    both = streets(("A1", "primary", across(10, 300)), ("Lane", "path", across(20)))
    lane, main = street_lines.draw_pieces(street_lines.pieces_on(frame(), both))
    assert 'stroke-width="0.2"' in lane
    assert 'stroke-width="0.95"' in main
