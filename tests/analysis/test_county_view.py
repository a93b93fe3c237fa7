"""Forces side by side: covered time alone is compared, what is not told says why, small numbers have no
ratio.
"""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from patrolqr.analysis import county_view
from patrolqr.analysis.county_known import NOT_LOADED, NOT_PUBLISHED
from patrolqr.analysis.county_rates import WITHHELD

OCTOBER, SEPTEMBER, YEAR_BEFORE = date(2026, 10, 1), date(2026, 9, 1), date(2025, 10, 1)
DAYS = {OCTOBER: 31, SEPTEMBER: 30, YEAR_BEFORE: 31}


def coverage(*rows: tuple[str, date, bool]) -> pd.DataFrame:
    """Return what is known: force, month, whether crime is counted; patrols are on all days."""
    told: list[dict[str, Any]] = []
    for force, month, is_counted in rows:
        days = DAYS[month]
        for kind, known in (("crime", is_counted), ("patrol", True)):
            told.append(
                {
                    "force": force, "month": month, "kind": kind, "precision": None,
                    "days": days if known else 0, "days_in_month": days, "is_counted": known,
                }
            )  # fmt: skip
    return pd.DataFrame(told)


def counts(*rows: tuple[str, date, int | None]) -> pd.DataFrame:
    """Return incidents of all types of a force and month; None is withheld."""
    found = pd.DataFrame(rows, columns=["force", "month", "incidents"])
    return found.assign(kind="crime", neighbourhood_id=None, neighbourhood=None, category=None)


def by_force(found: county_view.Seen) -> dict[str, dict[str, Any]]:
    return {
        str(row["force"]): {str(name): row[name] for name in row}
        for row in found.rows.to_dict("records")
    }


def seen(known: pd.DataFrame, told: pd.DataFrame, *forces: str) -> county_view.Seen:
    return county_view.incidents(known, told, OCTOBER, forces=forces, kind="crime", category=None)


def test_only_months_that_are_told_then_and_now_are_compared() -> None:
    known = coverage(
        *(("Dorset", month, True) for month in (OCTOBER, YEAR_BEFORE)),
        ("Kent", OCTOBER, True),
        ("Kent", YEAR_BEFORE, False),
        ("Essex", YEAR_BEFORE, True),
    )
    told = counts(("Dorset", OCTOBER, 200), ("Dorset", YEAR_BEFORE, 100), ("Kent", OCTOBER, 900))
    found = seen(known, told, "Dorset", "Essex", "Kent")
    rows = by_force(found)
    assert [each["note"] for each in rows.values()] == ["", NOT_PUBLISHED, ""]
    assert rows["Kent"]["against_a_year_before"] == NOT_LOADED
    assert rows["Dorset"]["against_a_year_before"].startswith("× 2.00 (")
    assert "1,100 in October 2026, in 2 forces" in found.sentence
    assert "the 1 of them that tell both: 100; 200 against that is × 2.00" in found.sentence
    assert found.notes == ("Not published: Essex. That is not zero.",)


def test_months_are_compared_per_day() -> None:
    known = coverage(("Dorset", OCTOBER, True), ("Dorset", SEPTEMBER, True))
    told = counts(("Dorset", OCTOBER, 310), ("Dorset", SEPTEMBER, 300))
    (row,) = seen(known, told, "Dorset").rows.to_dict("records")
    assert row["against_the_month_before"].startswith("× 1.00 (")


@pytest.mark.parametrize(("now", "then", "told"), [(10, 9, False), (10, 10, True), (4, 40, False)])
def test_small_numbers_are_not_compared(now: int, then: int, told: bool) -> None:
    known = coverage(("Dorset", OCTOBER, True), ("Dorset", YEAR_BEFORE, True))
    rows = seen(known, counts(("Dorset", OCTOBER, now), ("Dorset", YEAR_BEFORE, then)), "Dorset")
    assert ("×" in rows.rows["against_a_year_before"].iloc[0]) == told


def test_withheld_is_no_zero_and_none_among_the_rows_is_one() -> None:
    known = coverage(("Dorset", OCTOBER, True), ("Kent", OCTOBER, True))
    found = seen(known, counts(("Dorset", OCTOBER, None)), "Dorset", "Kent")
    rows = by_force(found)
    assert pd.isna(rows["Dorset"]["incidents"])
    assert rows["Dorset"]["note"] == WITHHELD
    assert rows["Kent"]["incidents"] == 0
    assert found.notes[0].startswith("1 withheld")


def test_two_places_of_one_name_carry_their_force() -> None:
    known = coverage(("Dorset", OCTOBER, True), ("Kent", OCTOBER, True))
    told = counts(("Dorset", OCTOBER, 9), ("Kent", OCTOBER, 8)).assign(
        neighbourhood_id="N1", neighbourhood="Town"
    )
    found = county_view.incidents(
        known, told, OCTOBER, forces=("Dorset", "Kent"), kind="crime", category=None,
        by_neighbourhood=True,
    )  # fmt: skip
    assert found.rows["place"].tolist() == ["Town (Dorset)", "Town (Kent)"]


def test_nothing_at_all_is_a_sentence() -> None:
    known = coverage(("Dorset", SEPTEMBER, True))
    found = seen(known, counts(), "Dorset")
    assert "no force has a number to tell of October 2026" in found.sentence


def test_a_share_says_of_how_many_it_is() -> None:
    known = coverage(("Dorset", OCTOBER, True), ("Kent", OCTOBER, True))
    row: dict[str, Any] = {"month": OCTOBER, "arrests": 9, "engagements": 9, "actions": 9}
    done = pd.DataFrame(
        [
            row
            | {"force": "Dorset", "stop_searches": 120}
            | {"searches_found": 30, "searches_nothing": 70, "searches_not_said": 20},
            row
            | {"force": "Kent", "stop_searches": 50}
            | {"searches_found": None, "searches_nothing": 40, "searches_not_said": None},
        ]
    )
    found = county_view.searches(known, done, OCTOBER, forces=("Dorset", "Kent"), level="force")
    assert found.sentence.startswith("170 stop-searches in October 2026, in 2 forces. Of those of")
    assert "which logs say what was found, in the 1 that tell it, 30 % (" in found.sentence
    assert [row["note"] for row in by_force(found).values()] == ["", WITHHELD]


def test_where_nobody_has_patrol_logs_every_view_of_what_was_done_is_a_sentence() -> None:
    known, none = coverage(("Dorset", OCTOBER, True)), pd.DataFrame(columns=["month", "force"])
    for view in (county_view.searches, county_view.returns, county_view.dose):
        found = view(known, none, OCTOBER, forces=("Dorset",), level="force")
        assert found.rows.empty
        assert "October 2026" in found.sentence


def test_a_count_of_nothing_published_has_a_name() -> None:
    known = coverage(("Dorset", SEPTEMBER, True))
    found = county_view.incidents(
        known, counts(), OCTOBER, forces=("Dorset",), kind="", category=None, by_neighbourhood=False
    )
    assert found.sentence.startswith("Incidents, all types: no force")
