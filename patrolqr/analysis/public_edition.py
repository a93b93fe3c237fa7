"""The public edition: what people raised, what was done and what was kept, per neighbourhood and whole
calendar month; nothing finer, and no small number that a total gives away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from patrolqr.analysis.measures.withholding import Mask, Table, with_totals, withheld
from patrolqr.analysis.periods import earlier, starts_between
from patrolqr.analysis.questions import comparing, pairing
from patrolqr.analysis.questions.base import Part
from patrolqr.core.incident import PUBLISHED
from patrolqr.core.meeting import ELSEWHERE, EditionTold, NeighbourhoodTold, RaisedTold

REST = ""
"""Conversations of which no concern is known: with those of each concern they are all of them, so what
is told of concerns gives away no small number of conversations, nor the other way round. It is not told.
"""

NONE = "No neighbourhood"
"""What rows say where an area lies in none."""

KEPT, NOT_YET, PROMISED = "promises_kept", "promises_not_kept_yet", "promises_made"
TALKS, SEARCHES, ARRESTS = "engagements", "stop_searches", "arrests"
REPORTED, YEAR_BEFORE = "reported", "reported_a_year_before"
COUNTS = (TALKS, SEARCHES, ARRESTS, KEPT, NOT_YET, PROMISED, REPORTED, YEAR_BEFORE)


def whole_months(since: date, until: date) -> list[date]:
    """Return the first days of the calendar months that lie in the days from since to before until."""
    first = since if since.day == 1 else earlier(since, -1, "month")
    return [
        each
        for each in starts_between(first, until, "month")
        if earlier(each, -1, "month") <= until
    ]


@dataclass(frozen=True)
class Reported:
    """What the public reported in a month and in the same one a year earlier (Part.rows "incidents")."""

    now: Part
    before: Part
    by_month: bool

    @property
    def is_published(self) -> bool:
        """Return whether any of it is published data."""
        rows = self.now.covered
        precision = "month" if self.by_month else "minute"
        return PUBLISHED in set(rows[rows["precision"] == precision]["source"])


def edition(
    month: date,
    done: pd.DataFrame,
    engagements: pd.DataFrame,
    *,
    reported: Reported | None = None,
    begun: date | None = None,
) -> EditionTold:
    """Return the edition of the month that begins on a day, `begun` where there are records only from a
    later one on.

    `done` has patrol_day, neighbourhood, patrols, minutes and counts per area and duty, `engagements`
    one row per conversation that is told more about: patrol_day, neighbourhood, concern, promise, is_kept.
    """
    done, talks = _of_month(done, month), _of_month(engagements, month)
    names = sorted({*done["neighbourhood"], *talks["neighbourhood"]}, key=lambda n: (n == NONE, n))
    raised, both = _raised(done, talks, names), _both(reported, names)
    columns = {
        **_columns(raised, [*raised.columns, TALKS]),
        **_columns(_sums(done, SEARCHES, names), [SEARCHES]),
        **_columns(_sums(done, ARRESTS, names), [ARRESTS]),
        **_columns(_promised(talks, names), [KEPT, NOT_YET, PROMISED]),
        **_columns(both[["now"]], [REPORTED]),
        **_columns(both[["then"]], [YEAR_BEFORE]),
    }
    ours = [_sums(done, name, names)[name].to_numpy() for name in ("patrols", "minutes")]
    lines = [
        NeighbourhoodTold(
            name=ELSEWHERE if name == NONE else name,
            patrols=int(ours[0][at] if at < len(names) else ours[0].sum()),
            minutes=int(ours[1][at] if at < len(names) else ours[1].sum()),
            counts={each: columns[each][at] for each in COUNTS},
            raised=[
                RaisedTold(concern=str(each), number=columns[each][at])
                for each in raised.columns
                if each != REST and columns[each][at] != 0
            ],
            change=_change(
                columns[REPORTED][at], columns[YEAR_BEFORE][at], pairing.unevenness(both)
            ),
        )
        for at, name in enumerate([*names, "All together"])
    ]
    return EditionTold(
        month=f"{month:%B %Y}",
        day=month.isoformat(),
        begun=f"{begun.day} {begun:%B}" if begun else "",
        is_compared=bool(both.any(axis=None)),
        is_published=reported is not None and reported.is_published,
        neighbourhoods=lines[:-1],
        together=lines[-1],
    )


def _both(reported: Reported | None, names: list[str]) -> pd.DataFrame:
    """Return what was reported in each neighbourhood now and a year before, zero all over where too
    little of both times is loaded.
    """
    nothing = pd.DataFrame(0, index=pd.Index(names), columns=["now", "then"])
    if reported is None:
        return nothing
    both, share = pairing.by_neighbourhood(
        reported.now, reported.before, by_month=reported.by_month
    )
    if share < 1:
        return nothing
    return both.reindex(names, fill_value=0).astype("int64")


def _change(now: int | None, then: int | None, uneven: float) -> str:
    """Return how two counts compare, in plain words; "" where one of them is not told, since the words
    would say that it is small.
    """
    found = None
    if now is not None and then is not None:
        found = comparing.ratio(now, then, exposures=(1, 1), uneven=uneven)
    if found is None:
        return ""
    return "may be chance" if found.is_chance else "more" if found.ratio > 1 else "fewer"


def _of_month(rows: pd.DataFrame, month: date) -> pd.DataFrame:
    days = pd.to_datetime(rows["patrol_day"])
    next_month = pd.Timestamp(earlier(month, -1, "month"))
    return rows[(days >= pd.Timestamp(month)) & (days < next_month)]


def _raised(done: pd.DataFrame, talks: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Return conversations per neighbourhood by the concern that was named: they add up to all of them."""
    named = talks.dropna(subset=["concern"])
    counts = pd.crosstab(named["neighbourhood"], named["concern"])
    counts = counts.reindex(names, fill_value=0)
    order = counts.sum().sort_values(ascending=False, kind="stable").index
    told = counts[[*order]].astype("int64")
    # a log may tell of more than it counts
    rest = (_sums(done, TALKS, names)[TALKS] - told.sum(axis=1)).clip(lower=0)
    return told.assign(**{REST: rest})


def _promised(talks: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    rows = talks[talks["promise"].notna()]
    is_kept = rows["is_kept"].astype(bool)
    told = {KEPT: rows[is_kept], NOT_YET: rows[~is_kept]}
    return pd.DataFrame(
        {
            name: each.groupby("neighbourhood").size().reindex(names, fill_value=0)
            for name, each in told.items()
        },
        index=pd.Index(names),
    ).astype("int64")


def _sums(rows: pd.DataFrame, column: str, names: list[str]) -> pd.DataFrame:
    found = rows[column].fillna(0).astype("int64").groupby(rows["neighbourhood"]).sum()
    return found.reindex(names, fill_value=0).to_frame(column)


def _columns(counts: pd.DataFrame, names: Sequence[str]) -> dict[str, list[int | None]]:
    """Return each column of the counts and, where it is named too, their total, as it is told: a number
    per neighbourhood and one of all together, None where it is withheld.
    """
    table: Table = counts.to_numpy(dtype="int64")
    whole, mask = with_totals(table), _mask(table)
    return {
        name: [
            None if is_withheld else int(number)
            for number, is_withheld in zip(whole[:, at], mask[:, at], strict=True)
        ]
        for at, name in enumerate(names)
    }


def _mask(table: Table) -> Mask:
    return withheld(table) if table.size else np.zeros(np.add(table.shape, 1), dtype=bool)
