"""In which order to visit: the shortest round that keeps each area's time window."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import hypot, inf

METRES_PER_MINUTE = 250.0
"""15 km/h in a straight line: a car through a town.

It only decides whether a window can still be kept.
"""

EXACT_UP_TO = 8
"""Areas for which every order is weighed.

Beyond that the round is improved step by step (2-opt).
"""

Cost = tuple[float, float]
"""Minutes late in all, then metres: a round that keeps its windows beats any shorter one that does
not.
"""


@dataclass(frozen=True)
class Stop:
    """One place of a round: projected metres, its window (minutes of the patrol day), and minutes a
    visit takes.
    """

    easting: float
    northing: float
    opens: float = 0.0
    closes: float = inf
    minutes: float = 0.0


def order(stops: Sequence[Stop]) -> list[int]:
    """Return the positions of the stops in visit order: a closed round, least late first, then
    shortest.
    """
    if len(stops) < 2:
        return list(range(len(stops)))
    best = _every_order(stops) if len(stops) <= EXACT_UP_TO else _improved(stops)
    return min((cost(stops, same), same) for same in _turned(best))[1]


def metres(stops: Sequence[Stop], round_: Sequence[int]) -> float:
    """Return the length of the closed round in a straight line."""
    return sum(
        _apart(stops[first], stops[second])
        for first, second in zip(round_, [*round_[1:], *round_[:1]], strict=True)
    )


def cost(stops: Sequence[Stop], round_: Sequence[int]) -> Cost:
    """Return minutes late and metres of a closed round that starts when its first window opens."""
    clock, late = -inf, 0.0
    for place, position in enumerate(round_):
        travel = (
            _apart(stops[round_[place - 1]], stops[position]) / METRES_PER_MINUTE if place else 0.0
        )
        clock, late = _visit(stops[position], clock + travel, late)
    return round(late, 6), round(metres(stops, round_), 3)


def _visit(stop: Stop, arrives: float, late: float) -> tuple[float, float]:
    """Return when the visit ends and the minutes late so far.

    Early arrivals wait for the window.
    """
    leaves = max(arrives, stop.opens) + stop.minutes
    return leaves, late + max(0.0, leaves - stop.closes)


def _every_order(stops: Sequence[Stop]) -> list[int]:
    """Return the best order of all, leaving a branch as soon as it is worse than the best so far."""
    best = _improved(stops)
    best_cost = cost(stops, best)

    def extend(begun: list[int], rest: set[int], clock: float, late: float, far: float) -> None:
        nonlocal best, best_cost
        back = _apart(stops[begun[-1]], stops[begun[0]])
        if (round(late, 6), round(far + back, 3)) >= best_cost:
            return
        if not rest:
            if cost(stops, begun) < best_cost:
                best, best_cost = begun, cost(stops, begun)
            return
        for position in sorted(rest, key=lambda other: _apart(stops[begun[-1]], stops[other])):
            step = _apart(stops[begun[-1]], stops[position])
            ends, later = _visit(stops[position], clock + step / METRES_PER_MINUTE, late)
            extend([*begun, position], rest - {position}, ends, later, far + step)

    for start in range(len(stops)):
        ends, late = _visit(stops[start], -inf, 0.0)
        extend([start], set(range(len(stops))) - {start}, ends, late, 0.0)
    return best


def _improved(stops: Sequence[Stop]) -> list[int]:
    """Return a good order: earliest window and nearest places first, then changed as long as a
    change helps.
    """
    best = _nearest_first(stops)
    best_cost = cost(stops, best)
    before = None
    while before != best_cost:
        before = best_cost
        for first, last in combinations_with_replacement(range(len(stops) + 1), 2):
            other = _changed(best, first, last)
            if (other_cost := cost(stops, other)) < best_cost:
                best, best_cost = other, other_cost
    return best


def _changed(round_: list[int], first: int, last: int) -> list[int]:
    """Return the round with that stretch reversed (2-opt).

    An empty stretch moves the start there instead.
    """
    if first == last:
        return round_[first:] + round_[:first]
    return round_[:first] + round_[first:last][::-1] + round_[last:]


def _turned(round_: list[int]) -> list[list[int]]:
    """Return the same round from every start, both ways."""
    ways = (round_, round_[::-1])
    return [way[start:] + way[:start] for way in ways for start in range(len(way))]


def _nearest_first(stops: Sequence[Stop]) -> list[int]:
    rest = sorted(range(len(stops)), key=lambda position: (stops[position].closes, position))
    begun = [rest.pop(0)]
    while rest:
        last = stops[begun[-1]]
        nearest = min(rest, key=lambda position: (_apart(last, stops[position]), position))
        rest.remove(nearest)
        begun.append(nearest)
    return begun


def _apart(one: Stop, other: Stop) -> float:
    return hypot(one.easting - other.easting, one.northing - other.northing)
