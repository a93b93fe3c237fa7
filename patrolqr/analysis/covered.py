"""What was loaded of a time: per force and kind of rows, period by period, and in words.

A month that was not loaded is not a month without crime: whatever is counted over time is counted
over what this module calls loaded.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from patrolqr.analysis import periods
from patrolqr.analysis.periods import PeriodUnit
from patrolqr.core.phrases import listed, number_of

Mask = npt.NDArray[np.bool_]
Stream = tuple[str, str]
"""A force ("" where it is not named) and a kind of rows: what is loaded together."""

RUNS_NAMED = 3
"""Missing stretches named in a sentence; more of them are counted."""

QUIET_ROWS, QUIET_DAYS = 3, 6
"""Chance leaves out three expected rows once in twenty; a week without any is never only quiet."""

ONE_DAY = timedelta(days=1)

KINDS = {"crime": "crimes", "call": "calls", "stop-search": "stop-searches"}
"""Kind of rows → what several are called."""

NO_INCIDENTS = "stop-search"
"""Kind of rows that are loaded by day and are no incidents."""


def of_incidents(covered: pd.DataFrame) -> pd.DataFrame:
    """Return what was loaded of incidents alone: a month of stop-searches says nothing about crime."""
    return covered[covered["kind"] != NO_INCIDENTS]


def loaded(covered: pd.DataFrame, starts: Sequence[date], until: date) -> dict[Stream, Mask]:
    """Return per force and kind whether all days of each period were loaded.

    `covered` has the columns force, kind, first_day and last_day (both loaded), of dated rows also
    precision and rows; `starts` are the first days of the periods, `until` the first day after them.
    """
    edges = np.array([*starts, until], dtype="datetime64[D]")
    begins = (edges - edges[0]).astype(int)
    return {
        stream: np.array([there[begin:end].all() for begin, end in pairwise(begins)], dtype=bool)
        for stream, there in _there(covered, np.arange(edges[0], edges[-1])).items()
    }


def of_every_force(by_stream: Mapping[Stream, Mask], number: int) -> list[bool]:
    """Return which of so many periods were loaded of every force of which any was."""
    of_force: dict[str, Mask] = {}
    for (force, _), there in by_stream.items():
        of_force[force] = of_force.get(force, np.zeros(number, dtype=bool)) | there
    used = [there for there in of_force.values() if there.any()]
    return list(np.logical_and.reduce(used)) if used else [False] * number


def _ends(
    row: dict[Hashable, Any], *, quiet_too: bool = True
) -> tuple[np.datetime64, np.datetime64]:
    """Return the first and last day of a stretch; of dated rows with the days around it in which so
    few were to be expected that none of them says nothing.

    Else the week of a small force would be incomplete whenever its Sunday was quiet.
    """
    since, last = (day_of(row[name]) for name in ("first_day", "last_day"))
    quiet = timedelta(0)
    if quiet_too and row.get("precision") == "minute" and row.get("rows"):
        expected_a_day = row["rows"] / ((last - since).days + 1)
        quiet = timedelta(days=min(QUIET_DAYS, int(QUIET_ROWS / expected_a_day)))
    return np.datetime64(since - quiet, "D"), np.datetime64(last + quiet, "D")


def stream_of(row: dict[Hashable, Any]) -> Stream:
    """Return the force and kind of a row; a force that is not named is ""."""
    force = row["force"]
    return ("" if pd.isna(force) else str(force)), str(row["kind"])


@dataclass(frozen=True)
class Loaded:
    """How much of a time was loaded: `there` of `of` weeks, months or days.

    `missing` names what is not, or is empty.
    """

    there: int
    of: int
    unit: str
    missing: str = ""

    @property
    def share(self) -> float:
        """Return how much of it, from 0 to 1."""
        return self.there / self.of if self.of else 0.0

    @property
    def text(self) -> str:
        """Return it in words: 7 of 8 months loaded; March 2025 is missing. Empty where all is."""
        if self.there == self.of:
            return ""
        return f"{self.counted} loaded; {self.missing}"

    @property
    def counted(self) -> str:
        """Return how much in words: 7 of 8 months."""
        return f"{self.there} of {number_of(self.of, self.unit)}"


def of_periods(there: Mask, starts: Sequence[date], until: date, unit: PeriodUnit) -> Loaded:
    """Return how many of the periods were loaded, and which were not."""
    return Loaded(int(there.sum()), len(there), unit, _missing(there, starts, until, unit))


def of_days(there: Mask, since: date) -> Loaded:
    """Return how many of the days from since on were loaded, and which were not."""
    until = since + timedelta(days=len(there))
    missing = _missing(there, _days(since, until), until, "day")
    return Loaded(int(there.sum()), len(there), "day", missing)


@dataclass(frozen=True)
class InPeriod:
    """How much of a period was loaded of a force, and how much of it both then and the time before."""

    now: Loaded
    both: Loaded


def in_period(
    covered: pd.DataFrame,
    *,
    since: date,
    until: date,
    before_since: date,
    by_month: bool,
) -> dict[str, InPeriod]:
    """Return per force how much of a period was loaded.

    A month or day is loaded where any kind of rows was; it is in both where one kind was in both.
    """
    if by_month:
        starts = periods.starts_between(since, until, "month")
        earlier = [
            periods.earlier(start, _months(since, before_since), "month") for start in starts
        ]
    else:
        starts = _days(since, until)
        years = since.year - before_since.year
        earlier = [periods.years_earlier(start, years) for start in starts]
    now = _there(covered, starts)
    # as strictly as the store counts what is in both
    strictly, then = (_there(covered, days, quiet_too=False) for days in (starts, earlier))
    found = {}
    for force in sorted({force for force, _ in now}):
        kinds = [kind for each, kind in now if each == force]
        is_now = np.logical_or.reduce([now[force, kind] for kind in kinds])
        is_both = np.logical_or.reduce(
            [strictly[force, kind] & then[force, kind] for kind in kinds]
        )
        if by_month:
            found[force] = InPeriod(
                of_periods(is_now, starts, until, "month"),
                of_periods(is_both, starts, until, "month"),
            )
        else:
            found[force] = InPeriod(of_days(is_now, since), of_days(is_both, since))
    return found


def _there(
    covered: pd.DataFrame,
    of_days: Sequence[date] | npt.NDArray[np.datetime64],
    *,
    quiet_too: bool = True,
) -> dict[Stream, Mask]:
    """Return per force and kind whether each of the days was loaded."""
    days = np.asarray(of_days, dtype="datetime64[D]")
    there: dict[Stream, Mask] = {}
    for row in covered.to_dict("records"):
        since, last = _ends(row, quiet_too=quiet_too)
        known = there.setdefault(stream_of(row), np.zeros(days.size, dtype=bool))
        known |= (days >= since) & (days <= last)
    return there


def _days(since: date, until: date) -> list[date]:
    return [since + timedelta(days=number) for number in range((until - since).days)]


def _months(later: date, earlier: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def _missing(there: Mask, starts: Sequence[date], until: date, unit: str) -> str:
    """Return which stretches are missing: March 2025 is missing; May and July 2025 are missing."""
    ends = [*starts[1:], until]
    runs: list[tuple[date, date]] = []
    for is_there, start, end in zip(there, starts, ends, strict=True):
        if is_there:
            continue
        if runs and runs[-1][1] == start:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    if not runs:
        return ""
    named = [_stretch(since, end - ONE_DAY, unit) for since, end in runs[:RUNS_NAMED]]
    if len(runs) > RUNS_NAMED:
        more = len(runs) - RUNS_NAMED
        named.append(f"{more} more stretch{'' if more == 1 else 'es'}")
    alone = int((~there).sum()) == 1
    return f"{listed(named)} {'is' if alone else 'are'} missing"


def _stretch(first: date, last: date, unit: str) -> str:
    if unit == "month":
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%B %Y}"
        begin = f"{first:%B}" if first.year == last.year else f"{first:%B %Y}"
        return f"{begin} to {last:%B %Y}"
    if first == last:
        return f"{first.day} {first:%b %Y}"
    return f"{first.day} {first:%b %Y} to {last.day} {last:%b %Y}"


def day_of(value: Any) -> date:
    """Return a day as frames hold it, in whichever type, as a date."""
    return pd.Timestamp(value).date()


def months(calendar: pd.DataFrame) -> pd.DataFrame:
    """Return one row per month, newest first and none left out, and one column per force and kind.

    `calendar` has the columns kind, precision, force, month, days and days_in_month. A cell reads
    "loaded", "12 of 31 days" or "not loaded"; the index is named Month.
    """
    if calendar.empty:
        return pd.DataFrame(index=pd.Index([], name="Month"))
    named = calendar.assign(
        stream=[_name(row) for row in calendar.to_dict("records")],
        month=[day_of(month) for month in calendar["month"]],
    )
    # two systems of one force may both have days of a month: what the fuller one has is said
    fullest = named.sort_values("days").drop_duplicates(["stream", "month"], keep="last")
    fullest = fullest.assign(text=[_cell(row) for row in fullest.to_dict("records")])
    first, last = min(named["month"]), max(named["month"])
    all_months = periods.starts_between(first, periods.earlier(last, -1, "month"), "month")
    table = fullest.pivot_table(index="month", columns="stream", values="text", aggfunc="first")
    shown = table.reindex(all_months[::-1]).fillna("not loaded")
    shown.index = pd.Index([f"{month:%b %Y}" for month in all_months[::-1]], name="Month")
    shown.columns.name = None
    return shown


def _name(row: dict[Hashable, Any]) -> str:
    kind = KINDS.get(row["kind"], row["kind"])
    called = f"street-level {kind}" if row["precision"] == "month" else kind
    force, _ = stream_of(row)
    heading = called[:1].upper() + called[1:]
    return f"{heading}, {force}" if force else heading


def _cell(row: dict[Hashable, Any]) -> str:
    if row["days"] == row["days_in_month"]:
        return "loaded"
    return f"{row['days']} of {row['days_in_month']} days"
