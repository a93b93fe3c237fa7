"""Where is it worst: squares ranked by plain counts over a long period, each with the reason in
words.

Last month's counts chase noise; those of 12 to 24 months find next month's crime best, better than
a kernel density or a significance map does. Gi* only says which ranks are more than chance.
"""

from collections.abc import Hashable, Mapping
from datetime import date
from math import ceil, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from patrolqr.analysis.measures import statistics
from patrolqr.analysis.wording import each_its_own, mixture, owned, times
from patrolqr.core.incident import SNAP_POINTS
from patrolqr.geo.squares import CELL_METRES

ALPHA = 0.05
"""The chance of a false “growing”, “falling” or “more than chance”, controlled over everything
ranked (BH).
"""

FEW = 20
"""Counts below this carry no percentage and no trend: too few to say."""

LEAST_FOR_TIMES = 5
"""A count below this is not set against the average."""

LEAST_AROUND = 5
"""A square and those around it need this many incidents before Gi* may call it more than chance."""

Row = dict[Hashable, Any]

SNAP_SHARE = 0.5
"""From this share of a square's incidents on, a point that draws records from elsewhere explains
the square.
"""


def before(since: date, until: date) -> tuple[date, date]:
    """Return the comparable period: as long, and earlier by as many whole years as keep the two
    apart.

    `since` is the first day of a period and `until` the first after it.
    """
    years = max(1, ceil((until - since).days / 366))
    return _years_earlier(since, years), _years_earlier(until, years)


def comparable(first_day: date, since: date, until: date) -> bool:
    """Return whether data from first_day on cover the comparable earlier period."""
    return first_day <= before(since, until)[0]


def rank(
    cells: pd.DataFrame,
    *,
    period_text: str,
    months: float,
    has_before: bool,
    place_name: str = "the town",
    one_type: bool = False,
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return one row per square with incidents, the busiest first, each with its reason in words.

    `cells` is what the store counts (incidents.CellRow); `period_text` reads "12 months"; `months`
    is the period's length; where only one type was chosen (`one_type`) no reason repeats it;
    `names` is what squares are called by their cell (None: by what is counted here).
    Columns: COLUMNS, where times_average is over the squares with incidents, before is NA without
    an earlier year, trend is "growing", "falling" or "", more_than_chance is Gi* under
    false-discovery control, and flag warns of a snapped point or is "".
    """
    chance = cells.assign(more_than_chance=_more_than_chance(cells))
    rows = chance[chance["count"] > 0].sort_values(
        ["count", "cell"], ascending=[False, True], ignore_index=True
    )
    rows["rank"] = np.arange(1, len(rows) + 1)
    called = each_its_own(rows) if names is None else [names[cell] for cell in rows["cell"]]
    rows["name"] = pd.Series(called, rows.index, "str")
    rows["times_average"] = rows["count"] / rows["count"].mean() if len(rows) else 0.0
    rows["before"] = (
        rows["count_before"].astype("Int64")
        if has_before
        else pd.Series(pd.NA, rows.index, "Int64")
    )
    rows["trend"] = _trends(rows) if has_before else ""
    year, spoken = _year_before(months), rows[WORDED].to_dict("records")
    rows["flag"] = pd.Series([_flag(row) for row in spoken], rows.index, "str")
    rows["why"] = pd.Series(
        [_why(row, period_text, year, place_name, one_type=one_type) for row in spoken],
        rows.index,
        "str",
    )
    return rows[COLUMNS]


COLUMNS = [
    *(
        "rank",
        "cell",
        "name",
        "count",
        "times_average",
        "before",
        "trend",
        "top_category",
        "more_than_chance",
    ),
    *("snap_count", "police_count", "neighbourhood_id", "neighbourhood", "flag", "why"),
]
WORDED = [
    "count",
    "times_average",
    "before",
    "top_category",
    "top_category_count",
    "snap_count",
    "snap_point",
]


def pickable(ranked: pd.DataFrame) -> pd.DataFrame:
    """Return the ranked squares without those that carry a flag: what a scripted pick chooses from,
    in order.
    """
    return ranked[ranked["flag"] == ""]


def _years_earlier(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _more_than_chance(cells: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return whether each square and those around it hold more than chance, among squares where
    anything happened.
    """
    x, y = ((cells[name] // CELL_METRES).to_numpy(np.int64) for name in ("easting", "northing"))
    counts = cells["count"].to_numpy(float)
    z = statistics.gi_star(x, y, counts)
    q = statistics.benjamini_hochberg(2 * statistics.above(np.abs(z)))
    return (q <= ALPHA) & (z > 0) & (statistics.around(x, y, counts) >= LEAST_AROUND)


def _trends(rows: pd.DataFrame) -> list[str]:
    now, then = rows["count"].to_numpy(), rows["count_before"].to_numpy()
    p = np.where(now + then >= FEW, statistics.same_rate(now, then), np.nan)
    sure = statistics.benjamini_hochberg(p) < ALPHA
    return list(np.where(sure, np.where(now > then, "growing", "falling"), ""))


def _flag(row: Row) -> str:
    """Return the warning of a square that is a point where records from elsewhere are put, or
    nothing.
    """
    label = row["snap_point"]
    if not isinstance(label, str) or row["snap_count"] < SNAP_SHARE * row["count"]:
        return ""
    return f"On or near {label}: {SNAP_POINTS[label]}; not a place to patrol"


def _year_before(months: float) -> str:
    if months < 11.5:
        return "the same time a year before"
    years = ceil(months / 12.2)
    return "the year before" if years == 1 else f"the {years} years before"


def _why(row: Row, period: str, year: str, place: str, *, one_type: bool) -> str:
    """Return the reason in one line: how many, against the average, of what type, against the year
    before.
    """
    count = row["count"]
    parts = [f"{count} incident{'' if count == 1 else 's'} in {period}"]
    if count >= LEAST_FOR_TIMES:
        parts[0] += f", {times(row['times_average'])} {owned(place)} average"
    if not one_type:
        parts.append(mixture(row["top_category"], row["top_category_count"], count, few=FEW))
    if row["snap_count"] and not _flag(row):
        parts.append(f"{row['snap_count']} of them on or near {row['snap_point']}")
    parts.append(_against(count, None if pd.isna(row["before"]) else row["before"], year))
    return "; ".join(parts)


def _against(count: int, earlier: int | None, year: str) -> str:
    if earlier is None:
        return "no earlier year to compare"
    if count + earlier < FEW:
        return f"{earlier} in {year}, too few to say more"
    if abs(count - earlier) < sqrt(
        count + earlier
    ):  # less than the difference's own standard error
        return f"much the same as {year}: {count} against {earlier}"
    return f"{'up' if count > earlier else 'down'} on {year}: {count} against {earlier}"
