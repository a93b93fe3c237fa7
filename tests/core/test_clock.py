"""Time: patrol days from 06:00 to 06:00 on the wall clock, also on the two nights the clocks
change.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.core import clock
from patrolqr.core.errors import LogWrong
from patrolqr.core.shift import SHIFTS, Shift
from tests.builders.duties import duty

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


@given(st.dates(date(2020, 1, 1), date(2039, 12, 31)), st.sampled_from(list(SHIFTS.values())))
def test_every_shift_lies_within_its_patrol_day(day: date, shift: Shift) -> None:
    starts, ends = clock.shift_window(day, shift)
    day_starts, day_ends = clock.day_window(day)
    assert day_starts <= starts < ends <= day_ends


@given(INSTANTS)
def test_there_is_always_a_shift_that_started_last(instant: datetime) -> None:
    day, shift = clock.latest_shift(list(SHIFTS.values()), instant)
    starts, _ = clock.shift_window(day, shift)
    assert starts <= instant < starts + timedelta(days=1)


@pytest.mark.parametrize(
    ("wall", "on"),
    [
        ("20:59", [("Late", 24)]),
        ("21:00", [("Night", 24), ("Late", 24)]),
        ("01:59", [("Night", 23), ("Late", 23)]),
        ("05:59", [("Night", 23)]),
        ("06:00", []),
        ("06:30", []),
        ("15:00", [("Late", 24), ("Early", 24)]),
    ],
)
def test_shifts_that_run_are_named_with_their_patrol_day(
    wall: str, on: list[tuple[str, int]]
) -> None:
    instant = datetime.fromisoformat(f"2026-11-24T{wall}:00+00:00")
    found = clock.running(list(SHIFTS.values()), instant)
    assert [(shift.name, day.day) for day, shift in found] == on


def test_a_shift_may_begin_before_six_and_end_after_it() -> None:
    """Nights to 07:00 and earlies from 05:00: no force keeps to the patrol day's edges."""
    shifts = [Shift("Early", time(5), time(13)), Shift("Night", time(22), time(7))]
    instant = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
    found = [(shift.name, day.day) for day, shift in clock.running(shifts, instant)]
    assert found == [("Early", 24), ("Night", 23)]


def test_the_late_shift_goes_on_past_midnight() -> None:
    starts, ends = clock.shift_window(date(2026, 11, 24), SHIFTS["Late"])
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


LATE_MIDDLE = datetime(2026, 11, 23, 20, tzinfo=UTC)
"""Halfway through the late shift of that day, 14:00 to 02:00."""


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        (time(8, 0), "2026-11-23T08:00:00+00:00"),
        (time(7, 59), "2026-11-24T07:59:00+00:00"),
        (time(23, 59), "2026-11-23T23:59:00+00:00"),
        (time(0, 0), "2026-11-24T00:00:00+00:00"),
    ],
)
def test_a_typed_time_is_the_one_within_half_a_day_of_the_shifts_middle(
    wall: time, instant: str
) -> None:
    now = LATE_MIDDLE + timedelta(days=2)
    assert clock.duty_middle(duty(date(2026, 11, 23))) == LATE_MIDDLE
    assert clock.typed_time("Left", wall, LATE_MIDDLE, now=now) == datetime.fromisoformat(instant)


def test_after_a_night_shift_that_overran_it_is_still_that_morning() -> None:
    """06:10 lies in the next patrol day, and still belongs to the night that ended at 06:00."""
    middle = clock.duty_middle(duty(date(2026, 11, 23), "Night"))
    now = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
    found = clock.typed_time("Left", time(6, 10), middle, now=now)
    assert found == datetime(2026, 11, 24, 6, 10, tzinfo=UTC)


def test_a_typed_time_may_lie_a_quarter_of_an_hour_ahead_and_no_more() -> None:
    wall, typed = time(21, 15), datetime(2026, 11, 23, 21, 15, tzinfo=UTC)
    now = typed - clock.AHEAD
    assert clock.typed_time("Left", wall, LATE_MIDDLE, now=now) == typed
    with pytest.raises(LogWrong, match="“Left” says 21:15, which has not come yet"):
        clock.typed_time("Left", wall, LATE_MIDDLE, now=now - timedelta(microseconds=1))


def test_the_hour_that_comes_twice_is_the_second_one_once_that_may_have_come() -> None:
    middle = clock.duty_middle(duty(date(2026, 10, 24)))
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    for now, found in (
        (second - clock.AHEAD, second),
        (second - clock.AHEAD - timedelta(microseconds=1), second - timedelta(hours=1)),
    ):
        assert clock.typed_time("Left", time(1, 30), middle, now=now) == found


def test_a_time_that_stood_in_the_field_stays_its_very_instant() -> None:
    """For its hour and minute only, and even where another instant would be nearer."""
    shown = datetime(2026, 11, 20, 21, 4, 17, tzinfo=UTC)
    now = LATE_MIDDLE + timedelta(hours=3)
    assert clock.typed_time("Left", time(21, 4), LATE_MIDDLE, now=now, shown=shown) == shown
    other = clock.typed_time("Left", time(21, 5), LATE_MIDDLE, now=now, shown=shown)
    assert other == datetime(2026, 11, 23, 21, 5, tzinfo=UTC)


def test_the_clock_stands_still_for_what_is_done_within_and_goes_on_after() -> None:
    instant = datetime(2020, 3, 4, 23, 30, tzinfo=UTC)
    with clock.standing_at(instant):
        assert clock.now() == instant
        assert clock.today() == date(2020, 3, 4)
        with ThreadPoolExecutor(1) as other:
            assert other.submit(clock.now).result() > instant, "nobody else's clock stands"
    assert clock.now() > instant


def test_a_phones_clock_is_set_right_from_more_than_five_minutes_on() -> None:
    """Less may be how long the sending took."""
    at = datetime(2026, 11, 24, 21, tzinfo=UTC)
    second = timedelta(seconds=1)
    assert clock.phone_ahead(at + clock.CLOCK_OFF, at) == timedelta(0)
    assert clock.phone_ahead(at + clock.CLOCK_OFF + second, at) == clock.CLOCK_OFF + second
    assert clock.phone_ahead(at - clock.CLOCK_OFF - second, at) == -clock.CLOCK_OFF - second
    assert clock.phone_ahead(None, at) == timedelta(0)
    two_hours = timedelta(hours=2)
    assert clock.set_right(at + two_hours, two_hours) == at
    assert clock.set_right(None, two_hours) is None
    first = datetime.min.replace(tzinfo=UTC)
    assert clock.set_right(first, two_hours) == first
    said = [clock.off_text(each) for each in (two_hours, -timedelta(minutes=65), timedelta(days=1))]
    assert said == ["2 h fast", "1 h 5 min slow", "24 h fast"]
