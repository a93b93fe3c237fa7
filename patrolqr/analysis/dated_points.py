"""Incidents with a day and a place, as methods of points take them: what they may be looked for in,
and what they cannot carry.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from patrolqr.analysis import periods, wording
from patrolqr.analysis.covered import loaded
from patrolqr.analysis.detectors import base
from patrolqr.analysis.detectors.base import Bars, OfPoints, Run
from patrolqr.analysis.detectors.surges import group
from patrolqr.analysis.measures.statistics import Floats
from patrolqr.core.incident import SNAP_POINTS
from patrolqr.geo import squares

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


MOST_STRETCHES = 13
"""Bars of a card: a quarter of a year of weeks, as a rule."""


@dataclass(frozen=True, kw_only=True)
class OfStretches(OfPoints):
    """A detector of dated points each of whose tests has a length of its own (`days`, to the last one)."""

    def window_text(self, last_day: date) -> str:
        return f"the days to {last_day.day} {last_day:%b %Y}"

    def draw(self, run: Run, row: int) -> Bars:
        """Return what was counted, in stretches as long as the test's."""
        test = run.tests.iloc[row]
        days = int(test["days"])
        counts = run.counts.iloc[row].to_numpy(float)
        stretches = min(MOST_STRETCHES, counts.size // days)
        ends = [run.until - timedelta(days=back * days + 1) for back in reversed(range(stretches))]
        length = "a day" if days == 1 else f"{days} days"
        return base.in_stretches(
            test,
            counts,
            ends,
            long=days,
            period="week",
            unit=f"Incidents in {length}",
            ends=f"{length.capitalize()} to",
        )


@dataclass(frozen=True)
class OfType:
    """What was found of one crime type: tests, one row of daily counts for each, and the incidents
    behind them (with `test`, the row of the tests).
    """

    tests: pd.DataFrame
    counts: Floats
    behind: pd.DataFrame


def join(
    run: Run,
    found: Sequence[OfType],
    *,
    once_in: int,
    say: Callable[[wording.Row, int], Mapping[str, str]],
) -> Run:
    """Return the run over all crime types, the least likely by chance first: how often chance does as
    much is over all of them, and what it does at most `once_in` runs is a pattern.

    `say` words a test, by its row and how many types there are.
    """
    tests = pd.concat([each.tests for each in found], ignore_index=True)
    starts = np.cumsum([0, *(len(each.tests) for each in found)])
    behind = pd.concat(
        [
            each.behind.assign(test=each.behind["test"] + at)
            for each, at in zip(found, starts[:-1], strict=True)
        ]
    )
    counts = np.vstack([each.counts for each in found])
    tests["q"] = np.minimum(tests["p"] * len(found), 1.0)
    tests["flagged"] = tests["q"] <= 1 / once_in
    order = np.argsort(tests["p"].to_numpy(float), kind="stable")
    told = tests.iloc[order].reset_index(drop=True)
    words = [say(one, len(found)) for one in told.to_dict("records")]
    place = np.empty(len(tests), dtype=np.int64)
    place[order] = np.arange(len(tests))
    days = [run.since + timedelta(days=day) for day in range(counts.shape[1])]
    return replace(
        run,
        tests=told.assign(
            open=told["flagged"],
            open_since=told["last_day"].where(told["flagged"], None),
            **{name: [one[name] for one in words] for name in words[0]},
        ),
        counts=pd.DataFrame(counts[order], columns=days),
        behind=behind.assign(test=place[behind["test"].to_numpy(np.int64)]).reset_index(drop=True),
    )


def number_days(rows: pd.DataFrame, since: date) -> pd.DataFrame:
    """Return the incidents with `day`, from 0 on the day since, and `where`, their neighbourhood or ""."""
    ids = rows["neighbourhood_id"].astype(object)
    return rows.assign(
        day=(pd.to_datetime(rows["patrol_day"]) - pd.Timestamp(since)).dt.days,
        where=ids.where(ids.notna(), ""),
    )


def squares_of(rows: pd.DataFrame) -> "pd.Series[str]":
    """Return the counting square of each incident."""
    points = rows[["easting", "northing"]].to_numpy(float)
    return pd.Series([squares.name_at(east, north) for east, north in points], dtype=object)


def most_frequent(values: "pd.Series[str]") -> str | None:
    """Return the most frequent of these, the first by name of several; None of none."""
    return str(values.mode().iloc[0]) if len(values) else None


def neighbourhood_name(own: str, inside: pd.DataFrame) -> str:
    """Return what a neighbourhood is called, by incidents in it (their `neighbourhood`)."""
    named = inside["neighbourhood"].dropna()
    return (str(named.iloc[0]) if len(named) else own) if own else "No neighbourhood"


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
