"""How much of a place's incidents falls into a shift, told where enough have a time, with hours only
where these are more than chance.
"""

from datetime import date, time

import pandas as pd

from patrolqr.analysis.in_shift import told
from patrolqr.core.shift import Shift

NIGHT = Shift("Night", time(21), time(6))
MONDAY = date(2026, 11, 30)


def times(*rows: tuple[int, int, int]) -> pd.DataFrame:
    """Return incidents: weekday, minute of the wall clock, how many."""
    return pd.DataFrame(rows, columns=["weekday", "minute", "incidents"])


def test_hours_over_midnight_and_the_days_own_weekday_are_counted() -> None:
    rows = times((0, 21 * 60, 3), (1, 5 * 60 + 59, 2), (0, 6 * 60, 7), (2, 20 * 60 + 59, 9))
    assert told(rows, 21, NIGHT, MONDAY) == "5 of its 21 fall in Night hours, 3 of them on a Monday"
    assert told(rows, 30, NIGHT, MONDAY).startswith("5 of the 21 whose time is known fall in Night")


def test_a_shift_begins_and_ends_to_the_minute() -> None:
    rows = times((0, 7 * 60 + 29, 10), (0, 7 * 60 + 30, 1), (0, 15 * 60 + 30, 10))
    early = Shift("Early", time(7, 30), time(15, 30))
    assert (
        told(rows, 21, early, MONDAY) == "1 of its 21 falls in Early hours, 1 of them on a Monday"
    )


def test_none_in_the_shift_is_said_so() -> None:
    assert told(times((0, 600, 20)), 20, NIGHT, MONDAY) == "0 of its 20 fall in Night hours"


def test_fewer_than_twenty_with_a_time_say_nothing_of_it() -> None:
    assert told(times((0, 1300, 19)), 40, NIGHT, MONDAY) == ""


def test_hours_are_named_only_where_they_are_more_than_chance() -> None:
    even = [(0, 60 * hour, 6) for hour in (21, 22, 23, 0, 1, 2, 3, 4, 5)]
    assert "most" not in told(times(*even), 54, NIGHT, MONDAY)
    assert told(times(*even, (1, 1, 40)), 94, NIGHT, MONDAY).endswith("; most from 21:00 to 01:00")
