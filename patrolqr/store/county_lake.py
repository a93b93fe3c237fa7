"""The lake that forces share: what each publishes of a month, and what was published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypedDict

import pandas as pd

from patrolqr.core import clock
from patrolqr.core.settings import County
from patrolqr.store.engine import county
from patrolqr.store.engine.county import Publishing, Reading

Level = Literal["force", "team", "area"]
"""Of what a row of what was done is."""


EVERY_TYPE = "*"


class DigestRow(TypedDict):
    """The digest of a month as it is published."""

    digest: str


class ForceMonthRow(TypedDict):
    """A month that a force published, when, and the first characters of its digest."""

    force: str
    month: date
    published_at: datetime
    digest: str


class CoverageRow(TypedDict):
    """How many days of a month are known of a kind of rows, and whether they are counted."""

    force: str
    month: date
    kind: str
    precision: str | None
    days: int
    days_in_month: int
    is_counted: bool


class IncidentsRow(TypedDict):
    """Incidents of a neighbourhood and crime type, of all where they are None; None: withheld."""

    force: str
    month: date
    kind: str
    neighbourhood_id: str | None
    neighbourhood: str | None
    category: str | None
    incidents: int | None


class OutcomesRow(TypedDict):
    """Incidents of a crime type (None: all) by how far they have come; None: withheld."""

    force: str
    kind: str
    category: str | None
    outcome: str
    incidents: int | None


class DoneRow(TypedDict):
    """What was asked, given and done of a team in a patrol area, of all where they are None.

    Counts of what was done are None where they are withheld, minutes where nobody told them.
    """

    force: str
    month: date
    team_id: str | None
    team: str | None
    area_id: str | None
    area: str | None
    neighbourhood: str | None
    areas: int
    taskings: int
    taskings_missed: int
    patrols_asked: int
    patrols_given: int
    minutes_asked: int
    minutes_given: int
    logs: int
    patrols: int
    minutes: int | None
    officer_minutes: int | None
    engagements: int | None
    stop_searches: int | None
    searches_found: int | None
    searches_nothing: int | None
    searches_not_said: int | None
    arrests: int | None
    actions: int | None


@dataclass(frozen=True)
class Choice:
    """What is read: months by their first day, a force or all (None), of what the rows are; incidents of a
    crime type, of all together ("") or of each and all together (EVERY_TYPE).
    """

    months: tuple[date, ...]
    force: str | None = None
    level: Level = "force"
    by_neighbourhood: bool = False
    category: str = EVERY_TYPE


@dataclass(frozen=True)
class Published:
    """What forces published of the months chosen: coverage, incidents, and what was done."""

    coverage: pd.DataFrame
    incidents: pd.DataFrame
    done: pd.DataFrame


def force_months(shared: County) -> pd.DataFrame:
    """Return what is published (ForceMonthRow), the newest month first; CountyUnreachable where the lake
    cannot be read, as everything here.
    """
    nothing = pd.DataFrame(columns=list(ForceMonthRow.__annotations__))
    return county.read(shared, _force_months, nothing=nothing)


def published(shared: County, choice: Choice) -> Published:
    """Return what forces published, all as at one moment."""

    def look(lake: Reading) -> Published:
        months, force = list(choice.months), choice.force
        return Published(
            coverage=lake.read_frame(CoverageRow, "county/lake/coverage", months=months),
            incidents=lake.read_frame(
                IncidentsRow,
                "county/lake/incidents",
                months=months,
                force=force,
                by_neighbourhood=choice.by_neighbourhood,
                category=choice.category,
            ),
            done=lake.read_frame(
                DoneRow, "county/lake/done", months=months, force=force, level=choice.level
            ),
        )

    nothing = Published(
        *(
            pd.DataFrame(columns=list(row.__annotations__))
            for row in (CoverageRow, IncidentsRow, DoneRow)
        )
    )
    return county.read(shared, look, nothing=nothing)


def outcomes(shared: County, month: date, force: str | None = None) -> pd.DataFrame:
    """Return incidents of the month by how far they have come (OutcomesRow)."""

    def look(lake: Reading) -> pd.DataFrame:
        return lake.read_frame(OutcomesRow, "county/lake/outcomes", month=month, force=force)

    nothing = pd.DataFrame(columns=list(OutcomesRow.__annotations__))
    return county.read(shared, look, nothing=nothing)


def digest(shared: County, force: str, month: date) -> str:
    """Return the digest of a force's month as it is published, "" where it is not."""
    return county.read(shared, lambda lake: _digest(lake, force, month), nothing="")


def publish(
    shared: County,
    force: str,
    month: date,
    *,
    digest: str,
    frames: Mapping[str, pd.DataFrame],
) -> bool:
    """Publish a force's month in place of what it was; return whether anything changed: nothing where it
    is published so already.

    Whole or not at all, as one transaction; other forces' months stay as they are.
    """

    def write(lake: Publishing) -> bool:
        if _digest(lake, force, month) == digest:
            return False
        lake.put("county/lake/clear_force_months", force=force, month=month)
        lake.put("county/lake/clear_coverage", force=force, month=month)
        lake.put("county/lake/clear_incidents", force=force, month=month)
        lake.put("county/lake/clear_done", force=force, month=month)
        for table, rows in frames.items():
            whose = rows.assign(force=force, month=pd.Timestamp(month).date())
            if len(rows):
                lake.add(table, whose)
        lake.put(
            "county/lake/insert_month",
            force=force,
            month=month,
            digest=digest,
            published_at=clock.now(),
        )
        return True

    return county.publish(shared, write)


def months_of(rows: pd.DataFrame) -> Sequence[date]:
    """Return the months that somebody published, the newest first."""
    return sorted({pd.Timestamp(each).date() for each in rows["month"]}, reverse=True)


def _force_months(lake: Reading) -> pd.DataFrame:
    return lake.read_frame(ForceMonthRow, "county/lake/force_months")


def _digest(lake: Reading, force: str, month: date) -> str:
    rows = lake.read(DigestRow, "county/lake/digest", force=force, month=month)
    return rows[0]["digest"] if rows else ""
