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

from patrolqr.analysis.covered import InPeriod
from patrolqr.analysis.measures import statistics
from patrolqr.analysis.measures.neighbours import Neighbours
from patrolqr.analysis.periods import years_earlier
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

LEAST_IN_BOTH = 0.5
"""Less of a period than this loaded both now and the year before is too little to compare."""

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
    return years_earlier(since, years), years_earlier(until, years)


def rank(
    cells: pd.DataFrame,
    *,
    period_text: str,
    months: float,
    has_before: bool,
    place_name: str = "the town",
    one_type: bool = False,
    names: Mapping[str, str] | None = None,
    loaded: Mapping[str, InPeriod] | None = None,
) -> pd.DataFrame:
    """Return one row per square with incidents, the busiest first, each with its reason in words.

    `cells` is what the store counts (incidents.CellRow); `period_text` reads "12 months"; `months`
    is the period's length; where only one type was chosen (`one_type`) no reason repeats it;
    `names` is what squares are called by their cell (None: by what is counted here).
    `loaded` says per force how much of the period is; without it, all of it is, and of the earlier
    one where `has_before`. Where different shares are loaded of two forces, their squares are
    ranked by what is to be expected of the whole period.
    Columns: COLUMNS, where times_average is over the squares with incidents, before is NA without
    enough of an earlier year, trend is "growing", "falling" or "", more_than_chance is Gi* under
    false-discovery control, and flag warns of a snapped point or is "".
    """
    counted = _with_loaded(cells, loaded or {}, has_before=has_before)
    chance = counted.assign(more_than_chance=_more_than_chance(counted))
    rows = chance[chance["count"] > 0].sort_values(
        ["rate", "cell"], ascending=[False, True], ignore_index=True
    )
    rows["rank"] = np.arange(1, len(rows) + 1)
    called = each_its_own(rows) if names is None else [names[cell] for cell in rows["cell"]]
    rows["name"] = pd.Series(called, rows.index, "str")
    rows["times_average"] = rows["rate"] / rows["rate"].mean() if len(rows) else 0.0
    rows["before"] = rows["count_before"].astype("Int64").where(rows["has_before"])
    rows["trend"] = _trends(rows)
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
    "count_paired",
    "times_average",
    "before",
    "now",
    "both",
    "top_category",
    "top_category_count",
    "snap_count",
    "snap_point",
]


def _with_loaded(
    cells: pd.DataFrame, loaded: Mapping[str, InPeriod], *, has_before: bool
) -> pd.DataFrame:
    """Return the squares with what is loaded of their force: now and both (Loaded, or None where all
    is), has_before, and rate, the count set to the whole period.
    """
    forces = cells["force"].fillna("") if "force" in cells else pd.Series("", cells.index)
    of_cell = [loaded.get(str(force)) for force in forces]
    share = [each.now.share if each and each.now.there else 1.0 for each in of_cell]
    compared = [each.both.share >= LEAST_IN_BOTH if each else has_before for each in of_cell]
    return cells.assign(
        count_paired=cells.get("count_paired", cells["count"]),
        now=pd.Series([each.now if each else None for each in of_cell], cells.index, object),
        both=pd.Series([each.both if each else None for each in of_cell], cells.index, object),
        has_before=pd.Series(compared, cells.index, bool),
        rate=cells["count"] / pd.Series(share, cells.index, float),
    )


def pickable(ranked: pd.DataFrame) -> pd.DataFrame:
    """Return the ranked squares without those that carry a flag: what a scripted pick chooses from,
    in order.
    """
    return ranked[ranked["flag"] == ""]


def _more_than_chance(cells: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return whether each square and those around it hold more than chance, among squares where
    anything happened.
    """
    x, y = ((cells[name] // CELL_METRES).to_numpy(np.int64) for name in ("easting", "northing"))
    counts = cells["count"].to_numpy(float)
    squares = Neighbours(x, y)
    z = squares.gi_star(cells["rate"].to_numpy(float))
    q = statistics.benjamini_hochberg(2 * statistics.above(np.abs(z)))
    return (q <= ALPHA) & (z > 0) & (squares.around(counts) >= LEAST_AROUND)


def _trends(rows: pd.DataFrame) -> list[str]:
    now, then = rows["count_paired"].to_numpy(), rows["count_before"].to_numpy()
    told = rows["has_before"].to_numpy() & (now + then >= FEW)
    p = np.where(told, statistics.same_rate(now, then), np.nan)
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
    count, now = row["count"], row["now"]
    if now and now.there < now.of:
        period = f"the {now.counted} loaded"
    parts = [f"{count} incident{'' if count == 1 else 's'} in {period}"]
    if count >= LEAST_FOR_TIMES:
        parts[0] += f", {times(row['times_average'])} {owned(place)} average"
    if not one_type:
        parts.append(mixture(row["top_category"], row["top_category_count"], count, few=FEW))
    if row["snap_count"] and not _flag(row):
        parts.append(f"{row['snap_count']} of them on or near {row['snap_point']}")
    parts.append(_against(row, year))
    return "; ".join(parts)


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
    if abs(count - earlier) < sqrt(
        count + earlier
    ):  # less than the difference's own standard error
        return f"much the same as {year}: {count} against {earlier}"
    return f"{'up' if count > earlier else 'down'} on {year}: {count} against {earlier}"
