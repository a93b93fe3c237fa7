"""Tonight's line: how many areas the minutes cover, where the list ends, and what lies too close to
that end to be told apart.
"""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

import pandas as pd

from patrolqr.analysis.backtest import FEWEST, BackTest, untried
from patrolqr.analysis.measures.changes import USUAL_UNEVENNESS, Z
from patrolqr.core.phrases import number_of
from patrolqr.geo.squares import CELL_METRES

OFFICERS_MORE = (-2, -1, 0, 1, 2)
"""What a shift gains or loses in a day."""


class Dose(NamedTuple):
    """What one area takes: visits, and minutes of each."""

    visits: int
    minutes: int

    @property
    def total(self) -> int:
        """Return its officer-minutes."""
        return self.visits * self.minutes


class Officers(NamedTuple):
    """Who is there: officers, the minutes each has, and what is taken off for what is known to come."""

    number: int
    each: int
    less: int = 0

    @property
    def minutes(self) -> int:
        """Return the officer-minutes there are; never fewer than none."""
        return max(0, self.number * self.each - self.less)

    def without(self, minutes: int) -> "Officers":
        """Return the same with so many minutes taken off for something else."""
        return self._replace(less=self.less + minutes)

    def more(self, number: int) -> "Officers":
        """Return the same with so many more officers (below 0: fewer, never fewer than none)."""
        return self._replace(number=max(0, self.number + number))


def visits(minutes: int, dose: Dose, most: int) -> list[int]:
    """Return how many visits each of the first areas of a list gets, so that they fill the minutes: the
    dose for as many areas as it lasts for (at most so many), then what is left, a visit more from the
    first on.
    """
    areas = min(most, minutes // dose.total)
    left = (minutes - areas * dose.total) // dose.minutes
    if not areas:
        return []
    return [dose.visits + left // areas + (at < left % areas) for at in range(areas)]


def is_chance(one: float, other: float) -> bool:
    """Return whether two counts of the same time differ by no more than chance does, in counts as
    uneven as they usually are.
    """
    return abs(one - other) <= Z * sqrt(USUAL_UNEVENNESS * (one + other))


def level(counts: Sequence[float], areas: int) -> range:
    """Return the positions around the line, after so many areas, of which no two can be told apart by
    their counts (the largest first); an empty range where the line is clear.
    """
    if not 0 < areas < len(counts) or not is_chance(counts[areas - 1], counts[areas]):
        return range(0)
    first, last = areas - 1, areas
    while True:
        before = first, last
        if first > 0 and is_chance(counts[first - 1], counts[last]):
            first -= 1
        if last + 1 < len(counts) and is_chance(counts[first], counts[last + 1]):
            last += 1
        if (first, last) == before:
            return range(first, last + 1)


def caught(found: BackTest, officers: Officers, dose: Dose) -> pd.DataFrame:
    """Return a row for the officers there are and some fewer and more: officers, minutes, areas, and
    caught, the share of the month tried on that lay in the list's first so many areas (NaN where it
    could not be tried).
    """
    rows = []
    for number in OFFICERS_MORE:
        there = officers.more(number)
        if number and there.number - officers.number != number:
            continue
        areas = there.minutes // dose.total
        rows.append((there.number, there.minutes, areas, found.first(areas)))
    return pd.DataFrame(rows, columns=["officers", "minutes", "areas", "caught"])


def sentence(found: BackTest, officers: Officers, dose: Dose) -> str:
    """Return what the first areas of the list caught when it was tried, or why that is not known."""
    areas = officers.minutes // dose.total
    if why := untried(found):
        return why
    few = ", too few to go by" if found.incidents < FEWEST else ""
    small = "" if found.side == CELL_METRES else f", squares of {found.side} m,"
    return (
        f"Tried on {found.tried_on}: the first {areas} of the list{small} held "
        f"{found.first(areas):.0%} of the {found.incidents:,} incidents{few}."
    )


def filled(named: Sequence[tuple[str, int]], minutes: int, dose: Dose) -> str:
    """Return how the doses fill the minutes, from the areas above the line with their visits."""
    if not named:
        return f"{minutes} officer-minutes are fewer than one area takes ({dose.total})."
    areas = number_of(len(named), "area")
    said = f"{minutes} officer-minutes: {areas} of {dose.visits} visits of {dose.minutes} minutes"
    more = [f"{name} {number}" for name, number in named if number > dose.visits]
    return (
        f"{said}; visits more than that fill the rest: {', '.join(more)}." if more else f"{said}."
    )
