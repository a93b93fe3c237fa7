"""What an answer may be, each limit just below and just at it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from patrolqr.core.errors import LogWrong
from patrolqr.core.form.question import Field, value_of


def asked(kind: Any, sent: object, limit: int = 0) -> Any:
    """Return the typed answer to a question of that kind."""
    return value_of(Field("asked", kind, "Asked", limit), sent)


@pytest.mark.parametrize("sent", ["2020-01-01T00:00:00Z", "2099-12-31T23:59:59+00:00"])
def test_an_instant_lies_between_2020_and_2100(sent: str) -> None:
    found = asked("instant", sent)
    assert found == datetime.fromisoformat(sent)
    assert found.tzinfo is UTC


def test_an_instant_of_another_zone_is_kept_as_utc() -> None:
    assert asked("instant", "2026-07-01T14:30:00+01:00").isoformat() == "2026-07-01T13:30:00+00:00"


@pytest.mark.parametrize(
    "sent", ["2019-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "2026-07-01T14:30:00", "half past"]
)
def test_an_instant_before_after_or_without_a_zone_is_refused(sent: str) -> None:
    with pytest.raises(LogWrong, match="“Asked”"):
        asked("instant", sent)


@pytest.mark.parametrize("sent", ["2020-01-01", "2099-12-31"])
def test_a_day_lies_between_2020_and_2100(sent: str) -> None:
    assert asked("day", sent) == date.fromisoformat(sent)


@pytest.mark.parametrize("sent", ["2019-12-31", "2100-01-01"])
def test_a_day_before_or_after_is_refused(sent: str) -> None:
    with pytest.raises(LogWrong, match="“Asked” is not a date between 2020 and 2100"):
        asked("day", sent)


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(LogWrong, match="“Asked” is not a date"):
        asked("day", "tomorrow")


def test_a_count_goes_up_to_its_limit() -> None:
    assert [asked("count", sent, 99) for sent in ("0", 99, " 7 ")] == [0, 99, 7]
    assert asked("count", "123456", 999_999_999) == 123456
    for wrong, limit in ((100, 99), ("-1", 99), ("1.5", 99), ("1234567", 999_999_999)):
        with pytest.raises(LogWrong, match="must be a whole number from 0"):
            asked("count", wrong, limit)


def test_a_number_goes_down_and_up_to_its_limit() -> None:
    assert [asked("number", sent, 180) for sent in (-180, "180", 0.5)] == [-180.0, 180.0, 0.5]
    for wrong in (-180.1, 180.1, "north", True, "nan"):
        with pytest.raises(LogWrong, match="must be a number from −180 to 180"):
            asked("number", wrong, 180)


def test_a_text_has_as_many_characters_as_fit() -> None:
    assert asked("text", "t" * 200, 200) == "t" * 200
    with pytest.raises(LogWrong, match="has 201 characters; 200 fit"):
        asked("text", "t" * 201, 200)


@pytest.mark.parametrize("kind", ["instant", "day", "count", "number", "text", "collars"])
@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_said_is_no_answer(kind: str, nothing: object) -> None:
    assert asked(kind, nothing, 9) is None


def test_seven_colleagues_fit_and_a_number_has_twenty_characters() -> None:
    seven = [f"{number}" for number in range(4401, 4408)]
    assert asked("collars", "; ".join(seven), 7) == seven
    assert asked("collars", [*seven, "4401"], 7) == seven
    with pytest.raises(LogWrong, match="8 collar numbers; 7 fit"):
        asked("collars", [*seven, "4408"], 7)
    assert asked("collars", "4" * 20, 7) == ["4" * 20]
    with pytest.raises(LogWrong, match="is no collar number"):
        asked("collars", "4" * 21, 7)
