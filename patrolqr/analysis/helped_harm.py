"""Did patrols help, in harm? The same comparison as of counts, each incident with the weight of its type.

The weights are the force's own. The variance of a sum of weights is the sum of their squares (compound
Poisson), as uneven as the counts are: one heavy incident weighs in it by its square. These squares are
taken of the time before and since together and shared out by time: a few weeks in which nothing heavy
happened would be thought certain by their own (intervals then hold the truth in 90 of 100 times).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from patrolqr.analysis import helped
from patrolqr.analysis.helped import FALL, HOPED_FALL, TEN_YEARS, Square, Told, shows_after
from patrolqr.analysis.measures import effect
from patrolqr.analysis.measures.effect import Counts, Difference, Places
from patrolqr.analysis.measures.proportions import FEWEST_COUNTED, Compared
from patrolqr.analysis.periods import PeriodUnit

MOST_OF_ONE = 0.1
"""Share of the harm of a place, or of those held against it, that one incident may be: where one is more,
the figure is that incident's. At most this, simulated intervals hold the truth in 93 of 100 times and more,
by weights from 1 to 5,475.
"""

WHERE = (
    "here",
    "in the places held against it",
    "in the squares around it",
    "in the squares around those held against it",
)
"""Where harm is summed, as a sentence says it, in the order of measures.effect.Places."""

FEW_UNITS = 10
"""Less harm than this is said with two figures: whatever unit a force has chosen."""

BY_COUNTS = (
    "The places held against it had as many incidents, not as much harm: a place that was chosen for its harm falls "
    "by itself more than they do."
)


class Heavy(NamedTuple):
    """The incident that weighs most: its crime type, its share of the harm there, and where that is."""

    category: str
    share: float
    where: str


class HarmTold(NamedTuple):
    """What can be said in harm: harm before and since (`places`), the difference, the heaviest incident
    of the place or its controls (None where there is no harm) and that of their rings, and after how many
    more periods a fall would show (0: it would by now; None: not in ten years).
    """

    places: Places
    difference: Difference
    heavy: Heavy | None
    heavy_of_rings: Heavy | None
    more_periods: int | None
    is_too_few: bool

    @property
    def is_of_few(self) -> bool:
        """Whether one incident carries it."""
        return _carries(self.heavy)

    @property
    def is_too_little(self) -> bool:
        """Whether nothing is said but how long to wait."""
        return self.is_too_few or (
            self.more_periods != 0 and not self.difference.local_interval().excludes(0)
        )


def tell(told: Told, place: Square, rows: pd.DataFrame, unit: PeriodUnit) -> HarmTold:
    """Return what may have changed in harm where that is told of counts.

    `rows` has square, category, is_since, incidents and weight (of one incident; 0 where none is set).
    """
    held = told.held
    groups = ((place,), held.controls, held.ring, held.control_rings)
    of_group = [_of(rows, squares) for squares in groups]
    harm = Places(*(_summed(each) for each in of_group))
    spread = Places(*(_spread(each, told.periods) for each in of_group))
    of_each = [_heaviest(*each) for each in zip(of_group, WHERE, strict=True)]
    heavy, heavy_of_rings = _heavier(of_each[:2]), _heavier(of_each[2:])
    counts = told.places
    return HarmTold(
        harm,
        effect.displacement_difference(harm, told.weights, dispersion=told.uneven, squares=spread),
        heavy,
        heavy_of_rings,
        _more_periods(told, harm, spread, unit) if heavy else None,
        min(counts.treated.before, counts.control.before) < FEWEST_COUNTED,
    )


def _of(rows: pd.DataFrame, squares: Iterable[Square]) -> pd.DataFrame:
    """Return the rows of these squares."""
    chosen = set(squares)
    return rows[[each in chosen for each in rows["square"]]]


def _summed(rows: pd.DataFrame) -> Counts:
    harm = (rows["incidents"] * rows["weight"]).to_numpy(float)
    is_since = rows["is_since"].to_numpy(bool)
    return Counts(float(harm[~is_since].sum()), float(harm[is_since].sum()))


def _spread(rows: pd.DataFrame, periods: tuple[int, int]) -> Counts:
    """Return the sums of squared weights, of all time counted, shared out by time."""
    total = float((rows["incidents"] * rows["weight"] ** 2).sum())
    before, since = (total * each / sum(periods) for each in periods)
    return Counts(before, since)


def _heavier(of_each: Sequence[Heavy | None]) -> Heavy | None:
    return max((each for each in of_each if each), key=lambda each: each.share, default=None)


def _carries(heavy: Heavy | None) -> bool:
    return heavy is not None and heavy.share > MOST_OF_ONE


def _heaviest(rows: pd.DataFrame, where: str) -> Heavy | None:
    """Return the heaviest incident of the rows; None where there is no harm."""
    harm = float((rows["incidents"] * rows["weight"]).sum())
    if not harm:
        return None
    heaviest = rows.iloc[int(rows["weight"].to_numpy().argmax())]
    return Heavy(str(heaviest["category"]), float(heaviest["weight"]) / harm, where)


def _more_periods(told: Told, harm: Places, spread: Places, unit: PeriodUnit) -> int | None:
    """Return for how many more periods to wait, where incidents weigh as they did until now."""
    before, since = told.periods
    of_all = [*spread.treated, *spread.control], [*harm.treated, *harm.control]
    usual = sum(of_all[0]) / sum(of_all[1])
    needed = effect.periods_needed(
        treated=harm.treated.before / before,
        control=harm.control.before / before / len(told.held.controls),
        controls=len(told.held.controls),
        before=before,
        fall=HOPED_FALL,
        longest=TEN_YEARS[unit],
        dispersion=told.uneven * usual,
    )
    return None if needed is None else max(0, needed - since)


def sentences(told: HarmTold, unit: PeriodUnit) -> list[str]:
    """Return what is said in harm, plainest first."""
    if told.heavy is None:
        return ["In harm nothing is said: no incident counted here has a weight."]
    if told.is_of_few:
        return [_of_few(told.heavy)]
    if told.is_too_little:
        return [_too_little(told, unit)]
    local = told.difference.local_interval()
    said = [
        f"In harm, by the force's weight of each crime type, {_less(local)} than those places let expect. "
        f"{helped.verdict(local)}"
    ]
    if local.low > 0:
        said.append(helped.RISING)
    around = told.heavy_of_rings
    if around is not None and _carries(around):
        said.append(f"With the squares around nothing is said in harm: {_one_is(around)}.")
    else:
        said.append(f"With {helped.RING_TEXT}: {_less(told.difference.interval())}.")
    return [*said, BY_COUNTS]


def _of_few(heavy: Heavy) -> str:
    return (
        f"In harm nothing is said: {_one_is(heavy)}, and where one is more than {100 * MOST_OF_ONE:.0f} %, "
        "the figure is that incident's."
    )


def _one_is(heavy: Heavy) -> str:
    return f"one incident ({heavy.category.lower()}) is {100 * heavy.share:.0f} % of the harm counted {heavy.where}"


def _less(found: Compared) -> str:
    """Return a difference in harm with its interval: about 1,240 less (95 %: 2,100 less to 380 less)."""
    return f"about {_end(found.estimate)} (95 %: {_end(found.low)} to {_end(found.high)})"


def _end(value: float) -> str:
    number = f"{abs(value):,.0f}" if abs(value) >= FEW_UNITS else f"{abs(value):.2g}"
    return f"{number} {'more' if value > 0 else 'less'}"


def _too_little(told: HarmTold, unit: PeriodUnit) -> str:
    few = "In harm it is too little to tell"
    if told.is_too_few:
        return f"{few}: fewer than {FEWEST_COUNTED} incidents were counted before."
    if told.more_periods is None:
        return f"{few}: a {FALL} would not show in ten years at one place alone."
    return f"{few}: a {shows_after(told.more_periods, unit)}."
