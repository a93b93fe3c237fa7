"""Incidents with a day and a place, as methods of points take them: what they may be looked for in,
and what they cannot carry.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from patrolqr.analysis import periods, wording
from patrolqr.analysis.covered import loaded
from patrolqr.analysis.detectors.base import OfPoints, Run
from patrolqr.analysis.detectors.surges import group
from patrolqr.analysis.measures.statistics import Floats
from patrolqr.core.incident import SNAP_POINTS

NEAR, WIDE = 25.0, 100.0
"""Metres. Where places are exact, of the pairs of places within 100 m one in 16 at least is within
25 m: their number grows with the square of the distance, or less steeply along streets.
"""

FAR = 4.0
"""How many times as far is asked whether points are so coarse that nothing near can be told."""

FEWEST_PAIRS, EXACT = 200, 32
"""Fewer pairs say nothing; and with one in 32 or fewer that near the points are snapped. On real
addresses it is one in 2, on data.police.uk one in 49, on degrees of three decimals none.
"""

UNDATED = (
    "That needs the day and the place of each incident. data.police.uk has neither: a month, and a "
    "point that many addresses share. Load your force's own incidents."
)


@dataclass(frozen=True)
class Chosen:
    """The rows that may be looked at, or why none (`missing`); `left_out` says which are not.

    `is_snapped` says that places are known to 200 m only, `is_coarse` that nothing near can be told.
    """

    rows: pd.DataFrame
    missing: str = ""
    left_out: str = ""
    is_snapped: bool = False
    is_coarse: bool = False

    def of(self, category: str, *, fewest: int) -> "Chosen":
        """Return the rows of one crime type, or why there are too few of them."""
        rows = self.rows[self.rows["category"] == category].reset_index(drop=True)
        missing = self.missing
        if not missing and len(rows) < fewest:
            needed = wording.counted(category, fewest)
            missing = f"{needed} with a day and a place are needed, and {len(rows)} are loaded."
        return replace(self, rows=rows[:0] if missing else rows, missing=missing)


def choose(
    rows: pd.DataFrame, *, covered: pd.DataFrame, since: date, until: date, weeks: int
) -> Chosen:
    """Return the rows that may be looked at, of those since the day since and before until (both
    begin a week), in an order that does not depend on theirs.

    Forces of which other weeks are loaded than of the largest are left out: where a place is loaded
    from March on, everything there is new. `rows` has the columns of store.incidents.DatedPointRow.
    """
    starts = periods.starts_between(since, until, "week")
    groups = group(rows.assign(incidents=1), loaded(covered, starts, until))
    there = int(groups[0].loaded.sum()) if groups else 0
    if there < weeks or not groups[0].loaded[-1]:
        return Chosen(rows[:0], wording.too_short("week", there, weeks))
    most, *others = groups
    is_snap = most.rows["street"].isin(list(SNAP_POINTS))
    order = ["easting", "northing", "patrol_day", "incident_id"]
    kept = most.rows[~is_snap].sort_values(order, ignore_index=True)
    every = kept[["easting", "northing"]].to_numpy(float)
    return Chosen(
        kept,
        left_out=_left_out(int(is_snap.sum()), [each.called for each in others if len(each.rows)]),
        is_snapped=_is_coarse(every, 1.0),
        is_coarse=_is_coarse(every, FAR),
    )


def begin(
    detector: OfPoints,
    rows: pd.DataFrame,
    *,
    covered: pd.DataFrame,
    since: date,
    recent: date,
    until: date,
) -> tuple[Run, Chosen]:
    """Return a detector's run before anything is tested, and the rows that it may look at."""
    chosen = choose(rows, covered=covered, since=since, until=until, weeks=detector.needs.periods)
    run = Run(
        detector=detector,
        since=since,
        recent=recent,
        until=until,
        missing=chosen.missing,
        gaps=chosen.left_out,
    )
    return run, chosen


def _left_out(at_snap: int, forces: Sequence[str]) -> str:
    told = []
    if at_snap:
        what = "incident" if at_snap == 1 else "incidents"
        told.append(f"Left out: {at_snap:,} {what} at prisons, hospitals and police stations.")
    if forces:
        told.append(f"Left out, as other weeks of theirs are loaded: {', '.join(forces)}.")
    return " ".join(told)


def _is_coarse(points: Floats, times: float) -> bool:
    """Return whether there are places near each other but hardly any very near: they are snapped."""
    places = np.unique(points.round(), axis=0)
    if len(places) < 2:
        return False
    tree = cKDTree(places)
    radii = np.array([NEAR, WIDE]) * times
    near, wide = (tree.count_neighbors(tree, radii) - len(places)) // 2
    return bool(wide >= FEWEST_PAIRS and near * EXACT < wide)
