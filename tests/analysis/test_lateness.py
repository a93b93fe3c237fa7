"""Which newest days are complete is learned from how late earlier reports came."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.analysis import lateness

NEWEST = date(2026, 11, 23)


def stretch(
    kind: str = "crime", last_day: date = NEWEST, precision: str = "minute"
) -> dict[str, object]:
    return {
        "force": "A",
        "source": "niche",
        "kind": kind,
        "precision": precision,
        "first_day": date(2025, 11, 1),
        "last_day": last_day,
        "rows": 5_000,
    }


def ages(
    known: list[int], total: int = 100, *, kind: str = "crime", learned: str = "loads"
) -> pd.DataFrame:
    """Return how many of `total` incidents were known at the age of 0, 1, … days."""
    rows = [("A", "niche", kind, learned, age, each, total) for age, each in enumerate(known)]
    return pd.DataFrame(
        rows, columns=["force", "source", "kind", "learned", "age", "known", "total"]
    )


@pytest.mark.parametrize(
    ("known", "days"),
    [
        ([100, 100], 0),
        ([95, 100], 0),  # 95 of 100 is complete
        ([94, 100], 1),
        ([50, 80, 94, 95], 3),
        ([90, 96, 94, 99], 3),  # what falls short later counts
    ],
)
def test_a_day_is_complete_from_the_age_at_which_days_before_it_were(
    known: list[int], days: int
) -> None:
    assert lateness.days_late(ages(known)) == {("A", "niche", "crime"): days}


def test_of_too_few_incidents_nothing_is_learned() -> None:
    assert lateness.days_late(ages([1, 40], total=lateness.FEWEST - 1)) == {}
    assert lateness.days_late(ages([1, 50], total=lateness.FEWEST)) == {("A", "niche", "crime"): 1}


def test_loads_tell_it_better_than_reports() -> None:
    both = pd.concat([ages([10, 20, 100]), ages([10, 100], learned="reports")])
    assert lateness.days_late(both) == {("A", "niche", "crime"): 2}


def test_all_dated_incidents_end_where_the_first_of_them_does() -> None:
    covered = pd.DataFrame(
        [stretch(), stretch("call"), stretch("crime", date(2026, 10, 31), "month")]
    )
    found = lateness.settled(covered, ages([50, 60, 100]))
    assert found.covered["last_day"].tolist() == [
        date(2026, 11, 21),
        date(2026, 11, 21),
        date(2026, 10, 31),
    ]
    assert found.ends == date(2026, 11, 21)
    assert found.text == (
        "Days after Sat 21 Nov are not complete yet and left out: crimes of A came in up to 2 days "
        "late before."
    )


def test_what_stopped_coming_holds_nothing_up() -> None:
    old = stretch(last_day=date(2026, 9, 1))
    covered = pd.DataFrame([old, stretch("call")])
    found = lateness.settled(covered, ages([50, 60, 100]))
    assert found.ends is None
    assert found.covered["last_day"].tolist() == [date(2026, 9, 1), NEWEST]


def test_a_stretch_of_newest_days_alone_is_left_out() -> None:
    lone = stretch() | {"first_day": NEWEST}
    found = lateness.settled(pd.DataFrame([stretch(), lone]), ages([50, 100]))
    assert found.covered["last_day"].tolist() == [date(2026, 11, 22)]


def test_without_anything_loaded_nothing_is_said() -> None:
    nothing = pd.DataFrame(columns=list(stretch()))
    assert lateness.settled(nothing, ages([])).text == ""


@given(st.lists(st.integers(0, 100), min_size=1, max_size=29))
def test_no_day_beyond_the_answer_fell_short(known: list[int]) -> None:
    (days,) = lateness.days_late(ages(known)).values()
    assert all(each >= 95 for each in known[days:])
    assert days == 0 or known[days - 1] < 95
