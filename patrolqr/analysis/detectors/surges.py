"""What has risen: recent counts per neighbourhood and crime type against those before, with false
alarms under control.

The last complete periods are set against a baseline that ends before them (quasi-Poisson, 2/3
power), and the false-discovery rate is controlled over everything tested in the run. With 50 areas
where nothing changes this raises 2 to 7 false alarms a year; raw p-values raise 55 to 115,
percentages several hundred.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from patrolqr.analysis import periods, wording
from patrolqr.analysis.measures import statistics
from patrolqr.analysis.measures.statistics import Floats
from patrolqr.analysis.periods import PeriodUnit
from patrolqr.core.incident import Precision

Q = 0.05
"""The share of flags that may be chance alone, over everything tested in a run."""

LEAST = 5
"""Fewer incidents than this in the tested time are too few to say."""

QUIET = 2
"""A pattern stays open until it was quiet for this many runs, so that one pattern is one flag."""

FOLLOWED = 52
"""How many earlier runs are repeated to see since when a pattern is open."""

RULE = (
    f"per neighbourhood and crime type. A pattern needs at least {LEAST} incidents and a false-discovery rate of at "
    f"most {Q:.0%} over all tests of the run; it stays open until it was quiet in {QUIET} runs."
)
"""What is flagged, in words that stand beside the results."""

SERIES = ["neighbourhood_id", "neighbourhood", "category"]
TESTED = ["observed", "expected", "low", "high", "p", "q", "flagged"]
TOLD = ["open", "open_since", "reading", "finding", "chance", "sentence", "key"]

Ask = Callable[..., pd.DataFrame]
"""Answers a named query with a frame: the store's `frame`, or the desk's cached one."""


@dataclass(frozen=True)
class Detector:
    """One way of looking: `window` periods now against up to `baseline` before, of which `least`
    must be there.

    `pooled`: a series' dispersion is at least that of all series together. A baseline of a few
    months cannot tell its own: 50 series with 7 months raised 6 false flags a year without it and 1
    to 2 with it (variance twice the mean).
    """

    name: str
    title: str
    precision: Precision
    query: str
    period: PeriodUnit
    window: int
    baseline: int
    least: int
    pooled: bool


DETECTORS = (
    Detector(
        "weekly",
        "Four weeks against the year before",
        "minute",
        "weekly_counts",
        "week",
        4,
        52,
        52,
        False,
    ),
    Detector(
        "monthly",
        "A month against those before",
        "month",
        "monthly_counts",
        "month",
        1,
        12,
        6,
        True,
    ),
)
"""Every detector there is; each run of each tests all neighbourhoods and crime types."""


@dataclass(frozen=True)
class Run:
    """What one detector looked at and found.

    `since` is the first day read, `until` the first day after the last complete period; `missing`
    says why nothing could be tested, or is empty. `tests` has one row per test, the least likely by
    chance first, with the columns SERIES, TESTED and TOLD; `counts` has the same rows and one
    column per period, named by its first day.
    """

    detector: Detector
    since: date
    until: date
    tests: pd.DataFrame
    counts: pd.DataFrame
    missing: str = ""

    def standing(self, set_aside: Collection[str] = ()) -> pd.DataFrame:
        """Return the open patterns (flagged now, or earlier and not yet quiet for long enough) but
        those set aside.

        Rows of `tests`; `set_aside` are keys of patterns about which somebody decided otherwise.
        """
        return self.tests[self.tests["open"] & ~self.tests["key"].isin(set_aside)]

    @property
    def recent(self) -> date:
        """Return the first day of the time that was tested."""
        return periods.earlier(self.until, self.detector.window, self.detector.period)

    @property
    def last_day(self) -> date:
        """Return the last day that was counted."""
        return self.until - timedelta(days=1)


def patterns(ask: Ask, *, as_of: date) -> list[Run]:
    """Return one run per detector whose kind of data is there, as at the beginning of the patrol
    day as_of.
    """
    available = {row["precision"]: row for row in ask("available").to_dict("records")}
    runs = []
    for detector in DETECTORS:
        if found := available.get(detector.precision):
            first, last = (pd.Timestamp(found[name]).date() for name in ("first_day", "last_day"))
            since, until = span(detector, first_day=first, last_day=last, as_of=as_of)
            runs.append(
                find(
                    detector,
                    ask(detector.query, since=since, until=until),
                    since=since,
                    until=until,
                )
            )
    return runs


def span(detector: Detector, *, first_day: date, last_day: date, as_of: date) -> tuple[date, date]:
    """Return what a detector reads: its first day, and the first day after the last complete period
    before as_of.
    """
    until = min(
        periods.start(day, detector.period) for day in (as_of, last_day + timedelta(days=1))
    )
    complete = periods.start(first_day - timedelta(days=1), detector.period)
    longest = detector.baseline + detector.window + FOLLOWED
    return max(
        periods.earlier(complete, -1, detector.period),
        periods.earlier(until, longest, detector.period),
    ), until


def find(detector: Detector, counts: pd.DataFrame, *, since: date, until: date) -> Run:
    """Return the run over the rows of the detector's query.

    Both days begin a period, and all between is covered.
    """
    starts = periods.starts_between(since, until, detector.period)
    series = _series(counts, starts)
    nothing = Run(
        detector,
        since,
        until,
        pd.DataFrame(columns=[*SERIES, *TESTED, *TOLD]).astype({"open": bool}),
        series,
    )
    if len(starts) < detector.least + detector.window:
        return replace(
            nothing,
            missing=wording.too_short(
                detector.period, len(starts), detector.least + detector.window
            ),
        )
    if series.empty:
        return replace(nothing, missing="No incidents with a crime type in this time.")
    days = np.diff([day.toordinal() for day in (*starts, until)]).astype(float)
    ends = range(detector.least + detector.window, len(starts) + 1)
    runs = [compare(detector, series.to_numpy(float), days, end) for end in ends]
    flags = np.array([run["flagged"] for run in runs])
    last_days = [day - timedelta(days=1) for day in [*starts[ends[0] :], until]]
    tests = runs[-1].assign(
        open_since=pd.Series([_open_since(column, last_days) for column in flags.T], dtype=object)
    )
    return _told(replace(nothing, tests=tests))


def compare(detector: Detector, counts: Floats, days: Floats, end: int) -> pd.DataFrame:
    """Return one row per series (columns TESTED): its periods up to `end` against those before.

    `counts` is series × periods, `days` the periods' lengths. A series not seen at all is not
    tested: its p is NaN.
    """
    recent = slice(end - detector.window, end)
    base = slice(max(0, recent.start - detector.baseline), recent.start)
    scaled = counts[:, base] * (
        days[recent].mean() / days[base]
    )  # a February is set to the tested month's length
    n = scaled.shape[1]
    mean = np.maximum(scaled.mean(axis=1), 0.5 / n)  # none in a year is taken as half of one
    spread = _dispersion(scaled, mean, pooled=detector.pooled) * (1 + detector.window / n)
    observed, expected = counts[:, recent].sum(axis=1), mean * detector.window
    seen = counts[:, base.start : end].any(axis=1)
    p = np.where(seen, statistics.above(statistics.surge_score(observed, expected, spread)), np.nan)
    q = statistics.benjamini_hochberg(p)
    low, high = statistics.expected_range(expected, spread)
    whole = observed.astype(int), expected, np.ceil(low).astype(int), np.floor(high).astype(int)
    return pd.DataFrame(
        dict(zip(TESTED, (*whole, p, q, (q <= Q) & (observed >= LEAST)), strict=True))
    )


def blocks(run: Run, row: int) -> pd.DataFrame:
    """Return one row per stretch as long as the tested one, the tested one last, for one row of
    `tests`.

    Columns: period (as read on an axis), incidents, expected, low, high, is_recent.
    """
    detector, test = run.detector, run.tests.iloc[row]
    number = min(run.counts.shape[1], detector.baseline + detector.window) // detector.window
    sums = (
        run.counts.iloc[row]
        .to_numpy()[-number * detector.window :]
        .reshape(number, detector.window)
        .sum(axis=1)
    )
    ends = [
        periods.earlier(run.until, step * detector.window, detector.period)
        for step in range(number - 1, -1, -1)
    ]
    return pd.DataFrame(
        {
            "period": [wording.axis_day(end - timedelta(days=1), detector.period) for end in ends],
            "incidents": sums,
        }
        | {name: test[name] for name in ("expected", "low", "high")}
        | {"is_recent": np.arange(number) == number - 1}
    )


def _series(counts: pd.DataFrame, starts: list[date]) -> pd.DataFrame:
    """Return one row per neighbourhood and crime type and one column per period.

    Nothing recorded is 0.
    """
    ids = counts["neighbourhood_id"].astype(object).where(counts["neighbourhood_id"].notna(), "")
    names = counts["neighbourhood"].astype(object).where(counts["neighbourhood"].notna(), ids)
    rows = counts.assign(
        neighbourhood_id=ids, neighbourhood=names.where(names != "", "No neighbourhood")
    )
    rows["period"] = pd.to_datetime(rows["period"]).dt.date
    table = rows.pivot_table(
        index=SERIES, columns="period", values="incidents", aggfunc="sum", fill_value=0
    )
    return table.reindex(columns=starts, fill_value=0)


def _dispersion(counts: Floats, mean: Floats, *, pooled: bool) -> Floats:
    """Return each series' variance over its mean, at least 1.

    Pooled: at least that of all series worth counting.
    """
    own = counts.var(axis=1, ddof=1) / mean
    worth = own[mean >= 1] if pooled else own[:0]
    return np.asarray(np.maximum(own, max(1.0, worth.mean()) if worth.size else 1.0), dtype=float)


def _open_since(flags: npt.NDArray[np.bool_], last_days: list[date]) -> date | None:
    """Return the last day of the run that opened the pattern which is open in the last run, or
    None.
    """
    since, quiet = None, 0
    for flagged, day in zip(flags, last_days, strict=True):
        quiet = 0 if flagged else quiet + 1
        if flagged and since is None:
            since = day
        elif quiet >= QUIET:
            since = None
    return since


def _told(run: Run) -> Run:
    """Return the run with names, words and keys, in order.

    Series never seen in its time were not tested.
    """
    order = np.argsort(run.tests["p"].to_numpy(), kind="stable")[
        : int(run.tests["p"].notna().sum())
    ]
    named = pd.concat([run.counts.index.to_frame(index=False), run.tests], axis=1)
    tests = named.iloc[order].reset_index(drop=True)
    tests["open"] = tests["open_since"].notna()
    rows = tests.to_dict("records")
    tests["reading"] = [wording.reading(row, least=LEAST) for row in rows]
    tests["finding"] = [wording.surge(row, run.last_day, run.detector.period) for row in rows]
    tests["chance"] = [wording.by_chance(row, run.detector.period, tests=len(rows)) for row in rows]
    tests["sentence"] = [
        " ".join(filter(None, parts))
        for parts in zip(tests["finding"], tests["chance"], strict=True)
    ]
    tests["key"] = [_key(run.detector, row) if row["open"] else "" for row in rows]
    return replace(run, tests=tests[[*SERIES, *TESTED, *TOLD]], counts=run.counts.iloc[order])


def _key(detector: Detector, row: wording.Row) -> str:
    return "|".join(
        [detector.name, row["neighbourhood_id"], row["category"], row["open_since"].isoformat()]
    )
