"""How far the newest counts lie above what is usual for them, so that "once in K" is true also of
uneven counts.

The expected count is the series' own mean before, times what the same crime type did elsewhere
since then: a season, a school holiday or another way of recording is no rise. How uneven a crime
type's counts are is one figure for all its series (ratio estimator), never below a series' own;
the tail is the negative binomial's, with what is not known of the mean and of elsewhere in its
variance. Weeks of an earlier surge are no part of what is usual (Farrington et al. 1996; Noufaily et
al. 2013 weigh them down). Over simulated years without change, 600 tests a week, this raises half to
one and a half false cards a year on counts whose variance is one to three times their mean; the
quasi-Poisson rule alone raised 3 to 60. Where areas of one type differ from one to four times the
mean it raises one, and where each area's mean wanders by a fifth to three tenths for months two to
three.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special, stats

from patrolqr.analysis.measures import statistics
from patrolqr.analysis.measures.statistics import Floats

Kinds = npt.NDArray[np.int64]
"""The crime type of each series, numbered from 0."""

ELSEWHERE_DAMPED_BY = 20.0
"""Incidents by which the ratio elsewhere is drawn towards 1: a few incidents elsewhere say little."""

ELSEWHERE_FROM, ELSEWHERE_TO = 0.5, 2.0
"""How far elsewhere may lower or raise what is expected here."""

EARLIER_SURGE = 3.5
"""Standard deviations above the mean from which earlier weeks are a surge. At Farrington's 2.58 single
uneven weeks go too, and three times as many false cards come back.
"""

MOST_OF_BEFORE = 4
"""A surge takes at most one part in so many of the time before; what is longer is the new usual."""

HALF_AN_INCIDENT = 0.5
"""Taken for none before: zero would call the first incident impossible."""

SMALLEST = 1e-12
"""Keeps a ratio from being divided by nothing where no type is less even than chance."""

CENTRE = 0.95
"""Of how many counts by chance the shown range holds."""


@dataclass(frozen=True)
class Table:
    """Counts as they are compared: series × periods, each row's crime type, and which rows are totals
    of their type over all series of it.
    """

    counts: Floats
    kinds: Kinds
    is_total: npt.NDArray[np.bool_]

    @classmethod
    def with_totals(cls, counts: Floats, kinds: Kinds) -> "Table":
        """Return the series, and below them the total of each crime type that has several."""
        number = np.bincount(kinds)
        totals = np.zeros((number.size, counts.shape[1]))
        np.add.at(totals, kinds, counts)
        several = np.flatnonzero(number > 1)
        return cls(
            np.vstack([counts, totals[several]]),
            np.append(kinds, several),
            np.arange(len(counts) + several.size) >= len(counts),
        )


@dataclass(frozen=True)
class Rises:
    """Per series: what was counted in the newest periods, what was expected, the variance with which
    chance alone counts around that, and how often it counts as many or more.
    """

    observed: Floats
    expected: Floats
    variance: Floats
    p: Floats

    def range(self) -> tuple[Floats, Floats]:
        """Return between which counts chance alone mostly stays."""
        size, share = _negative_binomial(self.expected, self.variance)
        low, high = stats.nbinom.interval(CENTRE, size, share)
        return np.asarray(low, dtype=float), np.asarray(high, dtype=float)

    def none(self) -> Floats:
        """Return how often chance alone counts none at all."""
        size, share = _negative_binomial(self.expected, self.variance)
        return np.asarray(share**size, dtype=float)


def of_table(table: Table, counts: Floats, *, window: int, longest: int) -> Rises:
    """Return the rises of all rows of the table, in `counts` of its shape or of fewer periods: series
    against their type elsewhere, totals against those of the other types.
    """
    single = ~table.is_total
    of_single = of_series(counts[single], table.kinds[single], window=window, longest=longest)
    parts = [(single, of_single)]
    if table.is_total.any():
        parts.append((table.is_total, of_totals(counts[table.is_total], window=window)))
    joined = np.empty((4, len(counts)))
    for rows, found in parts:
        joined[:, rows] = found.observed, found.expected, found.variance, found.p
    return Rises(*joined)


def of_totals_without(
    table: Table, counts: Floats, left_out: npt.NDArray[np.bool_], *, window: int
) -> Floats:
    """Return, per row of the table, how often chance does as much to the total of its crime type where
    the series left out are no part of it.
    """
    rest = np.zeros((int(table.kinds.max(initial=-1)) + 1, counts.shape[1]))
    kept = ~table.is_total & ~left_out
    np.add.at(rest, table.kinds[kept], counts[kept])
    return np.asarray(of_totals(rest, window=window).p[table.kinds], dtype=float)


def of_series(counts: Floats, kinds: Kinds, *, window: int, longest: int) -> Rises:
    """Return how the last `window` periods of each series (series × periods) compare with those
    before, each set against its own crime type elsewhere.

    `longest` is the length of a full time before: with so many periods a series' own unevenness
    weighs as much as that of its crime type.
    """
    before, observed = counts[:, :-window], counts[:, -window:].sum(axis=1)
    elsewhere = _others(before, kinds)
    mean = _mean(before, np.ones(before.shape, dtype=bool))
    level = _damped(elsewhere, _others(mean[:, None], kinds), ELSEWHERE_DAMPED_BY / window)
    # single periods tell it here: stretches would take an earlier surge itself for unevenness
    spread = ((before - mean[:, None] * level) ** 2).sum(axis=1) / max(before.shape[1] - 1, 1)
    shared = np.maximum(_of_types(spread, mean, kinds), 1.0)
    usual = ~_surges(before / level, mean, shared[kinds], window)
    mean = _mean(before, usual, level)
    shared, own = _dispersion(before, mean, level, kinds, window, longest, usual)

    now = _others(observed[:, None], kinds)[:, 0]
    then = _others(mean[:, None], kinds)[:, 0] * window
    expected = mean * window * _ratio_now(now, then)
    share = window / before.shape[1]
    # what chance does to the counts elsewhere, it does to the ratio
    of_ratio = shared[kinds] * now * (1 + share) / (then + ELSEWHERE_DAMPED_BY) ** 2
    variance = own * expected * (1 + share) + (mean * window) ** 2 * of_ratio
    return _rises(observed, expected, variance)


def of_totals(totals: Floats, *, window: int) -> Rises:
    """Return the same for the totals of crime types (types × periods), each set against all others.

    How uneven a total is, is told from stretches as long as the tested one: a season of its own is
    unevenness, since nothing elsewhere shows it.
    """
    before, observed = totals[:, :-window], totals[:, -window:].sum(axis=1)
    number = before.shape[1] // window
    stretches = before[:, -number * window :].reshape(len(totals), number, window).sum(axis=2)
    mean = _mean(stretches, np.ones(stretches.shape, dtype=bool))
    together = np.zeros(len(totals), dtype=np.int64)
    then = _others(mean[:, None], together)
    level = _damped(_others(stretches, together), then)
    squares = ((stretches - mean[:, None] * level) ** 2).sum(axis=1)
    there = max(number - 1, 1)
    own = np.maximum(squares / there / mean, 1.0)
    # a dozen stretches tell a low dispersion by luck: it is drawn towards that of all totals
    dispersion = np.maximum(own, (number * own.mean() + there * own) / (number + there))
    now = _others(observed[:, None], together)
    expected = mean * _ratio_now(now, then)[:, 0]
    return _rises(observed, expected, dispersion * expected * (1 + 1 / number))


def _rises(observed: Floats, expected: Floats, variance: Floats) -> Rises:
    size, share = _negative_binomial(expected, variance)
    # P(X >= y) of the negative binomial is the regularized incomplete beta function
    tail = special.betainc(np.maximum(observed, 1.0), size, 1 - share)
    return Rises(observed, expected, variance, np.where(observed > 0, tail, 1.0))


def _negative_binomial(expected: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Return size and success share of the negative binomial with that mean and variance.

    The variance is above the mean: what is not known of the mean is in it.
    """
    return expected**2 / (variance - expected), expected / variance


def _others(values: Floats, kinds: Kinds) -> Floats:
    """Return, per series and period, the sum over the other series of its crime type."""
    totals = np.zeros((int(kinds.max(initial=-1)) + 1, values.shape[1]))
    np.add.at(totals, kinds, values)
    return np.asarray(totals[kinds] - values, dtype=float)


def _damped(elsewhere: Floats, usual: Floats, by: float = ELSEWHERE_DAMPED_BY) -> Floats:
    """Return the ratio of counts elsewhere to what is usual there, drawn towards 1."""
    return np.asarray((elsewhere + by) / (usual + by), dtype=float)


def _ratio_now(now: Floats, then: Floats) -> Floats:
    """Return by how much elsewhere raises or lowers what is expected here."""
    return np.clip(_damped(now, then), ELSEWHERE_FROM, ELSEWHERE_TO)


def _mean(counts: Floats, usual: npt.NDArray[np.bool_], level: Floats | float = 1.0) -> Floats:
    """Return each series' mean over the usual periods, never below half an incident in all.

    Where periods are left out, `level` says how much was to be expected in those that stay.
    """
    left = np.broadcast_to(level, counts.shape)
    mean = (counts * usual).sum(axis=1) / (left * usual).sum(axis=1) * left.mean(axis=1)
    return np.asarray(np.maximum(mean, HALF_AN_INCIDENT / counts.shape[1]), dtype=float)


def _dispersion(
    before: Floats,
    mean: Floats,
    level: Floats,
    kinds: Kinds,
    window: int,
    longest: int,
    usual: npt.NDArray[np.bool_],
) -> tuple[Floats, Floats]:
    """Return variance over mean of each crime type, and of each series: at least its type's.

    Where counts stay high or low for weeks, stretches of them are more uneven than single ones, and
    where they do for months, what comes next is further from the mean than what was: then both are
    those of stretches as long as the tested one.
    """
    residual = np.where(usual, before - mean[:, None] * level, 0.0)
    there = np.maximum(usual.sum(axis=1) - 1, 1)
    variance = (residual**2).sum(axis=1) / there
    of_type = _of_types(variance, mean, kinds)
    least = np.maximum(of_type, 1.0)
    stretches = residual.shape[1] // window
    sums = residual[:, -stretches * window :].reshape(len(mean), stretches, window).sum(axis=2)
    of_sums = (sums**2).sum(axis=1) / (there + 1 - window)
    # what so few stretches may show by luck alone is none of it
    by_luck = np.sqrt(2 / (np.bincount(kinds) * max(stretches - 1, 1)))
    told = [_of_types(each, mean, kinds) for each in (of_sums, _of_next(sums) / window)]
    longer = np.maximum(np.maximum(*told) / least / (1 + by_luck), 1.0)
    own = _own_dispersion(variance / mean, mean, of_type[kinds], kinds, there, longest)
    return least * longer, own * longer[kinds]


def _of_next(stretches: Floats) -> Floats:
    """Return, per series, the mean square by which a stretch missed the mean of those before it, over
    the later half of them, in both directions of time; as much as their variance where all are alike.
    """
    number = stretches.shape[1]
    missed = []
    for told in (stretches, stretches[:, ::-1]):
        until = np.cumsum(told, axis=1)
        for at in range(max(number // 2, 1), number):
            # the mean of those before is itself uncertain
            missed.append((told[:, at] - until[:, at - 1] / at) ** 2 / (1 + 1 / at))
    return np.mean(missed, axis=0) if missed else np.zeros(len(stretches))


def _of_types(variance: Floats, mean: Floats, kinds: Kinds) -> Floats:
    """Return variance over mean of each crime type (ratio estimator)."""
    return np.bincount(kinds, variance) / np.bincount(kinds, mean)


def _own_dispersion(
    told: Floats, mean: Floats, of_type: Floats, kinds: Kinds, there: Floats, longest: int
) -> Floats:
    """Return variance over mean of each series: its type's, drawn towards what its own counts told.

    That goes as far as the series of a type differ by more than luck (Buehlmann 1967), and where it is
    not told how far a series differs, it counts as one that does; but never less far than by the
    length of its time, and never below its type's or chance's.
    """
    least = np.maximum(of_type, 1.0)
    # the variance of a negative binomial's own variance, by its fourth cumulant
    luck = (least * (1 + 6 * least * (least - 1)) / mean + 2 * least**2) / there
    known = 1 / luck**2
    apart = ((told - of_type) ** 2 - luck) * known
    true = np.maximum(np.bincount(kinds, apart) / np.bincount(kinds, known), 0.0)[kinds]
    # the counts of a rare type tell nothing of that: its series differ as those of all types do
    beyond_chance = (least - 1) ** 2
    of_all = apart.sum() / max((beyond_chance * known).sum(), SMALLEST)
    true = np.maximum(true, of_all * beyond_chance)
    by_type = true / (true + luck)
    weight = np.maximum(by_type, there / (longest + there))
    drawn = np.maximum(least, least + weight * (told - least))
    return np.asarray(drawn + np.sqrt(true * (1 - by_type)), dtype=float)


def _surges(before: Floats, mean: Floats, dispersion: Floats, window: int) -> npt.NDArray[np.bool_]:
    """Return which periods are above the mean in a stretch of `window` that stood out above it."""
    sums = np.cumsum(np.pad(before, ((0, 0), (1, 0))), axis=1)
    stretches = sums[:, window:] - sums[:, :-window]
    score = statistics.surge_score(stretches, (mean * window)[:, None], dispersion[:, None])
    high = score > EARLIER_SURGE
    found = np.zeros(before.shape, dtype=bool)
    for step in range(window):
        found[:, step : step + high.shape[1]] |= high
    found &= before > mean[:, None]
    found[found.sum(axis=1) > before.shape[1] // MOST_OF_BEFORE] = False
    return found
