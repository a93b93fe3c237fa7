"""What every detector is, and what one run of it gives.

Pages, the command line and the tests use what this module promises and nothing else, so that a
detector is one file beside this one: it is found by itself (registry).
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from patrolqr.analysis import periods, wording
from patrolqr.analysis.periods import PeriodUnit
from patrolqr.core.incident import Precision

FALSE_DISCOVERY_RATE = 0.04
"""The share of flags that may be chance alone, over everything tested in a run.

At .05 simulated years without change bring 2 false cards and more where counts are two or three times
as uneven as chance's; at .03 a doubling from five a week is found in less than 7 of 10 cases.
"""

FEWEST_TO_FLAG = 5
"""Fewer incidents than this in the tested time are too few to say."""

QUIET_RUNS = 2
"""A pattern stays open until it was quiet for this many runs, so that one pattern is one flag."""

RULE = (
    f"A pattern needs at least {FEWEST_TO_FLAG} incidents and a false-discovery rate of at most "
    f"{FALSE_DISCOVERY_RATE:.0%} over all tests of the run; it stays open until it was quiet in {QUIET_RUNS} runs."
)
"""When a test is a pattern, whichever detector made it."""

SERIES = ["neighbourhood_id", "neighbourhood", "category", "apart"]
"""What a test is about; "" and "No neighbourhood" where the place is in none,
wording.EVERYWHERE for a crime type's total over all neighbourhoods.

`apart` names the forces whose rows are counted apart because other months of theirs are loaded than
of the rest; mostly "".
"""

TESTED = ["observed", "expected", "low", "high", "p", "q", "flagged", "first_day", "last_day"]
"""What a test found: a count, the one expected with its range, how often chance does that, and the
first and last day that were counted.
"""

TOLD = ["open", "open_since", "reading", "finding", "chance", "sentence"]
"""What is said of a test."""


@dataclass(frozen=True)
class Needs:
    """The data without which a detector says nothing.

    `query` names the rows it reads. `periods` complete weeks or months must be there; of more than
    `at_most` only the last are read. `data` says what they are where it is not incidents.
    """

    precision: Precision
    query: str
    period: PeriodUnit
    periods: int
    at_most: int
    data: str = ""

    @property
    def text(self) -> str:
        """Return it as people read it: 7 complete months of month data."""
        data = "month data" if self.precision == "month" else "incidents to the minute"
        data = self.data or data
        return f"{self.periods} complete {self.period}s of {data}"


@dataclass(frozen=True)
class Bars:
    """The picture on a pattern's card: one bar per stretch of time, the tested one last.

    `rows` has the columns period (as read on the axis), incidents, expected, low, high and
    is_recent; `unit` titles the counts and `ends` the time axis.
    """

    rows: pd.DataFrame
    unit: str
    ends: str


@dataclass(frozen=True, kw_only=True)
class Detector(ABC):
    """One way of looking. All words that name its time are its own.

    `name` stands in the tables of patterns and of runs and never changes; `title` heads what it found;
    `cannot_see` says what it would miss or mistake, `doubt` what would change our mind about something
    that it found, each as a sentence.
    """

    name: str
    title: str
    cannot_see: str
    doubt: str
    opens_patterns: ClassVar[bool] = True
    """Whether what it finds is news of one place, to be kept as a pattern."""
    is_rise: ClassVar[bool] = True
    """Whether what it finds is more than usual, so that a patrol may be proposed where it is."""
    turn: ClassVar[int] = 0
    """Whose card is shown where several find the same place and type: the lowest."""

    @property
    @abstractmethod
    def needs(self) -> Needs:
        """Return the data it needs."""

    @property
    @abstractmethod
    def rule(self) -> str:
        """Return what it tests and when that is a pattern, to follow "from … to …, "."""

    @abstractmethod
    def window_text(self, last_day: date) -> str:
        """Return the tested time in words, by its last day: the four weeks to Sun 22 Nov."""

    @abstractmethod
    def look(self, rows: pd.DataFrame, *, covered: pd.DataFrame, since: date, until: date) -> "Run":
        """Return the run over the rows of its query. Both days begin a period.

        `covered` says what was loaded (force, kind, first_day, last_day): nothing else is zero.
        """

    @abstractmethod
    def draw(self, run: "Run", row: int) -> Bars:
        """Return the picture of one row of the run's tests."""

    def span(self, *, first_day: date, last_day: date, as_of: date) -> tuple[date, date]:
        """Return what is read of data from first_day to last_day, as at the beginning of as_of.

        The first day read, and the first day after the last complete period.
        """
        period = self.needs.period
        after_data = last_day + timedelta(days=1)
        until = min(periods.start(as_of, period), periods.start(after_data, period))
        before_data = periods.start(first_day - timedelta(days=1), period)
        first_complete = periods.earlier(before_data, -1, period)
        return max(first_complete, periods.earlier(until, self.needs.at_most, period)), until


Progress = Callable[[float], None]
"""Is told, again and again, which share of the work is done; what it raises ends the work."""


def in_silence(_: float) -> None:
    """Take how far the work is, and say nothing."""


def part_of(progress: Progress, number: int, parts: int) -> Progress:
    """Return what takes how far one part is, of so many that are done one after the other."""
    return lambda share: progress((number + share) / parts)


@dataclass(frozen=True, kw_only=True)
class OfPoints(Detector):
    """A detector of dated points. It shuffles them some hundred times, which takes longer than a page
    may wait: it looks in the background. What counts show is not shown again by points.
    """

    turn: ClassVar[int] = 2

    @property
    def needs(self) -> Needs:
        """Return half a year of dated incidents; a year of them is read."""
        return Needs(
            precision="minute", query="dated_points", period="week", periods=26, at_most=52
        )

    @abstractmethod
    def look(
        self,
        rows: pd.DataFrame,
        *,
        covered: pd.DataFrame,
        since: date,
        until: date,
        progress: Progress = in_silence,
    ) -> "Run":
        """Return the run over the points of its query, of all crime types; else as every detector."""


@dataclass(frozen=True, kw_only=True)
class OfNotes(Detector):
    """A detector of words in officers' notes. What it finds is kept nowhere else: words that are
    redacted are gone from it at once.
    """

    opens_patterns: ClassVar[bool] = False
    is_rise: ClassVar[bool] = False
    query: str

    @abstractmethod
    def cards(self, run: "Run") -> pd.DataFrame:
        """Return the tests of its run that are a card each, the least likely by chance first: with
        `test`, its number, and `beside`, what else is told on it.
        """

    @property
    def needs(self) -> Needs:
        """Return six weeks of notes; of more than a year the last is read."""
        return Needs(
            precision="minute",
            query=self.query,
            period="week",
            periods=6,
            at_most=56,
            data="officers' notes",
        )


def no_tests() -> pd.DataFrame:
    """Return the tests of a run that made none."""
    return pd.DataFrame(columns=[*SERIES, *TESTED, *TOLD]).astype({"open": bool})


@dataclass(frozen=True)
class Run:
    """What one detector looked at and found.

    `since` is the first day read, `recent` the first day of the tested time, `until` the first day
    after it; `missing` says why nothing could be tested, `gaps` what of the time was not loaded,
    `incomplete` which newest days are not complete yet, or they are empty. `tests` has one row per
    test, the least likely by chance first, with the columns SERIES, TESTED and TOLD; `counts` has the
    same rows and one column per period, named by its first day: NaN where it was not loaded. `behind`
    are the incidents behind what stands out, each with the number of its `test`; empty where counts
    are all that was read.
    """

    detector: Detector
    since: date
    recent: date
    until: date
    tests: pd.DataFrame = field(default_factory=no_tests)
    counts: pd.DataFrame = field(default_factory=pd.DataFrame)
    missing: str = ""
    gaps: str = ""
    incomplete: str = ""
    behind: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def last_day(self) -> date:
        """Return the last day that was counted."""
        return self.until - timedelta(days=1)

    def standing(self) -> pd.DataFrame:
        """Return the open patterns: rows of `tests` that are flagged now, or were earlier and were not
        yet quiet for long enough.
        """
        return self.tests[self.tests["open"]]

    def before(self, row: int) -> tuple[date, float]:
        """Return the first day of the year before a test's own time, as far as it was read, and which
        share of what was loaded of it is as long as the tested time.
        """
        counted = self.counts.iloc[row].dropna().index
        first, last = self.tests["first_day"].iloc[row], self.tests["last_day"].iloc[row]
        year = [day for day in counted if periods.years_earlier(first, 1) <= day < first]
        tested = sum(first <= day <= last for day in counted)
        return (year[0], tested / len(year)) if year else (first, 1.0)


def no_patterns(
    tests: pd.DataFrame, finding: Sequence[str], reading: npt.NDArray[np.str_]
) -> pd.DataFrame:
    """Return the tests with what is said of each (TOLD), where nothing of it opens a pattern."""
    return tests.assign(
        open=False,
        open_since=None,
        reading=reading,
        finding=finding,
        chance="",
        sentence=finding,
    )


def in_stretches(
    test: "pd.Series[Any]",
    counts: npt.NDArray[np.float64],
    last_days: Sequence[date],
    *,
    long: int,
    period: PeriodUnit,
    unit: str,
    ends: str,
) -> Bars:
    """Return the newest counts in stretches of so many, each up to one of these last days, the last of
    which is the tested one; no bar where a part of it was not loaded.
    """
    number = len(last_days)
    summed = counts[-number * long :].reshape(number, long).sum(axis=1)
    rows = pd.DataFrame(
        {
            "period": [wording.axis_day(day, period) for day in last_days],
            "incidents": pd.array(summed, "Int64"),
            "expected": test["expected"],
            "low": test["low"],
            "high": test["high"],
            "is_recent": np.arange(number) == number - 1,
        }
    )
    return Bars(rows, unit=unit, ends=ends)


def in_windows(
    test: "pd.Series[Any]",
    counts: npt.NDArray[np.float64],
    until: date,
    *,
    window: int,
    period: PeriodUnit,
    unit: str,
) -> Bars:
    """Return counts per week or month up to a day in stretches as long as the tested window."""
    last_days = [
        periods.earlier(until, back * window, period) - timedelta(days=1)
        for back in reversed(range(counts.size // window))
    ]
    ends = wording.axis_ends(window, period)
    return in_stretches(test, counts, last_days, long=window, period=period, unit=unit, ends=ends)


def open_after(flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return after which runs patterns are open (runs × series, like the flags): from the run that
    flags one until it was quiet for QUIET_RUNS runs.
    """
    is_open = np.zeros(flags.shape, dtype=bool)
    for late in range(QUIET_RUNS):
        is_open[late:] |= flags[: len(flags) - late]
    return is_open


def open_since(flags: Iterable[bool], last_days: Iterable[date]) -> date | None:
    """Return the last day of the run that opened the pattern which is open in the last run, or
    None.

    `flags` are one series' in run after run, `last_days` those runs' last days.
    """
    since = None
    is_open = open_after(np.array(list(flags), dtype=bool))
    for there, day in zip(is_open, last_days, strict=True):
        since = (since or day) if there else None
    return since


def word_tests(detector: Detector, tests: pd.DataFrame, last_day: date) -> pd.DataFrame:
    """Return the tests in order and in words: the columns SERIES, TESTED and TOLD.

    `tests` has SERIES, TESTED and open_since. What has no p was not tested and is left out.
    """
    made = tests[tests["p"].notna()].sort_values("p", kind="stable", ignore_index=True)
    made["open"] = made["open_since"].notna()
    rows = made.to_dict("records")
    period, when = detector.needs.period, detector.window_text(last_day)
    made["reading"] = [wording.reading(row, fewest=FEWEST_TO_FLAG) for row in rows]
    made["finding"] = [wording.finding(row, when) for row in rows]
    made["chance"] = [wording.by_chance(row, period, tests=len(rows)) for row in rows]
    parts = zip(made["finding"], made["chance"], strict=True)
    made["sentence"] = [f"{finding} {chance}".strip() for finding, chance in parts]
    return made[[*SERIES, *TESTED, *TOLD]]
