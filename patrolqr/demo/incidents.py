"""Two years of incidents to the minute, along the streets: a background, and what the hotspots add."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import shapely

from patrolqr.core import clock
from patrolqr.demo import chance_and_metres, report_texts, rhythm, series
from patrolqr.demo.chance_and_metres import Floats
from patrolqr.demo.hotspots import (
    ALL,
    ASB,
    BIKE,
    BURGLARY,
    DAMAGE,
    DRUGS,
    ORDER,
    OTHER,
    OTHER_THEFT,
    PERSON,
    ROBBERY,
    SHOPS,
    VEHICLE,
    VIOLENCE,
    WEAPONS,
    Hotspot,
)  # fmt: skip
from patrolqr.demo.places import Labels, Places, belonging
from patrolqr.demo.streets import MAIN, PATH, Network
from patrolqr.geo import squares

WEEKS = 106
"""Whole weeks before the current one: two years, and their year before for the first month on a
chart.
"""

BACKGROUND = {
    VIOLENCE: 1180, ASB: 930, SHOPS: 190, DAMAGE: 370, ORDER: 310, VEHICLE: 310, OTHER_THEFT: 270, BURGLARY: 230,
    DRUGS: 130, OTHER: 110, BIKE: 55, ROBBERY: 25, PERSON: 25, WEAPONS: 45,
}  # fmt: skip
"""Incidents a year outside the hotspots."""

CALLS = {ASB: 1.0, ORDER: 0.3, VIOLENCE: 0.2}
"""Share of a crime type's incidents that are calls and not recorded crimes."""

BY_POLICE = {DRUGS: 0.7, WEAPONS: 0.75, ORDER: 0.12, ROBBERY: 0.0}
BY_POLICE_ELSE, BY_PARTNERS = 0.02, {ASB: 0.06, DAMAGE: 0.05, SHOPS: 0.04}
"""Share that police or partners brought; the public brought the rest."""

OUTCOMES = (
    ("Investigation complete; no suspect identified", 0.46), ("Unable to prosecute suspect", 0.30),
    ("Awaiting court outcome", 0.08), ("Local resolution", 0.06), ("Offender given a caution", 0.04),
    ("Under investigation", 0.06),
)  # fmt: skip
YOUNG = timedelta(days=60)
"""Crimes younger than this are still under investigation."""


def incidents(
    net: Network, towns: Places, *, until: date, cut: datetime, seed: int
) -> pd.DataFrame:
    """Return one row per incident from two years before until the cut, in order of time."""
    random = chance_and_metres.chance(seed, "incidents")
    last_monday = until - timedelta(days=until.weekday())
    days = pd.date_range(last_monday - timedelta(weeks=WEEKS), until)
    rows = pd.concat(
        list(_drawn(_kerbs(net, towns, random), days, pd.Timestamp(last_monday), random)),
        ignore_index=True,
    )
    rows = rows.assign(occurred_at=chance_and_metres.utc(rows["wall"], clock.zone().key))
    rows = rows.assign(area=belonging(towns.small, rows[["easting", "northing"]].to_numpy()))
    rows = rows[(rows["occurred_at"] <= cut) & (rows["area"] >= 0)].sort_values(
        "occurred_at", ignore_index=True
    )
    described = _described(_located(rows, net, towns), cut=cut, random=random)
    return described.assign(words=_words(described, chance_and_metres.chance(seed, "words")))


def _drawn(
    kerbs: pd.DataFrame, days: pd.DatetimeIndex, monday: pd.Timestamp, random: np.random.Generator
) -> Iterator[pd.DataFrame]:
    """Yield frames of category, wall, easting, northing: the background, then every hotspot."""
    for category, yearly in BACKGROUND.items():
        mean = yearly * len(days) / 365.25
        yield _in_series(kerbs, _homes(kerbs, category), category, mean, days, random)
    for spot in ALL:
        weights = _around(kerbs, spot)
        span = (
            days[days < days[-1] - pd.Timedelta(days=spot.ended_days)] if spot.ended_days else days
        )
        for category, weekly in spot.weekly.items():
            if not spot.weeks:
                mean = weekly * len(span) / 7
                yield _in_series(kerbs, weights, category, mean, span, random)
            for week, count in _planted(spot, days, monday):
                at = random.choice(len(kerbs), count, p=weights)
                walls = rhythm.moments(category, count, _whole_days(week), random)
                yield _at(kerbs, at, category, walls, random)


def _in_series(
    kerbs: pd.DataFrame,
    weights: Floats,
    category: str,
    mean: float,
    days: pd.DatetimeIndex,
    random: np.random.Generator,
) -> pd.DataFrame:
    """Return about so many incidents at those points and days, as unevenly as its type comes."""
    sizes = series.sizes(category, mean, random)
    at = series.places(kerbs, weights, category, sizes, random)
    every = _whole_days(days)
    week = np.repeat(rhythm.weeks(category, len(sizes), every, random), sizes)
    walls = np.empty(len(at), dtype="datetime64[m]")
    for monday in np.unique(week):
        own = week == monday
        walls[own] = rhythm.moments(category, own.sum(), _week(every, monday), random)
    return _at(kerbs, at, category, walls, random)


def _whole_days(days: pd.DatetimeIndex) -> rhythm.Moments:
    """Return the days as NumPy has them, which is ten times as quick where thousands are asked."""
    return days.to_numpy("datetime64[D]")


def _week(days: rhythm.Moments, monday: np.datetime64) -> rhythm.Moments:
    return days[(days >= monday) & (days < monday + np.timedelta64(7, "D"))]


def _planted(
    spot: Hotspot, days: pd.DatetimeIndex, monday: pd.Timestamp
) -> Iterator[tuple[pd.DatetimeIndex, int]]:
    """Yield the weeks of a hotspot that rises, with how many incidents each has; where that is not over,
    this week has its part of as many as the last one.
    """
    for back, count in enumerate(reversed(spot.weeks), start=1 + spot.over_for):
        yield pd.date_range(monday - pd.Timedelta(weeks=back), periods=7), count
    if spot.weeks and not spot.over_for:
        this_week = days[days >= monday]
        yield this_week, round(spot.weeks[-1] * len(this_week) / 7)


def _kerbs(net: Network, towns: Places, random: np.random.Generator) -> pd.DataFrame:
    """Return a point every 12 metres beside every street: easting, northing, class, how much its street
    draws, and its neighbourhood (ward, "" outside).
    """
    points = [
        shapely.line_interpolate_point(line, np.arange(6, line.length, 12)) for line in net.lines
    ]
    street = np.repeat(np.arange(len(points)), [len(each) for each in points])
    middle = shapely.get_coordinates(np.concatenate(points))
    # borders run along streets: a kerb is on one side of them
    side = random.choice([-1.0, 1.0], middle.shape)
    where = middle + side * random.uniform(4, 9, middle.shape)
    draws = random.lognormal(0, 0.75, len(points))
    ward = np.append(towns.small["parent_id"].to_numpy(), "")[belonging(towns.small, where)]
    return pd.DataFrame({
        "easting": where[:, 0], "northing": where[:, 1], "ward": ward,
        "kind": np.array(net.classes)[street], "draw": draws[street],
        "away": np.hypot(*(where - chance_and_metres.MARKET_SQUARE).T),
    })  # fmt: skip


def _homes(kerbs: pd.DataFrame, category: str) -> Floats:
    """Return the background weight of each point: streets where people live, and the middle of town
    for the rest.
    """
    kind = kerbs["kind"].map({MAIN: 1.2, PATH: 0.25}).fillna(1.0)
    reach = {SHOPS: 500.0, BURGLARY: 2200.0, VEHICLE: 2000.0}.get(category, 1250.0)
    weight = kerbs["draw"] * kind * (0.12 + np.exp(-((kerbs["away"] / reach) ** 2)))
    return np.asarray(weight / weight.sum())


def _around(kerbs: pd.DataFrame, spot: Hotspot) -> Floats:
    """Return the weight of each point near a hotspot."""
    easting, northing = hotspot_point(spot)
    squared = (kerbs["easting"] - easting) ** 2 + (kerbs["northing"] - northing) ** 2
    weight = np.exp(-squared / (2 * spot.spread_m**2))
    return np.asarray(weight / weight.sum())


def hotspot_point(spot: Hotspot) -> Floats:
    """Return where a hotspot lies, drawn well into its counting square."""
    drawn = chance_and_metres.bend(np.array([spot.at], dtype=float))[0]
    middle = squares.corner_at(drawn) + squares.CELL_METRES / 2
    return np.asarray(drawn + 0.6 * (middle - drawn))


def _at(
    kerbs: pd.DataFrame,
    at: Labels,
    category: str,
    walls: rhythm.Moments,
    random: np.random.Generator,
) -> pd.DataFrame:
    """Return incidents at those times and rows of `kerbs`, some metres off."""
    chosen = kerbs.iloc[at]
    return pd.DataFrame({
        "category": category, "wall": walls,
        "easting": _beside_lines(chosen["easting"].to_numpy() + random.uniform(-3, 3, len(walls))),
        "northing": _beside_lines(chosen["northing"].to_numpy() + random.uniform(-3, 3, len(walls))),
    })  # fmt: skip


def _beside_lines(metres: Floats) -> Floats:
    """Return metres to the decimetre, none on a line between two counting squares: written in
    degrees and read again it would lie in the other one as often as not.
    """
    rounded = metres.round(1)
    return np.where(rounded % squares.CELL_METRES == 0, rounded + 0.1, rounded)


def _located(rows: pd.DataFrame, net: Network, towns: Places) -> pd.DataFrame:
    """Return the rows with degrees, the nearest street's name, small area and neighbourhood."""
    where = rows[["easting", "northing"]].to_numpy()
    degrees = chance_and_metres.to_degrees(where)
    pieces, street = _pieces(net.lines)
    nearest = street[shapely.STRtree(pieces).nearest(shapely.points(where))]
    area = towns.small.iloc[rows["area"]]
    return rows.assign(
        longitude=degrees[:, 0], latitude=degrees[:, 1], street=np.array(net.names, dtype=object)[nearest],
        small_area_id=area["place_id"].to_numpy(), small_area_name=area["name"].to_numpy(),
        neighbourhood_id=area["parent_id"].to_numpy(),
    )  # fmt: skip


def _pieces(lines: Any) -> tuple[Any, Labels]:
    """Return the lines cut at every point, and which line each piece is of: what is near is found in
    a fraction of the time, because long lines' boxes hold half the town.
    """
    points, line = shapely.get_coordinates(lines, return_index=True)
    goes_on = line[1:] == line[:-1]
    ends = np.stack([points[:-1][goes_on], points[1:][goes_on]], axis=1)
    return shapely.linestrings(ends), line[1:][goes_on]


def _described(rows: pd.DataFrame, *, cut: datetime, random: np.random.Generator) -> pd.DataFrame:
    """Return the rows with all that the force's systems know of them."""
    wall = pd.DatetimeIndex(rows["wall"])
    kind = np.where(
        random.random(len(rows)) < rows["category"].map(CALLS).fillna(0), "call", "crime"
    )
    number = rows.groupby(wall.year).cumcount() + 1
    prefix = np.where(kind == "call", "INC", "CR")
    described = rows.assign(
        record_id=chance_and_metres.ids(random, len(rows)),
        reference=[f"ASH/{p}/{y % 100:02}/{n:05}" for p, y, n in zip(prefix, wall.year, number, strict=True)],
        origin=_origins(rows["category"], random), kind=kind,
        patrol_day=(wall - pd.Timedelta(hours=clock.DAY_STARTS)).date,
        outcome=_outcomes(rows["occurred_at"], kind, cut, random),
    )  # fmt: skip
    return described.drop(columns=["wall", "area"])


def _words(rows: pd.DataFrame, random: np.random.Generator) -> "pd.Series[str]":
    """Return what each caller said; a recorded crime has no words."""
    drawn = random.random(len(rows))
    words = []
    for kind, category, share in zip(rows["kind"], rows["category"], drawn, strict=True):
        texts = report_texts.CALLS[category] if kind == "call" else ("",)
        words.append(texts[int(share * len(texts))])
    return pd.Series(words, index=rows.index, dtype="str")


def _origins(category: "pd.Series[str]", random: np.random.Generator) -> Floats:
    drawn = random.random(len(category))
    police = category.map(BY_POLICE).fillna(BY_POLICE_ELSE)
    partners = police + category.map(BY_PARTNERS).fillna(0.01)
    return np.select([drawn < police, drawn < partners], ["police", "partner"], "public")


def _outcomes(
    at: "pd.Series[pd.Timestamp]", kind: Floats, cut: datetime, random: np.random.Generator
) -> "pd.Series[str]":
    chosen = random.choice(
        [text for text, _ in OUTCOMES], len(at), p=[share for _, share in OUTCOMES]
    )
    texts = np.where(at > cut - YOUNG, "Under investigation", chosen)
    return pd.Series(texts, index=at.index, dtype="str").mask(kind == "call")
