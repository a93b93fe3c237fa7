"""Cards of points judged against what followed: the look that told them is made again by what was known
then, without its shuffles, which say how often chance does that and not what it is.

Where it does not give the card's own count again, nothing can be said of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
from scipy import stats

from patrolqr.analysis import dated_points
from patrolqr.analysis.detectors import chains, hours, near_repeat, scan
from patrolqr.analysis.detectors.base import OfPoints, Run
from patrolqr.analysis.detectors.registry import Read
from patrolqr.analysis.scoring import Card, Verdict

UNKNOWN = Verdict(None, None, None)

EXCESS = 0.975
"""What follows held where chance gives as many in at most one of 40 such times."""

EXCESS_IN_WINDOW = 0.9
"""In the few streets and days of a window one more incident is what is warned of: in one of ten, by chance."""

WINDOW_DAYS = int(near_repeat.TIME[-1]) - 1
"""Days after its look at which the window of a chain is over at the latest."""


@dataclass(frozen=True)
class Judge:
    """How cards of a detector of points are judged: after how many days, by which rule in words, and by
    what was read then and what is known now of the time up to those days later.
    """

    detector: OfPoints
    days: int
    rule: str
    judge: Callable[[Card, Read, Read], Verdict]


def of_circle(card: Card, then: Read, after: Read) -> Verdict:
    """Return whether more came in the card's circle than its rate before explains."""
    _, category, _ = card.series
    own = _rows(scan.SCAN, then).of(category, fewest=scan.FEWEST)
    if own.missing:
        return UNKNOWN
    circle = scan.circle_again(own.rows, then.since, then.until, card.series[0])
    later = _rows(scan.SCAN, after)
    if circle is None or circle.observed != card.observed or later.missing:
        return UNKNOWN
    rows = _since(later.rows[later.rows["category"] == category], then.until)
    followed = int(circle.holds(rows[["easting", "northing"]].to_numpy(float)).sum())
    days = (after.until - then.until).days
    most = _most(circle.before, circle.days_before, days, EXCESS)
    return Verdict(followed > most, followed, None)


def of_hours(card: Card, then: Read, after: Read) -> Verdict:
    """Return whether more of the square's incidents came in the card's hours than their share before
    explains; of too few nothing can be said.
    """
    _, _, cell = card.series
    own, later = _rows(hours.HOURS, then), _rows(hours.HOURS, after)
    if own.missing or later.missing:
        return UNKNOWN
    told = hours.told_again(own.rows, then.since, then.until, cell)
    timed = _since(hours.timed_rows(later.rows, after.since), then.until)
    wall = timed.loc[timed["cell"] == cell, "hour"].to_numpy(float)
    if told is None or told.observed != card.observed or wall.size < hours.FEWEST_NOW:
        return UNKNOWN
    followed = int(told.span.holds(wall).sum())
    most = stats.betabinom.ppf(EXCESS, wall.size, told.before + 0.5, told.other_before + 0.5)
    return Verdict(bool(followed > most), followed, None)


def of_chain(card: Card, then: Read, after: Read) -> Verdict:
    """Return whether more of a chain's type came inside its window, while that was open, than the rate there
    before explains.
    """
    place, category, _ = card.series
    own, later = _rows(chains.CHAINS, then), _rows(chains.CHAINS, after)
    if own.missing or later.missing:
        return UNKNOWN
    recent = then.until - timedelta(days=chains.LONGEST)
    run = Run(chains.CHAINS, since=then.since, recent=recent, until=then.until)
    told = chains.chain_again(run, own, category, place)
    if told is None or told.observed != card.observed:
        return UNKNOWN
    rows = _since(later.rows[later.rows["category"] == category], then.until)
    rows = rows[pd.to_datetime(rows["patrol_day"]) <= pd.Timestamp(told.open_until)]
    followed = int(told.holds(rows[["easting", "northing"]].to_numpy(float)).sum())
    days = (told.open_until - then.until).days + 1
    most = _most(told.before, told.days_before, days, EXCESS_IN_WINDOW)
    return Verdict(followed > most, followed, None)


def _most(before: int, days_before: int, days: int, share: float) -> float:
    """Return how many incidents chance gives at most in that share of so many days, by how many there
    were in so many days before.
    """
    # half a case more: where none was before, one is not impossible
    return float(stats.nbinom.ppf(share, before + 0.5, days_before / (days_before + days)))


def _rows(detector: OfPoints, read: Read) -> dated_points.Chosen:
    return dated_points.choose(
        read.rows,
        covered=read.covered,
        since=read.since,
        until=read.until,
        weeks=detector.needs.periods,
    )


def _since(rows: pd.DataFrame, day: date) -> pd.DataFrame:
    return rows[pd.to_datetime(rows["patrol_day"]) >= pd.Timestamp(day)]


JUDGES = (
    Judge(
        chains.CHAINS,
        WINDOW_DAYS,
        "A card of near repeats was right where, after it opened and before its window was over, more incidents of its "
        "type came inside the window's reach than chance gives in nine of ten such times at the rate there before.",
        of_chain,
    ),
    Judge(
        scan.SCAN,
        scan.LONGEST,
        f"A card of a circle was right where in the {scan.LONGEST} days after it more incidents of its type came "
        "in the same circle than chance gives in 39 of 40 such times at its rate of the year before.",
        of_circle,
    ),
    Judge(
        hours.HOURS,
        7 * hours.WINDOW,
        f"A card of hours was right where in the {hours.WINDOW} weeks after it more of the square's incidents came "
        "in the same six hours than chance gives in 39 of 40 such times at their share before; at least "
        f"{hours.FEWEST_NOW} with an hour are needed.",
        of_hours,
    ),
)
"""What opens cards of points, and how these are judged: by the look made again as known then."""
