"""Chains of events of which each was near and soon after another, and how often chance makes one like it.

Which distances and days are near and soon is given, as a Knox table of the time before tells it
(`near_repeat.py`). A chain is what such pairs connect (single linkage) within the newest days, as long
as its window is open: its newest event is not older than any pair is apart. How far it stands out is
Kulldorff's likelihood ratio, against what the places within reach of it usually have; how often chance
does as much is told by shuffling the days among the events and taking the most outstanding chain
anywhere, so that it holds over all places.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse, special
from scipy.sparse import csgraph
from scipy.spatial import cKDTree

from patrolqr.analysis.measures.statistics import Floats

Whole = npt.NDArray[np.int64]

ALIKE = 1e-9
"""Ratios nearer than this are the same one, computed in another order."""


class Band(NamedTuple):
    """Pairs that follow each other: from where to before where in metres, and in days."""

    begins_m: float
    ends_m: float
    begins_days: float
    ends_days: float


@dataclass(frozen=True)
class Chain:
    """A chain: its events (rows of the points), the day of the first and of the newest, how many
    days it was looked at for, how many events within reach of it were in these and how many were
    expected, and how far that stands out.
    """

    events: Whole
    first: int
    newest: int
    days: int
    observed: int
    expected: float
    ratio: float


@dataclass(frozen=True)
class Chains:
    """Events at `points` (metres) on `days` (from 0 to `last`), of which the newest `longest` days are
    looked at. A chain has at least `fewest` events.
    """

    points: Floats
    days: Whole
    bands: Sequence[Band]
    last: int
    longest: int
    fewest: int

    @property
    def reach_m(self) -> float:
        """Return from where on no pair is near any more, in metres."""
        return max(band.ends_m for band in self.bands)

    @property
    def window_days(self) -> int:
        """Return from how many days on no pair is soon any more."""
        return int(max(band.ends_days for band in self.bands))

    def found(self) -> list[Chain]:
        """Return the chains whose window is open, those that stand out most first."""
        chains = self._of(self.days, cKDTree(self.points))
        return sorted(chains, key=lambda each: (-each.ratio, each.events[0]))

    def chance(
        self,
        chains: Sequence[Chain],
        *,
        shuffles: int,
        seed: int,
        progress: Callable[[float], None],
    ) -> Floats:
        """Return in which share of the shuffles any chain stands out as much as each of these."""
        tree, generator = cKDTree(self.points), np.random.default_rng(seed)
        most = np.zeros(shuffles)
        for at in range(shuffles):
            there = self._of(generator.permutation(self.days), tree)
            most[at] = max((each.ratio for each in there), default=0.0)
            progress((at + 1) / shuffles)
        own = np.array([each.ratio for each in chains])
        as_much = (most[None, :] >= own[:, None] - ALIKE).sum(axis=1)
        return np.asarray((1 + as_much) / (1 + shuffles), dtype=float)

    def around(self, events: Whole) -> Whole:
        """Return the events, of whichever day, within reach of any of these."""
        return self._around(events, cKDTree(self.points))

    def still_open(self, chain: Chain) -> Whole:
        """Return those of a chain's events after which the window is open on the day after the last."""
        ages = self.last + 1 - self.days[chain.events]
        return chain.events[ages < self.window_days]

    def last_open(self, chain: Chain) -> int:
        """Return the last day on which the window after a chain's newest event is open."""
        return chain.newest + self.window_days - 1

    def is_near(self, events: Whole, points: Floats) -> npt.NDArray[np.bool_]:
        """Return which of the points lie within reach of any of these events."""
        tree = cKDTree(self.points[events])
        away, _ = tree.query(points, distance_upper_bound=self.reach_m)
        return np.asarray(np.isfinite(away), dtype=bool)

    def _around(self, events: Whole, tree: cKDTree) -> Whole:
        # bands end before, not at, their end
        reach = np.nextafter(self.reach_m, 0)
        near = tree.query_ball_point(self.points[events], reach)
        return np.unique(np.concatenate([np.asarray(each, dtype=np.int64) for each in near]))

    def _of(self, days: Whole, tree: cKDTree) -> list[Chain]:
        recent = np.flatnonzero(days > self.last - self.longest)
        labels = self._linked(recent, days)
        sizes = np.bincount(labels)
        chains = []
        for label in np.flatnonzero(sizes >= self.fewest):
            events = recent[labels == label]
            newest = int(days[events].max())
            if self.last + 1 - newest < self.window_days:
                chains.append(self._measured(events, newest, days, tree))
        return chains

    def _linked(self, recent: Whole, days: Whole) -> npt.NDArray[np.int32]:
        """Return which chain each of these events is in."""
        tree = cKDTree(self.points[recent])
        pairs = tree.query_pairs(self.reach_m, output_type="ndarray")
        one, other = recent[pairs[:, 0]], recent[pairs[:, 1]]
        apart = np.hypot(*(self.points[one] - self.points[other]).T)
        later = np.abs(days[one] - days[other])
        is_linked = np.zeros(len(pairs), dtype=bool)
        for band in self.bands:
            near = (apart >= band.begins_m) & (apart < band.ends_m)
            is_linked |= near & (later >= band.begins_days) & (later < band.ends_days)
        first, second = pairs[is_linked].T
        size = recent.size, recent.size
        links = sparse.coo_array((np.ones(first.size, dtype=np.int8), (first, second)), shape=size)
        labels: npt.NDArray[np.int32] = csgraph.connected_components(links, directed=False)[1]
        return labels

    def _measured(self, events: Whole, newest: int, days: Whole, tree: cKDTree) -> Chain:
        """Return a chain with what is expected where it is from its first day on: what all events
        there are, times which share of all events everywhere came in these days.
        """
        first, everything = int(days[events].min()), len(days)
        around = self._around(events, tree)
        number = int((days[around] >= first).sum())
        expected = len(around) * int((days >= first).sum()) / everything
        stands_out = 0.0
        if number > expected:  # and so not all there are
            outside, usual = everything - number, everything - expected
            ratio = special.xlogy(number, number / expected)
            stands_out = float(ratio + special.xlogy(outside, outside / usual))
        return Chain(events, first, newest, self.last + 1 - first, number, expected, stands_out)
