"""Packs of review meetings: frozen as data, never changed but by a redaction."""

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

import pandas as pd

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.core.form.log import document_of
from patrolqr.core.meeting import Snapshot
from patrolqr.store.briefings import instant
from patrolqr.store.session import Session

SHOWN = 12
"""Characters of a digest that people compare."""


class PackRow(TypedDict):
    """A pack with all it holds."""

    pack_id: str
    teams: str
    since: date
    until: date
    content: str
    sha256: str
    frozen_by: str
    frozen_us: int


class FrozenRow(TypedDict):
    """A pack without what it holds: of which teams (ids, with commas) and days, by whom and when."""

    pack_id: str
    teams: str
    since: date
    until: date
    sha256: str
    frozen_by: str
    frozen_at: datetime


@dataclass(frozen=True)
class Pack:
    """A pack: what it holds, of which meeting (teams), who froze it, when, and the digest it had then."""

    pack_id: str
    teams: str
    since: date
    until: date
    told: Snapshot
    sha256: str
    is_as_frozen: bool
    frozen_by: str
    frozen_at: datetime

    @property
    def number(self) -> str:
        """Return what it is called on paper: how its digest begins."""
        return self.sha256[:SHOWN].upper()


def meeting_of(team_ids: Sequence[str]) -> str:
    """Return which meeting one of these teams is: it follows the last one of the same teams."""
    return ",".join(sorted(team_ids))


def freeze(
    session: Session, team_ids: Sequence[str], days: tuple[date, date], told: Snapshot
) -> str:
    """Keep what is told of patrol days from the first to the day before the second; return the pack's id."""
    pack_id, content = str(uuid.uuid4()), document_of(told)
    with session.writing("review") as written:
        written.change(
            "packs/insert_pack",
            pack_id=pack_id,
            teams=meeting_of(team_ids),
            since=days[0],
            until=days[1],
            content=content,
            sha256=_digest(content),
            frozen_by=session.actor.person,
            frozen_at=clock.now(),
        )
    return pack_id


def pack(session: Session, named: str) -> Pack:
    """Return the pack of that id, or of the number on its paper; InputWrong where there is none,
    NotAllowed where it tells of other teams than those whoever asks sees.
    """
    found = session.of_all_teams.rows(PackRow, "packs/pack", named=named, shown=SHOWN)
    if found and session.actor.teams is not None:
        session.need_teams(*filter(None, found[0]["teams"].split(",")))
    if not found:
        raise InputWrong(f"There is no pack “{named}”. Choose one on the Meeting page.")
    (row,) = found
    return Pack(
        pack_id=row["pack_id"],
        teams=row["teams"],
        since=row["since"],
        until=row["until"],
        told=json.loads(row["content"]),
        sha256=row["sha256"],
        is_as_frozen=_digest(row["content"]) == row["sha256"],
        frozen_by=row["frozen_by"],
        frozen_at=instant(row["frozen_us"]),
    )


def packs(session: Session) -> pd.DataFrame:
    """Return every pack (FrozenRow), the newest first."""
    return session.frame(FrozenRow, "packs/packs")


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
