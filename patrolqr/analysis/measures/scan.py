"""Whether something has just begun in one place: the prospective space-time permutation scan.

Circles around every place, each over the last days up to the newest, are held against what is
expected where places and days know nothing of each other: cases of the place × cases of the days /
all cases. The circle that stands out most is told from chance by shuffling the days among the cases
(Kulldorff, Heffernan, Hartman, Assunção and Mostashari 2005). It needs no population; what rises
everywhere at once it cannot see.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import special
from scipy.spatial import cKDTree

from patrolqr.analysis.measures.statistics import Floats

Whole = npt.NDArray[np.int64]

CENTIMETRE = 100
"""Distances are compared to the centimetre: places equally far away come into a circle together."""

ENOUGH = 60
"""Shuffles that beat the circle, after which no more are made: it is chance, and more of them would
only say more exactly how usual it is (Besag and Clifford 1991).
"""

ENTRIES_AT_ONCE = 300_000
"""Places of circles that are looked at together: what is counted of them stays in the cache."""


@dataclass(frozen=True)
class Circles:
    """All circles around all places, one after the other, each circle's centre by centre and the
    nearest first: circle k of a centre holds the places up to `places[k]` of that centre.

    `centres` are where the entries of each centre begin and, last, where they end; `is_whole` says at
    which entries a circle ends (not between places equally far away), `metres` its radius, `cases` how
    many cases of the whole time are in it.
    """

    places: npt.NDArray[np.intp]
    centres: Whole
    is_whole: npt.NDArray[np.bool_]
    metres: Floats
    cases: Whole

    def of_centre(self, entry: int) -> tuple[int, npt.NDArray[np.intp]]:
        """Return the centre of the circle that ends at an entry, and the places in it."""
        centre = int(np.searchsorted(self.centres, entry, side="right")) - 1
        return centre, self.places[self.centres[centre] : entry + 1]


@dataclass(frozen=True)
class Cluster:
    """A circle over the last `days` days that stands out: its centre and `places` (rows of the table
    of places), its radius, cases in it, those expected, and the logarithm of the likelihood ratio.
    """

    centre: int
    places: npt.NDArray[np.intp]
    metres: float
    days: int
    observed: int
    expected: float
    score: float


def draw_circles(points: Floats, cases: Whole, *, radius: float) -> Circles:
    """Return all circles up to that radius that hold at most half of the cases.

    `points` are places × dimensions in metres, no two alike; `cases` how many happened at each.
    """
    tree = cKDTree(points)
    pairs = tree.sparse_distance_matrix(tree, radius, output_type="ndarray")
    apart = np.rint(pairs["v"] * CENTIMETRE).astype(np.int64)
    order = np.lexsort((pairs["j"], apart, pairs["i"]))
    centre, place, apart = pairs["i"][order], pairs["j"][order], apart[order]
    within = _running(cases[place], np.searchsorted(centre, np.arange(len(points))))
    # more than half of all cases are no cluster, what lies outside is then
    kept = within * 2 <= cases.sum()
    centre, place, apart, within = centre[kept], place[kept], apart[kept], within[kept]
    is_last = np.append((np.diff(centre) != 0) | (np.diff(apart) != 0), True)
    begins = np.searchsorted(centre, np.arange(len(points) + 1))
    return Circles(place, begins, is_last[: len(place)], apart / CENTIMETRE, within)


def _running(values: Whole, begins: Whole) -> Whole:
    """Return the running sum of each stretch that begins there, stretches one after the other."""
    if not values.size:
        return values
    total = np.cumsum(values)
    number = np.diff(np.append(begins, values.size))
    before = np.append(0, total)[begins]
    return np.asarray(total - np.repeat(before, number), dtype=np.int64)


@dataclass(frozen=True)
class Chance:
    """How many of the shuffles had a circle that stands out as much as each cluster, or more.

    `p` is the share of the shuffles, the cases as they are counted as one of them.
    """

    p: Floats
    shuffles: int


class Scan:
    """A scan of cases at places: which circle stands out, and how often chance does as much.

    `place` and `day` are each case's: rows of the table of places, and whole days, the newest `last`.
    Circles reach over 1 to `longest` days up to that and have at least `fewest` cases.
    """

    def __init__(
        self,
        circles: Circles,
        place: npt.ArrayLike,
        day: npt.ArrayLike,
        *,
        last: int,
        longest: int,
        fewest: int,
    ) -> None:
        self.circles, self.fewest, self.longest = circles, fewest, longest
        place, age = np.asarray(place, dtype=np.intp), last - np.asarray(day, dtype=np.int64)
        order = np.lexsort((age, place))  # their order changes nothing
        self.place, self.age = place[order], age[order]
        self.total, self.number = self.place.size, len(circles.centres) - 1
        in_days = np.bincount(np.minimum(self.age, longest), minlength=longest + 1)[:longest]
        self.of_days = np.cumsum(in_days)
        most = int(circles.cases.max(initial=0))
        # a circle that ends between places equally far away is none: no count is enough for it
        self._limits = np.where(circles.is_whole, circles.cases, most + 1).astype(np.intp)
        self._chunks = self._whole_centres()

    def clusters(self, *, most: int) -> list[Cluster]:
        """Return the circles that stand out most, no two of which share a place, the first one
        first.
        """
        best = np.zeros((3, self.number))  # score, entry and days of each centre's best circle
        needed = self._needed(0.0)
        for entry, days, score in self._standing_out(self.age, needed):
            centre = np.searchsorted(self.circles.centres, entry, side="right") - 1
            # the last of several wins: the highest score, of equal ones the nearest circle
            order = np.lexsort((-entry, score))
            higher = order[score[order] > best[0, centre[order]]]
            best[:, centre[higher]] = score[higher], entry[higher], np.full(higher.size, days)
        found: list[Cluster] = []
        taken = np.zeros(self.number, dtype=bool)
        some = np.flatnonzero(best[0])
        entries = best[1, some].astype(np.int64)
        # of circles that stand out alike the smallest says where
        for at in np.lexsort((self.circles.metres[entries], -best[0, some])).tolist():
            if len(found) == most:
                break
            own = self._cluster(int(entries[at]), *best[[2, 0], some[at]].tolist())
            if not taken[own.places].any():
                taken[own.places] = True
                found.append(own)
        return found

    def _cluster(self, entry: int, days: float, score: float) -> Cluster:
        centre, places = self.circles.of_centre(entry)
        observed = int((np.isin(self.place, places) & (self.age < days)).sum())
        expected = float(self.circles.cases[entry] * self.of_days[int(days) - 1] / self.total)
        metres = float(self.circles.metres[entry])
        return Cluster(centre, places, metres, int(days), observed, expected, score)

    def chance(
        self,
        clusters: Sequence[Cluster],
        *,
        shuffles: int,
        seed: int,
        enough: int | None = ENOUGH,
        progress: Callable[[float], None] = lambda _: None,
    ) -> Chance:
        """Return in which share of the shuffles anything stood out as much as each cluster.

        With `enough` it ends where so many shuffles beat the first one; `progress` is told which share
        is done. The same seed gives the same.
        """
        scores = np.array([each.score for each in clusters])
        beaten, made = np.zeros(scores.size, dtype=np.int64), 0
        # as much is as much, whatever the last digit of a logarithm says
        needed = self._needed(scores.min(initial=np.inf) - 1e-9) if scores.size else None
        while needed is not None and made < shuffles:
            shuffled = np.random.default_rng((seed, made)).permutation(self.age)
            beaten += self.best(shuffled, needed) >= scores - 1e-9
            made += 1
            progress(made / shuffles)
            if enough is not None and beaten[0] >= enough:
                break
        return Chance((1 + beaten) / (1 + made), made)

    def best(self, age: Whole, needed: npt.NDArray[np.int32]) -> float:
        """Return the score of the circle that stands out most, 0 where none has the cases needed."""
        found = self._standing_out(age, needed)
        return max((float(score.max()) for *_, score in found), default=0.0)

    def _standing_out(
        self, age: Whole, needed: npt.NDArray[np.int32]
    ) -> Iterator[tuple[npt.NDArray[np.intp], int, Floats]]:
        """Give the circles with as many cases as needed: entries, days, scores."""
        counts = self._counts(age)
        for begin, end, firsts, lengths in self._chunks:
            places, limits = self.circles.places[begin:end], self._limits[begin:end]
            for days in range(1, self.longest + 1):
                running = counts[days - 1].take(places)
                np.cumsum(running, out=running)
                before = running.take(firsts - 1)
                before[0] = 0
                running -= before.repeat(lengths)
                there = np.flatnonzero(running >= needed[days - 1].take(limits))
                if there.size:
                    of_days = int(self.of_days[days - 1])
                    score = self._score(running[there], limits[there], of_days)
                    yield there + begin, days, score

    def _counts(self, age: Whole) -> npt.NDArray[np.int32]:
        """Return days × places: cases of the last so many days."""
        recent = np.flatnonzero(age < self.longest)
        cell = age[recent] * self.number + self.place[recent]
        table = np.bincount(cell, minlength=self.longest * self.number)
        return np.cumsum(table.reshape(self.longest, self.number), axis=0, dtype=np.int32)

    def _needed(self, score: float) -> npt.NDArray[np.int32]:
        """Return days × cases of the whole time in a circle: how many of them must be of those days
        for that score; beyond the table's end what no circle reaches.
        """
        all_cases = np.arange(int(self.circles.cases.max(initial=0)) + 1)
        never = np.iinfo(np.int32).max
        needed = np.full((self.longest, all_cases.size + 1), never, dtype=np.int32)
        for row, of_days in enumerate(self.of_days.tolist()):
            mean = all_cases * of_days / self.total
            low = np.maximum(self.fewest, np.floor(mean).astype(np.int64) + 1)
            high = np.full(all_cases.size, max(of_days, self.fewest) + 1)
            low = np.minimum(low, high)
            while (low < high).any():
                middle = (low + high) // 2
                is_enough = self._score(middle, all_cases, of_days) >= score
                high = np.where(is_enough, middle, high)
                low = np.where(is_enough, low, np.minimum(middle + 1, high))
            needed[row, :-1] = np.where(low > of_days, never, low)
        return needed

    def _score(self, counted: npt.NDArray[Any], cases: npt.NDArray[Any], of_days: int) -> Floats:
        """Return the logarithm of the likelihood ratio; for counts above what is expected."""
        mean = cases * (of_days / self.total)
        inside = special.xlogy(counted, counted) - special.xlogy(counted, mean)
        rest, rest_mean = self.total - counted, self.total - mean
        return np.asarray(
            inside + special.xlogy(rest, rest) - special.xlogy(rest, rest_mean), dtype=float
        )

    def _whole_centres(self) -> list[tuple[int, int, Whole, Whole]]:
        """Return the circles in parts that each hold all of some centres: where they begin and end,
        and within that where each centre begins and how many circles it has.
        """
        begins = self.circles.centres
        begins = begins[np.append(np.diff(begins) > 0, True)]
        part = begins[:-1] // ENTRIES_AT_ONCE
        edges = [*np.flatnonzero(np.diff(part, prepend=-1)).tolist(), begins.size - 1]
        found = []
        for first, last in pairwise(edges):
            own = begins[first : last + 1]
            found.append((int(own[0]), int(own[-1]), own[:-1] - own[0], np.diff(own)))
        return found
