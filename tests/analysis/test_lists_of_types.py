"""Lists know their kind: of all crime by counts, of some types by what a place this busy has."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from patrolqr.analysis import hotspots
from patrolqr.analysis.periods import days_between
from patrolqr.steps import rank
from patrolqr.store import Session
from tests.analysis.conftest import Keep
from tests.analysis.test_hotspots import WORDS, cells

YEAR = days_between(date(2025, 1, 1), date(2026, 1, 1))


def incidents(number: int, east: float, **changed: Any) -> pd.DataFrame:
    return pd.DataFrame({"easting": [400_100.0 + east] * number}).assign(**changed)


def ranked(store: Session, *types: str) -> pd.DataFrame:
    return rank.ranked(store, YEAR, "month", types=types, places=())


def test_a_burglary_where_much_happens_stands_before_one_where_nothing_does(
    store: Session, keep: Keep
) -> None:
    keep(incidents(2, 0))
    keep(incidents(2, 5000))
    keep(incidents(30, 5000, category="Shoplifting"))
    for place in range(2, 9):
        keep(incidents(5, 5000 * place, category="Vehicle crime"))
    rows = ranked(store, "Burglary")
    assert rows["cell"].iloc[0] == "E405000N310000"
    first, second = (rows["why"][rows["count"] == 2].iloc[at] for at in (0, 1))
    assert first.startswith(
        "2 burglaries in the 1 of 12 months loaded; a place this busy usually has 1."
    )
    assert second.startswith(
        "2 burglaries in the 1 of 12 months loaded; a place this busy usually has 0.0"
    )
    none = rows[rows["count"] == 0].iloc[0]
    assert none["why"].startswith(
        "no burglaries in the 1 of 12 months loaded; a place this busy usually has 0."
    )
    assert rows["usually"].sum() == pytest.approx(4, rel=0.01)


def test_of_all_crime_counts_are_counts(store: Session, keep: Keep) -> None:
    keep(incidents(3, 0))
    keep(incidents(2, 5000, category="Shoplifting"))
    rows = ranked(store)
    assert rows["count"].tolist() == [3, 2]
    assert rows["usually"].isna().all()


def test_none_of_a_type_is_an_empty_list(store: Session, keep: Keep) -> None:
    keep(incidents(3, 0))
    assert ranked(store, "Robbery").empty


def test_a_prison_without_any_of_a_type_is_not_proposed_for_being_busy(
    store: Session, keep: Keep
) -> None:
    keep(incidents(2, 0))
    keep(incidents(40, 5000, category="Drugs", street="Prison"))
    assert ranked(store, "Burglary")["cell"].tolist() == ["E400000N310000"]


def test_ties_are_shown_as_ties_and_broken_by_what_lies_around() -> None:
    alone, beside = {"count": 4, "easting": 410_000}, {"count": 4, "easting": 420_000}
    rows = hotspots.rank(
        cells(alone, beside, {"count": 1, "easting": 420_250}, {"count": 4, "easting": 430_000}),
        **WORDS,
    )
    assert rows["cell"].tolist()[0] == "E420000N310000"
    assert rows["tied"].tolist() == ["", "2–3", "2–3", ""]
    assert rows["rank"].tolist() == [1, 2, 3, 4]


def test_the_order_of_rows_never_matters() -> None:
    town = cells(*({"count": 1 + place % 4, "count_before": place % 3} for place in range(20)))
    mixed = town.sample(frac=1, random_state=5)
    one, other = (hotspots.rank(each, **WORDS).drop(columns="name") for each in (town, mixed))
    pd.testing.assert_frame_equal(one, other)


@pytest.mark.real
def test_what_lies_off_the_ground_is_counted_and_said(cannock: Session) -> None:
    listed = rank.listed(
        cannock, days_between(date(2025, 1, 1), date(2025, 9, 1)), "month", types=(), places=()
    )
    assert 0 < listed.outside < 20
    assert listed.rows["times_average"].iloc[0] > 100
    assert rank.outside_text(listed.outside).endswith("and not in the list.")
    assert rank.outside_text(1).startswith("1 incident lies ")


@pytest.mark.real
def test_more_squares_are_more_than_chance_where_empty_ones_count_as_zeros(
    cannock: Session, shared: Path
) -> None:
    """Among squares with incidents only a tenth of those found in the whole area stands out."""
    since, until = date(2025, 1, 1), date(2025, 9, 1)
    found = ranked_in(cannock, since, until)["more_than_chance"].sum()
    counted = rank.counted(cannock, since=since, until=until, precision="month")
    without = hotspots.rank(counted, period_text="8 months", months=8, has_before=False)
    assert found > 3 * without["more_than_chance"].sum()


def ranked_in(session: Session, since: date, until: date) -> pd.DataFrame:
    return rank.ranked(session, days_between(since, until), "month", types=(), places=())


def test_how_a_square_behaves_is_told_from_ten_months(store: Session, keep: Keep) -> None:
    """A square that is busy every month among many that are not."""
    for month in range(1, 13):
        day = date(2025, month, 1)
        keep(incidents(30, 0, month=day))
        for place in range(1, 40):
            keep(incidents(1, 2000 * place, month=day))
    rows = ranked(store).set_index("cell")
    assert rows.loc["E400000N310000", "behaves"] == "constant"
    assert (rows["behaves"] != "").sum() == 1
    short = rank.ranked(
        store, days_between(date(2025, 1, 1), date(2025, 10, 1)), "month", types=(), places=()
    )
    assert (short["behaves"] == "").all()
