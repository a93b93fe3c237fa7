"""Is it really up? Rises that were put there, chance, time that was not loaded, and real months."""

import csv
from datetime import date, time, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from patrolqr.analysis.questions.base import Answer
from patrolqr.core import clock
from patrolqr.steps.answer_question import Asked, answer
from patrolqr.store import Session
from tests.builders.incidents import as_loaded, keep_in
from tests.builders.reasons import EASTING, NORTHING

SINCE, UNTIL = date(2026, 10, 4), date(2026, 11, 1)


def keep(store: Session, *times: tuple[date, int]) -> None:
    """Keep so many burglaries in the 28 days from each of these days on, spread evenly."""
    days = [
        first + timedelta(days=number % 28) for first, count in times for number in range(count)
    ]
    at = [pd.Timestamp(day, tz="UTC") + pd.Timedelta(hours=20) for day in days]
    rows = pd.DataFrame({"patrol_day": days, "precision": "minute", "category": "Burglary"})
    keep_in(
        store,
        rows.assign(
            month=[day.replace(day=1) for day in days],
            occurred_at=at, occurred_from=at, occurred_to=at,
            easting=EASTING, northing=NORTHING,
        ),
    )  # fmt: skip


def asked(store: Session, **changes: object) -> Answer:
    whole: dict[str, object] = {
        "as_of": clock.today(), "category": "Burglary", "precision": "minute",
    }  # fmt: skip
    return answer(store, Asked("up", SINCE, UNTIL, **(whole | changes)))  # type: ignore[arg-type]


def test_a_rise_on_both_times_is_said(store: Session) -> None:
    keep(store, (SINCE, 120), (SINCE - timedelta(days=28), 40), (date(2025, 10, 4), 44))
    assert asked(store).sentence.startswith(
        "Yes, up on the time before and a year earlier: 120 burglaries in 28 days; 40 the time before"
    )


def test_a_rise_on_one_of_them_says_which(store: Session) -> None:
    keep(store, (SINCE, 120), (SINCE - timedelta(days=28), 40), (date(2025, 10, 4), 119))
    assert asked(store).sentence.startswith("Up on the time before, but not on a year earlier: ")


def test_a_fall_is_no_rise(store: Session) -> None:
    keep(store, (SINCE, 40), (SINCE - timedelta(days=28), 130), (date(2025, 10, 4), 130))
    assert asked(store).sentence.startswith("No, down on the time before and a year earlier: ")


def test_what_chance_does_is_not_up(store: Session) -> None:
    keep(store, (SINCE, 60), (SINCE - timedelta(days=28), 50), (date(2025, 10, 4), 52))
    assert asked(store).sentence.startswith("Not beyond chance: 60 burglaries")


def test_few_are_too_few(store: Session) -> None:
    keep(store, (SINCE, 9), (SINCE - timedelta(days=28), 3))
    told = asked(store, against=("before",))
    assert told.sentence == "Too few to say: 9 burglaries in 28 days; 3 the time before."


def test_a_time_that_was_not_loaded_is_no_zero(store: Session) -> None:
    keep(store, (SINCE, 60))
    told = asked(store)
    assert told.sentence == "Nothing to compare with: 60 burglaries in 28 days."
    assert any("less than half of it was loaded" in each for each in told.cannot)


def test_only_days_that_were_loaded_in_both_are_compared(store: Session) -> None:
    keep(store, (SINCE, 84), (SINCE - timedelta(days=28), 84))
    with store.writing("brief") as written:
        written.cursor.execute("DELETE FROM covered")
        written.cursor.execute(
            "INSERT INTO covered (kind, precision, first_day, last_day, rows) VALUES "
            "('crime', 'minute', '2026-09-20', '2026-10-31', 5000)"
        )
    told = asked(store, against=("before",))
    # of the 28 days before, the last 14 were loaded: 3 a day in both
    assert told.told["before_now"] == told.told["before_then"] == 42
    assert "42 against 42 the time before" in told.sentence


def test_what_was_loaded_later_is_not_known_on_an_earlier_day(store: Session) -> None:
    """An address that says as known on a day goes on saying what was known then."""
    keep(store, (SINCE, 60), (SINCE - timedelta(days=28), 60))
    earlier, later = date(2026, 11, 2), date(2026, 11, 3)
    before = asked(store, as_of=later)
    assert before.is_empty  # a row of no load was never known
    as_loaded(store, clock.at(later, time(9)))
    assert asked(store, as_of=later).told["now"] == 60
    assert asked(store, as_of=earlier).is_empty
    keep(store, (SINCE, 30))
    assert asked(store, as_of=later).told["now"] == 60
    assert asked(store).told["now"] == 90


def test_nothing_loaded_of_these_days_is_said(store: Session) -> None:
    told = asked(store)
    assert told.sentence == "Nothing was loaded of these days."
    assert told.is_empty


def test_a_place_stands_beside_the_whole_force(store: Session) -> None:
    keep(store, (SINCE, 40))
    told = asked(store, against=("force",), neighbourhoods=("N1",))
    assert told.sentence == "0 burglaries in 28 days, of 40 in the whole force."


@pytest.mark.real
@pytest.mark.parametrize("category", ["Burglary", "Shoplifting", "Anti-social behaviour"])
def test_real_months_are_compared_as_their_file_says(
    cannock: Session, shared: Path, category: str
) -> None:
    """July and August 2025 of two districts against May and June; 2024 was not loaded."""
    told = answer(
        cannock,
        Asked(
            "up", date(2025, 7, 1), date(2025, 9, 1), clock.today(),
            category=category, precision="month",
        ),
    )  # fmt: skip
    file = shared / "data/street/cannock-south-staffs-2025-01-to-08-street.csv"
    now, then = (_published(file, category, months) for months in (("07", "08"), ("05", "06")))
    assert (told.told["now"], told.told["before_then"]) == (now, then)
    assert "year_ratio" not in told.told
    assert any("a year earlier: less than half" in each for each in told.cannot)
    # at the least unevenness there is, chance reaches this far: the answer's interval is no narrower
    reach = np.exp(1.96 * np.sqrt(1 / now + 1 / then))
    assert told.told["before_ratio"] == pytest.approx(now / then)
    assert told.told["before_low"] <= now / then / reach * 1.0001
    assert told.told["before_high"] >= now / then * reach * 0.9999
    is_up = told.told["before_low"] > 1
    assert told.sentence.startswith("Yes, up on the time before") is is_up


def _published(file: Path, category: str, months: tuple[str, ...]) -> int:
    """Count the file's rows of that type and these months of 2025; a crime that stands in two months
    counts in the later one.
    """
    with file.open(encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened))
    last = {row["Crime ID"]: row["Month"] for row in sorted(rows, key=_month)}
    return sum(
        row["Crime type"] == category
        and row["Month"] in [f"2025-{month}" for month in months]
        and (not row["Crime ID"] or last[row["Crime ID"]] == row["Month"])
        for row in rows
    )


def _month(row: dict[str, str]) -> str:
    return row["Month"]
