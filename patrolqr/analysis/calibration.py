"""How far a detector of surges keeps what it says: years are simulated in which nothing changes, at the
force's own means, with counts as even and uneven as real ones, and its cards are counted.

What cannot be known from such years is whether a real rise is found: that is tried by doubling some
series.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from patrolqr.analysis.detectors.base import open_after
from patrolqr.analysis.detectors.surges import Surges
from patrolqr.analysis.measures.rises import Kinds, Table
from patrolqr.analysis.measures.statistics import Floats

WEEK_DAYS, MONTH_DAYS = 7.0, 30.4

EVEN = 1.001
"""Variance over mean that is as good as chance's: a negative binomial needs more than 1."""

PERIODS_A_YEAR = {"week": 52, "month": 12}

ONCE_IN = (10, 100, 1000)
"""How seldom chance is said to do something, each held against how often it does."""

DOUBLED, FROM = 5, 5.0
"""How many series are doubled to see whether that is found, and from how many a period."""

FOUND_WITHIN = 8
"""In how many runs a doubling is to be found."""

REPORTED_LATE = 0.1
"""The share of the newest period that is not reported yet when it is tested."""

KEPT_AFTER_A_YEAR = 0.07
"""How much of a mean's distance from what is usual is left after a year of wandering (half of it goes
within a quarter)."""


@dataclass(frozen=True)
class Scenario:
    """A kind of year without change. `unevenness` is variance over mean; in `series` offences come two
    at a time on average; `season` and `growth` are shares of the mean; `gap` periods of the time
    before were not loaded; `late` is the share of the newest period that is reported later. Series of
    one crime type differ in unevenness up to `most_uneven`, and each one's mean wanders, staying high
    or low for months, by the share `wandering` (standard deviation).
    """

    name: str
    unevenness: float = 1.0
    most_uneven: float = 0.0
    wandering: float = 0.0
    series: bool = False
    season: float = 0.0
    growth: float = 0.0
    gap: int = 0
    late: float = 0.0


SCENARIOS = (
    Scenario("as even as chance"),
    Scenario("variance 1.5 times the mean", unevenness=1.5),
    Scenario("variance twice the mean", unevenness=2.0),
    Scenario("variance three times the mean", unevenness=3.0),
    Scenario("offences in series", series=True),
    Scenario("a season of a quarter", unevenness=1.5, season=0.25),
    Scenario("growth of a tenth a year", unevenness=1.5, growth=0.1),
    Scenario("four periods not loaded", unevenness=1.5, gap=4),
    Scenario("a tenth reported late", unevenness=1.5, late=REPORTED_LATE),
    Scenario("areas that differ: variance one to four times the mean", most_uneven=4.0),
    Scenario("each area's mean wanders by a fifth", unevenness=1.5, wandering=0.2),
)


@dataclass(frozen=True)
class Kept:
    """What came of one scenario: false cards a year, and by how much "once in K runs" was said too
    seldom, for each K of ONCE_IN (1 is true, 2 is twice as often as said, 0 is never).
    """

    scenario: str
    years: int
    tests: int
    cards_a_year: float
    too_seldom: tuple[float, ...]


@dataclass(frozen=True)
class Found:
    """Of how many doublings which share was found within FOUND_WITHIN runs, and after how many runs
    half of them were (None where fewer were found).
    """

    doublings: int
    share: float
    runs_to_half: int | None


def calibrate(
    detector: Surges,
    means: Floats,
    kinds: Kinds,
    *,
    years: int,
    seed: int,
    tell: Callable[[str], None] = lambda _: None,
) -> list[Kept]:
    """Return what came of each scenario. `means` are the series' means a period, `kinds` their types."""
    kept = []
    for number, scenario in enumerate(SCENARIOS):
        generator = np.random.default_rng([seed, number])
        kept.append(_years(detector, means, kinds, scenario, years, generator))
        tell(f"{detector.title}: {scenario.name}")
    return kept


def find_doublings(
    detector: Surges, means: Floats, kinds: Kinds, *, trials: int, seed: int
) -> Found:
    """Return how many of DOUBLED series are found that double from FROM a period, trial after trial."""
    generator = np.random.default_rng([seed, len(SCENARIOS)])
    until = detector.baseline + detector.window + FOUND_WITHIN
    runs: list[int] = []
    for _ in range(trials):
        doubled = generator.choice(len(means), min(DOUBLED, len(means)), replace=False)
        mean = means.copy()
        mean[doubled] = FROM
        counts = generator.poisson(mean[:, None], (len(mean), until)).astype(float)
        counts[doubled, -FOUND_WITHIN:] += generator.poisson(FROM, (doubled.size, FOUND_WITHIN))
        first = np.full(doubled.size, FOUND_WITHIN + 1)
        for after in range(FOUND_WITHIN, 0, -1):
            end = until - FOUND_WITHIN + after
            first[_flags(detector, counts, kinds, end)[doubled]] = after
        runs += first.tolist()
    found = [run for run in runs if run <= FOUND_WITHIN]
    half = sorted(runs)[(len(runs) - 1) // 2]
    return Found(len(runs), len(found) / len(runs), half if half <= FOUND_WITHIN else None)


def _years(
    detector: Surges,
    means: Floats,
    kinds: Kinds,
    scenario: Scenario,
    years: int,
    generator: np.random.Generator,
) -> Kept:
    a_year = PERIODS_A_YEAR[detector.period]
    before = detector.baseline + detector.window
    counts = draw(generator, means, before + years * a_year, a_year, scenario)
    is_loaded = np.ones(counts.shape[1], dtype=bool)
    is_loaded[generator.choice(before - detector.window, scenario.gap, replace=False)] = False
    counts, first = counts[:, is_loaded], before - scenario.gap
    rarest, flags, tests = [], [], 0
    for end in range(first, counts.shape[1]):
        # a run reads no more than this: a hundred years are not copied each week
        known = counts[:, max(0, end - before) : end]
        if scenario.late:
            known = known.copy()
            known[:, -1] = generator.binomial(known[:, -1].astype(int), 1 - scenario.late)
        tested = _compare(detector, known, kinds, known.shape[1])
        tests = int(tested["p"].notna().sum())
        rarest.append(tested["p"].min() * tests)
        flags.append(tested["flagged"].to_numpy(bool))
    often = [float(np.mean(np.array(rarest) < 1 / once) * once) for once in ONCE_IN]
    return Kept(scenario.name, years, tests, count_cards(flags) / years, tuple(often))


def draw(
    generator: np.random.Generator, means: Floats, periods: int, a_year: int, scenario: Scenario
) -> Floats:
    """Return counts (series × periods) of years in which nothing changes but what the scenario says."""
    time = np.arange(periods)
    level = 1 + scenario.season * np.sin(2 * np.pi * time / a_year)
    level = level * (1 + scenario.growth) ** (time / a_year)
    mean = means[:, None] * level
    if scenario.wandering:
        mean = mean * _wandering(generator, mean.shape, a_year, scenario.wandering)
    if scenario.series:  # so many series, each of two offences on average (geometric)
        begun = generator.poisson(mean / 2)
        more = generator.negative_binomial(np.maximum(begun, 1), 0.5)
        return np.where(begun > 0, begun + more, 0).astype(float)
    most = max(scenario.unevenness, scenario.most_uneven)
    if most <= 1:
        return generator.poisson(mean).astype(float)
    uneven = np.maximum(generator.uniform(scenario.unevenness, most, (len(mean), 1)), EVEN)
    size = np.maximum(mean, 1e-9) / (uneven - 1)
    return generator.negative_binomial(size, 1 / uneven).astype(float)


def _wandering(
    generator: np.random.Generator, shape: tuple[int, ...], a_year: int, by: float
) -> Floats:
    """Return by what each mean is multiplied, around 1 (the logarithm is a first-order autoregression)."""
    kept = KEPT_AFTER_A_YEAR ** (1 / a_year)
    steps = generator.normal(0.0, by, shape)
    steps[:, 1:] *= np.sqrt(1 - kept**2)
    for time in range(1, shape[1]):
        steps[:, time] += kept * steps[:, time - 1]
    return np.asarray(np.exp(steps - by**2 / 2), dtype=float)


def count_cards(flags: list[npt.NDArray[np.bool_]]) -> int:
    """Return how many patterns were opened in run after run."""
    is_open = open_after(np.array(flags))
    return int(is_open[0].sum() + (is_open[1:] & ~is_open[:-1]).sum())


def _compare(detector: Surges, counts: Floats, kinds: Kinds, end: int) -> pd.DataFrame:
    table = Table.with_totals(counts, kinds)
    days = np.full(counts.shape[1], WEEK_DAYS if detector.period == "week" else MONTH_DAYS)
    return detector.compare(table, days, end)


def _flags(detector: Surges, counts: Floats, kinds: Kinds, end: int) -> npt.NDArray[np.bool_]:
    flagged = _compare(detector, counts, kinds, end)["flagged"].to_numpy(bool)
    return np.asarray(flagged[: len(counts)], dtype=bool)
