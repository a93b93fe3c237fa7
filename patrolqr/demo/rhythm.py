"""When things happen: by hour of the patrol day, day of the week and season, for each crime type."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from patrolqr.demo.chance_and_metres import Floats
from patrolqr.demo.hotspots import (
    ASB,
    BIKE,
    BURGLARY,
    DAMAGE,
    DRUGS,
    ORDER,
    PERSON,
    ROBBERY,
    SHOPS,
    VEHICLE,
    VIOLENCE,
)  # fmt: skip

HOURS = np.arange(6, 30)
"""Hours of a patrol day on the wall clock; 25 is one in the morning."""

Moments = npt.NDArray[np.datetime64]

Bumps = Sequence[tuple[float, float, float]]


@dataclass(frozen=True)
class Rhythm:
    """`bumps` are hour, width and height over a floor; `days` weighs Monday to Sunday; `peak` is a
    day of the year.

    `night` is how much weekend nights add, `swing` how far the season goes up and down; nothing
    happens before it `opens` or after it `shuts`.
    """

    bumps: Bumps
    floor: float = 0.06
    days: tuple[float, ...] = (1, 1, 1, 1, 1, 1, 1)
    night: float = 0.0
    peak: int = 200
    swing: float = 0.12
    opens: int = 6
    shuts: int = 30


WEEKEND = (0.75, 0.75, 0.8, 0.95, 1.45, 1.7, 0.95)
USUAL = Rhythm(((15.0, 4.5, 1.0),))
RHYTHMS = {
    ASB: Rhythm(((20.5, 2.6, 1.0), (15.5, 2.2, 0.35)), days=WEEKEND, night=1.0, swing=0.2),
    VIOLENCE: Rhythm(((22.0, 2.8, 1.0), (16.0, 3.0, 0.6)), days=WEEKEND, night=1.8),
    ORDER: Rhythm(((21.5, 3.0, 1.0), (15.5, 3.0, 0.5)), days=WEEKEND, night=1.2),
    BURGLARY: Rhythm(
        ((13.0, 2.8, 1.0), (26.5, 2.0, 0.3)), days=(1.1, 1.1, 1.1, 1.1, 1.1, 0.8, 0.7), peak=345
    ),
    SHOPS: Rhythm(
        ((11.5, 1.8, 0.8), (15.5, 2.2, 1.0)),
        opens=8,
        shuts=21,
        days=(0.9, 0.9, 1, 1, 1.2, 1.3, 0.7),
        peak=345,
    ),
    VEHICLE: Rhythm(((26.0, 2.4, 1.0), (21.0, 2.0, 0.45)), floor=0.08, peak=330),
    DAMAGE: Rhythm(((21.5, 3.0, 1.0),), days=WEEKEND, night=0.5),
    DRUGS: Rhythm(((18.5, 4.0, 1.0),), days=(0.9, 0.9, 1, 1.05, 1.2, 1.15, 0.8)),
    BIKE: Rhythm(((15.0, 3.5, 1.0),), days=(1.05, 1.05, 1.05, 1.05, 1, 0.9, 0.9), swing=0.35),
    ROBBERY: Rhythm(((21.0, 3.0, 1.0), (15.8, 1.0, 0.6)), days=WEEKEND, night=0.6, peak=330),
    PERSON: Rhythm(((23.0, 2.0, 1.0), (13.5, 2.5, 0.8)), days=WEEKEND, night=0.8),
}
"""Crime types without a line of their own follow USUAL."""


def moments(category: str, count: int, days: Moments, random: np.random.Generator) -> Moments:
    """Return that many wall-clock times within those patrol days, by the crime type's rhythm, to
    the minute.
    """
    rhythm = RHYTHMS.get(category, USUAL)
    weights = _by_day(rhythm, days)[:, None] * _shapes(rhythm)[_late(days).astype(int)]
    flat = weights.ravel() / weights.sum()
    day, hour = np.divmod(random.choice(flat.size, count, p=flat), len(HOURS))
    minutes = (HOURS[hour] * 60 + random.integers(0, 60, count)).astype("timedelta64[m]")
    return np.asarray(days.astype("datetime64[m]")[day] + minutes)


def weeks(category: str, count: int, days: Moments, random: np.random.Generator) -> Moments:
    """Return that many weeks, by their Mondays, of those that the patrol days are in, as often as its
    season and the week's days among them say.
    """
    mondays = days - _weekday(days).astype("timedelta64[D]")
    weights = _by_day(RHYTHMS.get(category, USUAL), days)
    return np.asarray(random.choice(mondays, count, p=weights / weights.sum()))


def _by_day(rhythm: Rhythm, days: Moments) -> Floats:
    day_of_year = (days - days.astype("datetime64[Y]")).astype(int) + 1
    season = 1 + rhythm.swing * np.cos((day_of_year - rhythm.peak) * 2 * np.pi / 365.25)
    return np.asarray(season * np.array(rhythm.days)[_weekday(days)])


def _weekday(days: Moments) -> npt.NDArray[np.int64]:
    """Return the day of the week of each, Monday 0; 1 January 1970 was a Thursday."""
    return np.asarray((days.astype("datetime64[D]").astype(int) + 3) % 7)


def _late(days: Moments) -> npt.NDArray[np.bool_]:
    """Return which patrol days end in a weekend night."""
    return np.isin(_weekday(days), [4, 5])


@cache
def _shapes(rhythm: Rhythm) -> Floats:
    """Return the weight of each hour of a day that ends in no weekend night, and of one that does."""
    return np.vstack([_by_hour(rhythm, late=False), _by_hour(rhythm, late=True)])


def _by_hour(rhythm: Rhythm, *, late: bool) -> Floats:
    """Return the weight of each hour.

    On weekend nights the hours around midnight and closing time weigh more.
    """
    bumps = [*rhythm.bumps, (24.5, 1.6, rhythm.night)] if late else rhythm.bumps
    rises = [
        height * np.exp(-((HOURS + 0.5 - hour) ** 2) / (2 * width**2))
        for hour, width, height in bumps
    ]
    weight = rhythm.floor + np.sum(rises, axis=0)
    return np.asarray(weight * _open(rhythm) / np.sum(weight))


def _open(rhythm: Rhythm) -> npt.NDArray[np.bool_]:
    return np.isin(HOURS, range(rhythm.opens, rhythm.shuts))
