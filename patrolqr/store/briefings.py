"""Picks, briefings in versions, and the documents made of them."""

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb

from patrolqr.core import clock
from patrolqr.core.area import Candidate, PatrolArea, Pick
from patrolqr.core.briefing import (
    MARKINGS,
    TEXT_LIMIT,
    Briefing,
    BriefingDraft,
    Tasking,
    TaskingDraft,
)
from patrolqr.core.errors import InputWrong
from patrolqr.core.files import Document
from patrolqr.core.shift import SHIFTS, Crew
from patrolqr.store.engine.duckdb_file import run
from patrolqr.store.engine.folder import Store
from patrolqr.store.random_codes import new_pass_id, new_short_code


def set_picks(
    store: Store,
    patrol_day: date,
    shift: str,
    candidates: Sequence[Candidate],
    *,
    decided_by: str = "",
) -> None:
    """Make these the picks of that patrol day and shift.

    Each becomes a named patrol area, what is gone is unpicked.
    """
    _check_shift(shift)
    with store.database.writing() as cursor:
        before = {pick.area.cell: pick for pick in picks(store, patrol_day, shift)}
        areas = _areas_for(store, cursor, candidates)
        base = clock.now()
        wanted = {candidate.cell for candidate in candidates}
        changes = [
            (areas[each.cell], "picked", each.why) for each in candidates if each.cell not in before
        ]
        changes += [
            (pick.area.area_id, "not_picked", "")
            for cell, pick in before.items()
            if cell not in wanted
        ]
        for place, (area_id, decision, why) in enumerate(changes):
            run(
                cursor,
                "insert_pick",
                patrol_day=patrol_day,
                shift=shift,
                area_id=area_id,
                decision=decision,
                why=why,
                decided_by=decided_by,
                decided_at=base + timedelta(microseconds=place),
            )


def picks(store: Store, patrol_day: date, shift: str) -> list[Pick]:
    """Return what is picked for that patrol day and shift, in the order it was picked."""
    found = store.rows("picks", patrol_day=patrol_day, shift=shift)
    return [Pick(_area(row, "version"), row["why"] or "") for row in found]


def save(store: Store, draft: BriefingDraft) -> Briefing:
    """Store the draft as the next version of that patrol day and shift, with a new pass per area,
    and return it.
    """
    return keep(store, draw_up(store, draft))


def draw_up(store: Store, draft: BriefingDraft) -> Briefing:
    """Return the next version as it would be saved, passes included, without storing it: to be
    printed and checked.
    """
    _check(draft)
    newest = current(store, draft.patrol_day, draft.shift)
    words = {name: value for name, value in vars(draft).items() if name != "taskings"}
    return Briefing(
        briefing_id=str(uuid.uuid4()),
        version=newest.version + 1 if newest else 1,
        made_at=clock.now(),
        superseded_at=None,
        taskings=tuple(
            _drawn_up(store, number, each) for number, each in enumerate(draft.taskings, start=1)
        ),
        **words,
    )


def keep(store: Store, briefing: Briefing, *documents: tuple[str, str, bytes]) -> Briefing:
    """Store a briefing that was drawn up, with the documents (kind, file name, content) made of it,
    all or nothing.

    InputWrong where somebody else saved a version meanwhile.
    """
    with store.database.writing() as cursor:
        newest = current(store, briefing.patrol_day, briefing.shift)
        if newest is not None and newest.version >= briefing.version:
            raise InputWrong(
                f"Version {newest.version} was saved at {clock.time_text(newest.made_at)} by "
                f"{newest.author or 'somebody'} meanwhile. Look at it, then save yours again as the next version."
            )
        aside = ("taskings", "superseded_at", "crews")
        words = {name: value for name, value in vars(briefing).items() if name not in aside}
        crews = json.dumps({crew.call_sign: crew.minutes for crew in briefing.crews})
        run(cursor, "insert_briefing", crews=crews, **words)
        for tasking in briefing.taskings:
            _insert_area_version(cursor, tasking.area, briefing.made_at)
            _insert_tasking(cursor, briefing, tasking)
        for kind, file_name, content in documents:
            _insert_document(cursor, briefing.briefing_id, kind, file_name, content)
    return briefing


def briefing(store: Store, briefing_id: str) -> Briefing:
    """Return one version of a briefing; InputWrong where there is none of that id."""
    rows = store.rows("briefing_versions", patrol_day=None, shift=None, briefing_id=briefing_id)
    if not rows:
        raise InputWrong(
            "This briefing does not exist. Open the Briefing page and choose its patrol day and shift again."
        )
    return _briefing(store, _with_supersession(store, rows[0]))


def current(store: Store, patrol_day: date, shift: str) -> Briefing | None:
    """Return the newest version for that patrol day and shift, or None."""
    rows = store.rows("briefing_versions", patrol_day=patrol_day, shift=shift, briefing_id=None)
    return _briefing(store, rows[-1]) if rows else None


def versions(store: Store, patrol_day: date, shift: str) -> list[Briefing]:
    """Return every version for that patrol day and shift, the oldest first."""
    rows = store.rows("briefing_versions", patrol_day=patrol_day, shift=shift, briefing_id=None)
    return [_briefing(store, row) for row in rows]


def keep_document(
    store: Store, briefing_id: str, kind: str, file_name: str, content: bytes
) -> None:
    """Keep a document made of a briefing, so that it can be downloaded again byte for byte."""
    with store.database.writing() as cursor:
        _insert_document(cursor, briefing_id, kind, file_name, content)


def document(store: Store, briefing_id: str, kind: str) -> Document | None:
    """Return the document of that kind made for a briefing, or None."""
    row = next(iter(store.rows("document", briefing_id=briefing_id, kind=kind)), None)
    return (
        Document(row["file_name"], bytes(row["content"]), instant(row["made_us"])) if row else None
    )


def instant(microseconds: int) -> datetime:
    """Return the UTC instant of microseconds since 1970 (rows carry instants so: fetching
    TIMESTAMPTZ needs pytz).
    """
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)


def _areas_for(
    store: Store, cursor: duckdb.DuckDBPyConnection, candidates: Sequence[Candidate]
) -> dict[str, str]:
    """Return the patrol area id per cell, making the areas that do not exist yet."""
    cells = [candidate.cell for candidate in candidates]
    found = (
        {row["cell"]: row["area_id"] for row in store.rows("areas_by_cell", cells=cells)}
        if cells
        else {}
    )
    for candidate in candidates:
        if candidate.cell not in found:
            found[candidate.cell] = str(uuid.uuid4())
            run(
                cursor,
                "insert_area",
                area_id=found[candidate.cell],
                name=candidate.name,
                geometry=candidate.geometry,
                cell=candidate.cell,
                neighbourhood_id=candidate.neighbourhood_id,
                valid_from=clock.now(),
            )
    return found


def _drawn_up(store: Store, number: int, draft: TaskingDraft) -> Tasking:
    """Return the tasking with a fresh pass, on the area's version in force or, if it was renamed,
    on its next one.
    """
    row = next(iter(store.rows("area_in_force", area_id=draft.area_id)), None)
    if row is None:
        raise InputWrong(
            f"The patrol area {draft.name} does not exist any more. Pick it again on the Hotspots page."
        )
    area = _area(row, "version")
    if area.name != draft.name.strip():
        area = replace(area, name=draft.name.strip(), version=area.version + 1)
    words = {name: value for name, value in vars(draft).items() if name not in ("area_id", "name")}
    return Tasking(
        tasking_id=str(uuid.uuid4()),
        number=number,
        area=area,
        pass_id=new_pass_id(),
        short_code=new_short_code(),
        **words,
    )


def _insert_area_version(cursor: duckdb.DuckDBPyConnection, area: PatrolArea, at: datetime) -> None:
    """Insert the area's version if it is a new one, and end the one before."""
    change = {"area_id": area.area_id, "version": area.version - 1, "at": at}
    if run(cursor, "end_area_version", **change).fetchall():
        run(cursor, "insert_area_version", name=area.name, **change)


def _insert_tasking(
    cursor: duckdb.DuckDBPyConnection, briefing: Briefing, tasking: Tasking
) -> None:
    aside = ("area", "tactics", "call_signs", "pass_id", "short_code")
    words = {name: value for name, value in vars(tasking).items() if name not in aside}
    run(
        cursor,
        "insert_tasking",
        briefing_id=briefing.briefing_id,
        area_id=tasking.area.area_id,
        area_version=tasking.area.version,
        tactics=list(tasking.tactics),
        call_signs=list(tasking.call_signs),
        **words,
    )
    run(
        cursor,
        "insert_pass",
        pass_id=tasking.pass_id,
        short_code=tasking.short_code,
        tasking_id=tasking.tasking_id,
        valid_from=clock.day_window(briefing.patrol_day)[0],
        valid_until=clock.shift_window(briefing.patrol_day, briefing.shift)[1] + clock.GRACE,
    )


def _insert_document(
    cursor: duckdb.DuckDBPyConnection, briefing_id: str, kind: str, file_name: str, content: bytes
) -> None:
    run(
        cursor,
        "insert_document",
        briefing_id=briefing_id,
        kind=kind,
        file_name=file_name,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        made_at=clock.now(),
    )


def _check(draft: BriefingDraft) -> None:
    _check_shift(draft.shift)
    if draft.marking not in MARKINGS:
        raise InputWrong(
            "This briefing has no marking. Choose OFFICIAL or OFFICIAL-SENSITIVE and save again."
        )
    if not draft.taskings:
        raise InputWrong(
            "This briefing has no patrol area. Pick at least one on the Hotspots page."
        )
    for tasking in draft.taskings:
        if not tasking.name.strip():
            raise InputWrong("A patrol area has no name. Give it one and save again.")
        if tasking.visits < 1 or tasking.minutes < 1:
            raise InputWrong(f"{tasking.name}: the dose must be at least one visit of one minute.")
        for label, text in (
            ("Why", tasking.why),
            ("Look for", tasking.look_for),
            ("Ask", tasking.ask),
        ):
            if len(text) > TEXT_LIMIT:
                raise InputWrong(
                    f"{tasking.name}: “{label}” has {len(text)} characters; {TEXT_LIMIT} fit. Shorten it."
                )


def _check_shift(shift: str) -> None:
    if shift not in SHIFTS:
        raise InputWrong(f"There is no shift called {shift!r}. Choose one of {', '.join(SHIFTS)}.")


def _with_supersession(store: Store, row: dict[str, Any]) -> dict[str, Any]:
    """Return the row as it stands among all versions of its patrol day and shift."""
    rows = store.rows(
        "briefing_versions", patrol_day=row["patrol_day"], shift=row["shift"], briefing_id=None
    )
    return next(each for each in rows if each["briefing_id"] == row["briefing_id"])


def _briefing(store: Store, row: dict[str, Any]) -> Briefing:
    taskings = store.rows("taskings", briefing_id=row["briefing_id"])
    return Briefing(
        briefing_id=row["briefing_id"],
        patrol_day=row["patrol_day"],
        shift=row["shift"],
        version=row["version"],
        team=row["team"],
        marking=row["marking"],
        author=row["author"],
        information=row["information"],
        intention=row["intention"],
        made_at=instant(row["made_us"]),
        superseded_at=instant(row["superseded_us"]) if row["superseded_us"] is not None else None,
        taskings=tuple(_tasking(each) for each in taskings),
        crews=tuple(
            Crew(name, minutes) for name, minutes in json.loads(row["crews"] or "{}").items()
        ),
    )


def _tasking(row: dict[str, Any]) -> Tasking:
    kept = (
        "tasking_id",
        "number",
        "why",
        "look_for",
        "ask",
        "visits",
        "minutes",
        "window_starts",
        "window_ends",
    )
    return Tasking(
        **{name: row[name] for name in kept},
        hazards=row["hazards"] or "",
        tactics=tuple(row["tactics"] or ()),
        call_signs=tuple(row["call_signs"] or ()),
        area=_area(row, "area_version"),
        pass_id=row["pass_id"],
        short_code=row["short_code"],
    )


def _area(row: dict[str, Any], version: str) -> PatrolArea:
    return PatrolArea(
        row["area_id"],
        row[version],
        row["name"],
        row["geometry"],
        row["cell"],
        row["neighbourhood_id"],
    )
