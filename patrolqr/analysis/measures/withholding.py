"""Which numbers of a table are withheld from the public, so that no total gives a small one away.

Cell suppression with linear programmes, one withheld number after the other: Kelly, Golden & Assad
(1992), Networks 22:397; Fischetti & Salazar-González (2001), Management Science 47:1008, whose
"protection" it is. A reader of the table knows every number that is told, that rows and columns add
up to their totals, and that what is withheld is a whole number of at least 1, as zero is always told.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

from patrolqr.analysis.measures.proportions import FEWEST_COUNTED

PROTECTION = FEWEST_COUNTED - 1
"""How far apart the least and the most lie that a withheld number may be, at the least: one of 1 to 4
may be 5 or more for all that anybody can work out.
"""

Table = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Move(NamedTuple):
    """By how much a number must be able to change, up or down, for all that a reader knows."""

    at: int
    by: int


def with_totals(table: Table) -> Table:
    """Return the table with a last column of its rows' totals and a last row of its columns'."""
    wide = np.column_stack([table, table.sum(axis=1)])
    whole: Table = np.vstack([wide, wide.sum(axis=0)]).astype("int64")
    return whole


def withheld(table: Table) -> Mask:
    """Return which numbers of the table with its totals (with_totals) are not told.

    `table` has counts of at least 0, rows by columns. All of 1 to 4 are withheld, totals too, and as many
    more as it takes that each withheld number may be at least PROTECTION + 1 different ones.
    """
    whole = with_totals(table)
    values = whole.ravel()
    sums = _sums(whole.shape)
    found = (values > 0) & (values < FEWEST_COUNTED)
    waiting = [int(at) for at in np.flatnonzero(found)[::-1]]
    while waiting:
        at = waiting.pop()
        changed = _cheapest(values, sums, found, _ways(at, int(values[at])))
        waiting += [int(each) for each in np.flatnonzero(changed & ~found)]
        found |= changed
    mask: Mask = found.reshape(whole.shape)
    return mask


def _ways(at: int, value: int) -> tuple[Move, ...]:
    """Return how a number must be able to move, in one of these ways: a small one up, so that it may be
    FEWEST_COUNTED or more.
    """
    up, down = Move(at, PROTECTION), Move(at, -PROTECTION)
    return (up,) if value < FEWEST_COUNTED else (up, down)


def _cheapest(values: Table, sums: csr_array, found: Mask, moves: tuple[Move, ...]) -> Mask:
    """Return which numbers change where one of the moves is made at the least cost: what is withheld
    already costs nothing, anything else as much as it counts.
    """
    solved = [each for move in moves if (each := _change(values, sums, found, move)) is not None]
    _, changed = min(solved, key=lambda each: each[0])
    return changed


def _change(values: Table, sums: csr_array, found: Mask, move: Move) -> tuple[float, Mask] | None:
    """Return what the move costs and which numbers change with it, so that all totals hold and all stay
    at least 1; None where that cannot be. Such systems have whole solutions (transport problems).
    """
    free = np.flatnonzero(values)
    kept = sums[:, free]
    cost = np.where(found[free], 0.0, values[free])
    up = np.column_stack([np.zeros(len(free)), np.full(len(free), np.inf)])
    down = np.column_stack([np.zeros(len(free)), values[free] - 1])
    place = int(np.searchsorted(free, move.at))
    up[place], down[place] = max(move.by, 0), max(-move.by, 0)
    solved = linprog(
        np.concatenate([cost, cost]),
        A_eq=csr_array(np.hstack([kept.toarray(), -kept.toarray()])),
        b_eq=np.zeros(sums.shape[0]),
        bounds=np.vstack([up, down]),
        method="highs-ds",
    )
    if solved.x is None:
        return None
    changed = np.zeros(len(values), dtype=bool)
    moved = solved.x[: len(free)] - solved.x[len(free) :]
    changed[free] = np.abs(moved) > 0.5
    return float(solved.fun), changed


def _sums(shape: tuple[int, ...]) -> csr_array:
    """Return what holds of a table with its totals, a row per sum: its parts less its total are zero."""
    rows, columns = shape
    at = np.arange(rows * columns).reshape(shape)
    lines = np.zeros((rows + columns, rows * columns))
    for number, each in enumerate([*at, *at.T]):
        lines[number, each[:-1]] = 1
        lines[number, each[-1]] = -1
    return csr_array(lines)
