"""Squares masked on a patrol day: the newest word that holds by then."""

from datetime import UTC, date, datetime

import pytest

from patrolqr.core.mask import Mask, masked_on

CELL, OTHER = "E400000N310000", "E400250N310000"


def on(day: int) -> date:
    return date(2026, 11, day)


def mask(
    since: int, *, until: int | None = None, cells: tuple[str, ...] = (CELL,), why: str = "Works"
) -> Mask:
    at = datetime(2026, 11, since, 12, tzinfo=UTC)
    return Mask(cells, "Yard", bool(why), why, on(since), on(until) if until else None, "Al", at)


@pytest.mark.parametrize(("day", "is_masked"), [(9, False), (10, True), (20, True), (21, False)])
def test_a_mask_holds_from_its_first_to_its_last_day(day: int, *, is_masked: bool) -> None:
    assert bool(masked_on([mask(10, until=20)], on(day))) is is_masked


def test_what_is_taken_back_later_was_masked_until_then() -> None:
    decisions = [mask(15, why=""), mask(10)]
    assert masked_on(decisions, on(14))[CELL].why == "Works"
    assert masked_on(decisions, on(15)) == {}


def test_of_several_the_newest_decides_square_by_square() -> None:
    decisions = [mask(12, why="Flooded"), mask(10, cells=(CELL, OTHER))]
    found = masked_on(decisions, on(12))
    assert {cell: each.why for cell, each in found.items()} == {CELL: "Flooded", OTHER: "Works"}


def test_a_newer_one_that_has_ended_lets_no_older_one_return() -> None:
    assert masked_on([mask(12, until=13), mask(10)], on(14)) == {}


def test_it_says_why_until_when_and_who() -> None:
    said = mask(10, until=20).said
    assert said == ("Cannot be patrolled: Works, until Fri 20 Nov 2026 · Al, Tue 10 Nov 2026")
    assert ", until" not in mask(10).text
