"""Squares ranked, for the hotspots page and the command line alike. No Streamlit here."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from patrolqr.analysis import covered as coverage
from patrolqr.analysis import hotspots, wording
from patrolqr.analysis.measures import statistics
from patrolqr.analysis.periods import DateSpan
from patrolqr.core.area import Candidate
from patrolqr.core.errors import InputWrong
from patrolqr.core.incident import CRIME_TYPES, Precision
from patrolqr.geo import squares
from patrolqr.geo.squares import CELL_METRES
from patrolqr.steps import behaviour, study_area
from patrolqr.store import Session, areas, covered, incidents
from patrolqr.store.places import neighbourhoods


class Listed(NamedTuple):
    """The ranked squares (analysis.hotspots.COLUMNS), and how many incidents lie off the ground."""

    rows: pd.DataFrame
    outside: int


def ranked(
    session: Session,
    period: DateSpan,
    precision: Precision,
    *,
    types: Sequence[str],
    places: Sequence[str],
    side: int = CELL_METRES,
) -> pd.DataFrame:
    """Return one row per square of a side with incidents in that choice, the busiest first
    (analysis.hotspots.COLUMNS).
    """
    return listed(session, period, precision, types=types, places=places, side=side).rows


def listed(
    session: Session,
    period: DateSpan,
    precision: Precision,
    *,
    types: Sequence[str],
    places: Sequence[str],
    side: int = CELL_METRES,
) -> Listed:
    """Return the ranked squares of a side in that choice and how many incidents lie off the ground.

    InputWrong where incidents of that precision cannot be counted in such squares.
    """
    squares.check_side(side, precision)
    there = loaded(session, period.since, period.until, precision)
    area = study_area.of(session, places, side=side)
    known = _everything(session, precision, side)
    cells = counted(
        session,
        since=period.since,
        until=period.until,
        precision=precision,
        types=types,
        places=places,
        side=side,
    )
    rows = hotspots.rank(
        cells,
        period_text=period.text,
        months=period.months,
        has_before=False,
        loaded=there,
        place_name=_place_name(session, places),
        types=types,
        names=_names(session, known),
        area=area,
        by_type=_by_type(session, period, precision, types, places, known, side),
        behaves=behaviour.words(
            session, period, precision, types=types, places=places, area=area, side=side
        ),
        side=side,
    )
    return Listed(rows, int(cells["count"].sum() - rows["count"].sum()))


def outside_text(outside: int) -> str:
    """Return what lies off the ground, as a sentence."""
    counted = "1 incident lies" if outside == 1 else f"{outside:,} incidents lie"
    return f"{counted} outside the neighbourhoods that are loaded, and not in the list."


def _by_type(
    session: Session,
    period: DateSpan,
    precision: Precision,
    types: Sequence[str],
    places: Sequence[str],
    known: Sequence[pd.DataFrame],
    side: int,
) -> hotspots.ByType | None:
    """Return what a list of some types needs besides their counts; nothing for one of all."""
    if not types:
        return None
    rows = incidents.squares_by_step(
        session,
        steps=[(period.since, period.until)],
        precision=precision,
        side=side,
        neighbourhoods=places,
    )
    every = pd.concat(known, ignore_index=True).drop_duplicates("cell")
    if places:
        every = every[every["neighbourhood_id"].isin(list(places))]
    return hotspots.ByType(rows, every)


class Risen(NamedTuple):
    """The square where a pattern rose most: how many there now, and how many from the time before."""

    cell: str
    name: str
    now: int
    expected: float


def risen(
    session: Session,
    *,
    before: date,
    since: date,
    until: date,
    share: float,
    precision: Precision,
    category: str,
    neighbourhood_id: str,
) -> Risen | None:
    """Return the square where a crime type rose most from since on against the time from `before` to
    since, or None where none of it has a place. Squares of that neighbourhood, of none where it is
    "", of all of them for wording.EVERYWHERE.

    The rise is the difference in its own standard errors. `share` is how much of the time before is as
    long as the time since.
    """
    places = [neighbourhood_id] if neighbourhood_id not in ("", wording.EVERYWHERE) else []
    cells = counted(
        session, since=since, until=until, precision=precision, types=[category], places=places
    )
    if not neighbourhood_id:
        cells = cells[cells["neighbourhood_id"].isna()].reset_index(drop=True)
    ranked = hotspots.rank(
        cells,
        period_text="this time",
        months=1,
        has_before=False,
        names=names(session, precision),
    )
    rows = incidents.squares_by_step(
        session, steps=[(before, since)], precision=precision, neighbourhoods=places
    )
    own = rows[rows["category"] == category]
    corners = zip(own["easting"], own["northing"], strict=True)
    earlier = dict(zip(map(_cell, corners), own["incidents"], strict=True))
    found = hotspots.pickable(ranked)
    had = found["cell"].map(earlier).fillna(0).to_numpy(float)
    rises = statistics.rise(found["count"].to_numpy(float), had, share=share)
    if not rises.size:
        return None
    at = int(rises.argmax())  # of equal rises the busiest square's, which comes first
    row = found.iloc[at]
    return Risen(row["cell"], row["name"], int(row["count"]), float(had[at] * share))


def _cell(corner: tuple[float, float]) -> str:
    return squares.name_at(*corner)


def names(session: Session, precision: Precision, *, side: int = CELL_METRES) -> dict[str, str]:
    """Return what every square of a side with incidents is called, by its cell, whatever is chosen to
    be counted: as its patrol area in force, or else by all that was ever recorded there. What a patrol
    area of another side is called is there too.
    """
    return _names(session, _everything(session, precision, side))


def _everything(session: Session, precision: Precision, side: int) -> list[pd.DataFrame]:
    """Return per precision asked for (at most one) all squares with anything ever recorded."""
    return [
        counted(
            session, since=span["first_day"], until=span["until"], precision=precision, side=side
        )
        for span in incidents.available(session)
        if span["precision"] == precision
    ]


def _names(session: Session, known: Sequence[pd.DataFrame]) -> dict[str, str]:
    kept = areas.names(session)
    taken = set(kept.values())
    found: dict[str, str] = {}
    for cells in known:
        for cell, label in zip(cells["cell"], wording.each_its_own(cells), strict=True):
            # a patrol area may be called as another square is
            found[cell] = f"{label} ({cell})" if label in taken else label
    return found | kept


def loaded(
    session: Session, since: date, until: date, precision: Precision
) -> dict[str, coverage.InPeriod]:
    """Return per force how much of the period was loaded, and how much of it a year before too."""
    rows = coverage.of_incidents(covered.covered(session))
    return coverage.in_period(
        rows[rows["precision"] == precision],
        since=since,
        until=until,
        before_since=hotspots.before(since, until)[0],
        by_month=precision == "month",
    )


def not_loaded(session: Session, period: DateSpan, precision: Precision) -> str:
    """Return which part of the period was not loaded, as a sentence, or nothing.

    Where it is not the same of all forces, each is named.
    """
    there = loaded(session, period.since, period.until, precision)
    texts = {force: each.now.text for force, each in there.items() if each.now.there}
    if len(set(texts.values())) <= 1:
        return next(iter(texts.values()), "")
    return ". ".join(
        f"{force or 'No force named'}: {text}" for force, text in texts.items() if text
    )


def counted(
    session: Session,
    *,
    since: date,
    until: date,
    precision: Precision,
    types: Sequence[str] = (),
    places: Sequence[str] = (),
    side: int = CELL_METRES,
) -> pd.DataFrame:
    """Return one row (incidents.CellRow) per square of a side with incidents from since to the day before
    until, or in the comparable earlier period.

    No types or places mean all of them.
    """
    before_since, before_until = hotspots.before(since, until)
    return incidents.cells(
        session,
        since=since,
        until=until,
        before_since=before_since,
        before_until=before_until,
        precision=precision,
        side=side,
        categories=types,
        neighbourhoods=places,
    )


def _place_name(session: Session, places: Sequence[str]) -> str:
    """Return what the average is of: the neighbourhood chosen, the demo's town, or all that was
    loaded.
    """
    if len(places) == 1:
        known = neighbourhoods(session).set_index("place_id")["name"]
        return str(known.get(places[0], "the neighbourhood"))
    if places:
        return "these neighbourhoods"
    return "the town" if session.is_demo else "the area"


def candidate(row: Mapping[Hashable, Any]) -> Candidate:
    """Return a ranked square as a candidate for a patrol area."""
    neighbourhood_id = row["neighbourhood_id"]
    known = None if pd.isna(neighbourhood_id) else str(neighbourhood_id)
    return Candidate(row["cell"], row["name"], squares.outline(row["cell"]), known, row["why"])


def neighbourhood_ids(session: Session, names: Sequence[str]) -> list[str]:
    """Return the ids of neighbourhoods given by id or name; InputWrong lists what there is."""
    rows = neighbourhoods(session).to_dict("records")
    found: list[str] = []
    for name in names:
        same = [
            row["place_id"]
            for row in rows
            if name.lower() in (row["place_id"].lower(), row["name"].lower())
        ]
        if not same:
            known = ", ".join(row["name"] for row in rows) or "none; load their boundaries first"
            raise InputWrong(f"There is no neighbourhood {name!r}. Those loaded: {known}.")
        found += same
    return found


def crime_types(names: Sequence[str]) -> list[str]:
    """Return crime types as they are published, however they were typed; InputWrong lists them."""
    known = {each.lower(): each for each in CRIME_TYPES}
    wrong = [name for name in names if name.lower() not in known]
    if wrong:
        raise InputWrong(
            f"There is no crime type {wrong[0]!r}. Those there are: {', '.join(CRIME_TYPES)}."
        )
    return [known[name.lower()] for name in names]
