"""Whether the hours of two sets of incidents differ: Watson's two-sample U² (1962), which knows that
midnight follows 23:59, and how often chance alone gives as much.

Whole weeks are dealt anew to now and before: what one night brought together stays together.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from patrolqr.analysis.measures.statistics import TIE, Floats

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

DAY_HOURS = 24

SIDE_BY_SIDE = 500
"""Shuffles that are looked at together."""


def watson(hours: Floats, is_now: Mask) -> Floats:
    """Return U² for each row of `is_now` (shuffles × incidents): how far the hours of the marked
    incidents lie from those of the others. Where one of the two has none it is 0.

    Equal hours count together, so that their order says nothing.
    """
    order = np.argsort(hours, kind="stable")
    marked = is_now[:, order]
    now = marked.sum(axis=1, keepdims=True).astype(float)
    size = hours.size
    before = size - now
    ends = np.flatnonzero(np.append(np.diff(hours[order]) > 0, True))
    of_now = np.cumsum(marked, axis=1)[:, ends] / np.maximum(now, 1)
    of_before = np.cumsum(~marked, axis=1)[:, ends] / np.maximum(before, 1)
    gap = of_now - of_before
    times = np.diff(np.append(-1, ends))
    spread = (times * gap**2).sum(axis=1) - (times * gap).sum(axis=1) ** 2 / size
    return np.asarray((now * before).ravel() / size**2 * spread, dtype=float)


def chance(
    hours: Floats, week: Whole, *, weeks: int, recent: int, shuffles: int, seed: int
) -> float:
    """Return how often as many weeks, drawn anew, lie as far from the others as the last `recent` of
    `weeks` do; `week` numbers each incident's from 0.
    """
    seen = watson(hours, (week >= weeks - recent)[None, :])[0]
    generator = np.random.default_rng(seed)
    as_far = 0
    for first in range(0, shuffles, SIDE_BY_SIDE):
        drawn = min(SIDE_BY_SIDE, shuffles - first)
        turns = generator.random((drawn, weeks)).argsort(axis=1)
        found = watson(hours, (turns < recent)[:, week])
        as_far += int((found >= seen * (1 - TIE)).sum())
    return (1 + as_far) / (1 + shuffles)


@dataclass(frozen=True)
class Span:
    """Hours of the day from `starts` on, `length` of them, over midnight too."""

    starts: int
    length: int

    def holds(self, hours: Floats) -> Mask:
        """Return which hours lie in it."""
        return np.asarray((hours - self.starts) % DAY_HOURS < self.length)

    @property
    def text(self) -> str:
        """Return it as people say it: 22:00 to 04:00."""
        return f"{self.starts:02}:00 to {(self.starts + self.length) % DAY_HOURS:02}:00"


def risen(hours: Floats, is_now: Mask, *, length: int) -> Span:
    """Return the span of that length whose share rose most, the first of equal ones."""
    now, before = hours[is_now], hours[~is_now]
    spans = [Span(starts, length) for starts in range(DAY_HOURS)]
    rises = [each.holds(now).mean() - each.holds(before).mean() for each in spans]
    return spans[int(np.argmax(np.round(rises, 12)))]
