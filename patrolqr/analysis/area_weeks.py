"""Patrol areas week by week: weeks with patrols on more days held against the same areas' weeks with fewer,
with what every area did that week taken out.

Officers are sent where it just rose, and such places fall by themselves (regression to the mean): so what
had been reported in each area before each week stands beside the patrols, over three lengths of time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

import numpy as np
import pandas as pd

from patrolqr.analysis import covered as coverage
from patrolqr.analysis.helped import HOPED_FALL, TEN_YEARS
from patrolqr.analysis.measures import panel
from patrolqr.analysis.measures.proportions import FEWEST_COUNTED, Compared
from patrolqr.analysis.measures.statistics import Floats

FEWEST_AREAS = 10
"""Areas that must have had patrols on more days in one week than in another: errors that are clustered by
area rest on as many numbers as there are areas.
"""

FEWEST_WEEKS = 8
"""Whole weeks that must be counted."""

BEFORE = (4, 13, 52)
"""Weeks before each week over which what was reported in an area stands beside its patrols: picks look back
over a month, a season or a year. Without it 9 to 28 of 100 intervals miss where nothing changed.
"""

FEWEST_BEFORE = 0.5
"""Share of the year before a week that must be loaded."""

WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class AreaWeeks:
    """What areas and weeks say of patrols: `rows` are those counted, `weeks` how many; `left_out` whole
    weeks that were not. `usual` is the mean of days with a patrol in a week, and `ratio` how many times as
    many incidents go with so many days as with none.

    `times_as_many` weeks or areas would show a fall by HOPED_FALL (below 1: it would by now).
    """

    rows: pd.DataFrame
    weeks: int
    left_out: int
    areas: int
    switching: int
    usual: float
    ratio: Compared | None
    times_as_many: float

    @property
    def is_too_little(self) -> bool:
        """Whether nothing is said but what is lacking: a fall would not show yet, and nothing does."""
        return self.ratio is None or (self.times_as_many > 1 and not self.ratio.excludes(1))

    @property
    def more_weeks(self) -> int | None:
        """Return after how many more weeks of these areas a fall would show; None: not in ten years."""
        return self._more(self.weeks, TEN_YEARS["week"])

    @property
    def more_areas(self) -> int | None:
        """Return how many more areas like these, over the same weeks, would show it; None: too many."""
        return self._more(self.areas, MOST_AREAS)

    def _more(self, there: int, most: int) -> int | None:
        more = max(1, ceil(there * (self.times_as_many - 1))) if self.ratio else most + 1
        return more if more <= most else None


MOST_AREAS = 1000
"""No team has more areas."""


def tell(
    rows: pd.DataFrame, covered: pd.DataFrame, *, since: date, until: date, first: date | None
) -> AreaWeeks:
    """Return what rows of store.question_rows.AreaWeekRow say of the whole weeks from since to before
    until; of weeks before `first` nothing is known of patrols. `covered` is what was loaded.
    """
    mondays = sorted({coverage.day_of(each) for each in rows["week"]})
    there = _loaded(covered, mondays)
    asked = [each for each in mondays if each >= since and each + WEEK <= until]
    positions = [
        at
        for at, each in enumerate(mondays)
        if each in asked and first is not None and each >= first
        if there[at] and _is_known_before(at, there)
    ]
    counted = [mondays[at] for at in positions]
    kept = rows[pd.to_datetime(rows["week"]).isin(pd.to_datetime(pd.Series(counted, dtype=object)))]
    kept = kept.reset_index(drop=True)
    days = _matrix(kept, "patrol_days")
    usual = float(days.mean()) if days.size else 0.0
    switching = int((days.min(axis=1) < days.max(axis=1)).sum()) if days.size else 0
    is_enough = switching >= FEWEST_AREAS and len(counted) >= FEWEST_WEEKS
    found = None
    if is_enough and kept["incidents"].sum() >= FEWEST_COUNTED:
        beside = _before(_matrix(rows, "incidents"), positions, there)
        found = panel.fit(_matrix(kept, "incidents"), days / usual, *beside)
    return AreaWeeks(
        rows=kept,
        weeks=len(counted),
        left_out=len(asked) - len(counted),
        areas=len(days),
        switching=switching,
        usual=usual,
        ratio=found.ratio() if found else None,
        times_as_many=panel.times_as_many(found, HOPED_FALL) if found else float("inf"),
    )


def _loaded(covered: pd.DataFrame, mondays: Sequence[date]) -> list[bool]:
    """Return which weeks are loaded of every force, to the minute."""
    dated = coverage.of_incidents(covered)
    dated = dated[dated["precision"] == "minute"]
    if dated.empty or not mondays:
        return [False] * len(mondays)
    by_stream = coverage.loaded(dated, mondays, mondays[-1] + WEEK)
    return coverage.of_every_force(by_stream, len(mondays))


def _is_known_before(at: int, there: Sequence[bool]) -> bool:
    """Return whether enough of the year before a week is loaded, and anything of the month before it."""
    year = max(BEFORE)
    before = there[max(0, at - year) : at]
    return sum(before) >= FEWEST_BEFORE * year and any(before[-min(BEFORE) :])


def _matrix(rows: pd.DataFrame, column: str) -> Floats:
    """Return a column as areas × weeks."""
    if rows.empty:
        return np.zeros((0, 0))
    found: Floats = rows.pivot(index="area_id", columns="week", values=column).to_numpy(float)
    return found


def _before(counts: Floats, positions: Sequence[int], there: Sequence[bool]) -> list[Floats]:
    """Return for each of BEFORE what was reported in four loaded weeks of that time before each week, as
    log(1 + n): areas × weeks counted.
    """
    is_loaded = np.asarray(there, dtype=float)
    found = []
    for length in BEFORE:
        spans = [slice(max(0, at - length), at) for at in positions]
        sums = [counts[:, span] @ is_loaded[span] / is_loaded[span].sum() for span in spans]
        found.append(np.log1p(4 * np.stack(sums, axis=1)))
    return found


def by_week(told: AreaWeeks) -> pd.DataFrame:
    """Return the sums of the areas per week counted: week, days (7), patrols (days with one), incidents."""
    sums = told.rows.groupby("week", as_index=False)[["patrol_days", "incidents"]].sum()
    return sums.assign(week=pd.to_datetime(sums["week"]), days=7, patrols=sums["patrol_days"]).drop(
        columns="patrol_days"
    )
