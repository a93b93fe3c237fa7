"""Squares ranked, for the hotspots page and the command line alike. No Streamlit here."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from patrolqr.analysis import hotspots
from patrolqr.analysis.periods import DateSpan
from patrolqr.core.area import Candidate
from patrolqr.core.errors import InputWrong
from patrolqr.core.incident import CRIME_TYPES, Precision
from patrolqr.geo import squares
from patrolqr.store import Store


def ranked(
    store: Store,
    period: DateSpan,
    precision: Precision,
    *,
    types: Sequence[str],
    places: Sequence[str],
    first_day: date,
) -> pd.DataFrame:
    """Return one row per square with incidents in that choice, the busiest first
    (analysis.hotspots.COLUMNS).
    """
    asked = hotspots.question(
        since=period.since,
        until=period.until,
        precision=precision,
        categories=types,
        neighbourhoods=places,
    )
    return hotspots.rank(
        store.frame("cells", **asked),
        period_text=period.text,
        months=period.months,
        has_before=hotspots.comparable(first_day, period.since, period.until),
        place_name=_place_name(store, places),
    )


def _place_name(store: Store, places: Sequence[str]) -> str:
    """Return what the average is of: the neighbourhood chosen, the demo's town, or all that was
    loaded.
    """
    if len(places) == 1:
        names = {row["place_id"]: row["name"] for row in store.rows("neighbourhoods")}
        return str(names.get(places[0], "the neighbourhood"))
    if places:
        return "these neighbourhoods"
    return "the town" if store.is_demo else "the area"


def candidate(row: Mapping[Hashable, Any]) -> Candidate:
    """Return a ranked square as a candidate for a patrol area."""
    neighbourhood_id = row["neighbourhood_id"]
    known = None if pd.isna(neighbourhood_id) else str(neighbourhood_id)
    return Candidate(row["cell"], row["name"], squares.outline(row["cell"]), known, row["why"])


def neighbourhood_ids(store: Store, names: Sequence[str]) -> list[str]:
    """Return the ids of neighbourhoods given by id or name; InputWrong lists what there is."""
    rows = store.rows("neighbourhoods")
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
