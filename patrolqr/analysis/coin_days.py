"""Patrol days against hold-out days: what was reported at places on the days on which a coin drew them,
held against the days on which it held them out.

Each place counts as the coin had it, whatever was done then (intention to treat): those that were patrolled
all the same are said, and never moved to the other side, because who moves them is not chance.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, inf

import numpy as np
import pandas as pd

from patrolqr.analysis import covered as coverage
from patrolqr.analysis.covered import day_of
from patrolqr.analysis.helped import FALL, HOPED_FALL, TEN_YEARS, shows_after
from patrolqr.analysis.measures import by_coin
from patrolqr.analysis.measures.by_coin import Drawn, Units
from patrolqr.analysis.measures.proportions import FEWEST_COUNTED, LEVEL
from patrolqr.core.coin import Kind
from patrolqr.core.phrases import number_of

DAYS_OF_A_WEEK = 7

RULE = (
    "Chance alone chose, so what falls by itself, as the worst places do (regression to the mean), falls on "
    "both sides alike."
)

INTERVAL = "The interval comes of the same coins tossed again and again."

KINDS: Mapping[Kind, str] = {"level": "places level", "hold_out": "hold-out"}
"""What a coin was tossed for, as people say it."""

BY_MONTH = (
    "What is loaded is known by the month alone: no day on which a coin drew a place can be held against one on "
    "which it held it out."
)


@dataclass(frozen=True)
class Side:
    """The days on which a coin drew places, or held them out: how many (each place's counted), and the
    incidents of these; `otherwise` of them were not patrolled, or patrolled or briefed all the same.
    """

    days: int
    incidents: int
    otherwise: int


@dataclass(frozen=True)
class CoinDays:
    """What coins say of patrols: `rows` are the places and days counted. `again` were left out because
    the place had stood in an earlier coin of that day, `not_loaded` because their day is not.

    `more_weeks` is after how long a fall would show (0: it would by now; None: not in ten years).
    """

    rows: pd.DataFrame
    drawn: Side
    held: Side
    coins: int
    found: Drawn | None
    more_weeks: int | None
    again: int
    not_loaded: int
    is_by_month: bool = False

    @property
    def is_too_little(self) -> bool:
        """Whether nothing is said but how long to wait: a fall would not show yet, and nothing does."""
        return self.found is None or (self.more_weeks != 0 and self.found.p > 1 - LEVEL)


def tell(rows: pd.DataFrame, covered: pd.DataFrame) -> CoinDays:
    """Return what the coins say of rows of store.coins.StoodRow; `covered` is what was loaded, of it the
    days that are complete.
    """
    dated = coverage.of_incidents(covered)
    dated = dated[dated["precision"] == "minute"]
    days = _loaded_days(rows, dated)
    is_loaded = np.array([day_of(each) in days for each in rows["patrol_day"]], dtype=bool)
    is_first = ~rows["is_again"].to_numpy(dtype=bool)
    kept = rows[is_loaded & is_first].reset_index(drop=True)
    drawn, held = (_side(kept, is_drawn=side) for side in (True, False))
    found = _compared(kept) if drawn.days and held.days else None
    return CoinDays(
        rows=kept,
        drawn=drawn,
        held=held,
        coins=int(kept["coin"].nunique()),
        found=found,
        more_weeks=_more_weeks(kept, found),
        again=int((is_loaded & ~is_first).sum()),
        not_loaded=int((~is_loaded).sum()),
        is_by_month=dated.empty and not coverage.of_incidents(covered).empty,
    )


def _loaded_days(rows: pd.DataFrame, dated: pd.DataFrame) -> set[date]:
    """Return the days of the rows that are loaded of every force; none after the last with a row, since
    a quiet day after it may be one that was not.
    """
    if rows.empty or dated.empty:
        return set()
    first, last = day_of(rows["patrol_day"].min()), day_of(rows["patrol_day"].max())
    last = min(last, day_of(dated["last_day"].max()))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    if not days:
        return set()
    there = coverage.of_every_force(
        coverage.loaded(dated, days, last + timedelta(days=1)), len(days)
    )
    return {day for day, is_there in zip(days, there, strict=True) if is_there}


def _side(rows: pd.DataFrame, *, is_drawn: bool) -> Side:
    own = rows[rows["is_drawn"] == is_drawn]
    was_there = own["logs"] > 0
    otherwise = ~was_there if is_drawn else was_there | own["is_briefed"].astype(bool)
    return Side(len(own), int(own["incidents"].sum()), int(otherwise.sum()))


def _compared(rows: pd.DataFrame) -> Drawn:
    return by_coin.compare(
        Units(
            coin=rows["coin"].to_numpy(dtype=np.int64),
            places=rows["places"].to_numpy(dtype=np.int64),
            room=rows["room"].to_numpy(dtype=np.int64),
            is_drawn=rows["is_drawn"].to_numpy(dtype=bool),
            counts=rows["incidents"].to_numpy(dtype=np.float64),
        )
    )


def _more_weeks(rows: pd.DataFrame, found: Drawn | None) -> int | None:
    """Return for how many more weeks coins must be tossed as until now."""
    longer = by_coin.times_as_long(found, HOPED_FALL) if found else inf
    if longer == inf:
        return None
    days = [day_of(each) for each in rows["patrol_day"]]
    weeks = max(1.0, ((max(days) - min(days)).days + 1) / DAYS_OF_A_WEEK)
    more = max(0, ceil(weeks * (longer - 1)))
    return more if more <= TEN_YEARS["week"] else None


def sentences(told: CoinDays, *, here: bool) -> list[str]:
    """Return what the coins say, the answer first; `here` of one place, else of all together."""
    if told.is_by_month:
        return [BY_MONTH]
    if not told.coins:
        return ["No coin of these days can be counted yet."]
    said = [_counted(told, here=here), *_answered(told)]
    if told.drawn.days and told.held.days:
        said += _otherwise(told)
    return said


def _counted(told: CoinDays, *, here: bool) -> str:
    drawn, held = told.drawn, told.held
    if here and not drawn.days:
        return f"Coins held this place out on {number_of(held.days, 'day')} and never drew it."
    if here and not held.days:
        return f"Coins drew this place on {number_of(drawn.days, 'day')} and never held it out."
    if here:
        return (
            f"On {number_of(drawn.days, 'day')} on which a coin drew this place, {_incidents(drawn)} reported here; on "
            f"{number_of(held.days, 'day')} on which it held it out, {held.incidents:,}."
        )
    return (
        f"Where {number_of(told.coins, 'coin')} drew places, {_incidents(drawn)} reported on "
        f"{number_of(drawn.days, 'day')}; where they held places out, {held.incidents:,} on "
        f"{number_of(held.days, 'day')}. Each place's days count."
    )


def _answered(told: CoinDays) -> Iterator[str]:
    if told.found is None:
        return
    if told.is_too_little:
        yield _too_little(told)
        return
    ratio = told.found.ratio
    verdict = (
        f"that could be chance, and a {FALL} would probably have shown by now"
        if told.found.p > 1 - LEVEL
        else "that is more than chance explains"
    )
    if ratio and min(told.drawn.incidents, told.held.incidents) >= FEWEST_COUNTED:
        yield (
            f"Coin by coin the days drawn had {ratio.estimate:.2f} times as many (95 %: {ratio.low:.2f} to "
            f"{ratio.high:.2f}; 1 is no difference): {verdict}."
        )
    else:
        yield f"Too few to say how many times as many; but {verdict}."


def _too_little(told: CoinDays) -> str:
    few = "Too little to tell whether patrols helped."
    if told.more_weeks is None:
        return f"{few} At this pace a {FALL} would not show in ten years of coins."
    return f"{few} At this pace a {shows_after(told.more_weeks, 'week')}."


def _otherwise(told: CoinDays) -> Iterator[str]:
    drawn, held = told.drawn, told.held
    yield (
        f"Each day counts as the coin had it: of {held.days:,} held out {held.otherwise:,} "
        f"{'was' if held.otherwise == 1 else 'were'} briefed or patrolled all the same, of {drawn.days:,} drawn "
        f"{drawn.otherwise:,} had no patrol."
    )


def rule(told: CoinDays) -> str:
    """Return what the answer rests on."""
    return RULE if told.is_too_little else f"{RULE} {INTERVAL}"


def table(told: CoinDays) -> pd.DataFrame:
    """Return the days counted as people read them: a row per place and day."""
    named = {
        "is_drawn": "drawn",
        "is_briefed": "briefed",
        "places": "of_places",
        "room": "drawn_of_them",
    }
    rows = told.rows.drop(columns=["is_again", "coin", "cell"]).rename(columns=named)
    return rows.assign(kind=rows["kind"].map(KINDS))


def notes(told: CoinDays) -> list[str]:
    """Return what is not counted, and why."""
    said = []
    if told.not_loaded:
        said.append(
            f"{number_of(told.not_loaded, 'day')} not counted: what was reported then is not loaded, "
            "or not all of it yet."
        )
    if told.again:
        said.append(
            f"{number_of(told.again, 'day')} not counted: an earlier coin of that day had settled the place."
        )
    return said


def _incidents(side: Side) -> str:
    return number_of(side.incidents, "incident was", "incidents were")
