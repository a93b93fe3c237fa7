"""Briefings in versions, and the documents made of them."""

import hashlib
import json
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TypedDict

from patrolqr.core import clock, lengths
from patrolqr.core.briefing import (
    AREA_NAME_LIMIT,
    MARKINGS,
    STANDING_LIMIT,
    TEXT_LIMIT,
    Briefing,
    BriefingDraft,
)
from patrolqr.core.errors import InputWrong
from patrolqr.core.files import Document
from patrolqr.core.form.asked import check_asked
from patrolqr.core.shift import Crew, Shift
from patrolqr.core.team import Duty
from patrolqr.store import areas, taskings
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import Session


class BriefingRow(TypedDict):
    """One version of a briefing; `superseded_us` is when the next one came."""

    briefing_id: str
    team_id: str
    patrol_day: date
    shift: str
    shift_starts: time
    shift_ends: time
    version: int
    team: str
    marking: str
    author: str
    information: str
    intention: str
    crews: str | None
    audit_head: str
    made_us: int
    superseded_us: int | None


class DocumentRow(TypedDict):
    """A file made of a briefing."""

    file_name: str
    content: bytes
    made_us: int


class SheetRow(TypedDict):
    """Whose sheet, and of which patrol day and shift."""

    team_id: str
    patrol_day: date
    shift: str
    shift_starts: time
    shift_ends: time


def save(session: Session, draft: BriefingDraft) -> Briefing:
    """Store the draft as the next version of its duty, with a new pass per area, and return it."""
    return keep(session, draw_up(session, draft))


def draw_up(session: Session, draft: BriefingDraft) -> Briefing:
    """Return the next version as it would be saved, passes included, without storing it: to be
    printed and checked.
    """
    _check(draft)
    left_out = ("taskings", "made_from")
    words = {name: value for name, value in vars(draft).items() if name not in left_out}
    return Briefing(
        briefing_id=str(uuid.uuid4()),
        version=draft.made_from + 1,
        made_at=clock.now(),
        superseded_at=None,
        audit_head=session.store.trail.short_head,
        taskings=tuple(
            taskings.drawn_up(session, number, each)
            for number, each in enumerate(draft.taskings, start=1)
        ),
        **words,
    )


def keep(session: Session, briefing: Briefing, *documents: tuple[str, str, bytes]) -> Briefing:
    """Store a briefing that was drawn up, with the documents (kind, file name, content) made of it,
    all or nothing.

    InputWrong where it was not made from the version that stands: somebody saved one meanwhile.
    """
    with session.writing("brief") as written:
        newest = current(session, briefing.duty)
        if newest is not None and newest.version >= briefing.version:
            raise InputWrong(
                f"Version {newest.version} was saved at {clock.time_text(newest.made_at)} by "
                f"{newest.author or 'somebody'} meanwhile. Nothing of yours is lost: put both together, then save."
            )
        written.change(
            "briefings/insert_briefing",
            briefing_id=briefing.briefing_id,
            duty=briefing.duty,
            shift_starts=briefing.shift.starts,
            shift_ends=briefing.shift.ends,
            version=briefing.version,
            team=briefing.team,
            marking=briefing.marking,
            author=briefing.author,
            information=briefing.information,
            intention=briefing.intention,
            made_at=briefing.made_at,
            audit_head=briefing.audit_head,
            crews=json.dumps({crew.call_sign: crew.minutes for crew in briefing.crews}),
        )
        kept = replace(
            briefing,
            taskings=tuple(
                replace(each, area=areas.keep_version(written, each.area, briefing.made_at))
                for each in briefing.taskings
            ),
        )
        for tasking in kept.taskings:
            taskings.insert(written, kept, tasking)
        for kind, file_name, content in documents:
            _insert_document(written, briefing.briefing_id, kind, file_name, content)
    return kept


def briefing(session: Session, briefing_id: str) -> Briefing:
    """Return one version of a briefing; InputWrong where there is none of that id."""
    for row in _versions(session, briefing_id=briefing_id):
        # asked for alone, a version does not know of the next one
        same_duty = _versions(session, duty=_duty(row))
        return _briefing(
            session, next(each for each in same_duty if each["version"] == row["version"])
        )
    raise InputWrong(
        "This briefing does not exist. "
        "Open the Briefing page and choose its patrol day and shift again."
    )


def current(session: Session, duty: Duty) -> Briefing | None:
    """Return the newest version for that duty, or None."""
    rows = _versions(session, duty=duty)
    return _briefing(session, rows[-1]) if rows else None


def versions(session: Session, duty: Duty) -> list[Briefing]:
    """Return every version for that duty, the oldest first."""
    return [_briefing(session, row) for row in _versions(session, duty=duty)]


def newest_sheet(session: Session, team_id: str, day: date) -> Duty | None:
    """Return the duty of the team's newest sheet for that day or before, or None."""
    found = session.rows(SheetRow, "briefings/newest_sheet", team_id=team_id, day=day)
    return _duty(found[0]) if found else None


def keep_document(
    session: Session, briefing_id: str, kind: str, file_name: str, content: bytes
) -> None:
    """Keep a document made of a briefing, so that it can be downloaded again byte for byte."""
    with session.writing("brief") as written:
        _insert_document(written, briefing_id, kind, file_name, content)


def document(session: Session, briefing_id: str, kind: str) -> Document | None:
    """Return the document of that kind made for a briefing, or None."""
    found = session.rows(DocumentRow, "briefings/document", briefing_id=briefing_id, kind=kind)
    if not found:
        return None
    row = found[0]
    return Document(row["file_name"], bytes(row["content"]), instant(row["made_us"]))


def instant(microseconds: int) -> datetime:
    """Return the UTC instant of microseconds since 1970 (rows carry instants so: fetching
    TIMESTAMPTZ needs pytz).
    """
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)


def instant_or_none(microseconds: int | None) -> datetime | None:
    """Return the same of a column that may be empty."""
    return None if microseconds is None else instant(microseconds)


def _versions(
    session: Session, *, duty: Duty | None = None, briefing_id: str | None = None
) -> list[BriefingRow]:
    return session.rows(
        BriefingRow,
        "briefings/briefing_versions",
        duty=duty,
        briefing_id=briefing_id,
    )


def _duty(row: BriefingRow | SheetRow) -> Duty:
    shift = Shift(row["shift"], row["shift_starts"], row["shift_ends"])
    return Duty(row["team_id"], row["patrol_day"], shift)


def _insert_document(
    written: Writing, briefing_id: str, kind: str, file_name: str, content: bytes
) -> None:
    written.change(
        "briefings/insert_document",
        briefing_id=briefing_id,
        kind=kind,
        file_name=file_name,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        made_at=clock.now(),
    )


def _check(draft: BriefingDraft) -> None:
    if draft.marking not in MARKINGS:
        raise InputWrong(
            "This briefing has no marking. Choose OFFICIAL or OFFICIAL-SENSITIVE and save again."
        )
    if not draft.taskings:
        raise InputWrong(
            "This briefing has no patrol area. Pick at least one on the Hotspots page."
        )
    lengths.check(draft.information, STANDING_LIMIT, "Information")
    lengths.check(draft.intention, STANDING_LIMIT, "Intention")
    for tasking in draft.taskings:
        if not tasking.name.strip():
            raise InputWrong("A patrol area has no name. Give it one and save again.")
        if tasking.visits < 1 or tasking.minutes < 1:
            raise InputWrong(f"{tasking.name}: the dose must be at least one visit of one minute.")
        check_asked(tasking.name, tasking.asked)
        lengths.check(tasking.name, AREA_NAME_LIMIT, f"{tasking.name[:AREA_NAME_LIMIT]}: “Name”")
        for label, text in (
            ("Why", tasking.why),
            ("Look for", tasking.look_for),
            ("Ask", tasking.ask),
            ("Hazards", tasking.hazards),
        ):
            lengths.check(text, TEXT_LIMIT, f"{tasking.name}: “{label}”")


def _briefing(session: Session, row: BriefingRow) -> Briefing:
    crews = json.loads(row["crews"] or "{}")
    return Briefing(
        briefing_id=row["briefing_id"],
        duty=_duty(row),
        version=row["version"],
        team=row["team"],
        marking=row["marking"],
        author=row["author"],
        information=row["information"],
        intention=row["intention"],
        made_at=instant(row["made_us"]),
        superseded_at=instant_or_none(row["superseded_us"]),
        audit_head=row["audit_head"],
        taskings=taskings.of_briefing(session, row["briefing_id"]),
        crews=tuple(Crew(name, minutes) for name, minutes in crews.items()),
    )
