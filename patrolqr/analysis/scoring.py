"""How good cards of counts were: judged against what followed them, how late they came, and what they
missed. Cards of points: `scoring_points`; of words: `scoring_notes`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import special

from patrolqr.analysis import periods
from patrolqr.analysis.detectors.base import Run
from patrolqr.analysis.detectors.surges import Surges
from patrolqr.analysis.measures.statistics import Floats

RULE = (
    "A closed card was right where what followed it, in as long a time again, lay above the range that was expected "
    "when it opened (a card of silence: where none came). It came as many days late as lie between the day from which "
    "on the counts lie higher (the split of its half-year that fits them best) and the day it opened. Missed is what a "
    "look over twice the time tells and no card had told by then."
)

ONE_DAY = timedelta(days=1)

LOOKED_BACK = 26
"""Periods before a card opened in which its rise may have begun."""

LOOKS = 6
"""Times that are looked at for what was missed, each twice as long as a card's, the newest last."""

Series = tuple[str, str, str]
"""Neighbourhood, crime type, and what is counted apart."""


@dataclass(frozen=True)
class Card:
    """A pattern as it opened: what it is of, by the run to which day, from which to which count chance
    explained, and how many there were.
    """

    pattern_id: str
    series: Series
    opened_day: date
    low: int
    high: int
    observed: int


class Verdict(NamedTuple):
    """What followed a card: whether it was right, how many incidents there were, and how many days
    late it was where it was right. None is not known (yet).
    """

    was_right: bool | None
    followed: int | None
    days_late: int | None


class Told(NamedTuple):
    """A rise that a longer look tells: what it is of, and from which to which day."""

    detector: str
    series: Series
    first_day: date
    last_day: date


def can_judge(run: Run) -> bool:
    """Return whether cards of the run's detector can be judged by its counts."""
    return isinstance(run.detector, Surges)


def judge(run: Run, card: Card) -> Verdict:
    """Return what followed a card, by the counts of a run of its detector that is later than it."""
    detector = run.detector
    assert isinstance(detector, Surges)
    counts = _counts(run, card.series)
    if counts is None:
        return Verdict(None, None, None)
    period = detector.needs.period
    first = card.opened_day + ONE_DAY
    after = [periods.earlier(first, -step, period) for step in range(detector.window)]
    found = counts.reindex(after)
    if found.isna().any():
        return Verdict(None, None, None)
    followed = int(found.sum())
    was_right = followed > card.high if detector.is_rise else followed == 0
    late = _days_late(counts, card, run) if was_right else None
    return Verdict(was_right, followed, late)


def _counts(run: Run, series: Series) -> "pd.Series[float] | None":
    if run.counts.empty:
        return None
    levels = run.counts.index.to_frame(index=False)
    own = (
        (levels["neighbourhood_id"] == series[0])
        & (levels["category"] == series[1])
        & (levels["apart"] == series[2])
    ).to_numpy(bool)
    return run.counts.loc[own].iloc[0] if own.any() else None


def _days_late(counts: "pd.Series[float]", card: Card, run: Run) -> int | None:
    before = counts[[day <= card.opened_day for day in counts.index]].dropna().tail(LOOKED_BACK)
    values = np.asarray(before, dtype=float)
    begun = onset(values if run.detector.is_rise else -values + values.max(initial=0))
    return None if begun is None else (card.opened_day - before.index[begun]).days + 1


def onset(counts: Floats) -> int | None:
    """Return from which place on counts lie higher: the split into two Poisson means, the second one
    higher, that fits best. None where none is.
    """
    places = np.arange(1, counts.size)
    total = counts.sum()
    first = np.cumsum(counts)[:-1] if counts.size > 1 else np.zeros(0)
    second, after = total - first, counts.size - places
    fit = special.xlogy(first, first / places) + special.xlogy(second, second / after)
    is_rise = second / after > first / places
    if not is_rise.any():
        return None
    return int(places[np.argmax(np.where(is_rise, fit, -np.inf))])


def told_later(
    detector: Surges,
    rows: pd.DataFrame,
    covered: pd.DataFrame,
    *,
    since: date,
    until: date,
    looked_since: date,
) -> Iterator[Told]:
    """Give what looks over twice the detector's time find, one after the other up to the day until,
    none whose time begins before the day looked_since.

    `rows` and `covered`, from since to until, are what the detector itself reads.
    """
    longer = replace(detector, window=detector.window * 2)
    period = detector.needs.period
    for look in reversed(range(LOOKS)):
        ends = periods.earlier(until, look * longer.window, period)
        begins = periods.earlier(ends, longer.window, period)
        if begins < looked_since:
            continue
        run = longer.look(rows, covered=covered, since=since, until=ends)
        for test in run.tests[run.tests["flagged"].astype(bool)].to_dict("records"):
            series = (test["neighbourhood_id"], test["category"], test["apart"])
            yield Told(detector.name, series, begins, ends - ONE_DAY)


def missed(told: Iterable[Told], cards: Iterable[tuple[str, Series, date]]) -> list[Told]:
    """Return what no card (detector, series, day it opened) had told by the end of its time or, as a
    card may stay open, before it.
    """
    opened: dict[tuple[str, Series], date] = {}
    for detector, series, day in cards:
        opened[detector, series] = min(day, opened.get((detector, series), day))
    return [
        each for each in told if opened.get((each.detector, each.series), date.max) > each.last_day
    ]
