"""Surges are told from chance, seldom wrongly, in words that say how often chance does as much."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from patrolqr.analysis import Run, periods
from patrolqr.analysis.detectors import base, surges
from patrolqr.analysis.detectors.surges import MONTHLY, WEEKLY, Surges
from patrolqr.core.incident import CRIME_TYPES
from patrolqr.steps import find_patterns
from patrolqr.store import Session, incidents
from tests.analysis.conftest import Keep
from tests.builders.examples import COSTLY

BOTH = pytest.mark.parametrize("detector", [WEEKLY, MONTHLY], ids=lambda detector: detector.name)
MONDAY = date(2025, 10, 27)
YEAR_AND_FOUR = 56


def rows(
    counts: npt.ArrayLike, starts: list[date], *, category: str = "Vehicle crime"
) -> pd.DataFrame:
    """Return counts (series × periods) as the query gives them: only what is not zero, one
    neighbourhood per series.
    """
    table = np.atleast_2d(np.asarray(counts, dtype=int))
    series, period = np.nonzero(table)
    return pd.DataFrame(
        {
            "period": [starts[place] for place in period],
            "neighbourhood_id": [f"N{place}" for place in series],
            "neighbourhood": [f"Ward {place}" for place in series],
            "category": category,
            "force": "Kent Police",
            "kind": "crime",
            "incidents": table[series, period],
        }
    )


def all_of(since: date, until: date, force: str | None = "Kent Police") -> pd.DataFrame:
    """Return what covers all days of crimes, as the store says it."""
    return pd.DataFrame(
        {
            "force": [force],
            "kind": "crime",
            "first_day": since,
            "last_day": until - timedelta(days=1),
        }
    )


def looked(counts: npt.ArrayLike, *, detector: Surges = WEEKLY, since: date = MONDAY) -> Run:
    """Return the run over counts whose first period begins on `since`."""
    number = np.atleast_2d(np.asarray(counts)).shape[1]
    until = periods.earlier(since, -number, detector.period)
    return detector.look(
        rows(counts, periods.starts_between(since, until, detector.period)),
        covered=all_of(since, until),
        since=since,
        until=until,
    )


def quiet_year(*recent: int, usual: int = 3) -> list[int]:
    """Return 52 weeks of the usual count, made uneven as chance does, and the weeks that follow."""
    return [usual + step for step in (-1, 0, 1, 0)] * 13 + list(recent)


def test_a_surge_is_told_with_what_was_expected_and_how_often_chance_does_it() -> None:
    run = looked([quiet_year(9, 8, 9, 9), quiet_year(3, 3, 4, 2)])
    found = run.standing()
    assert found["neighbourhood"].tolist() == ["Ward 0"]
    assert found["sentence"].tolist() == [
        "Vehicle crime in Ward 0: 35 in the four weeks to Sun 22 Nov, 12 expected (6–19). "
        "Chance alone gives one like this less than once in 5,000 weekly runs of all 2 tests."
    ]
    assert run.last_day == date(2026, 11, 22)
    assert run.recent == date(2026, 10, 26)


def test_the_score_is_the_one_worked_by_hand() -> None:
    """Mean 3, variance 26/51, so phi 1; expected 12, spread 1 + 4/52.

    35 is 5.2 standard deviations above.
    """
    test = looked([quiet_year(9, 8, 9, 9)]).tests.iloc[0]
    z = (35 ** (2 / 3) - 12 ** (2 / 3)) / (4 / 9 * 12 ** (1 / 3) * (1 + 4 / 52)) ** 0.5
    assert test["expected"] == 12
    assert z == pytest.approx(5.21, abs=0.01)
    assert test["p"] == pytest.approx(9.2e-8, rel=0.01)


def test_few_incidents_are_too_few_to_say_and_never_a_pattern() -> None:
    run = looked([[0] * 52 + [1, 1, 1, 1], quiet_year(3, 3, 3, 3)])
    assert run.standing().empty
    assert run.tests.set_index("neighbourhood")["reading"].to_dict() == {
        "Ward 0": "too few to say",
        "Ward 1": "as expected",
    }


def test_everything_looked_at_counts_when_false_alarms_are_controlled() -> None:
    """The same rise stands out among 3 series and not among 300 (its p is about 0.004)."""
    rising = quiet_year(6, 5, 6, 5)
    assert not looked([rising, *[quiet_year(3, 3, 3, 3)] * 2]).standing().empty
    many = looked([rising, *[quiet_year(3, 3, 3, 3)] * 299])
    assert many.standing().empty
    assert many.tests["reading"].iloc[0] == "high, within chance"


def test_a_series_never_seen_is_no_test() -> None:
    run = looked([quiet_year(3, 3, 3, 3), [1] + [0] * 55])
    assert len(run.tests) == 2
    later = looked([quiet_year(3, 3, 3, 3, 3), [1] + [0] * 56])
    assert len(later.tests) == 1


def test_where_nothing_was_seen_for_long_nothing_is_tested_and_nothing_stands() -> None:
    """The only incident is older than all that the last run reads."""
    run = looked([[1] + [0] * 13], detector=MONTHLY, since=date(2024, 1, 1))
    assert not run.missing
    assert run.tests.empty
    assert run.standing().empty


def test_one_pattern_is_one_flag_until_two_quiet_runs() -> None:
    rise = [9, 9, 9, 9]
    keys = [
        looked([quiet_year(3, 3, *rise[:weeks])]).standing()["key"].tolist()
        for weeks in range(2, 5)
    ]
    assert keys[1] == keys[2] != []
    calm = [looked([quiet_year(*rise, *[0] * weeks)]) for weeks in range(7)]
    states = [run.tests["reading"].iloc[0] for run in calm]
    assert "quiet again" in states
    assert states.index("quiet again") == len(states) - 1 - states[::-1].index("quiet again")
    assert calm[-1].standing().empty
    back = looked([quiet_year(*rise, *[0] * 10, 12, 12, 12, 12)]).standing()["key"].tolist()
    assert back
    assert back != keys[2]


def test_a_pattern_set_aside_stays_away_as_long_as_it_is_the_same() -> None:
    run = looked([quiet_year(9, 8, 9, 9)])
    assert run.standing(set(run.standing()["key"])).empty


def test_weeks_are_complete_ones_of_monday_to_sunday() -> None:
    for as_of, last, until in [
        (date(2026, 11, 24), date(2026, 11, 24), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 22), date(2026, 11, 23)),
        (date(2026, 11, 22), date(2026, 11, 22), date(2026, 11, 16)),
        (date(2026, 11, 24), date(2026, 11, 19), date(2026, 11, 16)),
    ]:
        assert WEEKLY.span(first_day=date(2020, 1, 1), last_day=last, as_of=as_of)[1] == until
    assert WEEKLY.span(first_day=MONDAY, last_day=until, as_of=until)[0] == MONDAY
    assert WEEKLY.span(first_day=MONDAY + timedelta(days=1), last_day=until, as_of=until)[0] == (
        MONDAY + timedelta(days=7)
    )


def test_months_are_whole_and_a_short_one_is_set_to_length() -> None:
    assert MONTHLY.span(
        first_day=date(2025, 1, 1), last_day=date(2025, 8, 31), as_of=date(2026, 1, 5)
    ) == (
        date(2025, 1, 1),
        date(2025, 9, 1),
    )
    per_day = [31, 28, 31, 30, 31, 30, 31, 31]
    run = looked([per_day], detector=MONTHLY, since=date(2025, 1, 1))
    assert run.tests["expected"].iloc[0] == pytest.approx(31)
    assert "31 in August 2025 (month data), 31 expected" in run.tests["sentence"].iloc[0]


def test_a_month_that_surges_is_told_without_any_week_or_day() -> None:
    run = looked(
        [[10, 12, 9, 11, 10, 12, 11, 40], [8] * 8], detector=MONTHLY, since=date(2025, 1, 1)
    )
    (sentence,) = run.standing()["sentence"]
    assert sentence.startswith(
        "Vehicle crime in Ward 0: 40 in August 2025 (month data), 11 expected ("
    )
    assert "week" not in sentence
    assert "monthly runs of all 2 tests" in sentence


@pytest.mark.parametrize(("detector", "needed"), [(WEEKLY, 56), (MONTHLY, 7)])
def test_too_short_a_history_says_what_is_needed(detector: Surges, needed: int) -> None:
    run = looked(
        [[5] * (needed - 1)], detector=detector, since=periods.start(MONDAY, detector.period)
    )
    assert run.tests.empty
    assert run.standing().empty
    assert f"{needed} complete {detector.period}s are needed" in run.missing
    assert not looked(
        [[5] * needed], detector=detector, since=periods.start(MONDAY, detector.period)
    ).missing


@BOTH
def test_the_chart_shows_what_was_tested(detector: Surges) -> None:
    number = detector.window + detector.least + 3
    run = looked(
        [list(range(1, number + 1))],
        detector=detector,
        since=periods.start(MONDAY, detector.period),
    )
    drawn = detector.draw(run, 0).rows
    assert drawn["incidents"].iloc[-1] == run.tests["observed"].iloc[0]
    assert drawn["is_recent"].tolist() == [False] * (len(drawn) - 1) + [True]
    assert drawn["period"].is_unique
    assert len(drawn) <= 1 + detector.baseline // detector.window


@BOTH
def test_every_detector_answers_an_empty_store_and_one_without_neighbourhoods(
    detector: Surges, store: Session, keep: Keep
) -> None:
    assert find_patterns.find(store, as_of=date(2026, 11, 24)) == []
    starts = periods.starts_between(
        periods.start(MONDAY, detector.period), date(2026, 11, 23), detector.period
    )
    exact: dict[str, Any] = (
        {"precision": "minute", "patrol_day": starts} if detector.precision == "minute" else {}
    )
    keep(pd.DataFrame({"month": [day.replace(day=1) for day in starts], **exact}))
    keep(
        pd.DataFrame({"month": [day.replace(day=1) for day in starts], **exact, "origin": "police"})
    )
    runs = find_patterns.find(store, as_of=date(2026, 11, 30))
    (run,) = (each for each in runs if each.detector is detector)
    assert run.counts.to_numpy().max() == 1
    assert set(run.tests["neighbourhood"]) <= {"No neighbourhood"}


@COSTLY
@given(
    arrays(np.int64, st.tuples(st.integers(1, 6), st.integers(7, 20)), elements=st.integers(0, 300))
)
def test_any_counts_are_read_without_trouble(counts: npt.NDArray[np.int64]) -> None:
    run = looked(counts, detector=MONTHLY, since=date(2024, 1, 1))
    tests = run.tests
    assert tests["p"].between(0, 1).all()
    assert (tests["q"] >= tests["p"]).all()
    assert (tests["low"] <= tests["expected"] + 1).all()
    assert (tests.loc[tests["flagged"], "observed"] >= base.FEWEST_TO_FLAG).all()
    more = counts.copy()
    more[0, -1] += 20
    again = looked(more, detector=MONTHLY, since=date(2024, 1, 1)).tests.set_index("neighbourhood")[
        "p"
    ]
    assert again["Ward 0"] <= tests.set_index("neighbourhood")["p"].get("Ward 0", 1)


def weeks(
    generator: np.random.Generator, mean: float, dispersion: float, number: int
) -> npt.NDArray[np.int64]:
    """Return 50 areas × weeks of counts with variance = dispersion × mean."""
    if dispersion == 1:
        return generator.poisson(mean, (50, number))
    return generator.negative_binomial(mean / (dispersion - 1), 1 / dispersion, (50, number))


def flags(counts: npt.NDArray[np.int64], number: int, detector: Surges = WEEKLY) -> list[set[int]]:
    """Return which series are flagged in each of the last `number` runs."""
    days = np.full(counts.shape[1], 7.0)
    ends = range(counts.shape[1] - number + 1, counts.shape[1] + 1)
    return [
        set(np.flatnonzero(surges.compare(detector, counts.astype(float), days, end)["flagged"]))
        for end in ends
    ]


@pytest.mark.parametrize(
    ("dispersion", "published", "at_most"), [(1.0, 1.9, 3.0), (2.0, 7.0, 10.0)]
)
def test_where_nothing_changes_false_alarms_stay_few(
    dispersion: float, published: float, at_most: float
) -> None:
    """50 areas at two a week, tested weekly: METHODS measured 1.9 episodes a year (Poisson), 7.0
    (overdispersed).
    """
    generator = np.random.default_rng(2026)
    years, episodes = 8, 0
    for _ in range(years):
        weekly: list[set[int]] = [
            set(),
            *flags(weeks(generator, 2.0, dispersion, YEAR_AND_FOUR + 51), 52),
        ]
        episodes += sum(len(now - before) for before, now in pairwise(weekly))
    assert episodes / years <= at_most, f"{episodes} in {years} years; published {published} a year"


def test_a_doubled_rate_is_flagged_within_six_weeks() -> None:
    """Two of 50 areas double from five a week: METHODS measured a power of .89."""
    generator = np.random.default_rng(2026)
    trials, seen = 60, 0
    for _ in range(trials):
        counts = weeks(generator, 5.0, 1.0, YEAR_AND_FOUR + 5)
        counts[:2, -6:] = generator.poisson(10.0, (2, 6))
        seen += len(set.union(*flags(counts, 6)) & {0, 1})
    assert seen / (2 * trials) >= 0.8


def test_months_raise_no_more_false_alarms_than_weeks() -> None:
    """50 series at eight a month, variance twice the mean, seven months before: 1 to 2 false flags
    a year.
    """
    generator = np.random.default_rng(7)
    runs, flagged = 400, 0
    for _ in range(runs):
        flagged += len(flags(weeks(generator, 8.0, 2.0, 8), 1, MONTHLY)[0])
    assert flagged / runs * 12 <= 3


@pytest.mark.real
def test_real_month_data_are_tested_by_month(cannock: Session) -> None:
    (run,) = find_patterns.find(cannock, as_of=date(2025, 9, 10))
    assert run.detector is MONTHLY
    assert (run.since, run.until) == (date(2025, 1, 1), date(2025, 9, 1))
    counts = incidents.monthly_counts(cannock, since=date(2025, 8, 1), until=date(2025, 9, 1))
    assert run.tests["observed"].sum() == counts["incidents"].sum() > 900
    assert set(run.tests["category"]) <= set(CRIME_TYPES)
    assert len(run.standing()) <= 0.02 * len(run.tests)
    assert run.tests["sentence"].str.contains("month data").all()
    assert not run.tests["sentence"].str.contains("week|day").any()
