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
from scipy.stats import nbinom

from patrolqr.analysis import Run, periods, wording
from patrolqr.analysis.detectors import base, surges
from patrolqr.analysis.detectors.surges import MONTHLY, WEEKLY, Surges
from patrolqr.analysis.measures import rises
from patrolqr.core.incident import CRIME_TYPES
from patrolqr.steps import find_patterns
from patrolqr.store import Session, incidents
from tests.analysis.conftest import Keep
from tests.builders.examples import COSTLY

BOTH = pytest.mark.parametrize("detector", [WEEKLY, MONTHLY], ids=lambda detector: detector.name)
MONDAY = date(2025, 10, 27)
YEAR_AND_FOUR = 56
STARTS = [MONDAY + timedelta(weeks=week) for week in range(YEAR_AND_FOUR)]


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


def looked_at(counted: pd.DataFrame) -> Run:
    """Return the weekly run over rows as the query gives them."""
    until = MONDAY + timedelta(weeks=YEAR_AND_FOUR)
    return WEEKLY.look(counted, covered=all_of(MONDAY, until), since=MONDAY, until=until)


def quiet_year(*recent: int, usual: int = 3) -> list[int]:
    """Return 52 weeks of the usual count, made uneven as chance does, and the weeks that follow."""
    return [usual + step for step in (-1, 0, 1, 0)] * 13 + list(recent)


def test_a_surge_is_told_with_what_was_expected_and_how_often_chance_does_it() -> None:
    run = looked([quiet_year(9, 8, 9, 9), quiet_year(3, 3, 4, 2)])
    found = run.standing()
    assert found["neighbourhood"].tolist() == ["Ward 0"]
    assert found["sentence"].tolist() == [
        "Vehicle crime in Ward 0: 35 in the four weeks to Sun 22 Nov, 12 expected (5–20). "
        "Chance alone gives one like this less than once in 5,000 weekly runs of all 3 tests."
    ]
    assert run.last_day == date(2026, 11, 22)
    assert run.recent == date(2026, 10, 26)


def test_the_chance_is_the_one_worked_by_hand() -> None:
    """Mean 3, variance 26/51, so as even as chance: expected 12, variance 12 (1 + 4/52).

    By scipy's negative binomial of that mean and variance 35 or more come with 2.29e-7.
    """
    test = looked([quiet_year(9, 8, 9, 9)]).tests.iloc[0]
    assert test["expected"] == 12
    variance = 12 * (1 + 4 / 52)
    by_scipy = nbinom.sf(34, 12**2 / (variance - 12), 12 / variance)
    assert test["p"] == pytest.approx(by_scipy, rel=1e-9)
    assert by_scipy == pytest.approx(2.29e-7, rel=0.01)


def test_few_incidents_are_too_few_to_say_and_never_a_pattern() -> None:
    run = looked([[0] * 52 + [1, 1, 1, 1], quiet_year(3, 3, 3, 3)])
    assert run.standing().empty
    assert run.tests.set_index("neighbourhood")["reading"].to_dict() == {
        "Ward 0": "too few to say",
        "Ward 1": "as expected",
        "All neighbourhoods": "as expected",
    }


def test_everything_looked_at_counts_when_false_alarms_are_controlled() -> None:
    """The same rise stands out among 3 series and not among 300 (its p is about 0.002)."""
    rising = quiet_year(6, 7, 6, 7)
    assert not looked([rising, *[quiet_year(3, 3, 3, 3)] * 2]).standing().empty
    many = looked([rising, *[quiet_year(3, 3, 3, 3)] * 299])
    assert many.standing().empty
    assert many.tests["reading"].iloc[0] == "high, within chance"


def test_a_series_never_seen_is_no_test() -> None:
    run = looked([quiet_year(3, 3, 3, 3), [1] + [0] * 55])
    assert len(run.tests) == 2 + 1
    later = looked([quiet_year(3, 3, 3, 3, 3), [1] + [0] * 56])
    assert len(later.tests) == 1 + 1


def test_where_nothing_was_seen_for_long_nothing_is_tested_and_nothing_stands() -> None:
    """The only incident is older than all that the last run reads."""
    run = looked([[1] + [0] * 13], detector=MONTHLY, since=date(2024, 1, 1))
    assert not run.missing
    assert run.tests.empty
    assert run.standing().empty


def test_one_pattern_is_one_flag_until_two_quiet_runs() -> None:
    rise = [9, 9, 9, 9]
    opened = [
        looked([quiet_year(3, 3, *rise[:weeks])]).standing()["open_since"].tolist()
        for weeks in range(2, 5)
    ]
    assert opened[1] == opened[2] != []
    calm = [looked([quiet_year(*rise, *[0] * weeks)]) for weeks in range(7)]
    states = [run.tests["reading"].iloc[0] for run in calm]
    assert "quiet again" in states
    assert states.index("quiet again") == len(states) - 1 - states[::-1].index("quiet again")
    assert calm[-1].standing().empty
    back = looked([quiet_year(*rise, *[0] * 10, 12, 12, 12, 12)]).standing()
    assert back["open_since"].tolist()[0] > opened[2][0]


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
    assert "monthly runs of all 3 tests" in sentence


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


def table(counts: npt.NDArray[np.int64]) -> rises.Table:
    """Return the counts of one crime type (series × periods) with their total."""
    whole = np.vstack([counts, counts.sum(axis=0)]).astype(float)
    is_total = np.arange(len(whole)) == len(counts)
    return rises.Table(whole, np.zeros(len(whole), dtype=np.int64), is_total)


def flags(counts: npt.NDArray[np.int64], number: int, detector: Surges = WEEKLY) -> list[set[int]]:
    """Return which series are flagged in each of the last `number` runs."""
    days = np.full(counts.shape[1], 7.0)
    ends = range(counts.shape[1] - number + 1, counts.shape[1] + 1)
    compared = table(counts)
    return [
        set(np.flatnonzero(surges.compare(detector, compared, days, end)["flagged"]))
        for end in ends
    ]


@pytest.mark.parametrize("dispersion", [1.0, 2.0, 3.0])
def test_where_nothing_changes_false_alarms_stay_few_however_uneven_the_counts(
    dispersion: float,
) -> None:
    """50 areas at two a week, tested weekly. The quasi-Poisson rule raised 1.9 episodes a year on
    even counts, 7.0 on counts twice as uneven (METHODS, section 6).
    """
    generator = np.random.default_rng(2026)
    years, episodes = 8, 0
    for _ in range(years):
        weekly: list[set[int]] = [
            set(),
            *flags(weeks(generator, 2.0, dispersion, YEAR_AND_FOUR + 51), 52),
        ]
        episodes += sum(len(now - before) for before, now in pairwise(weekly))
    assert episodes / years <= 2.0, f"{episodes} in {years} years"


def test_a_season_that_all_places_share_is_no_rise() -> None:
    """A quarter more in summer than on average, everywhere; the old rule saw that as something new."""
    generator = np.random.default_rng(5)
    season = 1 + 0.25 * np.sin(2 * np.pi * np.arange(YEAR_AND_FOUR + 51) / 52)
    counts = generator.poisson(3.0 * season, (50, season.size))
    runs = flags(counts, 52)
    assert len({series for run in runs for series in run}) <= 2


def test_a_doubled_rate_is_flagged_within_eight_weeks() -> None:
    """Two of 50 areas double from five a week: METHODS measured .74 among 600 series."""
    generator = np.random.default_rng(2026)
    trials, seen = 60, 0
    for _ in range(trials):
        counts = weeks(generator, 5.0, 1.0, YEAR_AND_FOUR + 7)
        counts[:2, -8:] = generator.poisson(10.0, (2, 8))
        seen += len(set.union(*flags(counts, 8)) & {0, 1})
    assert seen / (2 * trials) >= 0.8


def test_an_earlier_surge_blinds_nobody_for_a_year() -> None:
    """Eight weeks of three times as many, half a year ago; now a doubling from ten a week."""
    generator = np.random.default_rng(4)
    trials, seen = 40, 0
    for _ in range(trials):
        counts = weeks(generator, 10.0, 1.0, YEAR_AND_FOUR + 7)
        counts[0, 20:28] = generator.poisson(30.0, 8)
        counts[0, -8:] = generator.poisson(20.0, 8)
        seen += 0 in set.union(*flags(counts, 8))
    assert seen / trials >= 0.9


def test_a_new_usual_is_no_surge_of_before() -> None:
    """What has lasted for four months is what is usual now, and no pattern for ever."""
    assert looked([[3] * 34 + [6] * 22, [3] * 56]).standing().empty


def test_a_rise_everywhere_is_one_card_and_a_rise_in_one_place_is_its_own() -> None:
    generator = np.random.default_rng(8)
    other = rows(generator.poisson(6.0, (20, YEAR_AND_FOUR)), STARTS, category="Burglary")
    low = generator.poisson(2.0, (20, YEAR_AND_FOUR))
    low[:, -4:] = generator.poisson(3.2, (20, 4))
    run = looked_at(pd.concat([other, rows(low, STARTS)]))
    (found,) = run.standing().to_dict("records")
    assert found["neighbourhood_id"] == wording.EVERYWHERE
    assert found["finding"].startswith("Vehicle crime in all neighbourhoods together: ")
    low[:, -4:] = generator.poisson(2.0, (20, 4))
    low[3, -4:] += 9
    run = looked_at(pd.concat([other, rows(low, STARTS)]))
    assert run.standing()["neighbourhood"].tolist() == ["Ward 3"]


def test_months_raise_no_more_false_alarms_than_weeks() -> None:
    """50 series at eight a month, variance twice the mean, seven months before: 1 to 2 false flags
    a year.
    """
    generator = np.random.default_rng(7)
    runs, flagged = 400, 0
    for _ in range(runs):
        flagged += len(flags(weeks(generator, 8.0, 2.0, 8), 1, MONTHLY)[0])
    assert flagged / runs * 12 <= 2


def test_only_as_many_earlier_runs_are_made_as_a_pattern_is_open() -> None:
    """And they tell the same as all of them."""
    generator = np.random.default_rng(3)
    counts = generator.poisson(4.0, (12, 108))
    counts[0, -9:] += 9
    compared, days = table(counts), np.full(108, 7.0)
    ends = list(range(YEAR_AND_FOUR, 109))
    every = np.column_stack(
        [surges.compare(WEEKLY, compared, days, end)["flagged"].to_numpy(bool) for end in ends]
    )
    few = surges.follow(WEEKLY, compared, days, ends, every[:, -1])
    assert 2 <= few.shape[1] < len(ends)
    last_days = [MONDAY + timedelta(weeks=week) for week in range(len(ends))]
    for whole, part in zip(every, few, strict=True):
        expected = base.open_since(whole, last_days)
        assert base.open_since(part, last_days[-part.size :]) == expected


@pytest.mark.real
def test_real_month_data_are_tested_by_month(cannock: Session) -> None:
    (run,) = find_patterns.find(cannock, as_of=date(2025, 9, 10))
    assert run.detector is MONTHLY
    assert (run.since, run.until) == (date(2025, 1, 1), date(2025, 9, 1))
    counts = incidents.monthly_counts(cannock, since=date(2025, 8, 1), until=date(2025, 9, 1))
    single = run.tests[run.tests["neighbourhood_id"] != wording.EVERYWHERE]
    assert single["observed"].sum() == counts["incidents"].sum() > 900
    assert set(run.tests["category"]) <= set(CRIME_TYPES)
    assert len(run.standing()) <= 0.02 * len(run.tests)
    assert run.tests["sentence"].str.contains("month data").all()
    assert not run.tests["sentence"].str.contains("week|day").any()
