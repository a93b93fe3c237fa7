"""Squares ranked, for the hotspots page and the command line alike. No Streamlit here."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from patrolqr.analysis import grid, hotspots
from patrolqr.errors import InputWrong
from patrolqr.model import CRIME_TYPES, Candidate, Precision
from patrolqr.store import Store

USUAL_MONTHS = 12
"""Counts over a year or two find next month's crime best; last month's alone chase noise."""

MONTH_DAYS = 30.44
"""Days of an average month."""


@dataclass(frozen=True)
class Period:
    """A period of days: `since` is the first in it, `until` the first after it; `text` reads "12 months"."""

    since: date
    until: date
    text: str

    @property
    def months(self) -> float:
        """Return its length in months."""
        return (self.until - self.since).days / MONTH_DAYS

    @property
    def line(self) -> str:
        """Return it as people read it: 1 Sep 2024 to 31 Aug 2025."""
        last = self.until - timedelta(days=1)
        return f"{self.since.day} {self.since:%b %Y} to {last.day} {last:%b %Y}"


def between(since: date, until: date) -> Period:
    """Return the period of those days, with its length in words; `until` is the first day after it."""
    return Period(since, until, span(since, until))


def last_months(first_day: date, until: date, months: int = USUAL_MONTHS) -> Period:
    """Return the last months of data that begin on first_day and end before until; all of it where it is no longer."""
    since = months_before(until, months)
    return between(first_day, until) if since <= first_day else Period(since, until, months_text(months))


def span(since: date, until: date) -> str:
    """Return a length as people say it: 8 months, or 17 days where it is less than two months."""
    days = (until - since).days
    if days < 59 and since.day != until.day:
        return f"{days} day{'' if days == 1 else 's'}"
    return months_text(round(days / MONTH_DAYS))


def months_text(number: int) -> str:
    """Return a number of months in words."""
    return f"{number} month{'' if number == 1 else 's'}"


def months_before(day: date, number: int) -> date:
    """Return the same day that many months earlier, or the last day of that month."""
    return (pd.Timestamp(day) - pd.DateOffset(months=number)).date()


def ranked(
    store: Store, period: Period, precision: Precision, *, types: Sequence[str], places: Sequence[str], first_day: date
) -> pd.DataFrame:
    """Return one row per square with incidents in that choice, the busiest first (analysis.hotspots.COLUMNS)."""
    asked = hotspots.question(
        since=period.since, until=period.until, precision=precision, categories=types, neighbourhoods=places
    )
    return hotspots.rank(
        store.frame("cells", **asked),
        period_text=period.text,
        months=period.months,
        has_before=hotspots.comparable(first_day, period.since, period.until),
        place_name=_place_name(store, places),
    )


def _place_name(store: Store, places: Sequence[str]) -> str:
    """Return what the average is of: the neighbourhood chosen, the demo's town, or all that was loaded."""
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
    return Candidate(row["cell"], row["name"], grid.outline(row["cell"]), known, row["why"])


def neighbourhood_ids(store: Store, names: Sequence[str]) -> list[str]:
    """Return the ids of neighbourhoods given by id or name; InputWrong lists what there is."""
    rows = store.rows("neighbourhoods")
    found: list[str] = []
    for name in names:
        same = [row["place_id"] for row in rows if name.lower() in (row["place_id"].lower(), row["name"].lower())]
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
        raise InputWrong(f"There is no crime type {wrong[0]!r}. Those there are: {', '.join(CRIME_TYPES)}.")
    return [known[name.lower()] for name in names]
