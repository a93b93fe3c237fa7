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
from scipy.sparse import csc_array, csr_array, hstack

from patrolqr.analysis.measures.proportions import FEWEST_COUNTED

PROTECTION = FEWEST_COUNTED - 1
"""How far apart the least and the most lie that a withheld number may be, at the least: one of 1 to 4
may be 5 or more for all that anybody can work out.
"""

Table = NDArray[np.int64]
Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]

FEW = 60
"""So many small numbers are looked at one by one: that withholds the least."""

AT_ONCE = 16
"""So many are looked at at once then: all at once withhold up to half as much again, these hardly more
than one by one.
"""

LITTLE = 50.0
"""What it may cost, in numbers withheld for each by which a small one can be more, that many are looked
at at once.
"""


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
    found = withheld_of(whole.ravel(), _sums(whole.shape))
    assert found is not None, "a table of which nothing was told before can be protected"
    mask: Mask = found.reshape(whole.shape)
    return mask


def withheld_of(
    values: Table,
    sums: csr_array,
    *,
    known: Mask | None = None,
    withheld_before: Mask | None = None,
    weights: Floats | None = None,
) -> Mask | None:
    """Return which of the values are not told, where `sums` (a row each, parts less total are zero) hold
    of them; None where what is known would give a small one away, whatever else is withheld.

    `known` were told earlier and cannot be withheld any more; what was `withheld_before` stays so, and is
    protected as well. `weights` say how much dearer a number is than it counts.

    Where something is known, whole numbers are asked for: the sums of several tellings are no transport
    problem, whose solutions are whole by themselves.
    """
    fixed = np.zeros(len(values), dtype=bool) if known is None else known
    found = (values > 0) & (values < FEWEST_COUNTED) & ~fixed
    if withheld_before is not None:
        found |= withheld_before
    costs = values.astype(float) if weights is None else values * weights
    system = _System(values, sums, fixed, costs, is_whole=known is not None)
    is_shown = np.zeros(len(values), dtype=bool)
    if found.sum() > FEW:
        is_shown = _many_at_once(system, found)
    waiting = [int(at) for at in np.flatnonzero(found & ~is_shown)[::-1]]
    while waiting:
        at = waiting.pop()
        if is_shown[at]:
            continue
        moved = system.cheapest(found, _ways(at, int(values[at])))
        if moved is None:
            return None
        changed = moved != 0
        waiting += [int(each) for each in np.flatnonzero(changed & ~found)]
        found |= changed
        is_shown |= system.shown_by(moved)
    return found


def _many_at_once(system: "_System", found: Mask) -> Mask:
    """Withhold (in `found`) what many small numbers need together, as far as that costs little; return
    which numbers are protected by it.

    A programme for each of them takes ten times as long where there are hundreds.
    """
    is_shown = np.zeros(len(found), dtype=bool)
    left = np.flatnonzero(found)
    while len(left):
        wanted = np.zeros(len(found), dtype=bool)
        wanted[left[:: max(1, len(left) // AT_ONCE)]] = True
        moved = system.most(found, wanted)
        found |= moved != 0
        is_shown |= system.shown_by(moved)
        left = left[~(is_shown | wanted)[left]]
    return is_shown


def _ways(at: int, value: int) -> tuple[Move, ...]:
    """Return how a number must be able to move, in one of these ways: a small one up, so that it may be
    FEWEST_COUNTED or more.
    """
    up, down = Move(at, PROTECTION), Move(at, -PROTECTION)
    return (up,) if value < FEWEST_COUNTED else (up, down)


class _System:
    """Numbers and the sums that hold of them, for one linear programme after the other."""

    def __init__(
        self, values: Table, sums: csr_array, fixed: Mask, costs: Floats, *, is_whole: bool
    ) -> None:
        self._values, self._costs = values, costs
        self._free = np.flatnonzero((values > 0) & ~fixed)
        kept = csc_array(sums)[:, self._free]
        self._sums = hstack([kept, -kept], format="csc")
        self._is_whole = is_whole

    def cheapest(self, found: Mask, moves: tuple[Move, ...]) -> Table | None:
        """Return by how much each number changes where one of the moves is made at the least cost: what is
        withheld already costs nothing, anything else as much as it counts. None where none can be made.
        """
        solved = [each for move in moves if (each := self._change(found, move)) is not None]
        return min(solved, key=lambda each: each[0])[1] if solved else None

    def most(self, found: Mask, wanted: Mask) -> Table:
        """Return by how much each number changes where as many small ones of those wanted as cost little
        can be PROTECTION more at once; nothing changes where none can.
        """
        free, values = self._free, self._values
        is_wanted = wanted[free] & (values[free] < FEWEST_COUNTED)
        cost = np.where(found[free], 0.0, self._costs[free])
        up = np.column_stack([np.zeros(len(free)), np.where(is_wanted, PROTECTION, np.inf)])
        down = np.column_stack([np.zeros(len(free)), np.where(is_wanted, 0, values[free] - 1)])
        return self._solved(np.where(is_wanted, -LITTLE, cost), cost, up, down)[1]

    def shown_by(self, moved: Table) -> Mask:
        """Return of which numbers a move shows that they can be so many others."""
        is_small = self._values < FEWEST_COUNTED
        mask: Mask = (moved >= PROTECTION) | (~is_small & (moved <= -PROTECTION))
        return mask

    def _change(self, found: Mask, move: Move) -> tuple[float, Table] | None:
        """Return what the move costs and by how much all change with it, so that all totals hold and all
        stay at least 1; None where that cannot be.
        """
        free, values = self._free, self._values
        cost = np.where(found[free], 0.0, self._costs[free])
        up = np.column_stack([np.zeros(len(free)), np.full(len(free), np.inf)])
        down = np.column_stack([np.zeros(len(free)), values[free] - 1])
        place = int(np.searchsorted(free, move.at))
        up[place], down[place] = max(move.by, 0), max(-move.by, 0)
        cost_and_moved = self._solved(cost, cost, up, down)
        return cost_and_moved if cost_and_moved[1].any() else None

    def _solved(
        self, cost_up: Floats, cost_down: Floats, up: Floats, down: Floats
    ) -> tuple[float, Table]:
        """Return the least cost and by how much all change then; nothing changes where it cannot be."""
        values, free = self._values, self._free
        solved = linprog(
            np.concatenate([cost_up, cost_down]),
            A_eq=self._sums,
            b_eq=np.zeros(self._sums.shape[0]),
            bounds=np.vstack([up, down]),
            **({"method": "highs", "integrality": 1} if self._is_whole else {"method": "highs-ds"}),
        )
        moved = np.zeros(len(values), dtype="int64")
        if solved.x is None:
            return np.inf, moved
        moved[free] = np.rint(solved.x[: len(free)] - solved.x[len(free) :])
        return float(solved.fun), moved


def _sums(shape: tuple[int, ...]) -> csr_array:
    """Return what holds of a table with its totals, a row per sum: its parts less its total are zero."""
    rows, columns = shape
    at = np.arange(rows * columns).reshape(shape)
    lines = np.zeros((rows + columns, rows * columns))
    for number, each in enumerate([*at, *at.T]):
        lines[number, each[:-1]] = 1
        lines[number, each[-1]] = -1
    return csr_array(lines)
