"""What patrols may have changed: counts before and after, against places that were not patrolled.

The weighted displacement difference (Wheeler and Ratcliffe 2018, Crime Science 7:11), the rate ratio of
two periods and two kinds of places, the weighted displacement quotient (Bowers and Johnson; Guerette
2009, POP Guide 10, Appendix B), and how long it takes until such a figure can show anything.
"""

from math import ceil, exp, log, sqrt
from typing import NamedTuple

from patrolqr.analysis.measures.proportions import FEWEST_COUNTED, LEVEL, Compared, z_of

POWER = 0.8
"""How often a fall that is there should show."""

POWER_Z = 0.8416212335729143


class Counts(NamedTuple):
    """Incidents before and after the day from which somebody patrolled."""

    before: float
    after: float


class Places(NamedTuple):
    """Counts where patrols were, in comparable places, and in the ring around each."""

    treated: Counts
    control: Counts
    ring: Counts = Counts(0, 0)
    control_ring: Counts = Counts(0, 0)


class Weights(NamedTuple):
    """How many times as long (before, after) or as large (places) each count's time and ground are."""

    before: float = 1
    after: float = 1
    treated: float = 1
    control: float = 1
    ring: float = 1
    control_ring: float = 1


class Difference(NamedTuple):
    """The weighted displacement difference, each part with its standard error: in the places, in their
    rings, and together. Below zero is fewer than the comparable places let expect.
    """

    local: float
    local_error: float
    displaced: float
    displaced_error: float
    total: float
    total_error: float

    def local_interval(self, *, level: float = LEVEL) -> Compared:
        """Return the difference in the places alone with its interval."""
        return _around(self.local, self.local_error, level)

    def interval(self, *, level: float = LEVEL) -> Compared:
        """Return the difference with what moved into the rings, with its interval."""
        return _around(self.total, self.total_error, level)


class Quotient(NamedTuple):
    """The weighted displacement quotient with the figures it stands on: gross effect (fewer in the
    places), net effect (against the control, as a share of it), total net effect (ring included).

    −1 and less: all of it moved; 0 none; above 0 the ring gained too. It has no standard error.
    """

    quotient: float
    gross: float
    net: float
    total_net: float


def displacement_difference(
    places: Places,
    weights: Weights | None = None,
    *,
    dispersion: float = 1.0,
    squares: Places | None = None,
) -> Difference:
    """Return the weighted displacement difference; weights divide counts, and their squares the variance,
    which is `dispersion` times the Poisson one.

    Where each incident counts with a weight of its own, `places` are the sums of these weights and
    `squares` the sums of their squares: the variance of a compound Poisson sum.
    """
    held, spread = weights or Weights(), squares or places
    sizes = (held.treated, held.control), (held.ring, held.control_ring)
    sums = (places.treated, places.control), (places.ring, places.control_ring)
    spreads = (spread.treated, spread.control), (spread.ring, spread.control_ring)
    parts = [
        (_difference(counts, size, held), _variance(variances, size, held))
        for counts, variances, size in zip(sums, spreads, sizes, strict=True)
    ]
    (local, local_variance), (displaced, displaced_variance) = parts
    errors = [
        sqrt(dispersion * variance)
        for variance in (local_variance, displaced_variance, local_variance + displaced_variance)
    ]
    return Difference(local, errors[0], displaced, errors[1], local + displaced, errors[2])


def _difference(counts: tuple[Counts, Counts], sizes: tuple[float, float], held: Weights) -> float:
    """Return the change in the first places minus the change in the second."""
    here, there = (
        each.after / (size * held.after) - each.before / (size * held.before)
        for each, size in zip(counts, sizes, strict=True)
    )
    return here - there


def _variance(spreads: tuple[Counts, Counts], sizes: tuple[float, float], held: Weights) -> float:
    """Return the variance of that difference: each sum's own, by the square of its weight."""
    return sum(
        each.after / (size * held.after) ** 2 + each.before / (size * held.before) ** 2
        for each, size in zip(spreads, sizes, strict=True)
    )


def change_ratio(
    treated: Counts, control: Counts, *, level: float = LEVEL, dispersion: float = 1.0
) -> Compared | None:
    """Return how many times the change in the places is the change in the control (1: none), with its
    interval; None where a count is below FEWEST_COUNTED.
    """
    counts = (*treated, *control)
    if min(counts) < FEWEST_COUNTED:
        return None
    ratio = log(treated.after / treated.before) - log(control.after / control.before)
    reach = z_of(level) * sqrt(dispersion * sum(1 / count for count in counts))
    return Compared(exp(ratio), exp(ratio - reach), exp(ratio + reach))


def displacement_quotient(places: Places) -> Quotient | None:
    """Return the quotient where it may be said: no count below FEWEST_COUNTED, and a fall in the places that
    is more than chance. Else it divides by next to nothing, and None comes back.
    """
    treated, control, ring = places.treated, places.control, places.ring
    ratio = change_ratio(treated, control)
    if ratio is None or ratio.high >= 1 or min(ring) < FEWEST_COUNTED:
        return None
    success = treated.after / control.after - treated.before / control.before
    buffered = ring.after / control.after - ring.before / control.before
    trend = control.after / control.before
    saved = treated.before * trend - treated.after
    return Quotient(
        buffered / success,
        treated.before - treated.after,
        -success,
        saved + ring.before * trend - ring.after,
    )


def periods_needed(
    *,
    treated: float,
    control: float,
    controls: float,
    before: float,
    fall: float,
    longest: int,
    dispersion: float = 1.0,
) -> int | None:
    """Return after how many periods a fall by that share shows with POWER (two-sided 5 %), or None where
    not even the longest wait is enough.

    `treated` and `control` are incidents a period (of one place) without patrols, `before` how many
    periods were counted before. With equal groups and times this is METHODS' table: 110 incidents a
    group and period for a fall by half, 260 by a third, 470 by a quarter.
    """
    wanted = z_of(0.95) + POWER_Z
    for after in range(1, longest + 1):
        longer = after / before
        variance = (
            treated * after * (1 - fall)
            + treated * before * longer**2
            + (control * after + control * before * longer**2) / controls
        )
        if fall * treated * after >= wanted * sqrt(dispersion * variance):
            return after
    return None


def counts_needed(fall: float) -> int:
    """Return how many incidents per group and period a fall by that share needs to show with POWER, where
    groups and times are equal.
    """
    wanted = z_of(0.95) + POWER_Z
    return ceil(wanted**2 * (4 - fall) / fall**2)


def _around(middle: float, error: float, level: float) -> Compared:
    reach = z_of(level) * error
    return Compared(middle, middle - reach, middle + reach)
