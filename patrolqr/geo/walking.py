"""Rounds on foot through the streets that matter: the rural postman's problem (Eiselt, Gendreau and
Laporte 1995), cut into walks of at most so many metres.

A stride is one piece walked from one of its ends to the other; a tour is an order of strides, each
piece once, and between them the shortest way.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from math import ceil
from typing import NamedTuple

import numpy as np

from patrolqr.geo import street_network
from patrolqr.geo.street_network import Network

EXACT_UP_TO = 9
"""Pieces for which every order is weighed; beyond that a tour is improved step by step."""

STARTS = 8
"""Tours begun with another piece each, of which the best is taken: on small random networks a single
one was up to 1.15 times the shortest, the best of eight 1.07.
"""

LEAST_GAIN_M = 0.001
"""What a change must gain: less is the rounding of a sum."""


class Stride(NamedTuple):
    """A piece (its position in the network) walked from one junction to another."""

    piece: int
    start: int
    end: int


Tour = list[Stride]


def rounds(network: Network, wanted: Sequence[int], *, most_m: float) -> list[Tour]:
    """Return closed tours of at most most_m metres that walk every wanted piece that can be walked
    so: as few as the one tour through all of them can be cut into, and of these the shortest.

    A piece longer than half of most_m is left out: it cannot be walked there and back.
    """
    walkable = [each for each in wanted if 2 * network.pieces[each].metres <= most_m]
    found: list[Tour] = []
    for together in _reachable(network, walkable):
        found += [
            _shorten(network, part) for part in _cut(network, tour(network, together), most_m)
        ]
    return found


def tour(network: Network, wanted: Sequence[int], *, exact_up_to: int = EXACT_UP_TO) -> Tour:
    """Return the shortest closed tour through the wanted pieces, which all reach one another: of up
    to exact_up_to the shortest there is, of more one that no change of `_changes` shortens.
    """
    begun = [_nearest_first(network, [*wanted[at:], *wanted[:at]]) for at in range(len(wanted))]
    if len(wanted) <= exact_up_to:
        return _exact(network, begun[0]) if begun else []
    tours = (_improve(network, each) for each in begun[:: ceil(len(begun) / STARTS)])
    return min(tours, key=lambda each: metres(network, each))


def metres(network: Network, strides: Sequence[Stride]) -> float:
    """Return how long the closed tour is."""
    walked = sum(network.pieces[each.piece].metres for each in strides)
    return walked + _between(network, strides) + _back(network, strides)


def legs(network: Network, strides: Sequence[Stride]) -> list[tuple[int, int, bool]]:
    """Return a closed tour leg by leg: which piece is walked, from which junction, and whether it is
    one that the tour is made for.
    """
    found: list[tuple[int, int, bool]] = []
    for stride, after in zip(strides, [*strides[1:], *strides[:1]], strict=True):
        found.append((stride.piece, stride.start, True))
        way = street_network.way(network, stride.end, after.start)
        found += [(_between_piece(network, *pair), pair[0], False) for pair in pairwise(way)]
    return found


def _between_piece(network: Network, start: int, end: int) -> int:
    """Return the shortest piece between two junctions next to each other."""
    there = [
        (each.metres, position)
        for position, each in enumerate(network.pieces)
        if {each.start, each.end} == {start, end}
    ]
    return min(there)[1]


def _between(network: Network, strides: Sequence[Stride]) -> float:
    return sum(float(network.metres[one.end, other.start]) for one, other in pairwise(strides))


def _back(network: Network, strides: Sequence[Stride]) -> float:
    return float(network.metres[strides[-1].end, strides[0].start]) if strides else 0.0


def _reachable(network: Network, wanted: Sequence[int]) -> list[list[int]]:
    """Return the pieces in groups whose pieces reach one another."""
    groups: list[list[int]] = []
    for each in wanted:
        start = network.pieces[each].start
        there = (
            g for g in groups if np.isfinite(network.metres[network.pieces[g[0]].start, start])
        )
        group = next(there, None)
        if group is None:
            groups.append([each])
        else:
            group.append(each)
    return groups


def _forwards(network: Network, piece: int) -> Stride:
    return Stride(piece, network.pieces[piece].start, network.pieces[piece].end)


def _turned(stride: Stride) -> Stride:
    return Stride(stride.piece, stride.end, stride.start)


def _shorten(network: Network, strides: Tour) -> Tour:
    """Return a tour through the same pieces that is no longer: the shortest, where they are few."""
    if len(strides) < 2:
        return strides
    return (_exact if len(strides) <= EXACT_UP_TO else _improve)(network, strides)


def _exact(network: Network, begun: Tour) -> Tour:
    """Return the shortest tour there is (dynamic programme over sets of pieces; Held and Karp 1962):
    a state is the pieces walked and the stride that came last.
    """
    strides = [way for each in begun for way in (each, _turned(each))]
    ends, starts = [each.end for each in strides], [each.start for each in strides]
    apart = network.metres[np.ix_(ends, starts)]  # from the end of one to the start of the next
    best: tuple[float, list[int]] = (np.inf, [])
    for first in (0, 1):  # either way round the first piece; a closed tour may begin anywhere
        best = min(best, _exact_from(apart, first))
    return [strides[each] for each in best[1]]


def _exact_from(apart: np.ndarray, first: int) -> tuple[float, list[int]]:
    number = len(apart) // 2
    cost = np.full((1 << number, len(apart)), np.inf)
    came = np.full((1 << number, len(apart)), -1)
    cost[1, first] = 0.0
    for walked in range(1, 1 << number, 2):
        reached = np.flatnonzero(np.isfinite(cost[walked]))
        if not reached.size:
            continue
        to_each = cost[walked, reached, None] + apart[reached]
        nearest = to_each.argmin(axis=0)
        for stride in range(2, len(apart)):
            if walked >> (stride // 2) & 1:
                continue
            then, length = walked | 1 << (stride // 2), to_each[nearest[stride], stride]
            if length < cost[then, stride]:
                cost[then, stride] = length
                came[then, stride] = reached[nearest[stride]]
    closed = cost[-1] + apart[:, first]
    order = [int(closed.argmin())]
    walked = (1 << number) - 1
    while (before := int(came[walked, order[-1]])) >= 0:
        walked ^= 1 << (order[-1] // 2)
        order.append(before)
    return float(closed.min()), order[::-1]


def _both_ways(network: Network, piece: int) -> tuple[Stride, Stride]:
    forwards = _forwards(network, piece)
    return forwards, _turned(forwards)


def _nearest_first(network: Network, wanted: Sequence[int]) -> Tour:
    found = [_forwards(network, wanted[0])]
    left = set(wanted[1:])
    while left:
        here = found[-1].end
        ways = [way for each in sorted(left) for way in _both_ways(network, each)]
        found.append(min(ways, key=lambda way: network.metres[here, way.start]))
        left.remove(found[-1].piece)
    return found


def _improve(network: Network, strides: Tour) -> Tour:
    """Return the tour with stretches turned round (2-opt) and pieces moved elsewhere, either way
    round (or-opt), as long as one of these makes it shorter.
    """
    best, shortest = strides, metres(network, strides)
    is_shorter = True
    while is_shorter:
        is_shorter = False
        for changed in _changes(best):
            length = metres(network, changed)
            if length < shortest - LEAST_GAIN_M:
                best, shortest, is_shorter = changed, length, True
                break
    return best


def _changes(strides: Tour) -> Iterator[Tour]:
    """Yield the tours that one change makes of a tour."""
    for first, last in combinations(range(len(strides) + 1), 2):
        stretch = [_turned(each) for each in strides[first:last][::-1]]
        yield strides[:first] + stretch + strides[last:]
    for at, moved in enumerate(strides):
        rest = strides[:at] + strides[at + 1 :]
        for to in range(len(rest)):
            yield [*rest[:to], moved, *rest[to:]]
            yield [*rest[:to], _turned(moved), *rest[to:]]


def _cut(network: Network, strides: Tour, most_m: float) -> list[Tour]:
    """Return a tour in stretches, each a closed tour of at most most_m metres: the fewest, then the
    shortest in all (Ulusoy 1985).
    """
    if metres(network, strides) <= most_m:
        return [strides]
    ways = (_cut_from(network, strides[at:] + strides[:at], most_m) for at in range(len(strides)))
    return min(ways, key=lambda way: (len(way[1]), way[0]))[1]


def _cut_from(network: Network, strides: Tour, most_m: float) -> tuple[float, list[Tour]]:
    """Return the same of a tour that is cut where it begins, and how long the stretches are."""
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for until in range(1, len(strides) + 1):
        choices = []
        for since in range(until - 1, -1, -1):
            length = metres(network, strides[since:until])
            if length > most_m:
                continue
            number, before, _ = best[since]
            choices.append((number + 1, before + length, since))
        best.append(min(choices))
    parts: list[Tour] = []
    until = len(strides)
    while until:
        since = best[until][2]
        parts.append(strides[since:until])
        until = since
    return best[-1][1], parts[::-1]
