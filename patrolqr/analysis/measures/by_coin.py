"""Places that a coin drew held against those it held out, by the coin itself: the same coins are tossed
again many times, and what was reported stays where it was (Fisher's randomisation test).

Counts come in lumps and places differ; none of that matters to the test, because nothing is assumed of
them. Only which places were drawn was left to chance, and how it was is known.
"""

from math import inf, sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from patrolqr.analysis.measures.effect import POWER_Z
from patrolqr.analysis.measures.proportions import LEVEL, Compared, z_of
from patrolqr.analysis.measures.statistics import Floats

Bools = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]

TOSSES = 1999
"""How often all coins are tossed again: ends of intervals then wobble by about 2 %."""

SEED = 20261130

TIES = 1e-9
"""Sums this close, as a share of the largest, are the same sum added up in another order."""


class Units(NamedTuple):
    """Places on days, in any order: which `coin` (any number) each stood in, among how many `places` it
    drew so many (`room`), whether this one `is_drawn`, and what was counted there (`counts`, as a
    number or by weight).

    A coin need not have all of its places among them.
    """

    coin: Whole
    places: Whole
    room: Whole
    is_drawn: Bools
    counts: Floats

    @property
    def chances(self) -> Floats:
        """Return how likely each was to be drawn."""
        return self.room / self.places

    @property
    def uncertainty(self) -> Floats:
        """Return the variance of whether each is drawn: what a count there can tell."""
        return self.chances * (1 - self.chances)


class Drawn(NamedTuple):
    """What the coins say: how many times as much was counted where they drew as where they held out
    (`ratio`; None where nothing was), how often coins alone give a difference like it (`p`), and how
    much they tell: `known` is the counts' weight in it, `unevenness` how much more they vary than
    counts of independent incidents would (1 and more: few counts may be even by chance).
    """

    ratio: Compared | None
    p: float
    known: float
    unevenness: float


def compare(units: Units, *, level: float = LEVEL) -> Drawn:
    """Return what the coins say of what was counted; p is 1 where nothing was, or nothing was left to
    chance.

    The ratio is that of Mantel and Haenszel, coin by coin. Its interval holds the ratios θ at which the
    score differs from 0 by no more than the tossed coins do at no effect, in variance θ times theirs
    (as the interval of two Poisson rates has it): it excludes 1 where the test does.
    """
    counts, weight = units.counts, units.uncertainty
    usual = counts @ weight / weight.sum() if weight.sum() else 0.0
    off = units.is_drawn - units.chances
    there = float(off @ (counts - usual))
    again = _tossed_again(units, counts - usual)
    spread = float(np.mean(again**2))
    known = float(counts @ weight)
    if not spread or not known:
        return Drawn(None, 1.0, known, 1.0)
    tie = TIES * np.abs(again).max()
    p = float((1 + np.count_nonzero(np.abs(again) >= abs(there) - tie)) / (again.size + 1))
    return Drawn(_ratio(units, _reach(again, level)), p, known, max(1.0, spread / known))


def _tossed_again(units: Units, values: Floats) -> Floats:
    """Return, each time the coins are tossed again, the sum of the values where they draw, less what is
    usual for coins to give.
    """
    generator = np.random.default_rng(SEED)
    sums = np.zeros(TOSSES)
    order = np.argsort(units.coin, kind="stable")
    ends = np.flatnonzero(np.diff(units.coin[order])) + 1
    for rows in np.split(order, ends):
        if len(rows) == 1:
            chance = units.chances[rows[0]]
            sums += values[rows[0]] * ((generator.random(TOSSES) < chance) - chance)
        elif len(rows):
            # a place of the coin that is not looked at adds nothing wherever it falls
            there = np.zeros(units.places[rows[0]])
            there[: len(rows)] = values[rows]
            sums += _drawn(there, int(units.room[rows[0]]), generator)
    return sums


def _drawn(values: Floats, room: int, generator: np.random.Generator) -> Floats:
    """Return the sum of so many of the values, drawn again and again, less what is usual."""
    if np.ptp(values) == 0:
        return np.zeros(TOSSES)
    few = min(room, values.size - room)
    if few == 1:
        sums = values[generator.integers(values.size, size=TOSSES)]
    else:
        turns = generator.random((TOSSES, values.size))
        sums = values[np.argpartition(turns, few, axis=1)[:, :few]].sum(axis=1)
    off: Floats = sums - few * values.mean()
    return off if few == room else -off


def _reach(again: Floats, level: float) -> float:
    """Return the largest difference that the test still calls chance."""
    rejected = round((1 - level) * (again.size + 1)) - 1
    return float(np.sort(np.abs(again))[::-1][max(0, rejected)]) * (1 + TIES)


def _ratio(units: Units, reach: float) -> Compared:
    """Return the ratio with its interval: where (drawn − θ held)² = reach² θ, both sides weighted by
    how the coin could have fallen.
    """
    weight, off, counts = units.uncertainty, units.is_drawn - units.chances, units.counts
    sides = []
    for sign, side in ((1, units.is_drawn), (-1, ~units.is_drawn)):
        usual = counts[side] @ weight[side] / weight.sum()
        sides.append(max(0.0, sign * float(off @ (counts * side - usual))))
    drawn, held = sides
    chance = reach**2
    if not held:
        return Compared(inf, drawn**2 / chance, inf)
    middle = drawn / held + chance / (2 * held**2)
    half = sqrt(max(0.0, middle**2 - (drawn / held) ** 2))
    return Compared(drawn / held, middle - half, middle + half)


def times_as_long(found: Drawn, fall: float) -> float:
    """Return how many times as long coins must be tossed, at this pace, until a fall by that share
    shows with POWER (two-sided 5 %); infinite where nothing was counted.
    """
    if not found.known:
        return inf
    wanted = (z_of(0.95) + POWER_Z) ** 2 * (1 - fall / 2) / fall**2
    return wanted * found.unevenness / found.known
