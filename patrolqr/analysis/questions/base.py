"""What every named question shares: what it is answered from, and what an answer holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

import pandas as pd

from patrolqr.core.phrases import listed

Theme = Literal["Patrols", "Crime", "The public", "People", "Our records"]
"""What questions are grouped by."""

Query = Literal[
    "taskings",
    "patrols",
    "done",
    "logs",
    "engagements",
    "searches",
    "arrests",
    "picks",
    "areas",
    "duties",
    "incidents",
    "coins",
    "area_weeks",
]
"""Named rows that a question can be answered from; the store has one function for each."""

Input = Literal["category", "search", "officers"]
"""What a question may ask for besides team, place and period."""

Against = Literal["before", "year", "force"]
"""What is compared with: as long a time before, the same days a year earlier, every team and place."""

NAMED = 3
"""Of several, so many are named in a sentence; the rows hold all."""


@dataclass(frozen=True)
class Part:
    """The rows of one time (and, for the whole force, of every place): `rows` by query, of the days
    from since to the day before until.

    `recorded_from` is the first day on which there were sheets or logs (None for never); of the time
    before it nothing is known, which is not zero. `called` names the part in a sentence.
    """

    since: date
    until: date
    called: str
    rows: Mapping[Query, pd.DataFrame]
    covered: pd.DataFrame
    recorded_from: date | None
    against: Against | None = None

    @property
    def days(self) -> int:
        """Return how many of its days lie in the time of which there are records."""
        return len(self.recorded)

    @property
    def recorded(self) -> list[date]:
        """Return those days."""
        if self.recorded_from is None:
            return []
        first = max(self.since, self.recorded_from)
        return [first + timedelta(days=step) for step in range((self.until - first).days)]

    @property
    def when(self) -> str:
        """Return what it is called, and how much of it there are records of where that is not all."""
        if self.against == "force" or self.days == self.length:
            return self.called
        return f"in {self.days} recorded days of {self.called.removeprefix('in ')}"

    @property
    def length(self) -> int:
        """Return how many days it has."""
        return (self.until - self.since).days


@dataclass(frozen=True)
class Known:
    """What a question is answered from: the time asked about, and what it is compared with, as known
    at the end of the day `as_of`.
    """

    now: Part
    as_of: date
    others: tuple[Part, ...] = ()
    category: str = ""
    search: str = ""
    officers: int = 2
    by_month: bool = False
    """Whether incidents are known by the month alone."""


@dataclass(frozen=True)
class Figure:
    """One figure of an answer, and below it what it is compared with, a line each."""

    label: str
    text: str
    beside: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Picture:
    """Rows for one of the CHARTS: its kind, the column drawn, its name and the unit on its axis."""

    kind: str
    rows: pd.DataFrame
    column: str
    label: str
    unit: str
    shows: Literal["done", "patrols"] = "done"


@dataclass(frozen=True)
class LogsOpened:
    """Which logs of the same choice a link opens, and how many they are: all that hold `only`
    (core names of what the Logs page can narrow to) and the words of `search`.
    """

    count: int
    only: tuple[str, ...] = ()
    search: str = ""


@dataclass(frozen=True)
class Answer:
    """An answer: one sentence, figures, a picture or two, its rows, and what cannot be said.

    `told` are the numbers the sentence is made of, by name. `logs` is what the Logs page opens of it.
    `area_ids` are the areas a reader is led to, by their name. `read_out` are sentences as they can be
    read out. `is_empty` says that there was nothing
    to answer from.
    """

    sentence: str
    told: Mapping[str, float]
    rows: pd.DataFrame
    figures: tuple[Figure, ...] = ()
    pictures: tuple[Picture, ...] = ()
    cannot: tuple[str, ...] = ()
    logs: LogsOpened | None = None
    area_ids: Mapping[str, str] = field(default_factory=dict)
    read_out: tuple[str, ...] = ()
    is_empty: bool = False


@dataclass(frozen=True)
class Question:
    """A question in an inspector's words. `name` stands in addresses and never changes; `number`
    orders the questions; `needs` are the rows it is answered from.

    `is_of_incidents`: it is about what was reported, not about what patrols did. `is_compared`: its
    figures stand beside other times or the whole force.
    """

    name: str
    number: int
    words: str
    theme: Theme
    needs: tuple[Query, ...]
    answer: Callable[[Known], Answer]
    asks: tuple[Input, ...] = ()
    is_of_incidents: bool = False
    is_compared: bool = True

    @property
    def counts_incidents(self) -> bool:
        """Return whether incidents of days are counted, of which the newest may not be complete."""
        return self.is_of_incidents or not {"coins", "area_weeks"}.isdisjoint(self.needs)


def bars(unit: str, *named: tuple[str, pd.DataFrame]) -> tuple[Picture, ...]:
    """Return a picture of each of the rows (place, and a column of the unit) that are any, by its
    label.
    """
    return tuple(
        Picture("counts_by_name", rows, unit, label, unit) for label, rows in named if len(rows)
    )


def hours(minutes: float) -> str:
    """Return minutes as hours: 12.5 h, and below one hour as minutes."""
    return f"{minutes:,.0f} min" if abs(minutes) < 60 else f"{minutes / 60:,.1f} h"


def most(counts: "pd.Series[Any]", said: Callable[[str, float], str], *, others: str) -> str:
    """Return the largest counts (indexed by name) in words, those that are left out as `others`."""
    top = counts[counts > 0].sort_values(ascending=False, kind="stable")
    named = [said(str(name), float(count)) for name, count in top.head(NAMED).items()]
    if rest := float(top.iloc[NAMED:].sum()):
        named.append(said(others, rest))
    return listed(named)


def rest(counts: "pd.Series[Any]") -> float:
    """Return the sum of the counts that `most` does not name."""
    return float(counts.sort_values(ascending=False, kind="stable").iloc[NAMED:].sum())


def counted(values: "pd.Series[Any]", column: str) -> pd.DataFrame:
    """Return how often each value stands there, as `place` and that column, the most frequent first;
    what is empty is left out.
    """
    sizes = values.dropna().astype(str).to_frame("place").groupby("place").size()
    return (
        sizes.rename(column)
        .reset_index()
        .sort_values([column, "place"], ascending=[False, True], ignore_index=True)
    )


def whole(values: "pd.Series[Any]") -> int:
    """Return the sum of counts; what is unknown adds nothing."""
    return int(pd.to_numeric(values, errors="coerce").fillna(0).sum())


def by_place(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return the sums of these columns per patrol area, with its name as `place`, the largest first."""
    sums = rows.groupby(["area_id", "area", "neighbourhood"], as_index=False)[list(columns)].sum()
    return sums.assign(place=sums["area"]).sort_values(
        [columns[0], "place"], ascending=[False, True], ignore_index=True
    )


def by_week(part: Part, rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return the sums of these columns per week of the recorded days, with how many days of each week
    lie in them; a week without rows has 0.
    """
    days = pd.DataFrame({"patrol_day": pd.to_datetime(pd.Series(part.recorded, dtype=object))})
    days = days.assign(week=_monday(days["patrol_day"]))
    weeks = days.groupby("week").size().rename("days").to_frame()
    dated = rows.assign(week=_monday(pd.to_datetime(rows["patrol_day"])))
    sums = dated.groupby("week")[list(columns)].sum()
    return weeks.join(sums).fillna(dict.fromkeys(columns, 0)).reset_index()


def _monday(day: "pd.Series[Any]") -> "pd.Series[Any]":
    found: pd.Series[Any] = day - pd.to_timedelta(day.dt.day_of_week, unit="D")
    return found


def areas_of(rows: pd.DataFrame, limit: int = 20) -> dict[str, str]:
    """Return the ids of the first areas by name, for links to their pages."""
    first = rows.dropna(subset=["area_id"]).drop_duplicates("area_id").head(limit)
    return dict(zip(first["area"].astype(str), first["area_id"].astype(str), strict=True))
