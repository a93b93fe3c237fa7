"""What falls silent is asked about, seldom where nothing is wrong, and is never praised."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrolqr.analysis import Run
from patrolqr.analysis.detectors.base import FALSE_DISCOVERY_RATE
from patrolqr.analysis.detectors.silence import SILENT
from tests.analysis.detectors.test_surges import MONDAY, STARTS, YEAR_AND_FOUR, all_of, rows
from tests.builders.examples import COSTLY

WEEKS = 54
UNTIL = MONDAY + timedelta(weeks=WEEKS)


def even(mean: int, number: int = 4) -> np.ndarray:
    """Return as many series of counts as even as chance, each with its own."""
    return np.random.default_rng(mean).poisson(mean, (number, WEEKS))


def counted(counts: np.ndarray, category: str = "Burglary") -> pd.DataFrame:
    return rows(counts, STARTS[:WEEKS], category=category)


def looked(counts: pd.DataFrame) -> Run:
    return SILENT.look(counts, covered=all_of(MONDAY, UNTIL), since=MONDAY, until=UNTIL)


def silent(counts: np.ndarray, series: int, weeks: int = 2) -> np.ndarray:
    """Return the counts with nothing at last in one of them."""
    there = counts.copy()
    there[series, WEEKS - weeks :] = 0
    return there


def findings(run: Run) -> list[str]:
    return run.standing()["finding"].tolist()


def test_a_neighbourhood_that_falls_silent_is_asked_about_in_neutral_words() -> None:
    run = looked(counted(silent(even(10), 2)))
    (found,) = findings(run)
    assert found.startswith("No incidents in Ward 2 reported since Sun 25 Oct: ")
    assert found.endswith(" expected. Check whether they still come in.")
    test = run.standing().iloc[0]
    assert (test["observed"], test["reading"]) == (0, "none, where some come")
    assert "weekly runs of all 5 tests" in test["chance"]
    assert SILENT.draw(run, 0).rows["incidents"].iloc[-1] == 0


def test_a_crime_type_that_falls_silent_everywhere_is_asked_about_once() -> None:
    types = [counted(even(mean), name) for mean, name in ((8, "Burglary"), (9, "Drugs"))]
    none = counted(even(7), "Robbery")
    none = none[none["period"] < UNTIL - timedelta(weeks=2)]
    (found,) = findings(looked(pd.concat([*types, none])))
    assert found.startswith("No robbery in all neighbourhoods together reported since Sun 25 Oct: ")


def test_where_all_comes_in_nothing_stands() -> None:
    run = looked(counted(even(10)))
    assert run.standing().empty
    assert set(run.tests["reading"]) == {"as expected"}


def test_one_report_is_no_silence_and_one_quiet_week_neither() -> None:
    few = silent(even(10), 2)
    few[2, -1] = 1
    assert findings(looked(counted(few))) == []
    assert findings(looked(counted(silent(even(10), 2, weeks=1)))) == []


def test_where_few_come_none_is_nothing_to_ask_about() -> None:
    run = looked(counted(np.vstack([even(10), silent(even(2, 1), 0)])))
    assert run.standing().empty
    assert "too few to say" in set(run.tests["reading"])


@pytest.mark.parametrize(("in_a_year", "is_asked"), [(129, False), (130, True)])
def test_none_of_five_expected_is_asked_about_and_none_of_fewer_is_not(
    in_a_year: int, is_asked: bool
) -> None:
    year = WEEKS - 2
    own = np.full(year, in_a_year // year)
    own[np.linspace(0, year - 1, in_a_year % year).astype(int)] += 1
    run = looked(counted(np.vstack([np.full(WEEKS, 10), [*own, 0, 0]])))
    (test,) = run.tests[run.tests["neighbourhood_id"] == "N1"].to_dict("records")
    assert test["expected"] == pytest.approx(in_a_year / 26)
    assert test["q"] <= FALSE_DISCOVERY_RATE
    assert test["flagged"] == is_asked
    assert (test["reading"] == "too few to say") == (not is_asked)


def test_it_stays_open_until_some_came_again_in_two_runs() -> None:
    counts = np.hstack([silent(even(10), 2), even(10)[:, :2]])
    states = []
    for weeks in range(WEEKS, WEEKS + 3):
        until = MONDAY + timedelta(weeks=weeks)
        known = rows(counts[:, :weeks], STARTS[:weeks], category="Burglary")
        run = SILENT.look(known, covered=all_of(MONDAY, until), since=MONDAY, until=until)
        states.append(run.standing()["reading"].tolist())
    assert states == [["none, where some come"], ["some again"], []]


def test_weeks_that_were_not_loaded_are_not_silent() -> None:
    covered = all_of(MONDAY, UNTIL - timedelta(weeks=2))
    run = SILENT.look(counted(silent(even(10), 2)), covered=covered, since=MONDAY, until=UNTIL)
    assert run.standing().empty


@COSTLY
@given(st.permutations(range(5)))
def test_the_order_of_rows_changes_nothing(order: Sequence[int]) -> None:
    known = counted(silent(even(10, 5), 1))
    parts = [known[known["neighbourhood_id"] == f"N{each}"] for each in order]
    pd.testing.assert_frame_equal(looked(known).tests, looked(pd.concat(parts)).tests)


@pytest.mark.parametrize("unevenness", [1.0, 3.0])
def test_years_without_a_fault_ask_about_next_to_nothing(unevenness: float) -> None:
    """Twenty neighbourhoods, a hundred weekly runs of each: at most one question."""
    chance = np.random.default_rng(5)
    mean = np.exp(chance.normal(2, 1, (20, 1)))
    shape = (20, YEAR_AND_FOUR + 98)
    counts = chance.poisson(mean, shape)
    if unevenness > 1:
        size = np.broadcast_to(mean / (unevenness - 1), shape)
        counts = chance.negative_binomial(size, 1 / unevenness)
    asked = 0
    for end in range(WEEKS, shape[1], 7):
        until = MONDAY + timedelta(weeks=end)
        starts = [MONDAY + timedelta(weeks=week) for week in range(end)]
        known = rows(counts[:, :end], starts)
        run = SILENT.look(known, covered=all_of(MONDAY, until), since=MONDAY, until=until)
        asked += len(run.standing())
    assert asked <= 1
