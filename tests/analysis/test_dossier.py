"""One place counted: covered months only, and what is not loaded is no zero."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from patrolqr.analysis import dossier
from patrolqr.analysis.periods import DateSpan

SPAN = dossier.span_to(date(2026, 1, 1))
WHEN = pd.DatetimeTZDtype("us", "UTC")


def incidents(*days: date, **columns: Any) -> pd.DataFrame:
    """Return one burglary a day given, without a time of day."""
    usual = {"category": "Burglary", "origin": "public", "force": "North"}
    rows = pd.DataFrame({"day": pd.to_datetime(list(days))}).assign(**usual | columns)
    none = pd.Series(pd.NaT, index=rows.index, dtype=WHEN)
    return rows.assign(began_at=none, ended_at=none)


def loaded(*stretches: tuple[date, date], force: str = "North", **more: Any) -> pd.DataFrame:
    """Return what was loaded, from the first to the last day of each stretch."""
    rows = [
        {
            "force": force,
            "kind": "crime",
            "first_day": first,
            "last_day": last,
            "precision": "month",
        }
        for first, last in stretches
    ]
    return pd.DataFrame(rows).assign(rows=1, **more)


def months(counted: dossier.Counted) -> dict[date, float]:
    """Return the incidents of each month."""
    return dict(zip(counted.months["month"], counted.months["incidents"], strict=True))


def test_the_span_is_24_months_the_last_of_them_whole_or_not() -> None:
    assert (SPAN.since, SPAN.until) == (date(2024, 1, 1), date(2026, 1, 1))
    part = dossier.span_to(date(2026, 1, 2))
    assert (part.since, part.until) == (date(2024, 2, 1), date(2026, 1, 2))


def test_a_month_that_is_not_loaded_is_missing_and_no_zero() -> None:
    covered = loaded((date(2024, 1, 1), date(2025, 2, 28)), (date(2025, 4, 1), date(2025, 12, 31)))
    counted = dossier.count(incidents(date(2025, 5, 4), date(2025, 5, 9)), covered, SPAN)
    found = months(counted)
    assert found[date(2025, 5, 1)] == 2
    assert found[date(2025, 6, 1)] == 0
    assert np.isnan(found[date(2025, 3, 1)])
    assert counted.loaded_months == 23
    assert counted.missing == "March 2025 is missing"


def test_part_of_a_month_says_how_many_days() -> None:
    covered = loaded((date(2025, 12, 1), date(2025, 12, 10)))
    counted = dossier.count(incidents(date(2025, 12, 4)), covered, SPAN)
    last = counted.months.iloc[-1]
    assert (last["days"], last["of_days"], last["incidents"]) == (10, 31, 1)


def test_nothing_loaded_at_all_is_not_one_zero() -> None:
    counted = dossier.count(incidents(), loaded().reindex(columns=["force", "kind"]), SPAN)
    assert counted.months["incidents"].isna().all()
    assert counted.loaded_months == 0
    assert counted.total == 0


def test_another_forces_months_do_not_stand_for_this_ones() -> None:
    own = loaded((date(2025, 12, 1), date(2025, 12, 31)))
    other = loaded((date(2024, 1, 1), date(2025, 12, 31)), force="South")
    covered = pd.concat([own, other])
    here = dossier.count(incidents(date(2025, 12, 4)), covered, SPAN)
    assert here.loaded_months == 1
    nobodys = dossier.count(incidents(), covered, SPAN)
    assert nobodys.loaded_months == 24


def test_what_police_activity_found_is_told_apart_and_counted_nowhere() -> None:
    covered = loaded((date(2024, 1, 1), date(2025, 12, 31)))
    rows = pd.concat(
        [
            incidents(date(2025, 5, 4)),
            incidents(date(2025, 5, 5), origin="police", category="Drugs"),
        ]
    )
    counted = dossier.count(rows, covered, SPAN)
    assert (counted.total, counted.police) == (1, 1)
    assert counted.types["place"].tolist() == ["Burglary"]
    assert months(counted)[date(2025, 5, 1)] == 1


def test_types_are_counted_the_most_frequent_first() -> None:
    covered = loaded((date(2024, 1, 1), date(2025, 12, 31)))
    days = [date(2025, 5, 1) + timedelta(days=number) for number in range(4)]
    rows = incidents(*days, category=["Robbery", None, "Drugs", "Robbery"])
    counted = dossier.count(rows, covered, SPAN)
    assert counted.types.to_dict("list") == {
        "place": ["Robbery", "Drugs", dossier.NOT_RECORDED],
        "incidents": [2, 1, 1],
    }


def test_hours_rest_on_what_says_one() -> None:
    covered = loaded((date(2024, 1, 1), date(2025, 12, 31)))
    at = pd.Series([pd.Timestamp("2025-05-05 20:30", tz="UTC"), pd.NaT], dtype=WHEN)
    rows = incidents(date(2025, 5, 5), date(2025, 5, 5)).assign(began_at=at, ended_at=at)
    counted = dossier.count(rows, covered, SPAN)
    assert (counted.timed, counted.total) == (1, 2)
    busiest = counted.hours.iloc[int(counted.hours["incidents"].to_numpy().argmax())]
    assert (busiest["weekday"], busiest["hour"], busiest["incidents"]) == (0, 21, 1)
    assert len(counted.hours) == 7 * 24


def test_days_outside_the_span_are_not_asked_for() -> None:
    short = DateSpan(date(2025, 12, 1), date(2025, 12, 3), "2 days")
    covered = loaded((date(2025, 12, 1), date(2025, 12, 31)))
    counted = dossier.count(incidents(date(2025, 12, 2)), covered, short)
    assert counted.months["days"].tolist() == [2]
