"""What stands on a sheet: for each place why, what to look for, the question, the dose and the
window.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import numpy as np
import pandas as pd

from patrolqr.core import clock, tactics
from patrolqr.core.form.asked import Ask, AskKind
from patrolqr.core.team import Duty
from patrolqr.demo import answer_texts, chance_and_metres, report_texts
from patrolqr.demo.hotspots import Hotspot
from patrolqr.geo import squares, visit_order
from patrolqr.geo.shapes import Shape

LATE_WINDOWS = {
    "Market Square": (time(21), time(1)),
    "Station Road": (time(18), time(23)),
    "Retail Park": (time(15), time(19)),
    "Bus Station": (time(15, 30), time(18, 30)),
}
USUAL_WINDOW, EARLY_WINDOW = (time(18), time(22)), (time(9), time(16))

VISIT_MINUTES = 15

WHY_DAYS = 28


@dataclass(frozen=True)
class Sheet:
    """One version of a briefing to be drawn up; `spots` stand as they were picked."""

    briefing_id: str
    duty: Duty
    version: int
    spots: tuple[Hotspot, ...]
    made_at: datetime


@dataclass(frozen=True)
class Reported:
    """What the public reported in one square, in order of time: when, what, and whether between
    18:00 and 02:00.
    """

    at: Any
    category: Any
    late: Any

    def why(self, until: datetime) -> str:
        """Return what the four weeks before hold, in words: how many, how many of them late, mostly
        what.
        """
        ends = [
            np.datetime64(each.replace(tzinfo=None))
            for each in (until - timedelta(days=WHY_DAYS), until)
        ]
        first, last = np.searchsorted(self.at, ends)
        if first == last:
            return f"Nothing reported in {WHY_DAYS} days; a look to keep it so."
        (most, times), *_ = sorted(
            Counter(self.category[first:last]).items(), key=lambda each: (-each[1], each[0])
        )
        late = int(self.late[first:last].sum())
        reports = "1 report" if last - first == 1 else f"{last - first} reports"
        return f"{reports} in {WHY_DAYS} days, {late} between 18:00 and 02:00; most often {most.lower()} ({times})."


def reported(happened: pd.DataFrame, areas: pd.DataFrame) -> dict[str, Reported]:
    """Return what the public reported in each patrol area's square, by the area's name."""
    public = happened[happened["origin"] == "public"]
    corner = squares.corner_at(public[["easting", "northing"]].to_numpy())
    hours = public["occurred_at"].dt.tz_convert(clock.zone()).dt.hour.to_numpy()
    at = public["occurred_at"].dt.tz_localize(None).to_numpy("datetime64[us]")
    category = public["category"].to_numpy(dtype=object)
    found = {}
    for name, (east, north) in zip(areas["name"], areas["corner"], strict=True):
        inside = (corner == (east, north)).all(axis=1)
        late = (hours[inside] >= 18) | (hours[inside] < 2)
        found[name] = Reported(at[inside], category[inside], late)
    return found


def taskings(
    sheet: Sheet,
    areas: Mapping[str, tuple[str, Shape]],
    told: Mapping[str, Reported],
    random: np.random.Generator,
) -> Iterator[dict[str, Any]]:
    """Yield the taskings of a sheet, numbered in visit order; `areas` has each area's id and
    outline (metres) by its name.
    """
    week = sheet.duty.patrol_day.isocalendar().week
    numbers = _numbers(sheet, areas)
    for turn, spot in enumerate(sheet.spots, start=1):
        asks, looks, offered = (
            answer_texts.ASKS[spot.name],
            report_texts.LOOK_FOR[spot.name],
            tactics.for_type(spot.category),
        )
        starts, ends = _window(sheet, spot)
        yield {
            "tasking_id": chance_and_metres.ids(random, 1)[0],
            "briefing_id": sheet.briefing_id,
            "number": numbers[spot.name],
            "area_id": areas[spot.name][0],
            "area_version": 1,
            "why": told[spot.name].why(sheet.made_at),
            "look_for": looks[(week + turn) % len(looks)],
            "ask": asks[week % len(asks)][0],
            "ask_kind": _kind(*asks[week % len(asks)]),
            "ask_options": list(answer_texts.LISTS.get(asks[week % len(asks)][0], ())),
            "visits": int(random.choice([1, 2, 2, 2, 3])),
            "minutes": VISIT_MINUTES,
            "window_starts": starts,
            "window_ends": ends,
            "hazards": report_texts.HAZARDS.get(spot.name, ""),
            "tactics": [offered[(week + step) % len(offered)] for step in range(2)],
        }


def _kind(question: str, answers: Sequence[str]) -> AskKind:
    """Return how the question is answered: yes or no where all its answers begin so."""
    if question in answer_texts.LISTS:
        return "choice"
    if question in answer_texts.NUMBERS:
        return "number"
    asked = Ask(question, "yes_no")
    return "yes_no" if all(asked.split(each)[0] for each in answers) else "words"


def _window(sheet: Sheet, spot: Hotspot) -> tuple[time, time]:
    if sheet.duty.shift.name == "Late":
        return LATE_WINDOWS.get(spot.name, USUAL_WINDOW)
    return EARLY_WINDOW


def _numbers(sheet: Sheet, areas: Mapping[str, tuple[str, Shape]]) -> dict[str, int]:
    """Return the number of each place on the sheet, by its name."""
    stops = []
    for spot in sheet.spots:
        opens, closes = _window(sheet, spot)
        outline = areas[spot.name][1]
        stops.append(visit_order.stop(outline, opens=opens, closes=closes, minutes=VISIT_MINUTES))
    ordered = visit_order.order(stops)
    return {sheet.spots[place].name: number for number, place in enumerate(ordered, start=1)}
