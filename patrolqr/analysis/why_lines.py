"""Why a square stands in the list, in one line that claims no more than its counts."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
import pandas as pd

from patrolqr.analysis.wording import counted, figure, mixture
from patrolqr.core.incident import SNAP_POINTS

Row = dict[Hashable, Any]

FEW = 20
"""Counts below this carry no percentage and no trend: too few to say."""

LEAST_FOR_SHARE = 5
"""A count below this is not set against all there are."""

SNAP_SHARE = 0.5
"""From this share of a square's incidents on, a point that draws records from elsewhere explains
the square.
"""

WORDED = [
    *("count", "count_paired", "usually", "one_in", "before", "low", "high", "now", "both"),
    *("top_category", "top_category_count", "snap_count", "snap_point"),
]
"""What the lines are told from."""


def flag(row: Row) -> str:
    """Return the warning of a square that is a point where records from elsewhere are put, or
    nothing.
    """
    label = row["snap_point"]
    if not isinstance(label, str) or row["snap_count"] < SNAP_SHARE * row["count"]:
        return ""
    return f"On or near {label}: {SNAP_POINTS[label]}; not a place to patrol"


def year_before(months: float) -> str:
    """Return what the time is called that a period of so many months is set against."""
    if months < 11.5:
        return "the same time a year before"
    years = ceil(months / 12.2)
    return "the year before" if years == 1 else f"the {years} years before"


@dataclass(frozen=True)
class Words:
    """What all lines of a list have in common: the period and the one before in words, the place
    and how many incidents there are in it, and the types chosen (none: all).
    """

    period: str
    year: str
    place: str
    total: int
    types: Sequence[str]

    def why(self, row: Row) -> str:
        """Return the reason in one line: how many, of how many or against what is usual, of what
        type, against the year before.
        """
        count, now = row["count"], row["now"]
        period = self.period
        if now and now.there < now.of:
            period = f"the {now.counted} loaded"
        parts = [f"{self.counted(count)} in {period}"]
        if not np.isnan(row["usually"]):
            parts.append(f"a place this busy usually has {figure(row['usually'])}")
        elif count >= LEAST_FOR_SHARE:
            parts[0] += f", {self.of_all(row)}"
        if len(self.types) != 1 and count:
            top, of_it = row["top_category"], row["top_category_count"]
            parts.append(mixture(top, of_it, count, few=FEW))
        if row["snap_count"] and not flag(row):
            parts.append(f"{row['snap_count']} of them on or near {row['snap_point']}")
        parts.append(_against(row, self.year))
        return "; ".join(parts)

    def counted(self, number: int) -> str:
        """Return a number of what was chosen: 2 burglaries, 41 incidents."""
        return counted(self.types[0] if len(self.types) == 1 else "", number)

    def of_all(self, row: Row) -> str:
        """Return how much that is of all there are: 1 in 40, or both numbers where it is much."""
        if row["one_in"] < 2:
            return f"of {self.total:,} in {self.place}"
        return f"1 in {row['one_in']:.0f} of all in {self.place}"


def _against(row: Row, year: str) -> str:
    """Return the count beside the year before's, over days or months that are loaded in both."""
    both, count = row["both"], row["count_paired"]
    if pd.isna(row["before"]):
        if both and both.there:
            return f"too little of {year} is loaded to compare: {both.counted}"
        return "no earlier year to compare"
    earlier = row["before"]
    if both and both.there < both.of:
        year = f"{year} in the {both.counted} loaded in both"
    if count + earlier < FEW:
        return f"{earlier} in {year}, too few to say more"
    if row["low"] <= 1 <= row["high"]:
        return f"within chance of {year}: {count} against {earlier}"
    between = f"{_times(row['low'])} to {_times(row['high'])} times"
    return f"{'up' if count > earlier else 'down'} on {year}: {count} against {earlier}, {between}"


def _times(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.1f}"
