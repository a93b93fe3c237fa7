"""What has risen: recent counts per neighbourhood and crime type against those before, with false
alarms under control.

The last complete periods are set against a baseline that ends before them (quasi-Poisson, 2/3
power), and the false-discovery rate is controlled over everything tested in the run. With 50 areas
where nothing changes this raises 2 to 7 false alarms a year; raw p-values raise 55 to 115,
percentages several hundred.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd

from patrolqr.analysis import periods, wording
from patrolqr.analysis.detectors import base
from patrolqr.analysis.detectors.base import FALSE_DISCOVERY_RATE, FEWEST_TO_FLAG, SERIES
from patrolqr.analysis.measures import statistics
from patrolqr.analysis.measures.statistics import Floats
from patrolqr.analysis.periods import PeriodUnit
from patrolqr.core.incident import Precision

ONE_DAY = timedelta(days=1)

FOLLOWED = 52
"""How many earlier runs are repeated to see since when a pattern is open."""

LEAST_MEAN = 1
"""Series with fewer incidents a period than this say nothing about the dispersion of the others."""


@dataclass(frozen=True, kw_only=True)
class Surges(base.Detector):
    """`window` periods now against up to `baseline` before, of which `least` must be there.

    `query` gives one row per period, neighbourhood and crime type in which anything was recorded
    (period, neighbourhood_id, neighbourhood, category, incidents). `pooled`: a series' dispersion
    is at least that of all series together. A baseline of a few months cannot tell its own: 50
    series with 7 months raised 6 false flags a year without it and 1 to 2 with it (variance twice
    the mean).
    """

    precision: Precision
    query: str
    period: PeriodUnit
    window: int
    baseline: int
    least: int
    pooled: bool = False

    @property
    def needs(self) -> base.Needs:
        return base.Needs(
            precision=self.precision,
            query=self.query,
            period=self.period,
            periods=self.least + self.window,
            at_most=self.baseline + self.window + FOLLOWED,
        )

    @property
    def rule(self) -> str:
        return f"per neighbourhood and crime type. {base.RULE}"

    def window_text(self, last_day: date) -> str:
        when = wording.stretch_to(last_day, self.window, self.period)
        return f"{when} (month data)" if self.precision == "month" else when

    def look(self, rows: pd.DataFrame, *, since: date, until: date) -> base.Run:
        starts = periods.starts_between(since, until, self.period)
        counts = count_series(rows, starts)
        run = base.Run(
            detector=self,
            since=since,
            recent=periods.earlier(until, self.window, self.period),
            until=until,
            tests=base.no_tests(),
            counts=counts,
            missing=self._missing(counts),
        )
        if run.missing:
            return run
        tests = pd.concat([counts.index.to_frame(index=False), self._test(counts, until)], axis=1)
        worded = base.word_tests(self, tests, run.last_day)
        tested = counts.reindex(pd.MultiIndex.from_frame(worded[SERIES]))
        return replace(run, tests=worded, counts=tested)

    def draw(self, run: base.Run, row: int) -> base.Bars:
        test, counts = run.tests.iloc[row], run.counts.iloc[row].to_numpy()
        stretches = min(counts.size, self.baseline + self.window) // self.window
        stretch_counts = counts[-stretches * self.window :].reshape(stretches, self.window)
        untils = [
            periods.earlier(run.until, back * self.window, self.period)
            for back in reversed(range(stretches))
        ]
        rows = pd.DataFrame(
            {
                "period": [wording.axis_day(until - ONE_DAY, self.period) for until in untils],
                "incidents": stretch_counts.sum(axis=1),
                "expected": test["expected"],
                "low": test["low"],
                "high": test["high"],
                "is_recent": np.arange(stretches) == stretches - 1,
            }
        )
        unit = f"Incidents in {wording.stretch(self.window, self.period)}"
        return base.Bars(rows, unit=unit, ends=wording.axis_ends(self.window, self.period))

    def _missing(self, counts: pd.DataFrame) -> str:
        """Return why these counts cannot be tested, or nothing."""
        there, needed = counts.shape[1], self.needs.periods
        if there < needed:
            return wording.too_short(self.period, there, needed)
        return "No incidents with a crime type in this time." if counts.empty else ""

    def _test(self, counts: pd.DataFrame, until: date) -> pd.DataFrame:
        """Return the last run's test of each series, with open_since from the runs before it."""
        starts = [*counts.columns, until]
        days = np.array([(end - start).days for start, end in pairwise(starts)], dtype=float)
        ends = range(self.needs.periods, counts.shape[1] + 1)
        runs = [compare(self, counts.to_numpy(float), days, end) for end in ends]
        last_days = [starts[end] - ONE_DAY for end in ends]
        flags_by_series = np.column_stack([run["flagged"] for run in runs])
        opened = [base.open_since(flags, last_days) for flags in flags_by_series]
        last_run = runs[-1]
        last_run["open_since"] = pd.Series(opened, dtype=object)
        return last_run


def compare(detector: Surges, counts: Floats, days: Floats, end: int) -> pd.DataFrame:
    """Return one row per series (columns TESTED): its periods up to `end` against those before.

    `counts` is series × periods, `days` the periods' lengths. A series not seen at all is not
    tested: its p is NaN.
    """
    recent = slice(end - detector.window, end)
    before = slice(max(0, recent.start - detector.baseline), recent.start)
    # a February is set to the tested months' length
    baseline = counts[:, before] * (days[recent].mean() / days[before])
    periods_before = baseline.shape[1]
    # none in a year is taken as half of one: zero would call the first incident impossible
    mean = np.maximum(baseline.mean(axis=1), 0.5 / periods_before)
    dispersion = _dispersion(baseline, mean, pooled=detector.pooled)
    # the baseline's mean is itself uncertain, the more so the shorter it is
    spread = dispersion * (1 + detector.window / periods_before)
    observed = counts[:, recent].sum(axis=1)
    expected = mean * detector.window
    seen = counts[:, before.start : end].any(axis=1)
    score = statistics.surge_score(observed, expected, spread)
    p = np.where(seen, statistics.above(score), np.nan)
    q = statistics.benjamini_hochberg(p)
    low, high = statistics.expected_range(expected, spread)
    return pd.DataFrame(
        {
            "observed": observed.astype(int),
            "expected": expected,
            "low": np.ceil(low).astype(int),  # whole incidents: nobody counts 2.4 burglaries
            "high": np.floor(high).astype(int),
            "p": p,
            "q": q,
            "flagged": (q <= FALSE_DISCOVERY_RATE) & (observed >= FEWEST_TO_FLAG),
        }
    )


def count_series(rows: pd.DataFrame, starts: list[date]) -> pd.DataFrame:
    """Return one row per neighbourhood and crime type (SERIES) and one column per period.

    Nothing recorded is 0.
    """
    ids = rows["neighbourhood_id"].astype(object)
    ids = ids.where(ids.notna(), "")
    names = rows["neighbourhood"].astype(object)
    names = names.where(names.notna(), ids)
    named = rows.assign(
        neighbourhood_id=ids,
        neighbourhood=names.where(names != "", "No neighbourhood"),
        period=pd.to_datetime(rows["period"]).dt.date,
    )
    table = named.pivot_table(
        index=SERIES, columns="period", values="incidents", aggfunc="sum", fill_value=0
    )
    return table.reindex(columns=starts, fill_value=0)


def _dispersion(counts: Floats, mean: Floats, *, pooled: bool) -> Floats:
    """Return each series' variance over its mean, at least 1 (a Poisson count's).

    Pooled: at least that of all series worth counting.
    """
    own = counts.var(axis=1, ddof=1) / mean
    least = 1.0
    if pooled and (mean >= LEAST_MEAN).any():
        least = max(least, own[mean >= LEAST_MEAN].mean())
    return np.asarray(np.maximum(own, least), dtype=float)


WEEKLY = Surges(
    name="weekly",
    title="Four weeks against the year before",
    cannot_see="It cannot see a rise spread thinly over neighbourhoods or crime types, "
    "and takes a season that returns every year for something new.",
    precision="minute",
    query="weekly_counts",
    period="week",
    window=4,
    baseline=52,
    least=52,
)

MONTHLY = Surges(
    name="monthly",
    title="A month against those before",
    cannot_see="It cannot see anything shorter than a month, nor a rise spread thinly over neighbourhoods or "
    "crime types, and takes a season that returns every year for something new.",
    precision="month",
    query="monthly_counts",
    period="month",
    window=1,
    baseline=12,
    least=6,
    pooled=True,
)

DETECTORS = (WEEKLY, MONTHLY)
