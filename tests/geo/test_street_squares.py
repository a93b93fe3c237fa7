"""Streets of one name told apart, and the squares that each runs through."""

import numpy as np
import pytest
import shapely

from patrolqr.geo import street_squares

WEST, SOUTH = 400_000, 310_000


def line(*corners: tuple[float, float]) -> shapely.LineString:
    """Return a line through corners (metres east and north of a square's corner)."""
    return shapely.LineString([(WEST + east, SOUTH + north) for east, north in corners])


def lines(*each: shapely.LineString) -> np.ndarray:
    return np.array(each, dtype=object)


def test_a_street_runs_through_every_square_it_crosses() -> None:
    crossing = lines(line((10, 240), (10, 260)), line((100, 100), (700, 100)))
    assert street_squares.along(crossing) == [
        "E400000N310000",
        "E400000N310250",
        "E400250N310000",
        "E400500N310000",
    ]


def test_no_lines_run_nowhere() -> None:
    assert street_squares.along(lines()) == []
    assert street_squares.told_apart(lines()) == []


@pytest.mark.parametrize(("gap", "streets"), [(99, 1), (101, 2)])
def test_pieces_nearer_than_a_hundred_metres_are_one_street(gap: float, streets: int) -> None:
    pieces = lines(line((0, 0), (50, 0)), line((50 + gap, 0), (200 + gap, 0)))
    assert len(street_squares.told_apart(pieces)) == streets


def test_the_longest_street_of_a_name_comes_first() -> None:
    short, long = line((0, 0), (50, 0)), line((5000, 0), (5400, 0))
    first, second = street_squares.told_apart(lines(short, long, line((50, 0), (60, 0))))
    assert first.tolist() == [1]
    assert sorted(second.tolist()) == [0, 2]


def test_moving_a_street_moves_its_squares() -> None:
    at_home = street_squares.along(lines(line((10, 10), (400, 30))))
    moved = street_squares.along(lines(line((510, 260), (900, 280))))
    assert len(at_home) == len(moved) == 2
    assert not set(at_home) & set(moved)
