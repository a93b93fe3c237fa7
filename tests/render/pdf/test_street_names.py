"""Names stand along their street, once, where they fit."""

import re

import pytest
import shapely

from patrolqr.geo.picture import Frame
from patrolqr.render.pdf import street_names
from patrolqr.render.pdf.street_lines import NamedPoint, StreetPiece
from patrolqr.render.pdf.street_names import name_streets

FRAME = Frame(0, 0, 60, 45, 10)


def names(pieces: list[StreetPiece], points: list[NamedPoint], *keep_free: object) -> list[str]:
    """Return the names drawn, in their order."""
    drawn = name_streets(FRAME, pieces, points, keep_free)
    return [re.findall(r">([^<]*)</text>", text)[0] for text in drawn]


def along(
    name: str, y: float, *, start: float = 5, end: float = 55, width: float = 0.45
) -> StreetPiece:
    return StreetPiece(name, width, shapely.LineString([(start, y), (end, y)]))


def test_a_street_in_pieces_is_named_once() -> None:
    pieces = [along("Mill Lane", 20, end=30), along("Mill Lane", 20, start=30), along("", 30)]
    assert names(pieces, []) == ["Mill Lane"]


def test_wide_streets_are_named_before_long_ones() -> None:
    pieces = [along("Long", 20), along("Wide", 20.5, end=25, width=0.95)]
    assert names(pieces, []) == ["Wide", "Long"]


def test_a_name_longer_than_its_street_is_left_out() -> None:
    assert names([along("A" * 30, 20, end=20)], []) == []


def test_a_name_moves_along_its_street_off_what_is_kept_free() -> None:
    middle = shapely.box(27, 18, 33, 22)
    (drawn,) = name_streets(FRAME, [along("Elm", 20)], [], [middle])
    (x,) = re.findall(r'<text x="([\d.]+)"', drawn)
    assert float(x) == pytest.approx(5 + 0.35 * 50)


def test_a_point_is_named_under_it_or_else_above_it() -> None:
    point = NamedPoint("Elm", 30, 20)
    (under,) = name_streets(FRAME, [], [point], [])
    (above,) = name_streets(FRAME, [], [point], [shapely.box(28, 21, 32, 24)])
    y_under, y_above = (float(re.findall(r' y="([\d.]+)"', text)[0]) for text in (under, above))
    assert y_above < 20 < y_under


def test_there_are_no_more_names_than_the_picture_can_bear() -> None:
    points = [NamedPoint("A", 3 + 6 * (n % 9), 3 + 6 * (n // 9)) for n in range(60)]
    most = int(FRAME.width_mm * FRAME.height_mm / street_names.NAME_EVERY_MM2)
    assert len(names([], points)) == most < 60
