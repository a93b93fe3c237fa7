"""Whether a known hotspot's hours have shifted: it is as busy as ever, but at another time, so that
patrols come when nothing is on.

The squares with the most incidents, whatever their crime type, the last eight weeks against the weeks
before (`measures/hours.py`, Watson's U² over shuffled weeks). It needs the hour of each incident: of
months, and of nights between two times, nothing can be said.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from scipy import stats

from patrolqr.analysis import dated_points, periods, wording
from patrolqr.analysis.detectors import base
from patrolqr.analysis.measures import hours
from patrolqr.geo import squares

WINDOW = 8
"""Weeks that are tested: in four a busy square has too few incidents to say when."""

FEWEST_NOW, FEWEST_BEFORE = 15, 40
"""Incidents with an hour in the tested weeks and before: of fewer a shift of a few hours is not seen."""

MOST_PLACES = 12
"""Squares that are looked at, those with the most incidents before: the more are tried, the clearer one
must be. In simulated years of evenings with series, where all of 44 incidents in eight weeks come eight
hours later, this is found in 7 of 10 among 12 squares and in 6 among 40.
"""

LENGTH = 6
"""Hours of the stretch that is named: half of a shift."""

SHUFFLES = 4999

ONCE_IN = 52
"""Weekly runs in which chance gives one like it at most once, to be a pattern, as the scan's."""

ABOUT = "Hours"
"""What a test is about, in place of a crime type."""


@dataclass(frozen=True, kw_only=True)
class Shifts(base.OfPoints):
    """Hours of the busiest squares. A test is of one square (`cell`, which is what it is counted
    `apart` by) and the six hours whose share rose most there.
    """

    shuffles: int = SHUFFLES
    is_rise: ClassVar[bool] = False

    @property
    def rule(self) -> str:
        return (
            f"the hours of incidents in the {MOST_PLACES} busiest squares of 250 m, of any crime type, against "
            f"{self.shuffles:,} shuffles of the weeks. A square needs {FEWEST_NOW} incidents with an hour now and "
            f"{FEWEST_BEFORE} before; its hours have shifted where chance alone gives one such square at most once in "
            f"{ONCE_IN} weekly runs; it stays open until it was quiet in {base.QUIET_RUNS} runs."
        )

    def window_text(self, last_day: date) -> str:
        return wording.stretch_to(last_day, WINDOW, "week")

    def look(
        self,
        rows: pd.DataFrame,
        *,
        covered: pd.DataFrame,
        since: date,
        until: date,
        progress: base.Progress = base.in_silence,
    ) -> base.Run:
        """Return the squares; the same incidents in another order, or later ones, change nothing."""
        progress(0)
        recent = periods.earlier(until, WINDOW, "week")
        run, every = dated_points.begin(
            self, rows, covered=covered, since=since, recent=recent, until=until
        )
        if run.missing:
            return run
        timed = timed_rows(every.rows, since)
        places = _places(timed, (until - since).days // 7)
        if not places:
            few = f"{FEWEST_NOW + FEWEST_BEFORE} incidents with an hour in one square of 250 m are needed."
            return replace(run, missing=few)
        found = []
        for number, (cell, own) in enumerate(places.items()):
            found.append(self._test(cell, own, since, until))
            progress((number + 1) / len(places))
        return self._joined(run, found)

    def _test(self, cell: str, own: pd.DataFrame, since: date, until: date) -> dict[str, Any]:
        weeks = (until - since).days // 7
        wall, week = own["hour"].to_numpy(float), own["week"].to_numpy(np.int64)
        is_now = week >= weeks - WINDOW
        p = hours.chance(
            wall, week, weeks=weeks, recent=WINDOW, shuffles=self.shuffles, seed=until.toordinal()
        )
        span = hours.risen(wall, is_now, length=LENGTH)
        inside = span.holds(wall)
        usual = float(inside[~is_now].mean())
        now = int(is_now.sum())
        low, high = stats.binom.interval(0.95, now, usual)
        named, street = own["neighbourhood"].dropna(), own["street"].dropna()
        area = own["neighbourhood_id"].dropna()
        place = str(street.mode().iloc[0]) if len(street) else cell
        return {
            "neighbourhood_id": str(area.iloc[0]) if len(area) else "",
            "neighbourhood": f"{named.iloc[0]}, {place}" if len(named) else place,
            "category": ABOUT,
            "apart": cell,
            "observed": int(inside[is_now].sum()),
            "expected": now * usual,
            "low": int(low),
            "high": int(high),
            "p": p,
            "cell": cell,
            "now": now,
            "span": span.text,
            "counts": np.bincount(week[inside], minlength=weeks),
            "behind": own[is_now & inside],
        }

    def _joined(self, run: base.Run, found: list[dict[str, Any]]) -> base.Run:
        """Return the run over all squares: how often chance does as much is over all of them."""
        found = sorted(found, key=lambda one: (one["p"], one["cell"]))
        tests = pd.DataFrame(found).drop(columns=["counts", "behind"])
        tests["q"] = np.minimum(tests["p"] * len(found), 1.0)
        tests["flagged"] = tests["q"] <= 1 / ONCE_IN
        tests = tests.assign(
            first_day=run.recent,
            last_day=run.last_day,
            open=tests["flagged"],
            open_since=pd.Series(run.last_day, tests.index, object).where(tests["flagged"], None),
        )
        words = pd.DataFrame([self._words(row, len(found)) for row in tests.to_dict("records")])
        starts = periods.starts_between(run.since, run.until, "week")
        behind = [one["behind"].assign(test=number) for number, one in enumerate(found)]
        counts = pd.DataFrame(np.vstack([one["counts"] for one in found]), columns=starts)
        return replace(
            run,
            tests=tests.join(words),
            counts=counts,
            behind=pd.concat(behind, ignore_index=True),
        )

    def _words(self, row: wording.Row, places: int) -> dict[str, str]:
        finding = (
            f"Other hours in {row['neighbourhood']}: {row['observed']} of {row['now']} incidents in "
            f"{self.window_text(row['last_day'])} came from {row['span']}, {wording.figure(row['expected'])} "
            f"expected ({row['low']}–{row['high']})."
        )
        what = f"all {places} places" if places > 1 else "one place"
        chance = wording.recurrence(row["q"], "week", what) if row["flagged"] else ""
        return {
            "reading": "more than chance" if row["flagged"] else "within chance",
            "finding": finding,
            "chance": chance,
            "sentence": f"{finding} {chance}".strip(),
        }

    def draw(self, run: base.Run, row: int) -> base.Bars:
        """Return how many came in those hours, in stretches as long as the tested one."""
        test = run.tests.iloc[row]
        counts = run.counts.iloc[row].to_numpy(float)
        unit = f"Incidents from {test['span']}"
        return base.in_windows(test, counts, run.until, window=WINDOW, period="week", unit=unit)


@dataclass(frozen=True)
class Told:
    """What a look told of one square: the hours whose share rose most, how many of its incidents came
    in them in the tested weeks, and how many in them and not in the time before.
    """

    span: hours.Span
    observed: int
    before: int
    other_before: int


def told_again(rows: pd.DataFrame, since: date, until: date, cell: str) -> Told | None:
    """Return what a look at these rows tells of a square, None where it had too few incidents to be
    looked at.
    """
    timed, weeks = timed_rows(rows, since), (until - since).days // 7
    own = _places(timed, weeks).get(cell)
    if own is None:
        return None
    wall, is_now = own["hour"].to_numpy(float), own["week"].to_numpy() >= weeks - WINDOW
    span = hours.risen(wall, is_now, length=LENGTH)
    inside = span.holds(wall)
    before = inside[~is_now]
    return Told(span, int(inside[is_now].sum()), int(before.sum()), int((~before).sum()))


def timed_rows(rows: pd.DataFrame, since: date) -> pd.DataFrame:
    """Return the incidents whose hour is known, with `week` (from 0) and `cell`.

    Midnight to the minute is what forms write where nobody knows.
    """
    known = rows[rows["hour"].notna() & (rows["hour"] != 0)]
    days = (pd.to_datetime(known["patrol_day"]) - pd.Timestamp(since)).dt.days
    points = known[["easting", "northing"]].to_numpy(float)
    cells = [squares.name_at(east, north) for east, north in points]
    return known.assign(week=days // 7, cell=cells)


def _places(timed: pd.DataFrame, weeks: int) -> dict[str, pd.DataFrame]:
    """Return the incidents of each of the busiest squares that have enough, the busiest first."""
    is_now = timed["week"] >= weeks - WINDOW
    now = timed[is_now].groupby("cell").size()
    before = timed[~is_now].groupby("cell").size()
    enough = before[before >= FEWEST_BEFORE].index.intersection(now[now >= FEWEST_NOW].index)
    busiest = before[enough].reset_index(name="incidents")
    busiest = busiest.sort_values(["incidents", "cell"], ascending=[False, True]).head(MOST_PLACES)
    of_cell = timed.groupby("cell")
    return {cell: of_cell.get_group(cell) for cell in busiest["cell"]}


HOURS = Shifts(
    name="hours",
    title="A hotspot's hours that shift",
    cannot_see="It cannot see a shift of an hour or two, nor one of fewer than most of a place's incidents, nor one "
    "where these have no hour, and takes what comes with dark evenings for something new.",
    doubt="It would be less if those incidents were found then and happened earlier, or one opening time changed.",
)

DETECTORS = (HOURS,)
