"""Incidents with a day and a place, as methods of points take them: what they may be looked for in,
and what they cannot carry.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from patrolqr.analysis import periods, wording
from patrolqr.analysis.covered import loaded
from patrolqr.analysis.detectors.surges import group
from patrolqr.analysis.measures.statistics import Floats
from patrolqr.analysis.wording import counted
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
    """The rows that may be looked at, or why none (`missing`); `left_out` says which are not, and
    `is_snapped` that places are known to 200 m only.
    """

    rows: pd.DataFrame
    missing: str = ""
    left_out: str = ""
    is_snapped: bool = False


def choose(
    rows: pd.DataFrame,
    *,
    covered: pd.DataFrame,
    since: date,
    until: date,
    weeks: int,
    category: str,
    fewest: int,
) -> Chosen:
    """Return the rows of a crime type that may be looked at, of those since the day since and before
    until (both begin a week), in an order that does not depend on theirs.

    Forces of which other weeks are loaded than of the largest are left out: where a place is loaded
    from March on, everything there is new. `rows` has the columns of store.incidents.DatedPointRow.
    """
    starts = periods.starts_between(since, until, "week")
    groups = group(rows.assign(incidents=1), loaded(covered, starts, until))
    if not groups or not groups[0].loaded.any():
        return Chosen(rows[:0], wording.too_short("week", 0, weeks))
    most, *others = groups
    there = int(most.loaded.sum())
    if there < weeks or not most.loaded[-1]:
        return Chosen(rows[:0], wording.too_short("week", there, weeks))
    is_snap = most.rows["street"].isin(list(SNAP_POINTS))
    placed = most.rows[~is_snap]
    own = placed[placed["category"] == category]
    at_snap = int((is_snap & (most.rows["category"] == category)).sum())
    told = _left_out(at_snap, [each.called for each in others if len(each.rows)], category)
    kept = own.sort_values(["easting", "northing", "patrol_day", "incident_id"], ignore_index=True)
    if len(kept) < fewest:
        few = f"{counted(category, fewest)} with a day and a place are needed, and {len(kept)} are loaded."
        return Chosen(kept[:0], few, told)
    every = placed[["easting", "northing"]].to_numpy(float)
    if _is_coarse(every, FAR):
        far = "Their points lie too far apart to say what is near what."
        return Chosen(kept[:0], far, told)
    return Chosen(kept, left_out=told, is_snapped=_is_coarse(every, 1.0))


def _left_out(at_snap: int, forces: Sequence[str], category: str) -> str:
    told = []
    if at_snap:
        told.append(
            f"Left out: {counted(category, at_snap)} at prisons, hospitals and police stations."
        )
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
