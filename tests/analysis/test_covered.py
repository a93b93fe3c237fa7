"""What was loaded of a time, in masks and in words."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from patrolqr.analysis import covered, periods

YEAR = periods.starts_between(date(2025, 1, 1), date(2026, 1, 1), "month")
A_CALENDAR = {"kind": "crime", "precision": "month", "force": "Kent Police"}


def stretch(
    first: str, last: str, force: str | None = "Kent Police", kind: str = "crime"
) -> dict[str, object]:
    """Return a row of what is covered."""
    return {
        "force": force, "kind": kind,
        "first_day": pd.Timestamp(first), "last_day": pd.Timestamp(last),
    }  # fmt: skip


def test_a_period_is_loaded_where_each_of_its_days_is() -> None:
    rows = pd.DataFrame(
        [
            stretch("2025-01-01", "2025-02-10"),
            stretch("2025-02-05", "2025-02-28"),  # overlaps, and ends February
            stretch("2025-03-02", "2025-04-30"),  # a day of March is missing
            stretch("2025-05-01", "2025-05-31", None),
        ]
    )
    found = covered.loaded(rows, YEAR[:5], date(2025, 6, 1))
    assert found["Kent Police", "crime"].tolist() == [True, True, False, True, False]
    assert found["", "crime"].tolist() == [False, False, False, False, True]


@pytest.mark.parametrize(
    ("rows", "loaded"),
    [
        (19 * 2, [True, True, True]),  # two a day: three are expected in a day and a half
        (19 * 4, [True, True, False]),  # four a day: a quiet Sunday was not loaded
        (19 * 4 // 8, [True, True, True]),
    ],
)
def test_a_quiet_sunday_of_a_small_force_is_loaded_and_of_a_busy_one_is_not(
    rows: int, loaded: list[bool]
) -> None:
    """From Tuesday of one week to Saturday two weeks later: 19 days."""
    dated = {"precision": "minute", "rows": rows}
    one = pd.DataFrame([stretch("2026-01-06", "2026-01-24") | dated])
    weeks = periods.starts_between(date(2026, 1, 5), date(2026, 1, 26), "week")
    found = covered.loaded(one, weeks, date(2026, 1, 26))["Kent Police", "crime"]
    assert found[1:].tolist() == loaded[1:]


def test_a_week_without_a_row_is_never_only_quiet() -> None:
    rows = [
        stretch(first, last) | {"precision": "minute", "rows": 1}
        for first, last in (("2026-01-01", "2026-01-04"), ("2026-01-19", "2026-01-25"))
    ]
    weeks = periods.starts_between(date(2025, 12, 29), date(2026, 1, 26), "week")
    found = covered.loaded(pd.DataFrame(rows), weeks, date(2026, 1, 26))["Kent Police", "crime"]
    assert found.tolist() == [True, False, False, True]


def test_nothing_covered_is_nothing_loaded() -> None:
    none = pd.DataFrame(columns=["force", "kind", "first_day", "last_day"])
    assert covered.loaded(none, YEAR, date(2026, 1, 1)) == {}


@pytest.mark.parametrize(
    ("missing", "text"),
    [
        ([], ""),
        ([2], "11 of 12 months loaded; March 2025 is missing"),
        ([2, 3, 4], "9 of 12 months loaded; March to May 2025 are missing"),
        ([2, 6], "10 of 12 months loaded; March 2025 and July 2025 are missing"),
        (
            [0, 2, 4, 6, 8],
            "7 of 12 months loaded; January 2025, March 2025, May 2025 and 2 more stretches are missing",
        ),
        (
            [0, 2, 4, 6],
            "8 of 12 months loaded; January 2025, March 2025, May 2025 and 1 more stretch are missing",
        ),
    ],
)
def test_what_is_missing_is_named(missing: list[int], text: str) -> None:
    there = np.array([number not in missing for number in range(12)])
    found = covered.of_periods(there, YEAR, date(2026, 1, 1), "month")
    assert found.text == text
    assert found.share == (12 - len(missing)) / 12


def test_days_and_weeks_are_named_by_their_dates() -> None:
    there = np.array([True, False, False, True, False])
    assert covered.of_days(there, date(2025, 12, 30)).missing == (
        "31 Dec 2025 to 1 Jan 2026 and 3 Jan 2026 are missing"
    )
    weeks = periods.starts_between(date(2025, 12, 1), date(2025, 12, 15), "week")
    found = covered.of_periods(np.array([True, False]), weeks, date(2025, 12, 15), "week")
    assert found.text == "1 of 2 weeks loaded; 8 Dec 2025 to 14 Dec 2025 is missing"


def test_the_calendar_has_every_month_between_and_says_each_in_words() -> None:
    rows = pd.DataFrame(
        [
            {**A_CALENDAR, "month": pd.Timestamp("2025-01-01"), "days": 31, "days_in_month": 31},
            {**A_CALENDAR, "month": pd.Timestamp("2025-03-01"), "days": 31, "days_in_month": 31},
            {
                **A_CALENDAR, "kind": "call", "precision": "minute", "force": None,
                "month": pd.Timestamp("2025-03-01"), "days": 12, "days_in_month": 31,
            },
        ]
    )  # fmt: skip
    table = covered.months(rows)
    assert table.index.tolist() == ["Mar 2025", "Feb 2025", "Jan 2025"]
    assert table["Street-level crimes, Kent Police"].tolist() == ["loaded", "not loaded", "loaded"]
    assert table["Calls"].tolist() == ["12 of 31 days", "not loaded", "not loaded"]


def test_a_calendar_of_nothing_is_empty() -> None:
    columns = ["kind", "precision", "force", "month", "days", "days_in_month"]
    assert covered.months(pd.DataFrame(columns=columns)).empty
