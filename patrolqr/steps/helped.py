"""Did patrols at a place help? What is loaded before and since a day, held against places like it, and
days on which a coin drew it against days on which it held it out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from patrolqr.analysis import coin_days, helped, helped_harm, lateness
from patrolqr.analysis import covered as coverage
from patrolqr.analysis.coin_days import CoinDays
from patrolqr.analysis.helped import Square, Told
from patrolqr.analysis.helped_harm import HarmTold
from patrolqr.analysis.periods import PeriodUnit, days_between, earlier, start, starts_between
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.incident import Precision
from patrolqr.geo import squares
from patrolqr.store import Session, coins, covered, dossiers, incidents

UNITS: dict[Precision, PeriodUnit] = {"minute": "week", "month": "month"}

BEFORE: dict[PeriodUnit, int] = {"week": 52, "month": 12}
"""Periods before that are counted: a year, so that a bad month that led to the pick weighs little."""

FEWEST_BEFORE = 0.5
"""Share of these that must be loaded."""


@dataclass(frozen=True)
class Answer:
    """What can be said of a place: `told` is None where nothing can, and `why` says why.

    `before` and `since` say which periods were counted, `missing` which of the time are not loaded;
    `rows` are the squares compared: role, cell, before, since (incidents), and where there are weights
    harm_before, harm_since; `harm` is then what can be said in harm, `without` crime types that were
    reported in these squares and have no weight.
    """

    unit: PeriodUnit
    told: Told | None
    why: str = ""
    before: str = ""
    since: str = ""
    missing: str = ""
    rows: pd.DataFrame | None = None
    harm: HarmTold | None = None
    without: tuple[str, ...] = ()


def first_patrolled(session: Session, cell: str) -> date | None:
    """Return the first patrol day of which there is a log at a square, or at one in which it mostly
    lies, or that mostly lies in it.
    """
    days = [
        each["first_day"]
        for each in dossiers.patrolled(session)
        if squares.share_ground(cell, each["cell"])
    ]
    return min(days, default=None)


def by_coins(session: Session, cell: str, *, patrol_day: date) -> CoinDays | None:
    """Return what coins say of patrols at a square, of days up to a patrol day that are complete; None
    where it stood in none.
    """
    choice = PlaceChoice(until=patrol_day + timedelta(days=1))
    stood = coins.stood(session, choice, cell=cell)
    if stood.empty:
        return None
    complete = lateness.settled(covered.covered(session), covered.reporting(session))
    return coin_days.tell(stood, complete.covered)


def at_square(
    session: Session,
    cell: str,
    precision: Precision,
    *,
    patrolled_since: date,
    patrol_day: date,
    weights: Sequence[tuple[str, float]] = (),
) -> Answer:
    """Return what patrols at a square since a day may have changed, as known at a patrol day: over whole
    weeks of data to the minute, whole months of month data. With weights of crime types also in harm.
    """
    unit, side = UNITS[precision], squares.side(cell)
    if side not in squares.sides_for(precision):
        return Answer(unit, None, squares.TOO_FINE)
    begin = start(patrolled_since, unit)
    if begin < patrolled_since:
        begin = earlier(begin, -1, unit)
    end = start(min(_data_until(session, precision), patrol_day + timedelta(days=1)), unit)
    if end <= begin:
        return Answer(
            unit, None, f"No whole {unit} has passed since then of which data are loaded."
        )
    starts = starts_between(earlier(begin, BEFORE[unit], unit), end, unit)
    there = _loaded(session, precision, starts, end)
    kept = [each for each, is_there in zip(starts, there, strict=True) if is_there]
    periods = (sum(each < begin for each in kept), sum(each >= begin for each in kept))
    missing = coverage.of_periods(there, starts, end, unit).text
    if periods[0] < FEWEST_BEFORE * BEFORE[unit] or not periods[1]:
        why = f"Only {periods[0]} of the {BEFORE[unit]} {unit}s before and {periods[1]} since are loaded."
        return Answer(unit, None, why, missing=missing)
    reported = _reported(session, precision, kept, unit, begin, side)
    counts = _sides(reported, "incidents")
    told = helped.tell(
        *counts,
        _square(cell),
        patrolled=_patrolled(session, starts[0], end, side),
        periods=periods,
        unit=unit,
    )
    if told is None:
        why = "No square is like it: none as busy before in which nobody patrolled."
        return Answer(unit, None, why, missing=missing)
    rows = _rows(told, _square(cell), *counts, side)
    answer = Answer(
        unit,
        told,
        before=f"{days_between(starts[0], begin).line}",
        since=f"{days_between(begin, end).line}",
        missing=missing,
        rows=rows,
    )
    if not weights:
        return answer
    columns, harm, without = _in_harm(told, cell, reported, dict(weights), unit)
    return replace(answer, rows=rows.join(columns), harm=harm, without=without)


def _in_harm(
    told: Told,
    cell: str,
    reported: pd.DataFrame,
    weights: Mapping[str, float],
    unit: PeriodUnit,
) -> tuple[pd.DataFrame, HarmTold, tuple[str, ...]]:
    """Return harm_before and harm_since of the squares compared, what can be said in harm, and the crime
    types that were reported there and have no weight.
    """
    place, side = _square(cell), squares.side(cell)
    compared = {place, *told.held.ring, *told.held.controls, *told.held.control_rings}
    rows = reported[reported["square"].isin(list(compared))]
    weight = rows["category"].map(weights).astype(float)
    weighed = rows.assign(weight=weight.fillna(0))
    harm = weighed.assign(harm=weighed["incidents"] * weighed["weight"])
    sums = _rows(told, place, *_sides(harm, "harm"), side)[["before", "since"]]
    without = tuple(sorted(set(rows.loc[weight.isna(), "category"].dropna())))
    told_in_harm = helped_harm.tell(told, place, weighed, unit)
    return sums.convert_dtypes().add_prefix("harm_"), told_in_harm, without


def _data_until(session: Session, precision: Precision) -> date:
    known = {each["precision"]: each["until"] for each in incidents.available(session)}
    return known.get(precision, date.min)


def _loaded(
    session: Session, precision: Precision, starts: Sequence[date], until: date
) -> coverage.Mask:
    """Return which periods are loaded of every force and kind of rows that is loaded of any of them."""
    rows = coverage.of_incidents(covered.covered(session))
    rows = rows[rows["precision"] == precision]
    masks = [mask for mask in coverage.loaded(rows, starts, until).values() if mask.any()]
    every = pd.DataFrame(masks) if masks else pd.DataFrame([[False] * len(starts)])
    found: coverage.Mask = every.all().to_numpy(dtype=bool)
    return found


def _reported(
    session: Session,
    precision: Precision,
    kept: Sequence[date],
    unit: PeriodUnit,
    begin: date,
    side: int,
) -> pd.DataFrame:
    """Return incidents per square of a side and category, before the day and since (is_since)."""
    steps = [(each, earlier(each, -1, unit)) for each in kept]
    rows = incidents.squares_by_step(session, steps=steps, precision=precision, side=side)
    rows = rows.assign(is_since=rows["step"] >= sum(each < begin for each in kept))
    keys = ["easting", "northing", "category", "is_since"]
    summed: pd.DataFrame = rows.groupby(keys, dropna=False)[["incidents"]].sum().reset_index()
    corners = zip(summed["easting"], summed["northing"], strict=True)
    return summed.assign(square=pd.Series([_number(*each, side) for each in corners], dtype=object))


def _sides(rows: pd.DataFrame, column: str) -> tuple[dict[Square, Any], dict[Square, Any]]:
    """Return the sums of a column per square, before the day and since."""
    sides: tuple[dict[Square, Any], dict[Square, Any]] = {}, {}
    for square, is_since, number in zip(
        rows["square"], rows["is_since"], rows[column].tolist(), strict=True
    ):
        side = sides[is_since]
        side[square] = side.get(square, 0) + number
    return sides


def _patrolled(session: Session, since: date, until: date, side: int) -> set[Square]:
    """Return the squares of a side that share ground with one that was patrolled."""
    return {
        _square(touched)
        for each in dossiers.patrolled(session)
        if squares.is_name(each["cell"]) and each["first_day"] < until and each["last_day"] >= since
        for touched in squares.overlaps(each["cell"], of=side)
    }


def _square(cell: str) -> Square:
    return _number(*squares.corner(cell), squares.side(cell))


def _number(easting: float, northing: float, side: int) -> Square:
    """Return a square by how many squares east and north its south-west corner lies."""
    return int(easting) // side, int(northing) // side


def _rows(
    told: Told,
    place: Square,
    before: Mapping[Square, float],
    since: Mapping[Square, float],
    side: int,
) -> pd.DataFrame:
    roles = {
        "the place": (place,),
        "ring of the place": told.held.ring,
        "held against it": told.held.controls,
        "ring of those": told.held.control_rings,
    }
    return pd.DataFrame(
        [
            (
                role,
                squares.name_at(x * side, y * side, side=side),
                before.get((x, y), 0),
                since.get((x, y), 0),
            )
            for role, chosen in roles.items()
            for x, y in chosen
        ],
        columns=["role", "cell", "before", "since"],
    )
