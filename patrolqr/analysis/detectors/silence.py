"""What has fallen silent: nothing recorded where something is, which looks like success and mostly is
a report that does not come in any more.

The last two complete weeks of each neighbourhood, whatever was reported, and of each crime type,
wherever it was, against the year before and against the others meanwhile, as surges are
(`measures/rises.py`): how often chance alone counts none at all. A crime type in one neighbourhood is
too rare to miss.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

import numpy as np
import pandas as pd

from patrolqr.analysis import wording
from patrolqr.analysis.detectors import base, surges
from patrolqr.analysis.detectors.base import FALSE_DISCOVERY_RATE, SERIES, TESTED, TOLD
from patrolqr.analysis.measures import rises, statistics
from patrolqr.analysis.measures.statistics import Floats

FEWEST_EXPECTED = 5
"""Incidents that must have been expected: where fewer are, none is nothing to ask about."""

ANYTHING = "Incidents"
"""Stands for all crime types together."""

CHECK = "Check whether they still come in."


@dataclass(frozen=True, kw_only=True)
class Silences(surges.Surges):
    """`window` periods without any, of each neighbourhood and of each crime type."""

    is_rise: ClassVar[bool] = False

    @property
    def rule(self) -> str:
        return (
            "per neighbourhood and per crime type, whether none came where some do. It is a pattern where at least "
            f"{FEWEST_EXPECTED} were expected, at a false-discovery rate of at most {FALSE_DISCOVERY_RATE:.0%} "
            f"over all tests of the run; it stays open until some came again in {base.QUIET_RUNS} runs."
        )

    def series(self, rows: pd.DataFrame, starts: list[date]) -> pd.DataFrame:
        """Return the counts of each neighbourhood and, of all of them, of each crime type."""
        counts = surges.count_series(rows, starts)
        if counts.empty:
            return counts
        areas = counts.groupby(level=["neighbourhood_id", "neighbourhood", "apart"]).sum()
        types = counts.groupby(level=["category", "apart"]).sum()
        everywhere = {
            "neighbourhood_id": wording.EVERYWHERE,
            "neighbourhood": "All neighbourhoods",
        }
        parts = [
            areas.reset_index().assign(category=ANYTHING),
            types.reset_index().assign(**everywhere),
        ]
        return pd.concat([each.set_index(SERIES) for each in parts])

    def compare(self, table: rises.Table, days: Floats, end: int) -> pd.DataFrame:
        """Return one row per series (columns TESTED): p is how often chance counts none, and 1 where
        there is any. A series not seen at all is not tested.
        """
        counts = surges.read_counts(self, table, days, end)
        found = rises.of_table(table, counts, window=self.window, longest=self.baseline)
        is_silent = found.observed == 0
        p = np.where(counts.any(axis=1), np.where(is_silent, found.none(), 1.0), np.nan)
        q = statistics.benjamini_hochberg(p)
        flagged = (q <= FALSE_DISCOVERY_RATE) & is_silent & (found.expected >= FEWEST_EXPECTED)
        return surges.tested(found, p, q, flagged)

    def word(self, tests: pd.DataFrame, last_day: date) -> pd.DataFrame:
        """Return the tests in order and in words."""
        made = tests[tests["p"].notna()].sort_values("p", kind="stable", ignore_index=True)
        made["open"] = made["open_since"].notna()
        rows = made.to_dict("records")
        made["reading"] = [_reading(row) for row in rows]
        made["finding"] = [_finding(row, self.window_text(last_day)) for row in rows]
        made["chance"] = [self._chance(row, len(rows)) for row in rows]
        parts = zip(made["finding"], made["chance"], strict=True)
        made["sentence"] = [f"{finding} {chance}".strip() for finding, chance in parts]
        return made[[*SERIES, *TESTED, *TOLD]]

    def _chance(self, row: wording.Row, tests: int) -> str:
        if row["flagged"] or not row["open"]:
            return wording.by_chance(row, self.period, tests=tests)
        return (
            f"Some came again; open since {wording.day_text(row['open_since'])}, until that lasts."
        )


def _reading(row: wording.Row) -> str:
    if row["flagged"]:
        return "none, where some come"
    if row["open"]:
        return "some again"
    return "too few to say" if row["expected"] < FEWEST_EXPECTED else "as expected"


def _finding(row: wording.Row, when: str) -> str:
    if row["observed"]:
        return wording.finding(row, when)
    where = wording.where(row)
    since = wording.day_text(row["first_day"] - timedelta(days=1))
    return (
        f"No {wording.in_sentence(row['category'])} {where} reported since {since}: "
        f"{wording.figure(row['expected'])} expected. {CHECK}"
    )


SILENT = Silences(
    name="silence",
    title="Reports that stop",
    cannot_see="It cannot see reports that only become fewer, nor say why none come: nobody reports, nobody "
    "enters them, or a file lacks them.",
    doubt="It would be less if somebody there knows that there was nothing to report.",
    precision="minute",
    query="weekly_counts",
    period="week",
    window=2,
    baseline=52,
    least=26,
)

DETECTORS = (SILENT,)
