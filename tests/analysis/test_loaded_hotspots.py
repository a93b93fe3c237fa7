"""Squares are counted and compared over what was loaded, and say how much that is."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from patrolqr.analysis import periods
from patrolqr.analysis.periods import days_between
from patrolqr.steps import rank
from patrolqr.store import Session
from tests.analysis.conftest import Keep

YEAR = days_between(date(2025, 1, 1), date(2026, 1, 1))
THIS, LAST = (
    periods.starts_between(date(year, 1, 1), date(year + 1, 1, 1), "month") for year in (2025, 2024)
)


def of(months: list[date], each: int, **changed: Any) -> pd.DataFrame:
    """Return so many burglaries in each of the months."""
    usual = {"force": "Kent Police", "source": "data.police.uk"}
    days = [month for month in months for _ in range(each)]
    return pd.DataFrame({"month": days}).assign(**usual | changed)


def first(session: Session) -> dict[Any, Any]:
    """Return the first square of the year."""
    return ranked(session).iloc[0].to_dict()


def ranked(session: Session) -> pd.DataFrame:
    return rank.ranked(session, YEAR, "month", types=(), places=())


def test_what_is_all_loaded_is_said_as_ever(store: Session, keep: Keep) -> None:
    keep(of(THIS, 4))
    keep(of(LAST, 2))
    row = first(store)
    assert row["why"].startswith("48 incidents in 12 months, ")
    assert row["why"].endswith("up on the year before: 48 against 24, 1.1 to 3.6 times")
    assert (row["before"], row["trend"]) == (24, "up")
    assert rank.not_loaded(store, YEAR, "month") == ""


def test_a_year_before_of_which_half_is_missing_is_no_rise(store: Session, keep: Keep) -> None:
    """The fault of 0.1: "up on the year before: 647 against 334", and nothing had changed."""
    keep(of(THIS, 4))
    keep(of(LAST[6:], 4))
    row = first(store)
    assert row["why"].endswith(
        "within chance of the year before in the 6 of 12 months loaded in both: 24 against 24"
    )
    assert (row["count"], row["before"], row["trend"]) == (48, 24, "")


@pytest.mark.parametrize(
    ("there", "says"),
    [
        (0, "no earlier year to compare"),
        (1, "too little of the year before is loaded to compare: 1 of 12 months"),
        (5, "too little of the year before is loaded to compare: 5 of 12 months"),
        (6, "in the 6 of 12 months loaded in both: 24 against 24"),
    ],
)
def test_too_little_of_the_year_before_is_refused(
    store: Session, keep: Keep, there: int, says: str
) -> None:
    keep(of(THIS, 4))
    if there:
        keep(of(LAST[-there:], 4))
    assert first(store)["why"].endswith(says)


def test_months_that_are_not_loaded_are_named_and_not_counted(store: Session, keep: Keep) -> None:
    keep(of(THIS[:3] + THIS[4:], 4))
    keep(of(LAST, 4))
    row = first(store)
    assert row["why"].startswith("44 incidents in the 11 of 12 months loaded, ")
    assert "in the 11 of 12 months loaded in both: 44 against 44" in row["why"]
    assert rank.not_loaded(store, YEAR, "month") == "11 of 12 months loaded; April 2025 is missing"


def test_a_force_with_fewer_months_is_ranked_by_what_a_whole_year_would_have(
    store: Session, keep: Keep
) -> None:
    """60 in 12 months are fewer than 48 in 6, and the first force's reason stays what it was."""
    keep(of(THIS, 5))
    alone = first(store)
    keep(of(THIS[:6], 8, force="Surrey Police", easting=500100.0))
    surrey, kent = ranked(store).to_dict("records")
    assert surrey["count"] == 48
    assert surrey["why"].startswith("48 incidents in the 6 of 12 months loaded, 1 in 2 of all")
    assert (
        kent["why"].partition(",")[0]
        == alone["why"].partition(",")[0]
        == "60 incidents in 12 months"
    )
    assert rank.not_loaded(store, YEAR, "month") == (
        "Surrey Police: 6 of 12 months loaded; July to December 2025 are missing"
    )


def test_a_year_before_of_another_kind_of_rows_compares_nothing(store: Session, keep: Keep) -> None:
    """Calls were loaded the year before and crimes were not."""
    keep(of(THIS, 4))
    keep(of(LAST, 4, kind="call", category="Anti-social behaviour"))
    assert first(store)["why"].endswith("no earlier year to compare")


def test_days_are_compared_with_the_same_days(store: Session, keep: Keep) -> None:
    """Dated rows: 40 days are loaded, of which 30 a year before too."""
    now = pd.date_range("2025-03-01", periods=40).date
    then = pd.date_range("2024-03-01", periods=30).date
    for days, number in ((now, 2), (then, 1)):
        rows = [day for day in days for _ in range(number)]
        keep(of([day.replace(day=1) for day in rows], 1, precision="minute", patrol_day=rows))
    period = days_between(date(2025, 3, 1), date(2025, 4, 10))
    row = rank.ranked(store, period, "minute", types=(), places=()).iloc[0]
    assert row["why"].startswith("80 incidents in 40 days, ")
    assert "in the 30 of 40 days loaded in both: 60 against 30" in row["why"]
