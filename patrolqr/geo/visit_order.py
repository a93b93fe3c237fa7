"""In which order to visit: the shortest round that keeps each area's time window.

The order of a sheet's strips, and so the number that each area has on every page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from functools import lru_cache
from itertools import combinations_with_replacement, pairwise
from math import hypot, inf
from typing import NamedTuple

from patrolqr.core import clock
from patrolqr.geo.shapes import Shape

METRES_PER_MINUTE = 250.0
"""15 km/h in a straight line: a car through a town.

It only decides whether a window can still be kept.
"""

EXACT_UP_TO = 8
"""Areas for which every order is weighed.

Beyond that the round is improved step by step (2-opt).
"""

MINUTES_OF_A_DAY = 24 * 60

Cost = tuple[float, float]
"""Minutes late in all, then metres: a round that keeps its windows beats any shorter one that does
not.
"""


@dataclass(frozen=True, order=True)
class Stop:
    """One place of a round: projected metres, its window (minutes of the patrol day), and minutes a
    visit takes.
    """

    easting: float
    northing: float
    opens: float = 0.0
    closes: float = inf
    minutes: float = 0.0


class Trip(NamedTuple):
    """A round as far as it goes: the stops visited, when the last one is left, minutes late in all,
    metres so far.
    """

    visited: tuple[int, ...]
    leaves: float
    late: float
    metres: float


def stop(outline: Shape, *, opens: time, closes: time, minutes: int) -> Stop:
    """Return the stop that a patrol area is: the middle of its outline (metres), its window by the
    wall clock, the minutes of one visit.
    """
    middle = outline.centroid
    first, last = _since_day_began(opens), _since_day_began(closes)
    if last <= first:  # the window goes on after the patrol day ends
        last += MINUTES_OF_A_DAY
    return Stop(middle.x, middle.y, opens=first, closes=last, minutes=minutes)


def order(stops: Sequence[Stop]) -> list[int]:
    """Return the positions of the stops in visit order: a closed round, least late first, then
    shortest.

    Stops that stand in such an order already keep it, so what was ordered once stays as it is.
    """
    as_given = list(range(len(stops)))
    if len(stops) < 2:
        return as_given
    best = list(_best(tuple(stops)))
    if cost(stops, as_given) <= cost(stops, best):
        return as_given
    return min(_turns(best), key=lambda turned: (cost(stops, turned), turned))


def metres(stops: Sequence[Stop], round_: Sequence[int]) -> float:
    """Return the length of the closed round in a straight line."""
    legs = zip(round_, [*round_[1:], *round_[:1]], strict=True)
    return sum(_metres_apart(stops[one], stops[following]) for one, following in legs)


def cost(stops: Sequence[Stop], round_: Sequence[int]) -> Cost:
    """Return minutes late and metres of a closed round that starts when its first window opens."""
    leaves, late = _visit(stops[round_[0]], -inf)
    for one, following in pairwise(round_):
        leg = _metres_apart(stops[one], stops[following])
        leaves, later = _visit(stops[following], leaves + leg / METRES_PER_MINUTE)
        late += later
    return round(late, 6), round(metres(stops, round_), 3)


@lru_cache(maxsize=64)
def _best(stops: tuple[Stop, ...]) -> tuple[int, ...]:
    """Return the best round found; the same places give the same one, in whatever order they come.

    Kept, as a page orders the same cards on every run and eight areas take up to 0.3 s.
    """
    sorted_ = sorted(range(len(stops)), key=lambda position: stops[position])
    places = [stops[position] for position in sorted_]
    found = _weigh_every_order(places) if len(places) <= EXACT_UP_TO else _improve(places)
    return tuple(sorted_[position] for position in found)


def _since_day_began(wall: time) -> float:
    """Return minutes since the patrol day began."""
    return float((wall.hour * 60 + wall.minute - clock.DAY_STARTS * 60) % MINUTES_OF_A_DAY)


def _start(stops: Sequence[Stop], position: int) -> Trip:
    leaves, late = _visit(stops[position], -inf)
    return Trip((position,), leaves, late, 0.0)


def _visit_next(stops: Sequence[Stop], trip: Trip, position: int) -> Trip:
    leg = _metres_apart(stops[trip.visited[-1]], stops[position])
    leaves, late = _visit(stops[position], trip.leaves + leg / METRES_PER_MINUTE)
    return Trip((*trip.visited, position), leaves, trip.late + late, trip.metres + leg)


def _visit(stop: Stop, arrives: float) -> tuple[float, float]:
    """Return when the visit ends and how many minutes late that is.

    Early arrivals wait for the window.
    """
    leaves = max(arrives, stop.opens) + stop.minutes
    return leaves, max(0.0, leaves - stop.closes)


def _cost_back(stops: Sequence[Stop], trip: Trip) -> Cost:
    """Return the cost of going back to the first stop from here; no longer trip costs less."""
    back = _metres_apart(stops[trip.visited[-1]], stops[trip.visited[0]])
    return round(trip.late, 6), round(trip.metres + back, 3)


def _weigh_every_order(stops: Sequence[Stop]) -> list[int]:
    """Return the best order of all, leaving a branch as soon as it is worse than the best so far."""
    best = _improve(stops)
    best_cost = cost(stops, best)
    everywhere = frozenset(range(len(stops)))
    # near ones first, so that a good round is known early and most branches are left at once
    nearest_first = [
        sorted(everywhere, key=lambda other: _metres_apart(stop, stops[other])) for stop in stops
    ]

    def extend(trip: Trip, unvisited: frozenset[int]) -> None:
        nonlocal best, best_cost
        if (closed := _cost_back(stops, trip)) >= best_cost:
            return
        if not unvisited:
            best, best_cost = list(trip.visited), closed
            return
        for position in nearest_first[trip.visited[-1]]:
            if position in unvisited:
                extend(_visit_next(stops, trip, position), unvisited - {position})

    for position in everywhere:
        extend(_start(stops, position), everywhere - {position})
    return best


def _improve(stops: Sequence[Stop]) -> list[int]:
    """Return a good order: earliest window and nearest places first, then changed as long as a
    change helps.
    """
    best = _nearest_first(stops)
    best_cost = cost(stops, best)
    before = None
    while before != best_cost:
        before = best_cost
        for first, last in combinations_with_replacement(range(len(stops) + 1), 2):
            changed = _change(best, first, last)
            if (changed_cost := cost(stops, changed)) < best_cost:
                best, best_cost = changed, changed_cost
    return best


def _change(round_: list[int], first: int, last: int) -> list[int]:
    """Return the round with that stretch reversed (2-opt).

    An empty stretch moves the start there instead.
    """
    if first == last:
        return round_[first:] + round_[:first]
    return round_[:first] + round_[first:last][::-1] + round_[last:]


def _turns(round_: list[int]) -> list[list[int]]:
    """Return the same round from every start, both ways."""
    ways = (round_, round_[::-1])
    return [way[start:] + way[:start] for way in ways for start in range(len(way))]


def _nearest_first(stops: Sequence[Stop]) -> list[int]:
    unvisited = sorted(range(len(stops)), key=lambda position: (stops[position].closes, position))
    visited = [unvisited.pop(0)]
    while unvisited:
        here = stops[visited[-1]]
        nearest = min(unvisited, key=lambda other: (_metres_apart(here, stops[other]), other))
        unvisited.remove(nearest)
        visited.append(nearest)
    return visited


def _metres_apart(one: Stop, other: Stop) -> float:
    return hypot(one.easting - other.easting, one.northing - other.northing)
