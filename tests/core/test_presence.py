"""The presence grade's rule, just below and just at each of its limits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from patrolqr.core.clock import CLOCK_OFF
from patrolqr.core.presence import (
    FASTEST_METRES_A_SECOND,
    STANDING_METRES,
    TOLERANCE_METRES,
    VAGUE_METRES,
    Stay,
    judge,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
STAY = Stay(
    channel="phone",
    late=False,
    arrived_at=NOON,
    sent_at=NOON,
    received_at=NOON,
    valid_from=NOON - timedelta(hours=6),
    valid_until=NOON + timedelta(hours=6),
)
SECOND = timedelta(seconds=1)


def grade(**said: object) -> str:
    return judge(replace(STAY, **said)).grade  # type: ignore[arg-type]


def flags(**said: object) -> tuple[str, ...]:
    return judge(replace(STAY, **said)).flags  # type: ignore[arg-type]


def test_a_position_counts_up_to_its_accuracy_and_fifty_metres_outside() -> None:
    assert grade(arrived_metres=25 + TOLERANCE_METRES, arrived_accuracy_m=25) == "B"
    assert grade(arrived_metres=25 + TOLERANCE_METRES + 0.1, arrived_accuracy_m=25) == "D"


def test_a_vague_position_says_nothing() -> None:
    assert grade(arrived_metres=0, arrived_accuracy_m=VAGUE_METRES) == "B"
    assert grade(arrived_metres=0, arrived_accuracy_m=VAGUE_METRES + 0.1) == "C"


@pytest.mark.parametrize(
    ("arrived", "left", "expected"),
    [(0, 0, "A"), (0, 999, "B"), (999, 0, "B"), (999, 999, "D"), (0, None, "B"), (None, None, "C")],
)
def test_two_positions_one_or_none(
    arrived: float | None, left: float | None, expected: str
) -> None:
    assert expected == grade(
        arrived_metres=arrived, arrived_accuracy_m=5, left_metres=left, left_accuracy_m=5
    )


def test_a_visit_belongs_to_its_shift_from_the_first_to_the_last_moment() -> None:
    for within in (STAY.valid_from, STAY.valid_until):
        assert grade(arrived_at=within, sent_at=None) == "C"
    assert grade(arrived_at=STAY.valid_from - SECOND, sent_at=None) == "D"
    assert grade(arrived_at=STAY.valid_until + SECOND, sent_at=None) == "D"
    assert flags(arrived_at=STAY.valid_until, sent_at=None) == ()
    assert flags(arrived_at=STAY.valid_until + SECOND, sent_at=None) == ("replay",)


def test_a_fast_phone_whose_times_were_set_right_is_in_its_shift_and_flagged() -> None:
    assert grade(sent_at=NOON + timedelta(hours=7)) == "C"
    assert flags(sent_at=NOON + timedelta(hours=7)) == ("clock",)


def test_a_clock_five_minutes_off_is_no_flag_and_a_second_more_is() -> None:
    assert flags(sent_at=NOON + CLOCK_OFF) == ()
    assert flags(sent_at=NOON - CLOCK_OFF) == ()
    assert flags(sent_at=NOON + CLOCK_OFF + SECOND) == ("clock",)


def test_nobody_drives_faster_than_150_km_an_hour_over_more_than_500_metres() -> None:
    minute = timedelta(minutes=1)
    reach = STANDING_METRES + 60 * FASTEST_METRES_A_SECOND
    assert flags(metres_from_before=reach, since_before=minute) == ()
    assert flags(metres_from_before=reach + 1, since_before=minute) == ("speed",)
    assert flags(metres_from_before=STANDING_METRES, since_before=-minute) == ()
    assert flags(metres_from_before=STANDING_METRES + 1, since_before=-minute) == ("speed",)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"channel": "paper"}, ("D", "paper")),
        ({"arrived_at": None}, ("U", "no time")),
        ({"late": True}, ("D", "late")),
        ({"arrived_metres": 999, "arrived_accuracy_m": 5}, ("D", "outside")),
        ({}, ("C", "")),
    ],
)
def test_a_grade_says_why_it_is_no_better(
    said: dict[str, object], expected: tuple[str, str]
) -> None:
    found = judge(replace(STAY, **said))  # type: ignore[arg-type]
    assert (found.grade, found.why) == expected
