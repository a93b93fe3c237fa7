"""The order in which a list takes squares: which kind of list suits what was chosen.

Of all crime, plain counts: no list that does not foresee change does better. Of one or a few types
counts are few, and are drawn towards what a square this busy usually has of that type.
"""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from patrolqr.analysis.measures.neighbours import Neighbours
from patrolqr.analysis.measures.shrinking import shrink, strength

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

SIDE, CORNER = 0.05, 0.025
"""How much of what the squares beside one and at its corners hold counts as its own busyness."""

ALONE = 0.1
"""Other incidents that every square is taken to have: else a square with one type alone would say
nothing.
"""


class Order(NamedTuple):
    """A list: each square's `value` (its count, or what it is drawn to), what a square this busy
    `usually` has (NaN where counts stay as they are), and its `place`, the first 0; equal ones tie.
    """

    value: Floats
    usually: Floats
    place: Whole


def order(
    by_type: Mapping[Any, Floats],
    types: Collection[str],
    neighbours: Neighbours,
    *,
    loaded: Floats | float = 1.0,
) -> Order:
    """Return the list of the chosen types (none: of all), from each type's counts per square.

    `loaded` is the share of the time that was loaded for each square: a square is listed by what is
    to be expected of all of it.
    """
    every = sum(by_type.values(), np.zeros(neighbours.size))
    chosen = [counts for name, counts in by_type.items() if not types or name in types]
    own = sum(chosen, np.zeros(neighbours.size))
    if len(chosen) == len(by_type):
        value, usually = own / loaded, np.full(own.size, np.nan)
    else:
        drawn = [_drawn(counts, every - counts, neighbours) for counts in chosen]
        value = sum((each for each, _ in drawn), np.zeros(own.size)) / loaded
        usually = sum((each for _, each in drawn), np.zeros(own.size))
    near = (neighbours.sides(own) + neighbours.corners(own) / 2) / loaded
    return Order(value, usually, _places(value, near))


def plain(counts: Floats) -> Whole:
    """Return the places of a list by counts alone."""
    return np.unique(-counts, return_inverse=True)[1]


def _drawn(own: Floats, others: Floats, neighbours: Neighbours) -> tuple[Floats, Floats]:
    """Return one type's counts drawn to what is usual, and what that is, from all other types'."""
    busy = others + SIDE * neighbours.sides(others) + CORNER * neighbours.corners(others) + ALONE
    usually = busy * (own.sum() / busy.sum() if busy.size else 0.0)
    if not own.any():
        return own, usually
    return shrink(own, usually, strength(own, usually)), usually


def _places(value: Floats, near: Floats) -> Whole:
    """Return the places by value, of equal ones those first around which there is more.

    Both are rounded first: what is equal must not differ by how it was added up.
    """
    rounded = np.column_stack([-value.round(9), -near.round(9)])
    return np.unique(rounded, axis=0, return_inverse=True)[1].ravel()
