"""Which area of a sheet comes next: by its window, then by what it was given."""

from datetime import date, time, timedelta

import pytest

from patrolqr.core import clock
from patrolqr.core.progress import next_area, window_of
from tests.builders.duties import duty
from tests.builders.progress import area_progress, at

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("areas", "now", "number"),
    [
        ([(1, "18:00", "22:00", 2), (2, "18:00", "22:00", 1)], "20:00", 2),
        ([(1, "18:00", "22:00", 1), (2, "18:00", "22:00", 0)], "20:00", 2),
        ([(1, "18:00", "22:00", 0), (2, "18:00", "22:00", 0)], "20:00", 1),
        ([(1, "18:00", "22:00", 0), (2, "18:00", "21:00", 1)], "20:00", 2),
        ([(1, "21:00", "22:00", 0), (2, "18:00", "23:00", 1)], "20:00", 2),
        ([(1, "22:00", "23:00", 0), (2, "21:00", "01:00", 1)], "20:00", 2),
        ([(1, "18:00", "20:00", 0), (2, "18:00", "20:01", 1)], "20:00", 2),
        ([(1, "18:00", "20:00", 0), (2, "23:00", "01:00", 1)], "20:00", 2),
        ([(1, "18:00", "19:00", 1), (2, "18:00", "19:30", 0)], "20:00", 2),
        ([(1, "18:00", "22:00", 2), (2, "18:00", "22:00", 2)], "20:00", None),
        ([], "20:00", None),
    ],
)
def test_the_next_area_is_one_whose_window_is_open_and_that_was_given_least(
    areas: list[tuple[int, str, str, int]], now: str, number: int | None
) -> None:
    """Each is asked for two patrols: one with both is never next."""
    found = next_area([area_progress(*each, day=DAY) for each in areas], at=at(DAY, now))
    assert (found.tasking.number if found else None) == number


def test_an_area_short_of_its_minutes_is_next_however_often_it_was_visited() -> None:
    """And of two with an open window the one that was given less, minutes too."""
    visited = area_progress(1, "18:00", "22:00", 2, day=DAY, each=14)
    assert next_area([visited], at=at(DAY, "20:00")) == visited
    half = area_progress(2, "18:00", "22:00", 1, day=DAY)
    assert next_area([visited, half], at=at(DAY, "20:00")) == half
    short = area_progress(3, "18:00", "22:00", 1, day=DAY, each=5)
    assert next_area([half, short], at=at(DAY, "20:00")) == short


def test_the_area_one_leaves_is_not_next() -> None:
    areas = [area_progress(number, "18:00", "22:00", 0, day=DAY) for number in (1, 2)]
    found = next_area(areas, at=at(DAY, "20:00"), leaving=areas[0].tasking.area.area_id)
    assert found == areas[1]


def test_a_window_that_ends_with_the_patrol_day_ends_the_next_morning() -> None:
    tasking = area_progress(1, "22:00", "06:00", 0, day=DAY).tasking
    opens, closes = window_of(tasking, duty(DAY))
    assert (opens, closes) == (clock.at(DAY, time(22)), clock.at(DAY + timedelta(days=1), time(6)))
