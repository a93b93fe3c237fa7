"""How a place behaves over time: the categories of emerging hot spot analysis, and plain words for
them.

A place's step is hot (or cold) where Gi* over that step's map says so under false-discovery control.
No step counts an earlier one as its neighbour: with the usual lag of one, the trend test finds a
trend in 15 % of places where there is none.
"""

import numpy as np
import numpy.typing as npt

from patrolqr.analysis.measures.neighbours import Neighbours
from patrolqr.analysis.measures.statistics import above, benjamini_hochberg
from patrolqr.analysis.measures.trends import mann_kendall

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

ALPHA = 0.05
"""The chance of a false hot step, controlled over each step's map, and of a false trend."""

NEARLY_ALWAYS = 0.9
"""Hot in this share of the steps is always hot, for a category."""

NO_PATTERN = "no pattern"

KINDS = (
    "historical",
    "intensifying",
    "diminishing",
    "persistent",
    "oscillating",
    "new",
    "consecutive",
    "sporadic",
)
"""The categories, each followed by hot or cold, in the order in which the first that fits is taken:
a place that was cold and is hot now tells more by that than by being new.
"""

WORDS = {
    "new hot": "new",
    "consecutive hot": "new",
    "intensifying hot": "growing",
    "persistent hot": "constant",
    "sporadic hot": "on and off",
    "oscillating hot": "on and off",
    "diminishing hot": "cooling",
    "historical hot": "cooling",
}
"""Category → the word officers are shown; what is cold, or has no pattern, has none."""


def categories(scores: npt.ArrayLike, significant: npt.ArrayLike) -> list[str]:
    """Return the category of each place, from its Gi* scores (one row per step, in order of time)
    and which of them are more than chance.
    """
    z, sure = np.asarray(scores, dtype=float), np.asarray(significant, dtype=bool)
    trend = mann_kendall(z)
    direction = np.where(trend.p < ALPHA, np.sign(trend.score), 0)
    found = np.full(z.shape[1:], NO_PATTERN, dtype=object)
    hot, cold = sure & (z > 0), sure & (z < 0)
    for side, here, there, towards in (("hot", hot, cold, 1), ("cold", cold, hot, -1)):
        fits = _fits(here, there, direction * towards)
        for kind in reversed(KINDS):  # the first that fits is written last
            found[fits[kind]] = f"{kind} {side}"
    return [str(each) for each in found]


def _fits(here: Mask, there: Mask, direction: Floats) -> dict[str, Mask]:
    """Return which places fit each kind: `here` are their hot steps, `there` their cold ones, or the
    other way round, and direction is 1 where they become more so.
    """
    steps, now = len(here), here[-1]
    number = here.sum(axis=0)
    always = number >= NEARLY_ALWAYS * steps
    run = np.minimum.accumulate(here[::-1], axis=0).sum(axis=0)  # unbroken up to the last step
    only_run = now & (run == number) & ~always
    return {
        "historical": ~now & always,
        "intensifying": now & always & (direction > 0),
        "diminishing": now & always & (direction < 0),
        "persistent": now & always & (direction == 0),
        "oscillating": now & ~always & there[:-1].any(axis=0),
        "new": only_run & (run == 1),
        "consecutive": only_run & (run >= 2),
        "sporadic": now & ~always & ~there.any(axis=0),
    }


def over_time(neighbours: Neighbours, counts: npt.ArrayLike) -> list[str]:
    """Return the category of each square, from its counts (one row per step, in order of time)."""
    z = neighbours.gi_star(counts)
    p = 2 * above(np.abs(z))
    return categories(z, np.array([benjamini_hochberg(step) <= ALPHA for step in p]))
