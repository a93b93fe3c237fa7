"""The taskings of a briefing, each with the pass that is printed for it."""

import uuid
from dataclasses import replace
from datetime import time

from patrolqr.core import clock, rounds
from patrolqr.core.area import PatrolArea
from patrolqr.core.briefing import OF_AREA, Briefing, Tasking, TaskingDraft
from patrolqr.core.errors import InputWrong
from patrolqr.core.form.asked import from_row
from patrolqr.geo.area_outline import counted_in
from patrolqr.store import areas
from patrolqr.store.areas import AreaRow
from patrolqr.store.engine.writing import Writing
from patrolqr.store.random_codes import new_pass_id, new_short_code
from patrolqr.store.session import Session


class TaskingRow(AreaRow):
    """One tasking of a briefing, with its area and the pass printed for it."""

    tasking_id: str
    number: int
    why: str
    look_for: str
    ask: str
    visits: int
    minutes: int
    window_starts: time
    window_ends: time
    hazards: str | None
    tactics: list[str] | None
    call_signs: list[str] | None
    ask_kind: str | None
    ask_options: list[str] | None
    round_kind: str | None
    rounds: str | None
    pass_id: str
    short_code: str


def of_briefing(session: Session, briefing_id: str) -> tuple[Tasking, ...]:
    """Return the taskings of one version of a briefing, in visit order."""
    found = session.rows(TaskingRow, "briefings/taskings", briefing_id=briefing_id)
    return tuple(_tasking(each) for each in found)


def drawn_up(session: Session, number: int, draft: TaskingDraft) -> Tasking:
    """Return the tasking with a fresh pass, on the area's version in force or, if it was renamed or
    drawn anew, on its next one.
    """
    area = areas.in_force(session, draft.area_id)
    if area is None:
        raise InputWrong(
            f"The patrol area {draft.name} does not exist any more. "
            "Pick it again on the Hotspots page."
        )
    said = _as_said(area, draft)
    if said != area:
        area = replace(said, version=area.version + 1)
    words = {name: value for name, value in vars(draft).items() if name not in OF_AREA}
    return Tasking(
        tasking_id=str(uuid.uuid4()),
        number=number,
        area=area,
        pass_id=new_pass_id(),
        short_code=new_short_code(),
        **words,
    )


def _as_said(area: PatrolArea, draft: TaskingDraft) -> PatrolArea:
    """Return the area with the name and the outline of the draft."""
    named = replace(area, name=draft.name.strip())
    if draft.outline in ("", area.geometry):
        return named
    return replace(named, geometry=draft.outline, squares=counted_in(draft.outline, area.cell))


def insert(written: Writing, briefing: Briefing, tasking: Tasking) -> None:
    """Store a tasking of a version of a briefing, and its pass."""
    written.change(
        "briefings/insert_tasking",
        tasking_id=tasking.tasking_id,
        briefing_id=briefing.briefing_id,
        number=tasking.number,
        area_id=tasking.area.area_id,
        area_version=tasking.area.version,
        why=tasking.why,
        look_for=tasking.look_for,
        ask=tasking.ask,
        visits=tasking.visits,
        minutes=tasking.minutes,
        window_starts=tasking.window_starts,
        window_ends=tasking.window_ends,
        hazards=tasking.hazards,
        tactics=list(tasking.tactics),
        call_signs=list(tasking.call_signs),
        ask_kind=tasking.ask_kind,
        ask_options=list(tasking.ask_options),
        round_kind=tasking.round_kind,
        rounds=rounds.write(tasking.rounds),
    )
    starts_at, ends_at = clock.duty_window(briefing.duty)
    written.change(
        "passes/insert_pass",
        pass_id=tasking.pass_id,
        short_code=tasking.short_code,
        tasking_id=tasking.tasking_id,
        valid_from=min(clock.day_window(briefing.patrol_day)[0], starts_at),
        valid_until=ends_at + clock.GRACE,
    )


def _tasking(row: TaskingRow) -> Tasking:
    asked = from_row(row)
    return Tasking(
        tasking_id=row["tasking_id"],
        number=row["number"],
        area=areas.area_of(row),
        why=row["why"],
        look_for=row["look_for"],
        ask=row["ask"],
        visits=row["visits"],
        minutes=row["minutes"],
        window_starts=row["window_starts"],
        window_ends=row["window_ends"],
        hazards=row["hazards"] or "",
        tactics=tuple(row["tactics"] or ()),
        call_signs=tuple(row["call_signs"] or ()),
        ask_kind=asked.kind,
        ask_options=asked.options,
        round_kind=rounds.kind_of(row["round_kind"]),
        rounds=rounds.read(row["rounds"]),
        pass_id=row["pass_id"],
        short_code=row["short_code"],
    )
