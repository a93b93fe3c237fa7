"""Why somebody might patrol, beside calls: intelligence, and what the community asked for."""

from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pandas as pd

from patrolqr.core import clock
from patrolqr.demo import chance_and_metres, report_texts
from patrolqr.demo.hotspots import PATROLLED, Hotspot
from patrolqr.demo.incidents import hotspot_point

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

EXPIRES_AFTER = timedelta(days=90)
"""How long an intelligence item is used."""

MEETINGS = ((3, 4), (6, 3), (9, 2), (11, 5))
"""Month and day of the community meetings that set priorities."""

REVIEWED_AFTER = timedelta(days=182)
"""When a priority is looked at again: two meetings later."""


def intelligence(*, until: date, cut: datetime, seed: int) -> pd.DataFrame:
    """Return one row per intelligence item up to the cut, in order of time, graded 3x5x2."""
    random = chance_and_metres.chance(seed, "reasons")
    table = pd.DataFrame(_intelligence(until, random))
    instants = pd.to_datetime(table["reported_at"], utc=True)
    table = table.assign(reported_at=instants)[instants <= cut]
    return table.sort_values(["reported_at", "reference"], ignore_index=True)


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
        told = items[sum(row["place"] == spot.name for row in rows) % len(items)]
        when = clock.at(until - timedelta(days=back), at)
        rows.append(_item(f"INT/{number + 3101}", spot, told, when))
    return rows


def _item(reference: str, spot: Hotspot, told: str, at: datetime) -> dict[str, Any]:
    """Return an item; what its source said stays apart from the words that may be read."""
    easting, northing = hotspot_point(spot).round(1)
    grade, words = told.split(": ", 1)
    source, information, handling = grade.split()
    return {
        "reference": reference,
        "reported_at": at,
        "text": f"Not sanitised. {words} The source can be asked again.",
        "sanitised_text": words,
        "source_grade": source,
        "information_grade": information,
        "handling": handling,
        "conditions": CONDITIONS if handling == "C" else "",
        "expires_day": clock.local(at).date() + EXPIRES_AFTER,
        "place": spot.name,
        "easting": easting,
        "northing": northing,
    }


def priorities(
    areas: pd.DataFrame, *, until: date, seed: int, team_id: str, kept_by: str
) -> pd.DataFrame:
    """Return the priorities that the meetings of the last year set, each place in its turn."""
    random = chance_and_metres.chance(seed, "priorities")
    days = [
        date(year, month, day) for year in (until.year - 1, until.year) for month, day in MEETINGS
    ]
    held = [day for day in days if day < until][-len(MEETINGS) :]
    known = dict(zip(areas["name"], areas["area_id"], strict=True))
    rows = []
    for number, (place, words, action) in enumerate(reversed(report_texts.PRIORITIES)):
        day = held[number * len(held) // len(report_texts.PRIORITIES)]
        rows.append({
            "priority_id": chance_and_metres.ids(random, 1)[0],
            "version": 1,
            "team_id": team_id,
            "issue": f"{words} Set at the meeting on {day.day} {day:%B}.",
            "action": action,
            "review_day": day + REVIEWED_AFTER,
            "area_id": known[place],
            "is_closed": False,
            "kept_by": kept_by,
            "kept_at": pd.Timestamp(clock.at(day, time(21, 30))),
        })  # fmt: skip
    return pd.DataFrame(rows)
