"""Time: patrol days from 06:00 to 06:00 on the wall clock, also on the two nights the clocks
change.
"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.core import clock
from patrolqr.core.shift import SHIFTS

INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2039, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-11-24T05:59:59+00:00", date(2026, 11, 23)),
        ("2026-11-24T06:00:00+00:00", date(2026, 11, 24)),
        ("2026-07-01T04:59:59+00:00", date(2026, 6, 30)),  # 05:59 in summer
        ("2026-07-01T05:00:00+00:00", date(2026, 7, 1)),
    ],
)
def test_a_patrol_day_starts_at_six_on_the_wall_clock(instant: str, day: date) -> None:
    assert clock.patrol_day(datetime.fromisoformat(instant)) == day


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 28), 23), (date(2026, 10, 24), 25), (date(2026, 11, 24), 24)]
)
def test_the_nights_the_clocks_change_make_patrol_days_of_23_and_25_hours(
    day: date, hours: int
) -> None:
    starts, ends = clock.day_window(day)
    assert ends - starts == timedelta(hours=hours)


@given(INSTANTS)
def test_every_instant_lies_in_its_own_patrol_day_and_no_other(instant: datetime) -> None:
    starts, ends = clock.day_window(clock.patrol_day(instant))
    assert starts <= instant < ends


@given(st.dates(date(2020, 1, 1), date(2039, 12, 31)), st.sampled_from(sorted(SHIFTS)))
def test_every_shift_lies_within_its_patrol_day(day: date, shift: str) -> None:
    starts, ends = clock.shift_window(day, shift)
    day_starts, day_ends = clock.day_window(day)
    assert day_starts <= starts < ends <= day_ends


@given(INSTANTS)
def test_there_is_always_a_current_shift(instant: datetime) -> None:
    assert clock.current_shift(instant) in SHIFTS


def test_the_late_shift_goes_on_past_midnight() -> None:
    starts, ends = clock.shift_window(date(2026, 11, 24), "Late")
    assert (starts.isoformat(), ends.isoformat()) == (
        "2026-11-24T14:00:00+00:00",
        "2026-11-25T02:00:00+00:00",
    )


def test_an_hour_after_midnight_belongs_to_the_next_calendar_day_of_the_patrol_day() -> None:
    assert (
        clock.in_patrol_day(date(2026, 11, 24), time(1)).isoformat() == "2026-11-25T01:00:00+00:00"
    )
    assert (
        clock.in_patrol_day(date(2026, 11, 24), time(21)).isoformat() == "2026-11-24T21:00:00+00:00"
    )


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        clock.local(datetime(2026, 11, 24))  # noqa: DTZ001
