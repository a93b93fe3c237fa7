"""What meetings decide and who does what by when: each change is a version of its own, none is lost."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.core.meeting import (
    GOING_ON,
    OWNER_LIMIT,
    TEXT_LIMIT,
    EntryKind,
    EntryState,
)
from patrolqr.store.briefings import instant
from patrolqr.store.packs import Pack
from patrolqr.store.session import Session


class EntryRow(TypedDict):
    """A decision or action as it stands, and when the pack of its meeting was frozen."""

    entry_id: str
    version: int
    pack_id: str
    kind: EntryKind
    text: str
    owner: str
    due_day: date | None
    state: EntryState
    written_by: str
    written_us: int
    met_us: int


@dataclass(frozen=True)
class Entry:
    """A decision or action as it stands: in which version, of which meeting, who wrote it so, when."""

    entry_id: str
    version: int
    pack_id: str
    kind: EntryKind
    text: str
    owner: str
    due_day: date | None
    state: EntryState
    written_by: str
    written_at: datetime
    met_at: datetime

    @property
    def is_going_on(self) -> bool:
        """Return whether somebody still has to do it."""
        return self.kind == "action" and self.state in GOING_ON


def entries(session: Session, meeting: str) -> list[Entry]:
    """Return what meetings of these teams (packs.meeting_of) entered and did not take back, the first
    first.
    """
    rows = session.rows(EntryRow, "meetings/entries", teams=meeting)
    return [_entry(row) for row in rows if row["state"] != "taken back"]


def add(
    session: Session, pack: Pack, kind: EntryKind, text: str, owner: str, due_day: date | None
) -> None:
    """Enter a decision or action at the meeting of a pack. InputWrong where it lacks words, or an action
    its owner and day; two at once are both kept.
    """
    words, whose = " ".join(text.split()), " ".join(owner.split())
    if not words or len(words) > TEXT_LIMIT:
        raise InputWrong(f"Write what was agreed, in 1 to {TEXT_LIMIT} characters.")
    if len(whose) > OWNER_LIMIT:
        raise InputWrong(f"Write who does it in at most {OWNER_LIMIT} characters.")
    if kind == "action" and not (whose and due_day):
        raise InputWrong("An action has somebody who does it and a day. Add what is missing.")
    with session.writing("review") as written:
        written.change(
            "meetings/insert_entry",
            entry_id=str(uuid.uuid4()),
            version=1,
            pack_id=pack.pack_id,
            teams=pack.teams,
            kind=kind,
            text=words,
            owner=whose,
            due_day=due_day,
            state="open" if kind == "action" else "decided",
            written_by=session.actor.person,
            written_at=clock.now(),
        )


def change(
    session: Session, meeting: str, seen: Entry, state: EntryState, due_day: date | None = None
) -> None:
    """Let an entry be done, open again, carried over to a day, or taken back. InputWrong where somebody
    changed it since it was `seen`: nothing is kept.
    """
    if state == "carried over" and due_day is None:
        raise InputWrong("Say to which day it is carried over.")
    with session.writing("review") as written:
        standing = next(
            (each for each in entries(session, meeting) if each.entry_id == seen.entry_id), None
        )
        if standing is None:
            raise InputWrong("It was taken back meanwhile. Nothing was changed.")
        if standing.version != seen.version:
            raise InputWrong(
                f"{standing.written_by} changed it at {clock.time_text(standing.written_at)}: it is "
                f"{standing.state}. Look again, then choose."
            )
        written.change(
            "meetings/insert_entry",
            entry_id=seen.entry_id,
            version=seen.version + 1,
            pack_id=seen.pack_id,
            teams=meeting,
            kind=seen.kind,
            text=standing.text,
            owner=standing.owner,
            due_day=due_day or standing.due_day,
            state=state,
            written_by=session.actor.person,
            written_at=clock.now(),
        )


def _entry(row: EntryRow) -> Entry:
    return Entry(
        entry_id=row["entry_id"],
        version=row["version"],
        pack_id=row["pack_id"],
        kind=row["kind"],
        text=row["text"],
        owner=row["owner"],
        due_day=row["due_day"],
        state=row["state"],
        written_by=row["written_by"],
        written_at=instant(row["written_us"]),
        met_at=instant(row["met_us"]),
    )
