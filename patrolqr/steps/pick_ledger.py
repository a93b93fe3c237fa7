"""Picks looked back on: what was decided about each place, and what was reported there afterwards,
beside as many places that a list would have put first, as known then. No Streamlit here.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from patrolqr.analysis import covered as coverage
from patrolqr.analysis import pick_ledger
from patrolqr.analysis.covered import day_of
from patrolqr.analysis.ledger_look import After, Corner, Listed, Look
from patrolqr.analysis.periods import earlier, months_before
from patrolqr.analysis.pick_ledger import DUTY, Ledger
from patrolqr.analysis.study_area import StudyArea
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.incident import SNAP_POINTS, Precision
from patrolqr.geo import squares
from patrolqr.steps import covered_steps, rank, study_area
from patrolqr.store import Session, coins, covered, incidents, loaded, masks, picks, teams

FORTNIGHT = timedelta(days=14)

AFTER: Mapping[Precision, str] = {
    "minute": "the fortnight after",
    "month": "the first whole month after",
}
"""What is looked at after a duty; of month data no days are known."""

LISTED_MONTHS = 12
"""The list is of a year, as the page's first one is."""


class _Made(NamedTuple):
    """What a duty's list is made of: whose ground, until which day, as known at which moment, and the
    side of its squares.
    """

    team_id: str
    until: date
    known_at: datetime | None
    side: int


def looked_back(session: Session, choice: PlaceChoice, precision: Precision) -> Ledger:
    """Return what was decided in the chosen days and teams, and what came of it."""
    decided = picks.ledger(session, choice)
    decided["patrol_day"] = [day_of(each) for each in decided["patrol_day"]]
    return pick_ledger.tell(
        decided,
        _looks(session, decided, precision),
        names=_names(session, decided, precision),
        after_text=AFTER[precision],
        tosses=coins.tosses(session, choice),
        masks=masks.masks(session),
    )


def _names(session: Session, decided: pd.DataFrame, precision: Precision) -> dict[str, str]:
    """Return what the squares of every size that was decided about are called."""
    found: dict[str, str] = {}
    for side in _sides(decided["place"], precision):
        found |= rank.names(session, precision, side=side)
    return found


def _sides(places: Iterable[str], precision: Precision) -> list[int]:
    """Return the sides of the squares among places in which incidents of that precision are counted;
    the usual one where there are none.
    """
    there = {squares.side(each) for each in places if squares.is_name(each)}
    return sorted(there & set(squares.sides_for(precision))) or [squares.CELL_METRES]


def _on_sheet(there: pd.DataFrame) -> "pd.Series[str]":
    """Return the places on a duty's sheet; of one without squares all that was decided about. What was
    decided in the inbox has no size of its own.
    """
    squared = there.loc[there["on_sheet"] & there["place"].map(squares.is_name), "place"]
    return squared if len(squared) else there["place"]


def _looks(
    session: Session, decided: pd.DataFrame, precision: Precision
) -> dict[tuple[Any, ...], Look]:
    if decided.empty:
        return {}
    made = _made(session, decided, precision)
    listed = _listed(session, set(made.values()), precision)
    after = _after(
        session, {key[1] for key in made}, precision, _sides(decided["place"], precision)
    )
    return {
        key: Look(listed[each], after[key[1]], was_known=each.known_at is not None)
        for key, each in made.items()
    }


def _made(
    session: Session, decided: pd.DataFrame, precision: Precision
) -> dict[tuple[Any, ...], _Made]:
    """Return what each duty's list is made of: as known when its sheet was saved or, without one, when
    something was last decided; of squares as large as all those on its sheet, else of the usual.
    """
    sides = {key: _sides(_on_sheet(each), precision) for key, each in decided.groupby(DUTY)}
    loads = sorted(pd.to_datetime(loaded.loaded(session)["loaded_at"], utc=True))
    moments = decided["confirmed_at"].fillna(decided["decided_at"])
    newest = decided[DUTY].assign(moment=moments).groupby(DUTY, sort=False).max().reset_index()
    found: dict[tuple[Any, ...], _Made] = {}
    for team_id, day, shift, moment in newest.itertuples(index=False):
        at = bisect_right(loads, moment) - 1
        known_at = loads[at].to_pydatetime() if at >= 0 else None
        there = sides[team_id, day, shift]
        side = there[0] if len(there) == 1 else squares.CELL_METRES
        found[team_id, day, shift] = _of_day(session, team_id, day, precision, known_at, side)
    return found


def _of_day(
    session: Session,
    team_id: str,
    day: date,
    precision: Precision,
    known_at: datetime | None,
    side: int,
) -> _Made:
    """Return a list's making up to a patrol day; as known now where nothing was known then."""
    last = _last_day(session, precision, known_at) if known_at else None
    if last is None:
        known_at = None
    whole = day.replace(day=1) if precision == "month" else day
    until = min(whole, last + timedelta(days=1)) if last else whole
    return _Made(team_id, until, known_at, side)


def _last_day(
    session: Session, precision: Precision, known_at: datetime | None = None
) -> date | None:
    """Return the last day that was loaded as known at a moment (None: now), None where none was."""
    rows = covered.covered(session, as_known_at=known_at)
    days = rows.loc[rows["precision"] == precision, "last_day"]
    return day_of(days.max()) if len(days) else None


def _listed(session: Session, wanted: set[_Made], precision: Precision) -> dict[_Made, Listed]:
    """Return each list; those of one ground, moment and side are counted in one query."""
    found = {}
    for team_id, known_at, side in {(each.team_id, each.known_at, each.side) for each in wanted}:
        places = _ground(session, team_id)
        ends = sorted(
            each.until
            for each in wanted
            if (each.team_id, each.known_at, each.side) == (team_id, known_at, side)
        )
        rows = incidents.squares_by_step(
            session,
            steps=[(months_before(end, LISTED_MONTHS), end) for end in ends],
            precision=precision,
            side=side,
            neighbourhoods=places,
            without_points=list(SNAP_POINTS),
            as_known_at=known_at,
        )
        area = study_area.of(session, places, side=side) or StudyArea.of_incidents(rows, side=side)
        for step, end in enumerate(ends):
            found[_Made(team_id, end, known_at, side)] = Listed(area, rows[rows["step"] == step])
    return found


def _ground(session: Session, team_id: str) -> Sequence[str]:
    """Return a team's neighbourhoods; of a team that is gone all."""
    known = {each.team_id: each.neighbourhoods for each in teams.teams(session)}
    return known.get(team_id, ())


def _after(
    session: Session, days: set[date], precision: Precision, sides: Sequence[int]
) -> dict[date, After]:
    """Return what was reported in squares of these sides after each patrol day, of the days (months)
    that were loaded.
    """
    spans = {day: _span(day, precision) for day in days}
    steps = _steps(
        min(since for since, _ in spans.values()),
        max(until for _, until in spans.values()),
        precision,
    )
    streams = covered_steps.loaded_in(session, steps, precision, None)
    there = coverage.of_every_force(streams, len(steps))
    # a quiet day after the last that was loaded may be one that was not
    last = _last_day(session, precision) or date.min
    by_day: dict[date, dict[Corner, int]] = {
        start: {}
        for (start, _), is_there in zip(steps, there, strict=True)
        if is_there and start <= last
    }
    for side in sides:
        rows = incidents.squares_by_step(
            session, steps=steps, precision=precision, side=side, without_points=list(SNAP_POINTS)
        )
        summed = rows.groupby(["step", "easting", "northing"], as_index=False)["incidents"].sum()
        for step, easting, northing, count in summed.itertuples(index=False):
            if steps[step][0] in by_day:
                by_day[steps[step][0]][int(easting), int(northing), side] = int(count)
    return {
        day: After(
            {each: counts for each, counts in by_day.items() if since <= each < until},
            sum(since <= start < until for start, _ in steps),
            tuple(sides),
        )
        for day, (since, until) in spans.items()
    }


def _span(day: date, precision: Precision) -> tuple[date, date]:
    if precision == "minute":
        return day, day + FORTNIGHT
    return earlier(day, -1, "month"), earlier(day, -2, "month")


def _steps(since: date, until: date, precision: Precision) -> list[tuple[date, date]]:
    if precision == "month":
        number = (until.year - since.year) * 12 + until.month - since.month
        starts = [earlier(since, -each, "month") for each in range(number + 1)]
    else:
        starts = [since + timedelta(days=each) for each in range((until - since).days + 1)]
    return list(pairwise(starts))
