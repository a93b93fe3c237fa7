"""Near repeats under way: several burglaries, vehicle crimes or robberies that followed each other nearby
and soon, where the window after the newest is still open.

That others follow nearby has to hold of the year before: which distances and days are near and soon is
what Knox's table says of the incidents before the newest LONGEST days (`near_repeat.py`), so that one
wave does not prove its own window. A chain is what such pairs connect within these days
(`measures/chains.py`), and a pattern where shuffled days hardly ever give one that stands out as much.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from patrolqr.analysis import dated_points, wording
from patrolqr.analysis.dated_points import Chosen, OfType
from patrolqr.analysis.detectors import base, near_repeat
from patrolqr.analysis.detectors.near_repeat import BAND, NearRepeats
from patrolqr.analysis.measures.chains import Band, Chain, Chains
from patrolqr.analysis.measures.statistics import Floats
from patrolqr.core.incident import KINDS_OF_POINT, street_name
from patrolqr.core.phrases import number_of

LONGEST = 28
"""Days back from the newest in which a chain may have begun, as a scan looks back."""

FEWEST_LINKED = 3
"""Incidents of a chain at least: of two that are near and soon an area has some every week."""

SHUFFLES = 999

ONCE_IN = 52
"""Weekly runs in which chance gives one like it at most once, to be a pattern, as the scan's."""

TOLD = 5
"""Chains of a crime type that are told from chance; what stands out less is within it."""

STREETS_NAMED = 3

CENTRE = 0.95

NONE_LINKED = "no three that follow each other"
NO_WINDOW = "no near repeats before"
"""What is read of a neighbourhood without a chain, and of a crime type whose incidents do not follow each
other nearby: after one of them no window opens.
"""


@dataclass(frozen=True, kw_only=True)
class NearRepeatChains(dated_points.OfStretches):
    """Chains of these crime types. A test is of a neighbourhood and a crime type: the chain there that
    stands out most, with cell (the square with most of its incidents), near (their most frequent
    street), days (since its first), metres (how far its window reaches), open_until (the last day of
    its window, None without a chain) and streets (those inside it). Without a chain the last LONGEST
    days of the neighbourhood are told.
    """

    types: tuple[NearRepeats, ...]
    shuffles: int = SHUFFLES
    turn: ClassVar[int] = 1
    """It says until when, which a circle around the same does not."""

    @property
    def rule(self) -> str:
        return (
            f"at least {FEWEST_LINKED} incidents of one crime type that followed each other nearby and soon in the "
            f"last {LONGEST} days, as others did before these more often than chance gives, against {self.shuffles} "
            "shuffles of the days; the window is open as long as one more could follow the newest. A chain is a "
            f"pattern where chance gives one like it at most once in {ONCE_IN} weekly runs; it stays open until it was "
            f"quiet in {base.QUIET_RUNS} runs."
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
        """Return the chains; the same incidents in another order, or later ones, change nothing."""
        progress(0)
        recent = until - timedelta(days=LONGEST)
        run, every = dated_points.begin(
            self, rows, covered=covered, since=since, recent=recent, until=until
        )
        looks = [each for of_type in self.types if (each := _look(of_type, run, every))]
        if not looks:
            few = near_repeat.TOO_COARSE if every.is_coarse else _too_few(self.types)
            return replace(run, missing=run.missing or few)
        found: list[OfType] = []
        for number, look in enumerate(looks):
            part = base.part_of(progress, number, len(looks))
            found.append(look.tests(shuffles=self.shuffles, progress=part))
        return dated_points.join(run, found, once_in=ONCE_IN, say=_words)


def _too_few(types: Sequence[NearRepeats]) -> str:
    kinds = " or ".join(wording.counted(each.category, near_repeat.FEWEST) for each in types)
    return f"{kinds} with a day and a place, before the last {LONGEST} days, are needed."


@dataclass(frozen=True)
class _Look:
    """One crime type looked at: its incidents (`rows`, with `day` and `where`) among `every` one, and its
    chains; `over` is None where others did not follow nearby before, so that no window opens.
    """

    number: int
    category: str
    every: pd.DataFrame
    rows: pd.DataFrame
    since: date
    until: date
    over: Chains | None

    @property
    def days(self) -> int:
        """Return how many days were read."""
        return (self.until - self.since).days

    def tests(self, *, shuffles: int, progress: base.Progress) -> OfType:
        """Return a test of each neighbourhood with incidents of the type."""
        chains = self.over.found() if self.over else []
        p = np.ones(len(chains))
        if self.over and chains:
            seed = self.until.toordinal() * len(near_repeat.DETECTORS) + self.number
            told = chains[:TOLD]
            p[: len(told)] = self.over.chance(told, shuffles=shuffles, seed=seed, progress=progress)
        progress(1)
        tests, counts, behind = [], [], []
        for number, (own, at) in enumerate(by_neighbourhood(self.rows, chains)):
            inside = self.rows[self.rows["where"] == own]
            told_of = self._quiet(inside)
            if self.over and at is not None:
                inside = self.rows.iloc[self.over.around(chains[at].events)]
                told_of = self._chain(inside, chains[at], self.over)
                behind.append(inside[inside["day"] >= chains[at].first].assign(test=number))
            tests.append(self._test(own, inside, 1.0 if at is None else p[at]) | told_of)
            counts.append(np.bincount(inside["day"], minlength=self.days).astype(float))
        joined = pd.concat(behind) if behind else self.rows[:0].assign(test=0)
        return OfType(pd.DataFrame(tests), np.array(counts), joined)

    def _test(self, own: str, inside: pd.DataFrame, p: float) -> dict[str, Any]:
        """Return what is alike of every test, without what depends on all types."""
        return {
            "neighbourhood_id": own,
            "neighbourhood": dated_points.neighbourhood_name(own, inside[inside["where"] == own]),
            "category": self.category,
            "apart": "",
            "p": float(p),
            "last_day": self.until - timedelta(days=1),
        }

    def _quiet(self, inside: pd.DataFrame) -> dict[str, Any]:
        expected = len(inside) * LONGEST / self.days
        quiet = NONE_LINKED if self.over else NO_WINDOW
        rest = {"metres": 0, "open_until": None, "streets": list[str](), "quiet": quiet}
        return self._counted(inside, self.days - LONGEST, expected) | rest

    def _chain(self, inside: pd.DataFrame, chain: Chain, over: Chains) -> dict[str, Any]:
        return self._counted(inside, chain.first, chain.expected) | {
            "metres": int(over.reach_m) - 1,
            "open_until": self.since + timedelta(days=over.last_open(chain)),
            "streets": self._streets(over.still_open(chain)),
            "quiet": "within chance",
        }

    def _counted(self, inside: pd.DataFrame, first: int, expected: float) -> dict[str, Any]:
        recent = inside[inside["day"] >= first]
        low, high = stats.poisson.interval(CENTRE, expected)
        return {
            "observed": len(recent),
            "expected": expected,
            "low": int(low),
            "high": int(high),
            "first_day": self.since + timedelta(days=first),
            "days": self.days - first,
            "cell": dated_points.most_frequent(dated_points.squares_of(recent)),
            "near": dated_points.most_frequent(recent["street"].dropna()),
        }

    def _streets(self, still: npt.NDArray[np.int64]) -> list[str]:
        """Return the streets inside the window that is open after these incidents: theirs, then those of
        others within reach, of whatever crime type.
        """
        assert self.over
        points = self.every[["easting", "northing"]].to_numpy(float)
        near = self.over.is_near(still, points)
        own, others = self.rows["street"].iloc[still], self.every.loc[near, "street"]
        return list(dict.fromkeys([*_streets(own), *_streets(others)]))


def _look(of_type: NearRepeats, run: base.Run, every: Chosen) -> _Look | None:
    """Return what is looked at of a crime type: chains as others followed before the newest days more often
    than chance gives. None where too little is known of that.
    """
    days = pd.to_datetime(every.rows["patrol_day"])
    earlier = replace(every, rows=every.rows[days < pd.Timestamp(run.recent)])
    chosen = earlier.of(of_type.category, fewest=near_repeat.FEWEST)
    if chosen.missing or chosen.is_coarse:
        return None
    before = of_type.test(replace(run, until=run.recent), chosen).tests
    bands = [Band(*band) for band in before.loc[before["flagged"], BAND].to_numpy(float).tolist()]
    own = every.rows[every.rows["category"] == of_type.category]
    rows = dated_points.number_days(own.reset_index(drop=True), run.since)
    chains = Chains(
        rows[["easting", "northing"]].to_numpy(float),
        rows["day"].to_numpy(np.int64),
        bands,
        last=(run.until - run.since).days - 1,
        longest=LONGEST,
        fewest=FEWEST_LINKED,
    )
    number = near_repeat.DETECTORS.index(of_type)
    over = chains if bands else None
    return _Look(number, of_type.category, every.rows, rows, run.since, run.until, over)


@dataclass(frozen=True)
class Told:
    """A chain that a look told: how many incidents it counted, which points its window reaches, and to
    which day; how many there had been, in how many days before its first.
    """

    observed: int
    chains: Chains
    still: npt.NDArray[np.int64]
    open_until: date
    before: int
    days_before: int

    def holds(self, points: Floats) -> npt.NDArray[np.bool_]:
        """Return which points (eastings, northings) lie inside the window."""
        return self.chains.is_near(self.still, points)


def chain_again(run: base.Run, every: Chosen, category: str, neighbourhood_id: str) -> Told | None:
    """Return the chain that stands out most in the neighbourhood, as a look at these rows gives it: shuffles
    of chains say how often chance does that, and not which it is. `run` is one before anything is tested.
    """
    (of_type,) = [each for each in near_repeat.DETECTORS if each.category == category]
    look = _look(of_type, run, every)
    if look is None or look.over is None:
        return None
    chains = look.over.found()
    at = dict(by_neighbourhood(look.rows, chains)).get(neighbourhood_id)
    if at is None:
        return None
    still = look.over.still_open(chains[at])
    inside = look.over.is_near(still, look.over.points)
    return Told(
        observed=chains[at].observed,
        chains=look.over,
        still=still,
        open_until=run.since + timedelta(days=look.over.last_open(chains[at])),
        before=int((inside & (look.over.days < chains[at].first)).sum()),
        days_before=chains[at].first,
    )


def _streets(published: "pd.Series[str]") -> list[str]:
    """Return the streets of these rows, the most frequent first; a label such as Supermarket is none."""
    known = published.dropna()
    counted = known[~known.isin(KINDS_OF_POINT)].map(street_name).value_counts()
    return [str(name) for name in sorted(counted.index, key=lambda each: (-counted[each], each))]


def by_neighbourhood(
    rows: pd.DataFrame, chains: Sequence[Chain]
) -> Iterator[tuple[str, int | None]]:
    """Give each neighbourhood with incidents (`where`), and the place in `chains` of the one that stands out
    most of those whose incidents are mostly in it.
    """
    best: dict[str, int] = {}
    for at, chain in enumerate(chains):
        best.setdefault(str(rows["where"].iloc[chain.events].mode().iloc[0]), at)
    for own in sorted(set(rows["where"])):
        yield own, best.get(own)


def _words(one: wording.Row, types: int) -> dict[str, str]:
    where = (
        f"in {one['neighbourhood']}" if one["neighbourhood_id"] else "outside every neighbourhood"
    )
    length = "day" if one["days"] == 1 else f"{one['days']} days"
    counted = f"{one['observed']} in the {length} to {wording.day_text(one['last_day'])}"
    expected = "fewer than 0.1" if one["expected"] < 0.1 else wording.figure(one["expected"])
    finding = f"{one['category']} {where}: {counted}, {expected} expected; {one['quiet']}."
    if one["open_until"]:
        near = f" near {street_name(one['near'])}" if one["near"] else ""
        apart = f"within {one['metres']} m of another" if one["metres"] else "at one place"
        until = wording.day_text(one["open_until"])
        finding = (
            f"{one['category']}{near} {where}: {counted}, each {apart}, {expected} expected. "
            f"The window after the newest is open until {until}{_named(one)}."
        )
    chance, reading = "", one["quiet"]
    if one["flagged"]:
        what = f"all {types} crime types that were looked at" if types > 1 else "one crime type"
        chance = wording.recurrence(one["q"], "week", what)
        reading = "more than chance"
    return {
        "finding": finding,
        "chance": chance,
        "reading": reading,
        "sentence": f"{finding} {chance}".strip(),
    }


def _named(one: wording.Row) -> str:
    """Return at which streets the window is open, the first of them by name."""
    streets = one["streets"]
    if not streets:
        return ""
    named, more = streets[:STREETS_NAMED], len(streets) - STREETS_NAMED
    listed = ", ".join(named)
    return f" at {listed}" + (f" and {number_of(more, 'more street')}" if more > 0 else "")


CHAINS = NearRepeatChains(
    name="near-repeat",
    title="Near repeats under way",
    cannot_see="It cannot see who did it, nor a series whose places lie farther apart, nor one of two, and says "
    "nothing where others did not follow nearby before.",
    doubt="It would be less if one arrest explained them, or one incident was entered several times.",
    types=near_repeat.DETECTORS,
)

DETECTORS = (CHAINS,)
