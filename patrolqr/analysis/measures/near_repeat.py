"""Whether what happens soon after something happens near it: the Knox table, many bands at once.

Pairs of events are counted by how far and how many days apart they are (Knox 1964), against what is
expected where places and days know nothing of each other: pairs so near × pairs so soon / all
pairs, which is exact. How often chance does as much is told by shuffling the days among the
events. Near pairs come out of a k-d tree, a block of events at a time: there is never a table of all
events by all events.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from patrolqr.analysis.measures.statistics import Floats

Whole = npt.NDArray[np.int64]
Days = npt.NDArray[np.int16]
"""Days as shorts: four times as many fit into a processor's cache, and fetching them takes the time."""

PAIRS_AT_ONCE = 2_000_000
"""Near pairs that are held in memory at once; of more, the shuffles are made again block by block."""

SIDE_BY_SIDE = 32
"""Shuffles that are looked at together: their days of one event are 64 bytes, one line of a cache."""

ROWS_ADDED = 255
"""Pairs whose yes or no are added in a byte before it could overflow."""

CHUNK = 32 * ROWS_ADDED
"""Near pairs that are looked at together: half a megabyte, which stays in the cache."""

MOST_DAYS = np.iinfo(np.int16).max
"""Days from the first event to the last: 89 years."""

CENTRE = (0.025, 0.975)
"""Between which shares of the shuffles the shown range is."""


@dataclass(frozen=True)
class Table:
    """Pairs by distance (rows) and days apart (columns).

    `observed` are counted, `expected` by chance alone; of the bands that end, `p` is in which share of
    the shuffles there were as many or more, `low` and `high` are between which counts 95 % of the
    shuffles stayed. Bands without an end have NaN there.
    """

    observed: Whole
    expected: Floats
    p: Floats
    low: Floats
    high: Floats

    @property
    def ratio(self) -> Floats:
        """Return how many times as many pairs there are as chance alone gives; NaN where that is 0."""
        there = np.where(self.expected > 0, self.expected, np.nan)
        return np.asarray(self.observed / there, dtype=float)


def knox(
    places: Floats,
    days: npt.ArrayLike,
    *,
    space: Sequence[float],
    time: Sequence[float],
    shuffles: int = 999,
    seed: int = 0,
    power: float = 2,
    at_once: int = PAIRS_AT_ONCE,
) -> Table:
    """Return the Knox table of events at `places` (events × 2, metres) on whole `days`.

    `space` and `time` are where bands begin and end, each from its own to before the next; the last
    may be infinite. `power` is Minkowski's: 2 measures as the crow flies, 1 along a grid of streets.
    Of near pairs about `at_once` are held in memory. The order of the events changes nothing.
    ValueError where the first band does not begin at 0, one ends before it begins, or the days span
    more than MOST_DAYS.
    """
    _check(space)
    _check(time)
    when = np.asarray(days, dtype=np.int64)
    if np.ptp(when, axis=0) > MOST_DAYS if when.size else False:
        raise ValueError(f"events on more than {MOST_DAYS:,} days are no pairs of anything")
    order = np.lexsort((when, places[:, 1], places[:, 0]))
    points = np.asarray(places, dtype=float)[order]
    when = when[order] - when.min(initial=MOST_DAYS)
    near = np.zeros(len(space) - 1, dtype=np.int64)
    counts = np.zeros((1 + shuffles, near.size, len(time) - 1), dtype=np.int64)
    for pairs in _near_pairs(points, space, power, at_once):
        near += pairs.counted
        for at in range(0, 1 + shuffles, SIDE_BY_SIDE):
            # made anew for each block of pairs: all at once would be shuffles × events
            together = _shuffled(when.astype(np.int16), at, shuffles, seed)
            there = counts[at : at + SIDE_BY_SIDE]
            there += pairs.by_days(together, time)[: len(there)]
    total = len(points) * (len(points) - 1) // 2
    soon = _pairs_by_days(when, time)
    if np.isinf(space[-1]):
        near[-1] = total - near[:-1].sum()
    _complete(counts, near, soon, space, time)
    ends = np.outer(np.isfinite(space[1:]), np.isfinite(time[1:]))
    return Table(counts[0], np.outer(near, soon) / max(total, 1), *_told(counts, ends))


def _check(edges: Sequence[float]) -> None:
    if len(edges) < 2 or edges[0] != 0 or any(np.diff(edges) <= 0):
        raise ValueError(f"bands begin at 0 and each ends after it begins, not {tuple(edges)}")


def _shuffled(when: npt.NDArray[np.int16], at: int, shuffles: int, seed: int) -> Days:
    """Return days as they are reported (the first of all) and shuffled, events × SIDE_BY_SIDE."""
    number = min(SIDE_BY_SIDE, 1 + shuffles - at)
    together = np.repeat(when[None, :], SIDE_BY_SIDE, axis=0)
    first = 1 if at == 0 else 0
    chance = np.random.default_rng((seed, at))
    chance.permuted(together[first:number], axis=1, out=together[first:number])
    return np.ascontiguousarray(together.T)


@dataclass(frozen=True)
class _Pairs:
    """Near pairs of one block of events, sorted by their band of space; `counted` are in each."""

    first: npt.NDArray[np.intp]
    second: npt.NDArray[np.intp]
    counted: Whole

    def by_days(self, together: Days, time: Sequence[float]) -> Whole:
        """Return shuffles × bands of space × bands of days; bands without an end are left at 0."""
        ends = [int(np.ceil(end)) for end in time[1:] if np.isfinite(end)]
        upto = np.zeros((self.counted.size, len(ends), SIDE_BY_SIDE), dtype=np.int64)
        buffers = np.zeros((2, CHUNK, SIDE_BY_SIDE), dtype=np.int16)
        sooner = np.zeros((CHUNK, SIDE_BY_SIDE), dtype=bool)
        for band, begin, end in self._chunks():
            one, other = buffers[:, : end - begin]
            together.take(self.first[begin:end], axis=0, out=one, mode="clip")
            together.take(self.second[begin:end], axis=0, out=other, mode="clip")
            np.abs(np.subtract(one, other, out=one), out=one)
            for column, days in enumerate(ends):
                np.less(one, min(days, MOST_DAYS), out=sooner[: end - begin])
                sooner[end - begin :] = False
                upto[band, column] += _count(sooner)
        found = np.zeros((SIDE_BY_SIDE, self.counted.size, len(time) - 1), dtype=np.int64)
        found[:, :, : len(ends)] = np.diff(upto, axis=1, prepend=0).transpose(2, 0, 1)
        return found

    def _chunks(self) -> Iterator[tuple[int, int, int]]:
        """Give the bands of space in parts: band, first pair, first pair after them."""
        last = 0
        for band, number in enumerate(self.counted.tolist()):
            for begin in range(last, last + number, CHUNK):
                yield band, begin, min(begin + CHUNK, last + number)
            last += number


def _count(sooner: npt.NDArray[np.bool_]) -> Whole:
    """Return how many are true in each column: eight columns are added at once, as the bytes of one
    number, 255 rows before a byte could overflow.
    """
    eight = sooner.view(np.uint64).reshape(-1, ROWS_ADDED, SIDE_BY_SIDE // 8)
    added: Whole = np.add.reduce(eight, axis=1).view(np.uint8).sum(axis=0, dtype=np.int64)
    return added


def _near_pairs(
    points: Floats, space: Sequence[float], power: float, at_once: int
) -> Iterator[_Pairs]:
    """Give the pairs nearer than the last end, about so many at a time."""
    edges = [edge for edge in space[1:] if np.isfinite(edge)]
    if len(points) < 2 or not edges:
        return
    tree = cKDTree(points)
    around = tree.query_ball_point(points, edges[-1], p=power, return_length=True)
    block = np.cumsum(around) // at_once
    for begin, end in _stretches(block):
        own = cKDTree(points[begin:end])
        found = own.sparse_distance_matrix(tree, edges[-1], p=power, output_type="ndarray")
        first, second = found["i"] + begin, found["j"]
        band = np.searchsorted(edges, found["v"], side="right")
        kept = np.flatnonzero((second > first) & (band < len(edges)))
        kept = kept[np.argsort(band[kept], kind="stable")]
        counted = np.bincount(band[kept], minlength=len(space) - 1)
        yield _Pairs(first[kept], second[kept], counted)


def _stretches(block: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Give where each run of equal numbers begins and ends."""
    begins = np.flatnonzero(np.diff(block, prepend=-1)).tolist()
    return zip(begins, [*begins[1:], block.size], strict=True)


def _pairs_by_days(when: Whole, time: Sequence[float]) -> Whole:
    """Return how many of all pairs are in each band of days."""
    number = np.bincount(when, minlength=1)
    upto = np.append(0, np.cumsum(number))
    below = []
    for end in time[1:]:
        reach = number.size if np.isinf(end) else min(int(np.ceil(end)), number.size)
        last = np.minimum(np.arange(number.size) + reach, number.size)
        later = upto[last] - upto[1:]
        below.append(int((number * later + number * (number - 1) // 2).sum()))
    return np.diff(below, prepend=0)


def _complete(
    counts: Whole, near: Whole, soon: Whole, space: Sequence[float], time: Sequence[float]
) -> None:
    """Fill the bands without an end: what is in none of the others."""
    if np.isinf(time[-1]):
        counts[:, :, -1] = near - counts[:, :, :-1].sum(axis=2)
    if np.isinf(space[-1]):
        counts[:, -1] = soon - counts[:, :-1].sum(axis=1)


def _told(counts: Whole, ends: npt.NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """Return p, low and high; NaN in bands without an end, and where nothing was shuffled."""
    observed, shuffled = counts[0], counts[1:]
    nothing = np.full(observed.shape, np.nan)
    if not len(shuffled):
        return nothing, nothing, nothing
    p = (1 + (shuffled >= observed).sum(axis=0)) / len(counts)
    low, high = np.quantile(shuffled, CENTRE, axis=0, method="nearest")
    return np.where(ends, p, nothing), np.where(ends, low, nothing), np.where(ends, high, nothing)
