"""Rounds on foot for a patrol area: through the pieces of street on which half of what the public
reported lies. No Streamlit here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from patrolqr.core.area import PatrolArea
from patrolqr.core.briefing import Briefing
from patrolqr.core.rounds import METRES_PER_MINUTE, Round
from patrolqr.geo import street_network, walking
from patrolqr.geo.projection import to_degrees
from patrolqr.geo.shapes import Bounds, Coordinates, Shape, area_in_metres
from patrolqr.geo.street_network import Network
from patrolqr.steps import streets
from patrolqr.store import Session, areas, incidents

DAYS = 364
"""How far back is counted: a year of whole weeks, as long as hotspots are counted."""

HOT_SHARE = 0.5
"""The fewest pieces of street with this share of an area's incidents are hot: half of a city's crime
lies on 4 to 6 % of its streets (Weisburd 2015, "law of crime concentration").
"""

ON_STREET_M = 40
"""Metres from a street within which an incident counts as on it: a house and its front garden."""

NOT_LOADED = (
    "No streets are loaded: load a map of them on the Logs page, then a round can be walked."
)
NO_STREET = "No street of the map lies in this area."
NOTHING_THERE = "Nothing that the public reported in a year lies on a street of this area."
NO_OUTLINE = "This area has no outline."


class Walk(NamedTuple):
    """The rounds of an area, and what must be said of them: why there is none, what is left out."""

    rounds: tuple[Round, ...]
    says: str = ""


def of_area(session: Session, area_id: str, *, minutes: int, day: date, outline: str = "") -> Walk:
    """Return the rounds that walk every hot piece of street of an area, each within the minutes of a
    visit, from what was reported in the year before that patrol day.

    `outline` stands for the area's own in force (GeoJSON text, EPSG:4326).
    """
    area = areas.in_force(session, area_id)
    if area is None:
        return Walk((), NO_OUTLINE)
    area = replace(area, geometry=outline or area.geometry)
    return _walk(session, streets.drawn(session), area, minutes=minutes, day=day)


def with_rounds(session: Session, briefing: Briefing, lines: gpd.GeoDataFrame) -> Briefing:
    """Return the briefing with the rounds over those streets of the areas for which one is asked."""
    taskings = [
        replace(
            each,
            rounds=_walk(
                session, lines, each.area, minutes=each.minutes, day=briefing.patrol_day
            ).rounds,
        )
        if each.round_kind
        else each
        for each in briefing.taskings
    ]
    return replace(briefing, taskings=tuple(taskings))


def _walk(
    session: Session, drawn: gpd.GeoDataFrame, area: PatrolArea, *, minutes: int, day: date
) -> Walk:
    outline = area_in_metres(area.geometry)
    if outline is None:
        return Walk((), NO_OUTLINE)
    lines = streets.lines_near(drawn, outline.bounds, around_m=street_network.AROUND_M)
    if lines.empty:
        return Walk((), NO_STREET if len(drawn) else NOT_LOADED)
    most_m = minutes * METRES_PER_MINUTE
    network = street_network.around(
        outline, lines.geometry.to_numpy(), _names(lines), longest_m=most_m / 2
    )
    is_inside = street_network.inside(network, outline)
    hot = _hot(np.where(is_inside, _counts(session, network, outline, day), 0))
    if not hot:
        return Walk((), NOTHING_THERE if is_inside.any() else NO_STREET)
    tours = walking.rounds(network, hot, most_m=most_m)
    return Walk(tuple(_round(network, each) for each in tours))


def _names(lines: gpd.GeoDataFrame) -> list[str]:
    """Return what each street is called, a path without a name "path"."""
    return [
        name if isinstance(name, str) and name else f"({kind})"
        for name, kind in zip(lines["name"], lines["class"], strict=True)
    ]


def _counts(session: Session, network: Network, outline: Shape, day: date) -> npt.NDArray[np.int64]:
    """Return how many incidents in and around the area lie on each piece."""
    points = reported(session, outline.buffer(ON_STREET_M).bounds, day)
    on = street_network.places_on(
        network, points[["easting", "northing"]].to_numpy(float), within_m=ON_STREET_M
    )
    met = points["incidents"].to_numpy(int)
    counts = np.bincount(on[on >= 0], weights=met[on >= 0], minlength=len(network.pieces))
    return counts.astype(np.int64)


def reported(session: Session, bounds: Bounds, day: date) -> pd.DataFrame:
    """Return the points (incidents.CountedPointRow) with what the public reported within the bounds
    (metres of the British grid) in the year before a day.

    Points to the minute are exact; where there are none, those of months count, which are snapped to
    a street.
    """
    rows = incidents.points_in(session, bounds, since=day - timedelta(days=DAYS), until=day)
    exact = rows[rows["precision"] == "minute"]
    return rows if exact.empty else exact


def _hot(counts: npt.NDArray[np.int64]) -> list[int]:
    """Return the fewest pieces that hold HOT_SHARE of the incidents, the busiest first."""
    if not counts.sum():
        return []
    busiest = np.argsort(-counts, kind="stable")
    held = np.cumsum(counts[busiest])
    number = int(np.searchsorted(held, HOT_SHARE * held[-1])) + 1
    return [int(each) for each in busiest[:number]]


def _round(network: Network, strides: Sequence[walking.Stride]) -> Round:
    legs = walking.legs(network, strides)
    line = np.concatenate([_points(network, piece, start) for piece, start, _ in legs])
    east, north = to_degrees(line[:, 0], line[:, 1])
    return Round(
        metres=round(walking.metres(network, strides)),
        streets=tuple(_in_order(network.pieces[piece].name for piece, _, _ in legs)),
        hot=tuple(dict.fromkeys(network.pieces[each.piece].name for each in strides)),
        line=tuple(zip(np.round(east, 5).tolist(), np.round(north, 5).tolist(), strict=True)),
    )


def _points(network: Network, piece: int, start: int) -> Coordinates:
    found = network.pieces[piece]
    return found.line if found.start == start else found.line[::-1]


def _in_order(names: Iterator[str]) -> Iterator[str]:
    """Yield names as they are walked, each once where it is walked on."""
    return (name for name, _ in groupby(names))
