"""What has risen: recent counts per neighbourhood and crime type against those before, with false
alarms under control.

The last complete periods are set against a baseline that ends before them (quasi-Poisson, 2/3
power), and the false-discovery rate is controlled over everything tested in the run. With 50 areas
where nothing changes this raises 2 to 7 false alarms a year; raw p-values raise 55 to 115,
percentages several hundred.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from patrolqr.analysis import periods, wording
from patrolqr.analysis.covered import KINDS, Mask, Stream, loaded, of_periods, stream_of
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

    def look(
        self, rows: pd.DataFrame, *, covered: pd.DataFrame, since: date, until: date
    ) -> base.Run:
        starts = periods.starts_between(since, until, self.period)
        run = base.Run(
            detector=self,
            since=since,
            recent=periods.earlier(until, self.window, self.period),
            until=until,
            tests=base.no_tests(),
            counts=count_series(rows, starts),
        )
        groups = group(rows, loaded(covered, starts, until))
        looked = [self._look_at(each, starts, until) for each in groups]
        run = replace(run, gaps=self._gaps(groups, starts, until))
        tested = [one for one in looked if not isinstance(one, str)]
        if not tested:
            # of the forces counted apart, what is said of the one with the most incidents
            why = [one for one in looked if isinstance(one, str)]
            none = wording.too_short(self.period, 0, self.needs.periods)
            return replace(run, missing=why[0] if why else none)
        tests = pd.concat([tests for tests, _ in tested])
        tests = tests.sort_values("p", kind="stable", ignore_index=True)
        counts = pd.concat([counts for _, counts in tested])
        return replace(run, tests=tests, counts=counts.loc[pd.MultiIndex.from_frame(tests[SERIES])])

    def _look_at(
        self, one: "Group", starts: list[date], until: date
    ) -> tuple[pd.DataFrame, pd.DataFrame] | str:
        """Return the tests of one group and the counts they are of, or why nothing can be tested.

        Each group is a run of its own: what is loaded of another force changes nothing.
        """
        there = np.flatnonzero(one.loaded)
        ends = [
            end
            for end in range(self.needs.periods, there.size + 1)
            # the tested weeks or months follow each other
            if there[end - 1] - there[end - self.window] == self.window - 1
        ]
        if not ends:
            if there.size < self.needs.periods:
                return wording.too_short(self.period, int(there.size), self.needs.periods)
            return f"Of {wording.stretch(self.window, self.period)} in a row not all are loaded."
        counts = count_series(one.rows, starts)
        if counts.empty:
            return "No incidents with a crime type in this time."
        known = counts.iloc[:, there[: ends[-1]]]
        last = there[ends[-1] - 1]
        edges = [*starts, until]
        tests = counts.index.to_frame(index=False)
        days = np.array([(edges[at + 1] - edges[at]).days for at in there], dtype=float)
        runs = [compare(self, known.to_numpy(float), days, end) for end in ends]
        last_days = [edges[there[end - 1] + 1] - ONE_DAY for end in ends]
        flags_by_series = np.column_stack([run["flagged"] for run in runs])
        opened = [base.open_since(flags, last_days) for flags in flags_by_series]
        tests = pd.concat([tests, runs[-1]], axis=1).assign(
            open_since=pd.Series(opened, dtype=object),
            first_day=edges[last - self.window + 1],
            last_day=last_days[-1],
        )
        worded = base.word_tests(self, tests, last_days[-1])
        return worded, counts.where(np.broadcast_to(one.loaded, counts.shape))

    def _gaps(self, groups: list["Group"], starts: list[date], until: date) -> str:
        """Return what of the time was not loaded, as sentences, or nothing."""
        told = []
        for each in groups:
            found = of_periods(each.loaded, starts, until, self.period)
            if len(groups) == 1 and found.text:
                told.append(f"{found.text}.")
            elif len(groups) > 1:
                how = found.text or f"{found.counted} loaded"
                told.append(f"{each.called}, counted apart: {how}.")
        return " ".join(told)

    def draw(self, run: base.Run, row: int) -> base.Bars:
        test = run.tests.iloc[row]
        until = test["last_day"] + ONE_DAY
        counted = [start < until for start in run.counts.columns]
        counts = run.counts.iloc[row].to_numpy(float)[counted]
        stretches = min(counts.size, self.baseline + self.window) // self.window
        stretch_counts = counts[-stretches * self.window :].reshape(stretches, self.window)
        untils = [
            periods.earlier(until, back * self.window, self.period)
            for back in reversed(range(stretches))
        ]
        rows = pd.DataFrame(
            {
                "period": [wording.axis_day(until - ONE_DAY, self.period) for until in untils],
                # no bar where a week or month of it was not loaded
                "incidents": pd.array(stretch_counts.sum(axis=1), "Int64"),
                "expected": test["expected"],
                "low": test["low"],
                "high": test["high"],
                "is_recent": np.arange(stretches) == stretches - 1,
            }
        )
        unit = f"Incidents in {wording.stretch(self.window, self.period)}"
        return base.Bars(rows, unit=unit, ends=wording.axis_ends(self.window, self.period))


@dataclass(frozen=True)
class Group:
    """Forces and kinds of rows of which the same periods are loaded.

    `apart` is "" for the group with the most incidents, and else what the group is called.
    """

    called: str
    apart: str
    loaded: Mask
    rows: pd.DataFrame


def group(rows: pd.DataFrame, masks: Mapping[Stream, Mask]) -> list[Group]:
    """Return the rows by what is loaded, those with the most incidents first.

    `rows` has the columns force, kind and incidents; what is not known to be loaded is left out.
    """
    told = [stream_of(row) for row in rows[["force", "kind"]].to_dict("records")]
    streams: dict[bytes, list[Stream]] = {}
    for stream, mask in masks.items():
        streams.setdefault(mask.tobytes(), []).append(stream)
    found = []
    for together in streams.values():
        mine = rows.loc[np.array([stream in together for stream in told], dtype=bool)]
        found.append(Group(_call(together, masks), "", masks[together[0]], mine))
    found.sort(key=lambda each: -each.rows["incidents"].sum())
    # of what was neither counted nor loaded there is nothing to say
    kept = [each for each in found if len(each.rows) or each.loaded.any()]
    most, rest = kept[:1], kept[1:]
    return most + [
        replace(each, apart=each.called, rows=each.rows.assign(apart=each.called)) for each in rest
    ]


def _call(together: list[Stream], masks: Mapping[Stream, Mask]) -> str:
    """Return what a group is called: its forces, and their kinds where others have the same force."""
    forces = sorted({force or "No force named" for force, _ in together})
    shared = any(
        force in {mine for mine, _ in together}
        for force, kind in masks
        if (force, kind) not in together
    )
    kinds = sorted({KINDS.get(kind, kind) for _, kind in together})
    return f"{', '.join(forces)} ({' and '.join(kinds)})" if shared else ", ".join(forces)


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
    table = named.assign(apart=named.get("apart", "")).pivot_table(
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
