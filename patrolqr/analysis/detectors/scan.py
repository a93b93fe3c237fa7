"""Whether incidents of one type have just begun to gather in one place: a scan over dated points.

The prospective space-time permutation scan (`measures/scan.py`, Kulldorff et al. 2005) of each crime
type, once a week, over circles of up to 500 m and the last one to 28 days. It finds what no
neighbourhood's weekly count shows: a handful in one corner. That a crime type rises everywhere it
cannot see; the weekly detector does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from patrolqr.analysis import dated_points, wording
from patrolqr.analysis.dated_points import Chosen, OfType
from patrolqr.analysis.detectors import base
from patrolqr.analysis.measures import scan
from patrolqr.analysis.measures.scan import Cluster
from patrolqr.analysis.measures.statistics import Floats
from patrolqr.core.incident import CRIME_TYPES

RADIUS_M, LONGEST = 500.0, 28
"""Metres of a circle's radius and days of its window, at most."""

FEWEST_CASES = 3
"""Incidents a circle has at least: two are a coincidence."""

FEWEST = 100
"""Incidents of a crime type in the year: of fewer, three anywhere would stand out."""

SHUFFLES = 999

ONCE_IN = 52
"""Weekly runs in which chance gives one like it at most once, to be a pattern: a recurrence interval
of a year, as New York's health department alerts on it.
"""

TOLD = 5
"""Circles of a crime type that are told from chance; what stands out less is within it."""

MOST_PLACES = 5000
"""Places that circles are drawn around; of more, those within RASTERS metres are one."""

RASTERS = (1, 25, 50, 100, 250)

CENTRE = 0.95


@dataclass(frozen=True, kw_only=True)
class Gathering(dated_points.OfStretches):
    """The scan of all crime types. A test is of a neighbourhood and a crime type: the circle that
    stands out most of those around a place in it, with metres (its radius), days (its window), cell
    (the square with most of its incidents) and near (their most frequent street).
    """

    shuffles: int = SHUFFLES

    @property
    def rule(self) -> str:
        return (
            f"circles of up to {RADIUS_M:.0f} m over the last one to {LONGEST} days, per crime type of at least "
            f"{FEWEST} incidents, against {self.shuffles} shuffles of the days. A circle is a pattern from "
            f"{FEWEST_CASES} incidents on where chance gives one like it at most once in {ONCE_IN} weekly runs; "
            f"it stays open until it was quiet in {base.QUIET_RUNS} runs."
        )

    def look(
        self,
        rows: pd.DataFrame,
        *,
        covered: pd.DataFrame,
        since: date,
        until: date,
        progress: base.Progress = base.in_silence,
    ) -> base.Run:
        """Return the circles; the same incidents in another order, or later ones, change nothing."""
        progress(0)
        recent = until - timedelta(days=LONGEST)
        run, every = dated_points.begin(
            self, rows, covered=covered, since=since, recent=recent, until=until
        )
        chosen = {each: every.of(each, fewest=FEWEST) for each in CRIME_TYPES}
        chosen = {each: own for each, own in chosen.items() if not own.missing}
        if not chosen:
            few = f"{FEWEST} incidents of one crime type with a day and a place are needed."
            return replace(run, missing=run.missing or few)
        found: list[OfType] = []
        for number, (category, own) in enumerate(chosen.items()):
            part = base.part_of(progress, number, len(chosen))
            found.append(_scan(category, own, since, until, shuffles=self.shuffles, progress=part))
        return dated_points.join(run, found, once_in=ONCE_IN, say=_words)


def _scan(
    category: str,
    chosen: Chosen,
    since: date,
    until: date,
    *,
    shuffles: int,
    progress: base.Progress,
) -> OfType:
    days = (until - since).days
    looked = _clusters(chosen.rows, since, until)
    rows, place, over, clusters = looked.rows, looked.place, looked.over, looked.clusters
    seed = until.toordinal() * len(CRIME_TYPES) + CRIME_TYPES.index(category)
    chance = over.chance(clusters[:TOLD], shuffles=shuffles, seed=seed, progress=progress)
    p = [*chance.p.tolist(), *[1.0] * (len(clusters) - len(chance.p))]
    tests, counts, behind = [], [], []
    for test, (own, cluster, its_p) in enumerate(_by_neighbourhood(rows, place, clusters, p)):
        inside = rows[np.isin(place, cluster.places)] if cluster else rows[rows["where"] == own]
        tests.append(_test(own, category, inside, cluster, its_p, since, until))
        counts.append(np.bincount(inside["day"], minlength=days).astype(float))
        if cluster and its_p < 1:
            behind.append(inside[inside["day"] >= days - cluster.days].assign(test=test))
    joined = pd.concat(behind) if behind else rows[:0].assign(test=0)
    return OfType(pd.DataFrame(tests), np.array(counts), joined)


class _Clusters(NamedTuple):
    """Circles of one crime type that stand out, those most first; `rows` with day and where, `place` each
    one's row of `points`, and the scan itself.
    """

    rows: pd.DataFrame
    points: Floats
    place: Any
    over: scan.Scan
    clusters: list[Cluster]


def _clusters(rows: pd.DataFrame, since: date, until: date) -> _Clusters:
    rows = dated_points.number_days(rows, since)
    points, place = _places(rows[["easting", "northing"]].to_numpy(float))
    cases = np.bincount(place, minlength=len(points))
    circles = scan.draw_circles(points, cases, radius=RADIUS_M)
    over = scan.Scan(
        circles,
        place,
        rows["day"],
        last=(until - since).days - 1,
        longest=LONGEST,
        fewest=FEWEST_CASES,
    )
    return _Clusters(rows, points, place, over, over.clusters(most=len(points)))


@dataclass(frozen=True)
class Circle:
    """A circle that a scan told: its middle (easting, northing) and radius in metres, how many cases it
    had in its days, and how many in how many days before.
    """

    middle: Floats
    metres: float
    observed: int
    before: int
    days_before: int

    def holds(self, points: Floats) -> "np.typing.NDArray[np.bool_]":
        """Return which points (eastings, northings) lie in it, as exactly as places are told apart."""
        away = np.hypot(*(points - self.middle).T)
        return np.asarray(away <= self.metres + RASTERS[0])


def circle_again(
    rows: pd.DataFrame, since: date, until: date, neighbourhood_id: str
) -> Circle | None:
    """Return the circle that stands out most around a place in the neighbourhood, as a scan of these rows
    of one crime type gives it: shuffles say how often chance does that, and not which it is.
    """
    looked = _clusters(rows, since, until)
    best = {
        own: cluster
        for own, cluster, _ in _by_neighbourhood(
            looked.rows, looked.place, looked.clusters, [1.0] * len(looked.clusters)
        )
    }
    found = best.get(neighbourhood_id)
    if found is None:
        return None
    inside = np.isin(looked.place, found.places)
    days_before = (until - since).days - found.days
    is_before = looked.rows["day"].to_numpy() < days_before
    return Circle(
        looked.points[found.centre],
        found.metres,
        found.observed,
        int((inside & is_before).sum()),
        days_before,
    )


def _places(points: Floats) -> tuple[Floats, Any]:
    """Return the places that circles are drawn around, and each incident's: exact to a metre, or as
    exact as so many places can be.
    """
    for raster in RASTERS:
        places, own = np.unique(np.rint(points / raster) * raster, axis=0, return_inverse=True)
        if len(places) <= MOST_PLACES:
            break
    return places, own.ravel()


def _by_neighbourhood(
    rows: pd.DataFrame, place: Any, clusters: list[Cluster], p: list[float]
) -> Iterator[tuple[str, Cluster | None, float]]:
    """Give each neighbourhood with incidents (`where`), and the circle around a place in it that stands out
    most, if any, with its p.
    """
    where = rows.groupby(place)["where"].first()
    best: dict[str, tuple[Cluster, float]] = {}
    for cluster, its_p in zip(clusters, p, strict=True):
        best.setdefault(str(where[cluster.centre]), (cluster, its_p))
    for own in sorted(set(rows["where"])):
        yield (own, *best.get(own, (None, 1.0)))


def _test(
    own: str,
    category: str,
    inside: pd.DataFrame,
    cluster: Cluster | None,
    p: float,
    since: date,
    until: date,
) -> dict[str, Any]:
    """Return a row of the tests of one crime type, without what depends on all types."""
    days = cluster.days if cluster else LONGEST
    recent = inside[inside["day"] >= (until - since).days - days]
    observed = cluster.observed if cluster else len(recent)
    expected = cluster.expected if cluster else len(inside) * days / (until - since).days
    low, high = stats.poisson.interval(CENTRE, expected)
    return {
        "neighbourhood_id": own,
        "neighbourhood": dated_points.neighbourhood_name(own, inside),
        "category": category,
        "apart": "",
        "observed": observed,
        "expected": expected,
        "low": int(low),
        "high": int(high),
        "p": p,
        "first_day": until - timedelta(days=days),
        "last_day": until - timedelta(days=1),
        "metres": cluster.metres if cluster else 0.0,
        "days": days,
        "cell": dated_points.most_frequent(dated_points.squares_of(recent)),
        "near": dated_points.most_frequent(recent["street"].dropna()),
    }


def _words(one: wording.Row, types: int) -> dict[str, str]:
    length = "day" if one["days"] == 1 else f"{one['days']} days"
    near = f" near {one['near']}" if isinstance(one["near"], str) else ""
    where = (
        f"in {one['neighbourhood']}" if one["neighbourhood_id"] else "outside every neighbourhood"
    )
    within = f" within {max(one['metres'], 1):.0f} m" if one["metres"] else " at one place"
    finding = (
        f"{one['category']}{near} {where}: {one['observed']} in the {length} to "
        f"{wording.day_text(one['last_day'])}{within}, {wording.figure(one['expected'])} expected."
    )
    chance = ""
    reading = "within chance"
    if one["flagged"]:
        what = f"all {types} crime types that were scanned" if types > 1 else "one crime type"
        chance = wording.recurrence(one["q"], "week", what)
        reading = "more than chance"
    elif one["observed"] < FEWEST_CASES:
        reading = "too few to say"
    return {
        "finding": finding,
        "chance": chance,
        "reading": reading,
        "sentence": f"{finding} {chance}".strip(),
    }


SCAN = Gathering(
    name="scan",
    title="Incidents that gather in one place",
    cannot_see="It cannot see a rise everywhere at once, nor what is spread wider than its circles, and takes a "
    "place that was built or opened this year for something new.",
    doubt="It would be less if one address, one caller or one arrest made most of them.",
)

DETECTORS = (SCAN,)
