"""What a force publishes to the county's lake: the counts of a month before anything is withheld, and
what was published so far.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict

import pandas as pd

from patrolqr.core import clock
from patrolqr.store.session import Session


class IncidentsRow(TypedDict):
    """Incidents that the public reported, of one precision, kind, crime type, neighbourhood ("" where
    none is known) and outcome.
    """

    precision: str
    kind: str
    category: str
    neighbourhood_id: str
    neighbourhood: str
    outcome: str
    incidents: int


class FoundRow(TypedDict):
    """Of how many stop-searches of a team in a patrol area logs say what was found, and how many found
    something.
    """

    area_id: str
    team_id: str | None
    said: int
    found: int


class VersionRow(TypedDict):
    """A month as it was published once."""

    serial: int
    digest: str
    cells: str
    published_us: int


class PublishedRow(TypedDict):
    """A month as it was published last: how many counts it has, of them withheld, how often it was
    published, and the first characters of its digest.
    """

    month: date
    force: str
    counts: int
    withheld: int
    times: int
    published_by: str
    published_at: datetime
    digest: str


def incidents(session: Session, since: date, until: date, force: str | None) -> pd.DataFrame:
    """Return what the public reported from day since to the day before until (IncidentsRow), of one
    force or of all that are loaded (None).
    """
    return session.frame(IncidentsRow, "county/incidents", since=since, until=until, force=force)


def searches_found(session: Session, since: date, until: date) -> pd.DataFrame:
    """Return of how many stop-searches of those patrol days logs say what was found (FoundRow)."""
    return session.frame(FoundRow, "county/searches_found", since=since, until=until)


def versions(session: Session, force: str, month: date) -> Sequence[VersionRow]:
    """Return a month of the force each time it was published, the oldest first."""
    return session.rows(VersionRow, "county/versions", force=force, month=month)


def published(session: Session) -> pd.DataFrame:
    """Return the months that were published from here (PublishedRow), the newest first."""
    return session.frame(PublishedRow, "county/published")


def keep_version(
    session: Session,
    force: str,
    month: date,
    *,
    digest: str,
    cells: str,
    counts: int,
    withheld: int,
) -> None:
    """Keep how a month is published next, with what is withheld: the next time must know it."""
    with session.writing("keep house") as written:
        written.change(
            "county/insert_version",
            force=force,
            month=month,
            digest=digest,
            cells=cells,
            counts=counts,
            withheld=withheld,
            published_by=session.actor.person,
            published_at=clock.now(),
        )
