"""Where is it worst: squares ranked over a long period, each with the reason in words.

Last month's counts chase noise; those of 12 to 24 months find next month's crime best, better than
a kernel density or a significance map does. Gi* only says which ranks are more than chance. Of one
or a few types counts are few: there squares are ranked by what they are drawn to (analysis.lists).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from patrolqr.analysis import lists, why_lines
from patrolqr.analysis.covered import InPeriod
from patrolqr.analysis.measures import changes, statistics
from patrolqr.analysis.periods import years_earlier
from patrolqr.analysis.study_area import StudyArea
from patrolqr.analysis.wording import each_its_own
from patrolqr.geo.squares import CELL_METRES

ALPHA = 0.05
"""The chance of a false “up”, “down” or “more than chance”, controlled over everything ranked (BH)."""

LEAST_IN_BOTH = 0.5
"""Less of a period than this loaded both now and the year before is too little to compare."""

LEAST_AROUND = 5
"""A square and those around it need this many incidents before Gi* may call it more than chance."""

LISTED_WITHOUT = 50
"""Of squares in which nothing of the chosen types happened, those among the first so many are
listed: further down nobody looks for a place that only may have some.
"""


def before(since: date, until: date) -> tuple[date, date]:
    """Return the comparable period: as long, and earlier by as many whole years as keep the two
    apart.

    `since` is the first day of a period and `until` the first after it.
    """
    years = max(1, ceil((until - since).days / 366))
    return years_earlier(since, years), years_earlier(until, years)


class ByType(NamedTuple):
    """What a list of some types needs besides: `rows` count all types (store.incidents.StepRow) and
    `known` is everything ever recorded per square (CellRow), for squares that have none of them.
    """

    rows: pd.DataFrame
    known: pd.DataFrame


def rank(
    cells: pd.DataFrame,
    *,
    period_text: str,
    months: float,
    has_before: bool,
    place_name: str = "the town",
    types: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
    loaded: Mapping[str, InPeriod] | None = None,
    area: StudyArea | None = None,
    by_type: ByType | None = None,
    behaves: Mapping[str, str] | None = None,
    side: int = CELL_METRES,
) -> pd.DataFrame:
    """Return one row per square with incidents, the busiest first, each with its reason in words.

    `cells` is what the store counts (incidents.CellRow); `period_text` reads "12 months"; `months`
    is the period's length; where only one type was chosen (`types`) no reason repeats it;
    `names` is what squares are called by their cell (None: by what is counted here).
    `loaded` says per force how much of the period is; without it, all of it is, and of the earlier
    one where `has_before`. Where different shares are loaded of two forces, their squares are
    ranked by what is to be expected of the whole period. `area` is the ground (None: the squares
    with incidents), off which nothing is ranked; `by_type` makes it a list of types, and `behaves`
    is how a cell behaves over time, in a word; `side` is that of the squares.
    Columns: COLUMNS, where rank is the position and tied the positions that share its score ("" for
    one alone), usually is what a square this busy has of these types (NaN in a list of all),
    one_in says of how many incidents one was here, times_average is over the study area (NaN where
    no ground is known), before is NA without enough of an earlier year, trend is "up", "down" or
    "", more_than_chance is Gi* under false-discovery control, and flag warns of a snapped point or
    is "".
    """
    every = cells if by_type is None else _with_others(cells, by_type.known)
    known = _with_loaded(every, loaded or {}, has_before=has_before)
    ground = area or StudyArea.of_incidents(known, side=side)
    at = ground.positions(known)
    counted = known[at >= 0].assign(at=at[at >= 0])
    counted = _with_order(counted, ground, types, by_type)
    total = int(counted["count"].sum())
    is_listed = counted["count"] > 0
    if by_type is not None:
        is_listed |= (counted["place"] < LISTED_WITHOUT) & (counted["usually"] > 0)
    rows = counted[is_listed].sort_values(["place", "cell"], ignore_index=True)
    rows["rank"] = np.arange(1, len(rows) + 1)
    rows["tied"] = pd.Series(_tied(rows["place"]), rows.index, "str")
    called = each_its_own(rows) if names is None else [names[cell] for cell in rows["cell"]]
    rows["name"] = pd.Series(called, rows.index, "str")
    rows["one_in"] = total / rows["count"].where(rows["count"] > 0)
    average = counted["rate"].sum() / ground.ground.sum() if ground.is_ground else np.nan
    rows["times_average"] = rows["rate"] / average if average else np.nan
    rows["before"] = rows["count_before"].astype("Int64").where(rows["has_before"])
    rows = rows.assign(**changes.ratios(rows["count_paired"], rows["count_before"]))
    rows["trend"] = _trends(rows)
    told = behaves or {}
    rows["behaves"] = pd.Series([told.get(cell, "") for cell in rows["cell"]], rows.index, "str")
    spoken = rows[why_lines.WORDED].to_dict("records")
    words = why_lines.Words(period_text, why_lines.year_before(months), place_name, total, types)
    for name, tell in (("flag", why_lines.flag), ("why", words.why)):
        rows[name] = pd.Series([tell(row) for row in spoken], rows.index, "str")
    return rows[COLUMNS]


COLUMNS = [
    *("rank", "tied", "cell", "name", "count", "usually", "one_in", "times_average", "before"),
    *("trend", "behaves", "top_category", "more_than_chance"),
    *("snap_count", "police_count", "neighbourhood_id", "neighbourhood", "flag", "why"),
]


def _with_others(cells: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Return the squares, and those known in which nothing of what is counted happened: but none that
    is only busy for a point that draws records from elsewhere.
    """
    has_some = cells[cells["count"] > 0]
    is_snapped = known["snap_count"] >= why_lines.SNAP_SHARE * known["count"]
    none = known[~known["cell"].isin(has_some["cell"]) & ~is_snapped]
    earlier = none["cell"].map(cells.set_index("cell")["count_before"]).fillna(0).astype(int)
    nothing = dict.fromkeys(("count", "count_paired", "police_count", "snap_count"), 0)
    none = none.assign(
        **nothing,
        count_before=earlier,
        top_category=None,
        top_category_count=0,
        snap_point=None,
    )
    return pd.concat([has_some, none], ignore_index=True)


def _with_order(
    cells: pd.DataFrame, area: StudyArea, types: Sequence[str], by_type: ByType | None
) -> pd.DataFrame:
    """Return the squares with place (the first 0; equal ones tie), usually and more_than_chance."""
    at = cells["at"].to_numpy()
    share = np.ones(area.size)
    share[at] = cells["share"]
    counts, rates = np.zeros(area.size), np.zeros(area.size)
    counts[at], rates[at] = cells["count"], cells["rate"]
    counted = {"": counts} if by_type is None else area.counts_by(by_type.rows, "category")
    wanted = () if by_type is None else types
    order = lists.order(counted, wanted, area.neighbours, loaded=share)
    return cells.assign(
        place=order.place[at],
        usually=order.usually[at],
        more_than_chance=_more_than_chance(area, counts, rates)[at],
    )


def _tied(places: pd.Series) -> list[str]:
    """Return the positions that share each row's place, from the first to the last; "" for one."""
    first = places.searchsorted(places, "left") + 1
    last = places.searchsorted(places, "right")
    return [f"{one}–{other}" if one < other else "" for one, other in zip(first, last, strict=True)]


def _with_loaded(
    cells: pd.DataFrame, loaded: Mapping[str, InPeriod], *, has_before: bool
) -> pd.DataFrame:
    """Return the squares with what is loaded of their force: now and both (Loaded, or None where all
    is), has_before, the share of the period, and rate, the count set to the whole of it.
    """
    forces = cells["force"].fillna("") if "force" in cells else pd.Series("", cells.index)
    of_cell = [loaded.get(str(force)) for force in forces]
    share = [each.now.share if each and each.now.there else 1.0 for each in of_cell]
    compared = [each.both.share >= LEAST_IN_BOTH if each else has_before for each in of_cell]
    shares = pd.Series(share, cells.index, float)
    return cells.assign(
        count_paired=cells.get("count_paired", cells["count"]),
        now=pd.Series([each.now if each else None for each in of_cell], cells.index, object),
        both=pd.Series([each.both if each else None for each in of_cell], cells.index, object),
        has_before=pd.Series(compared, cells.index, bool),
        share=shares,
        rate=cells["count"] / shares,
    )


def pickable(ranked: pd.DataFrame) -> pd.DataFrame:
    """Return the ranked squares without those that carry a flag: what a scripted pick chooses from,
    in order.
    """
    return ranked[ranked["flag"] == ""]


def _more_than_chance(
    area: StudyArea, counts: npt.NDArray[Any], rates: npt.NDArray[Any]
) -> npt.NDArray[np.bool_]:
    """Return whether each square and those around it hold more than chance, among all of the area."""
    z = area.neighbours.gi_star(rates)
    q = statistics.benjamini_hochberg(2 * statistics.above(np.abs(z)))
    return (q <= ALPHA) & (z > 0) & (area.neighbours.around(counts) >= LEAST_AROUND)


def _trends(rows: pd.DataFrame) -> list[str]:
    now, then = rows["count_paired"].to_numpy(), rows["count_before"].to_numpy()
    told = rows["has_before"].to_numpy() & (now + then >= why_lines.FEW)
    p = np.where(told, rows["chance"], np.nan)
    sure = statistics.benjamini_hochberg(p) < ALPHA
    return list(np.where(sure, np.where(now > then, "up", "down"), ""))
