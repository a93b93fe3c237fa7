"""Whether one burglary is followed by others nearby and soon, and where that window is open today.

Pairs of incidents of one crime type by distance and days (`measures/near_repeat.py`, Knox). That
they follow each other is how an area is, and no news: it opens no pattern. What it is for is the list
of places where the window after the newest incidents is not over yet. Where several have followed each
other already is news, and a pattern of its own (`chains.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import ClassVar

import numpy as np
import pandas as pd

from patrolqr.analysis import dated_points, wording
from patrolqr.analysis.detectors import base
from patrolqr.analysis.detectors.base import FALSE_DISCOVERY_RATE
from patrolqr.analysis.measures import near_repeat, statistics
from patrolqr.geo.squares import corner_at

ONE_DAY = timedelta(days=1)

SPACE = (0.0, 1.0, 101.0, 201.0, 401.0)
"""Metres: the same place, then up to 100, 200 and 400 m. Each band ends before the next begins."""

SNAPPED_SPACE = (0.0, 201.0, 401.0)
"""Metres where points are snapped: what is nearer than 200 m is not told apart."""

TIME = (0.0, 2.0, 8.0, 15.0)
"""Days: the same or the next, up to a week later, up to a fortnight later."""

SHUFFLES = 999

FEWEST = 100
"""Incidents of the crime type: of fewer, hardly any two are near and soon."""

FEWEST_PAIRS = 10
"""Pairs in a band from which on it may be said to be more than chance."""

CLEARLY_MORE = 1.2
"""Times as many pairs as chance gives: less is nothing to patrol by (Ratcliffe's calculator, too,
wants that and 5 % before it marks a band).
"""

TOO_COARSE = "Their points lie too far apart to say what is near what."

BAND = ["begins_m", "ends_m", "begins_days", "ends_days"]
"""Of a test: from where to before where its band of distance and of days goes."""


@dataclass(frozen=True, kw_only=True)
class NearRepeats(base.OfPoints):
    """Near repeats of one crime type. Its run has one test per band of distance and days, all of them
    of all neighbourhoods, with the columns BAND and `apart` for the band in words.
    """

    category: str
    opens_patterns: ClassVar[bool] = False

    @property
    def rule(self) -> str:
        return (
            f"pairs by metres and days apart, against {SHUFFLES} shuffles of the days. A band is more than "
            f"chance from {FEWEST_PAIRS} pairs and {CLEARLY_MORE:g} times as many as expected on, at a "
            f"false-discovery rate of at most {FALSE_DISCOVERY_RATE:.0%} over its bands."
        )

    def window_text(self, last_day: date) -> str:
        return f"the year to {last_day.day} {last_day:%b %Y}"

    def look(
        self,
        rows: pd.DataFrame,
        *,
        covered: pd.DataFrame,
        since: date,
        until: date,
        progress: base.Progress = base.in_silence,
    ) -> base.Run:
        """Return the bands; the same incidents in another order, or later ones, change nothing."""
        progress(0)
        run, every = dated_points.begin(
            self, rows, covered=covered, since=since, recent=until - ONE_DAY, until=until
        )
        chosen = every.of(self.category, fewest=FEWEST)
        missing = chosen.missing or (TOO_COARSE if chosen.is_coarse else "")
        return replace(run, missing=missing) if missing else self.test(run, chosen)

    def test(self, run: base.Run, chosen: dated_points.Chosen) -> base.Run:
        """Return the run with its bands, of incidents of its crime type that may be looked at."""
        space = SNAPPED_SPACE if chosen.is_snapped else SPACE
        days = pd.to_datetime(chosen.rows["patrol_day"]).to_numpy("datetime64[D]").astype(np.int64)
        table = near_repeat.knox(
            chosen.rows[["easting", "northing"]].to_numpy(float),
            days,
            space=space,
            time=TIME,
            shuffles=SHUFFLES,
            seed=run.until.toordinal(),  # the same day gives the same
        )
        bands = [(*metres, *apart) for metres in pairwise(space) for apart in pairwise(TIME)]
        tests = pd.DataFrame(bands, columns=BAND).assign(
            neighbourhood_id=wording.EVERYWHERE,
            neighbourhood="All neighbourhoods",
            category=self.category,
            apart=[f"{_metres(one[0], one[1])}, {_days(one[2], one[3])}" for one in bands],
            observed=table.observed.ravel(),
            expected=table.expected.ravel(),
            low=table.low.ravel().astype(int),
            high=table.high.ravel().astype(int),
            p=table.p.ravel(),
            q=statistics.benjamini_hochberg(table.p.ravel()),
            first_day=run.since,
            last_day=run.last_day,
        )
        snapped = (
            "Its points are snapped: distances under 200 m are not told apart."
            if chosen.is_snapped
            else ""
        )
        gaps = f"{chosen.left_out} {snapped}".strip()
        return replace(run, tests=_word(tests, len(chosen.rows)), gaps=gaps)

    def draw(self, run: base.Run, row: int) -> base.Bars:
        """Return the pairs of one distance by the days between them."""
        test = run.tests.iloc[row]
        same = run.tests[run.tests["begins_m"] == test["begins_m"]].sort_values("begins_days")
        rows = pd.DataFrame(
            {
                "period": [
                    _days(one["begins_days"], one["ends_days"]) for _, one in same.iterrows()
                ],
                "incidents": same["observed"].to_numpy(),
                "expected": same["expected"].to_numpy(),
                "low": same["low"].to_numpy(),
                "high": same["high"].to_numpy(),
                "is_recent": same.index.to_numpy() == run.tests.index[row],
            }
        )
        near = _metres(test["begins_m"], test["ends_m"])
        return base.Bars(rows, unit=f"Pairs {near}", ends="Days apart")


def _word(tests: pd.DataFrame, incidents: int) -> pd.DataFrame:
    """Return the tests in words, in the order of the bands."""
    ratio = tests["observed"] / tests["expected"]
    flagged = (
        (tests["q"] <= FALSE_DISCOVERY_RATE)
        & (tests["observed"] >= FEWEST_PAIRS)
        & (ratio >= CLEARLY_MORE)
    )
    finding = [
        f"{one['category']} {one['apart']}: {one['observed']:,} pairs among {incidents:,}, "
        f"{wording.figure(one['expected'])} expected ({one['low']}–{one['high']})."
        for one in tests.to_dict("records")
    ]
    few = tests[["observed", "expected"]].max(axis=1) < FEWEST_PAIRS
    reading = np.select([flagged, few], ["more than chance", "too few to say"], "within chance")
    return base.no_patterns(tests.assign(flagged=flagged), finding, reading)


def tell(run: base.Run) -> str:
    """Return in a sentence or two what a run of near repeats found."""
    category = run.tests["category"].iloc[0]
    risen = run.tests[run.tests["flagged"]]
    if risen.empty:
        return (
            f"{category}: no more of them follow each other nearby than chance gives, in "
            f"{len(run.tests)} bands of metres and days."
        )
    pairs, expected = int(risen["observed"].sum()), float(risen["expected"].sum())
    where = []
    for _, own in risen.groupby("begins_m"):
        near = _metres(own["begins_m"].iloc[0], own["ends_m"].iloc[0])
        soon = _together(zip(own["begins_days"], own["ends_days"], strict=True))
        where.append(f"{near} {', '.join(_days(*days) for days in soon)}")
    return (
        f"{category}: others follow more often than chance gives {'; '.join(where)} "
        f"({pairs:,} pairs, {wording.figure(expected)} expected)."
    )


def still_open(run: base.Run, recent: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """Return the counting squares where the window after an incident is open on the day as_of, those
    with the most such incidents first: easting and northing (south-west corner, metres), incidents,
    newest (day), until (last day of the window), metres (how far it reaches), neighbourhood_id.

    `recent` are dated points before as_of (store.incidents.DatedPointRow), of any crime type. Windows
    are those bands of the run that are more than chance.
    """
    risen = run.tests[run.tests["flagged"]]
    rows = recent[recent["category"].isin(set(risen["category"]))]
    days = pd.to_datetime(rows["patrol_day"]).dt.date
    ages = np.array([(as_of - day).days for day in days], dtype=float)
    within = np.zeros((len(rows), len(risen)), dtype=bool)
    for at, band in enumerate(risen.to_dict("records")):
        within[:, at] = (ages >= band["begins_days"]) & (ages < band["ends_days"])
    ends, reach = risen["ends_days"].to_numpy(float), risen["ends_m"].to_numpy(float)
    last = np.where(within, ends, 0).max(axis=1, initial=0)
    found = rows.assign(
        newest=days,
        until=[day + timedelta(days=int(end) - 1) for day, end in zip(days, last, strict=True)],
        metres=np.where(within, reach, 0).max(axis=1, initial=0) - 1,
        easting=corner_at(rows["easting"].to_numpy(float)),
        northing=corner_at(rows["northing"].to_numpy(float)),
    )[within.any(axis=1)]
    by_square = found.groupby(["easting", "northing"]).agg(
        incidents=("incident_id", "size"),
        newest=("newest", "max"),
        until=("until", "max"),
        metres=("metres", "max"),
        neighbourhood_id=("neighbourhood_id", "first"),
    )
    return pd.DataFrame(by_square.reset_index()).sort_values(
        ["incidents", "newest", "easting", "northing"],
        ascending=[False, False, True, True],
        ignore_index=True,
    )


def _metres(begins: float, ends: float) -> str:
    if ends <= 1:
        return "at the same place"
    return f"within {ends - 1:.0f} m" if begins <= 1 else f"{begins:.0f} to {ends - 1:.0f} m away"


def _together(bands: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return bands of days in order, those that follow each other as one."""
    joined: list[tuple[float, float]] = []
    for begins, ends in sorted(bands):
        if joined and joined[-1][1] == begins:
            joined[-1] = (joined[-1][0], ends)
        else:
            joined.append((begins, ends))
    return joined


def _days(begins: float, ends: float) -> str:
    if begins == 0:
        return "on the same or the next day" if ends <= 2 else f"within {ends - 1:.0f} days"
    return f"{begins:.0f} to {ends - 1:.0f} days later"


def _of(category: str, name: str) -> NearRepeats:
    return NearRepeats(
        name=f"near-repeat-{name}",
        title=f"Near repeats: {wording.in_sentence(category)}",
        cannot_see="It cannot see who did it, nor a series whose places lie farther apart, and takes a "
        "short wave in a small area for near repeats.",
        doubt="It would be less if one arrest or one series explained most of the pairs.",
        category=category,
    )


DETECTORS = (
    _of("Burglary", "burglary"),
    _of("Vehicle crime", "vehicle-crime"),
    _of("Robbery", "robbery"),
)
