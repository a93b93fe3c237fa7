"""Why somebody might patrol: calls, intelligence and what the community asked for, each dated and
in words.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pandas as pd

from patrolqr.core import clock
from patrolqr.demo import chance_and_metres, report_texts
from patrolqr.demo.hotspots import PATROLLED, Hotspot
from patrolqr.demo.incidents import hotspot_point
from patrolqr.geo import squares

CALL_DAYS = 42
CALLS_PER_HOTSPOT = 12
"""Calls with words: the newest within a hotspot's square in the last six weeks."""

NEW_ITEMS = (
    (1, time(16, 50)),
    (1, time(21, 25)),
    (0, time(6, 0)),
    (0, time(10, 15)),
    (0, time(15, 30)),
    (0, time(20, 45)),
)
"""Days back and time of intelligence that came in since the last sheet was made."""

CONDITIONS = "Police only, not to partners"
"""What goes with handling code C."""

MEETINGS = ((3, 4), (6, 3), (9, 2), (11, 5))
"""Month and day of the community meetings that set priorities."""


def reasons(
    happened: pd.DataFrame,
    areas: pd.DataFrame,
    *,
    until: date,
    cut: datetime,
    seed: int,
    load_id: str,
) -> pd.DataFrame:
    """Return one row per dated item up to the cut, in order of time."""
    random = chance_and_metres.chance(seed, "reasons")
    rows = [*_calls(happened, cut, random), *_intelligence(until, random), *_priorities(until)]
    table = pd.DataFrame(rows)
    table = table[table["reported_at"] <= cut].sort_values(
        ["reported_at", "reference"], ignore_index=True
    )
    wards = table["spot"].map(dict(zip(areas["name"], areas["neighbourhood_id"], strict=True)))
    ids = pd.Series(chance_and_metres.ids(random, len(table)), index=table.index)
    return table.drop(columns="spot").assign(
        reason_id=table["reason_id"].fillna(ids),
        load_id=load_id,
        reported_at=pd.to_datetime(table["reported_at"], utc=True),
        neighbourhood_id=table["neighbourhood_id"].fillna(wards),
    )


def _calls(
    happened: pd.DataFrame, cut: datetime, random: np.random.Generator
) -> list[dict[str, Any]]:
    """Return the newest public incidents at each hotspot with the words of the call."""
    recent = happened[
        (happened["occurred_at"] > cut - timedelta(days=CALL_DAYS))
        & (happened["origin"] == "public")
    ]
    rows = []
    for spot in PATROLLED:
        west, south = squares.corner_at(hotspot_point(spot))
        inside = recent["easting"].between(west, west + 250) & recent["northing"].between(
            south, south + 250
        )
        told = recent[inside & recent["category"].isin(list(report_texts.CALLS))].tail(
            CALLS_PER_HOTSPOT
        )
        for call in told.to_dict("records"):
            words = str(random.choice(report_texts.CALLS[call["category"]]))
            at = {
                name: call[name]
                for name in ("reference", "easting", "northing", "neighbourhood_id")
            } | {"reason_id": call["incident_id"]}  # as a call of a force's own table has
            rows.append(
                {
                    "kind": "call",
                    "origin": "public",
                    "reported_at": call["occurred_at"],
                    "text": words,
                    **at,
                }
            )
    return rows


def _intelligence(until: date, random: np.random.Generator) -> list[dict[str, Any]]:
    """Return intelligence items over six weeks, and some since yesterday afternoon."""
    moments = [
        (int(back), time(int(random.integers(8, 20)), int(random.integers(0, 60))))
        for back in range(2, 42, 2)
    ]
    rows: list[dict[str, Any]] = []
    for number, (back, at) in enumerate([*moments, *NEW_ITEMS]):
        spot = (
            PATROLLED[-1 - number % 2]
            if back < 2
            else PATROLLED[int(random.integers(0, len(PATROLLED)))]
        )
        items = report_texts.INTELLIGENCE[spot.name]
        told = items[sum(row["spot"] == spot.name for row in rows) % len(items)]
        when = clock.at(until - timedelta(days=back), at)
        grade, words = told.split(": ", 1)
        source, information, handling = grade.split()
        graded = {
            "sanitised_text": words,
            "source_grade": source,
            "information_grade": information,
            "handling": handling,
            "conditions": CONDITIONS if handling == "C" else None,
        }
        item = _item(spot, "intelligence", "police", when, words, f"INT/{number + 3101}")
        rows.append(item | graded)
    return rows


def _priorities(until: date) -> list[dict[str, Any]]:
    """Return what the meetings of the last year set, each place in its turn."""
    days = [
        date(year, month, day) for year in (until.year - 1, until.year) for month, day in MEETINGS
    ]
    held = [day for day in days if day < until][-len(MEETINGS) :]
    spots = {spot.name: spot for spot in PATROLLED}
    rows = []
    for number, (place, words) in enumerate(reversed(report_texts.PRIORITIES)):
        day = held[number * len(held) // len(report_texts.PRIORITIES)]
        text = f"{words} Set at the meeting on {day.day} {day:%B}."
        reference = f"PRI/{day:%y%m}/{number + 1}"
        rows.append(
            _item(spots[place], "priority", "partner", clock.at(day, time(20)), text, reference)
        )
    return rows


def _item(
    spot: Hotspot, kind: str, origin: str, at: datetime, text: str, reference: str
) -> dict[str, Any]:
    easting, northing = hotspot_point(spot).round(1)
    return {
        "kind": kind, "origin": origin, "reported_at": at, "text": text, "reference": reference,
        "easting": easting, "northing": northing, "spot": spot.name,
    }  # fmt: skip
