"""Which of the newest days are not complete yet, learned from how late earlier reports came.

What rose is looked for in complete weeks only (METHODS of reporting delay: end at the last week known
to be complete). A day counts as complete at the age at which days before it were.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter
from typing import Any

import pandas as pd

from patrolqr.analysis.covered import KINDS, day_of, stream_of

Stream = tuple[str, str, str]
"""Force, system and kind of rows: what comes in together; "" where one is not named."""

COMPLETE = 0.95
"""Share of a day's incidents that are known when it counts as complete."""

FEWEST = 50
"""Incidents from which reporting is learned; of fewer nothing is said."""

STILL_COMING = timedelta(days=28)
"""How long ago rows that still come in may have come last."""


@dataclass(frozen=True)
class Settled:
    """The stretches of days that are complete.

    `ends` is the last complete day where newer ones were loaded, `text` says so; None and "" else.
    """

    covered: pd.DataFrame
    ends: date | None = None
    text: str = ""


def settled(covered: pd.DataFrame, reporting: pd.DataFrame) -> Settled:
    """Return what of the loaded days is complete: dated incidents all end where the first of them
    does, so that a place is not compared by its calls alone.

    `covered` has the columns force, source, kind, precision, first_day and last_day; `reporting` those
    of store.covered.ReportingRow. Month data stay as they are: they are published once complete.
    """
    late = days_late(reporting)
    dated = covered[covered["precision"] == "minute"]
    if not late or dated.empty:
        return Settled(covered)
    newest_last = dated.sort_values("last_day").to_dict("records")
    reaches = {_stream(row): day_of(row["last_day"]) for row in newest_last}
    newest = max(reaches.values())
    # what has not come for a month is no part of the newest days
    ends = {
        stream: reach - timedelta(days=late.get(stream, 0))
        for stream, reach in reaches.items()
        if newest - reach <= STILL_COMING
    }
    first, end = min(ends.items(), key=itemgetter(1))
    if first not in late or end >= newest:
        return Settled(covered)
    last_days = [
        min(day_of(row["last_day"]), end)
        if row["precision"] == "minute"
        else day_of(row["last_day"])
        for row in covered.to_dict("records")
    ]
    trimmed = covered.assign(last_day=last_days)
    is_left = [day_of(row["first_day"]) <= row["last_day"] for row in trimmed.to_dict("records")]
    return Settled(trimmed[is_left].reset_index(drop=True), end, _say(first, late[first], end))


def days_late(reporting: pd.DataFrame) -> dict[Stream, int]:
    """Return per force, system and kind after how many days a day is complete, where that is known.

    Loads tell it better than reports, which leave out how long the export itself takes.
    """
    found: dict[Stream, int] = {}
    named = reporting.fillna({"force": "", "source": ""})
    for learned in ("reports", "loads"):
        own = named[named["learned"] == learned]
        for stream, rows in own.groupby(["force", "source", "kind"]):
            if rows["total"].max() >= FEWEST:
                force, source, kind = map(str, stream)
                found[force, source, kind] = _complete_after(rows)
    return found


def _complete_after(rows: pd.DataFrame) -> int:
    """Return the age from which on days were complete; older ages that nobody saw count as such."""
    ages = rows.sort_values("age")
    incomplete = ages[ages["known"] < COMPLETE * ages["total"]]["age"]
    return int(incomplete.max()) + 1 if len(incomplete) else 0


def _stream(row: dict[Hashable, Any]) -> Stream:
    force, kind = stream_of(row)
    return force, "" if pd.isna(row["source"]) else str(row["source"]), kind


def _say(stream: Stream, days: int, end: date) -> str:
    force, _, kind = stream
    whose = f" of {force}" if force else ""
    late = "a day" if days == 1 else f"{days} days"
    return (
        f"Days after {end:%a} {end.day} {end:%b} are not complete yet and left out: "
        f"{KINDS.get(kind, kind)}{whose} came in up to {late} late before."
    )
