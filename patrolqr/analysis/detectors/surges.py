"""What has risen: recent counts per neighbourhood and crime type against those before, with false
alarms under control.

The last complete periods are set against a baseline that ends before them and against what the
same crime type did elsewhere meanwhile (`measures/rises.py` says how and how well); each crime type's
total over all neighbourhoods is tested as well, so that a rise everywhere is seen. The
false-discovery rate is controlled over everything tested in the run.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from patrolqr.analysis import periods, wording
from patrolqr.analysis.covered import KINDS, Mask, Stream, loaded, of_periods, stream_of
from patrolqr.analysis.detectors import base
from patrolqr.analysis.detectors.base import (
    FALSE_DISCOVERY_RATE,
    FEWEST_TO_FLAG,
    QUIET_RUNS,
    SERIES,
)
from patrolqr.analysis.measures import rises, statistics
from patrolqr.analysis.measures.statistics import Floats
from patrolqr.analysis.periods import PeriodUnit
from patrolqr.core.incident import Precision

ONE_DAY = timedelta(days=1)

FOLLOWED = 52
"""How many earlier runs are repeated to see since when a pattern is open."""


@dataclass(frozen=True, kw_only=True)
class Surges(base.Detector):
    """`window` periods now against up to `baseline` before, of which `least` must be there.

    `query` gives one row per period, neighbourhood and crime type in which anything was recorded
    (period, neighbourhood_id, neighbourhood, category, incidents).
    """

    precision: Precision
    query: str
    period: PeriodUnit
    window: int
    baseline: int
    least: int

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
        )
        groups = group(rows, loaded(covered, starts, until))
        looked = [self._look_at(each, starts, until) for each in groups]
        run = replace(run, gaps=self._gaps(groups, starts, until))
        tested = [one for one in looked if not isinstance(one, str)]
        if not tested:
            # of the forces counted apart, what is said of the one with the most incidents
            why = [one for one in looked if isinstance(one, str)]
            none = wording.too_short(self.period, 0, self.needs.periods)
            missing = why[0] if why else none
            return replace(run, missing=missing, counts=count_series(rows, starts))
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
        counts = self.series(one.rows, starts)
        if counts.empty:
            return "No incidents with a crime type in this time."
        known = counts.iloc[:, there[: ends[-1]]]
        last = there[ends[-1] - 1]
        edges = [*starts, until]
        tests = counts.index.to_frame(index=False)
        days = np.array([(edges[at + 1] - edges[at]).days for at in there], dtype=float)
        table = table_of(known)
        newest = self.compare(table, days, ends[-1])
        flags = follow(self, table, days, ends, newest["flagged"].to_numpy(bool))
        last_days = [edges[there[end - 1] + 1] - ONE_DAY for end in ends[-flags.shape[1] :]]
        opened = [base.open_since(of_one, last_days) for of_one in flags]
        tests = pd.concat([tests, newest], axis=1).assign(
            open_since=pd.Series(opened, dtype=object),
            first_day=edges[last - self.window + 1],
            last_day=last_days[-1],
        )
        worded = self.word(tests, last_days[-1])
        return worded, counts.where(np.broadcast_to(one.loaded, counts.shape))

    def series(self, rows: pd.DataFrame, starts: list[date]) -> pd.DataFrame:
        """Return the counts that are tested: a row per series (SERIES), a column per period."""
        return with_totals(count_series(rows, starts))

    def compare(self, table: rises.Table, days: Floats, end: int) -> pd.DataFrame:
        """Return one row per series (columns TESTED); as the function `compare`."""
        return compare(self, table, days, end)

    def word(self, tests: pd.DataFrame, last_day: date) -> pd.DataFrame:
        """Return the tests in order and in words; as base.word_tests."""
        return base.word_tests(self, tests, last_day)

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
        return base.in_windows(
            test,
            counts[-(self.baseline + self.window) :],
            until,
            window=self.window,
            period=self.period,
            unit=f"Incidents in {wording.stretch(self.window, self.period)}",
        )


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
    # a year of a large force are half a million rows: each force and kind is read once
    pairs = rows[["force", "kind"]].fillna({"force": ""})
    number = pairs.groupby(["force", "kind"], sort=False).ngroup().to_numpy()
    told = [stream_of(row) for row in pairs.drop_duplicates().to_dict("records")]
    streams: dict[bytes, list[Stream]] = {}
    for stream, mask in masks.items():
        streams.setdefault(mask.tobytes(), []).append(stream)
    found = []
    for together in streams.values():
        own = [at for at, stream in enumerate(told) if stream in together]
        mine = rows.loc[np.isin(number, own)]
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


def compare(detector: Surges, table: rises.Table, days: Floats, end: int) -> pd.DataFrame:
    """Return one row per series (columns TESTED): its periods up to `end` against those before.

    `days` are the periods' lengths. A series not seen at all is not tested: its p is NaN.
    """
    counts = read_counts(detector, table, days, end)
    found = rises.of_table(table, counts, window=detector.window, longest=detector.baseline)
    p = np.where(counts.any(axis=1), found.p, np.nan)
    q = statistics.benjamini_hochberg(p)
    flagged = (q <= FALSE_DISCOVERY_RATE) & (found.observed >= FEWEST_TO_FLAG)
    if (flagged & table.is_total).any():
        # a rise in one place has a card of its own, and is none of everywhere
        without = rises.of_totals_without(table, counts, flagged, window=detector.window)
        flagged &= ~table.is_total | (without <= p[flagged].max())
    return tested(found, p, q, flagged)


def tested(found: rises.Rises, p: Floats, q: Floats, flagged: Mask) -> pd.DataFrame:
    """Return what was found as tests are told (columns TESTED, without their days)."""
    low, high = found.range()
    return pd.DataFrame(
        {
            "observed": found.observed.astype(int),
            "expected": found.expected,
            # whole incidents: the range is rounded inwards
            "low": np.ceil(low).astype(int),
            "high": np.floor(high).astype(int),
            "p": p,
            "q": q,
            "flagged": flagged,
        }
    )


def read_counts(detector: Surges, table: rises.Table, days: Floats, end: int) -> Floats:
    """Return the counts up to `end` that a run reads, each as of a period as long as the tested."""
    since = max(0, end - detector.window - detector.baseline)
    recent = days[end - detector.window : end]
    # a February is set to the tested months' length
    lengths = np.append(recent.mean() / days[since : end - recent.size], np.ones(recent.size))
    return np.asarray(table.counts[:, since:end] * lengths, dtype=float)


def follow(
    detector: Surges, table: rises.Table, days: Floats, ends: list[int], newest: Mask
) -> npt.NDArray[np.bool_]:
    """Return which series are flagged in the last run and in those before it (series × runs, the last
    one last), as far back as any pattern reaches that is open in the last run.
    """
    flags, quiet = [newest], (~newest).astype(int)
    for end in reversed(ends[:-1]):
        if (quiet >= QUIET_RUNS).all():
            break
        flagged = detector.compare(table, days, end)["flagged"].to_numpy(bool)
        flags.append(flagged)
        # a pattern that was quiet for long enough is over, whatever was before
        quiet = np.where(flagged & (quiet < QUIET_RUNS), 0, quiet + 1)
    return np.column_stack(flags[::-1])


def table_of(counts: pd.DataFrame) -> rises.Table:
    """Return counts by SERIES, totals among them, as they are compared."""
    levels = counts.index.to_frame(index=False)
    kinds, _ = pd.factorize(levels["category"])
    is_total = (levels["neighbourhood_id"] == wording.EVERYWHERE).to_numpy(bool)
    return rises.Table(counts.to_numpy(float), kinds.astype(np.int64), is_total)


def with_totals(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the series and, for each crime type that has several, its total over all of them."""
    if counts.empty:
        return counts
    by_type = counts.groupby(level=["category", "apart"], sort=True)
    totals = by_type.sum()[by_type.size() > 1].reset_index()
    named = totals.assign(neighbourhood_id=wording.EVERYWHERE, neighbourhood="All neighbourhoods")
    return pd.concat([counts, named.set_index(SERIES)])


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
        period=pd.to_datetime(rows["period"]),
    )
    table = named.assign(apart=named.get("apart", "")).pivot_table(
        index=SERIES, columns="period", values="incidents", aggfunc="sum", fill_value=0
    )
    table.columns = pd.Index([pd.Timestamp(day).date() for day in table.columns], name="period")
    return table.reindex(columns=starts, fill_value=0)


WEEKLY = Surges(
    name="weekly",
    title="Four weeks against the year before",
    cannot_see="It cannot see a doubling from fewer than five a week soon, nor a rise spread thinly over "
    "crime types, and takes a season of one crime type alone for something new.",
    doubt="It would be less if one address or caller made most of them, or many were entered late at once.",
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
    cannot_see="It cannot see anything shorter than a month, nor a rise spread thinly over crime types, "
    "and takes a season of one crime type alone for something new.",
    doubt="It would be less if one address or caller made most of them, or many were entered late at once.",
    precision="month",
    query="monthly_counts",
    period="month",
    window=1,
    baseline=12,
    least=6,
)

DETECTORS = (WEEKLY, MONTHLY)
