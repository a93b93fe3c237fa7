"""What a sergeant's texts start from: the last saved version, or the pick's why and the reports
behind it.

For the Briefing page and the command line alike; no Streamlit here.
"""

from collections.abc import Callable
from dataclasses import fields
from datetime import date, time
from typing import Any

from patrolqr.analysis.measures.windows import busiest
from patrolqr.core import clock, tactics
from patrolqr.core.area import Pick
from patrolqr.core.briefing import TEXT_LIMIT, Briefing, Tasking, TaskingDraft
from patrolqr.core.shift import SHIFTS
from patrolqr.store import Store, briefings

DOSE_VISITS, DOSE_MINUTES = 2, 15
"""Two visits of a quarter of an hour: stops of 10 to 16 minutes kept trouble away longest (Koper
1995).
"""

Ask = Callable[..., list[dict[str, Any]]]
"""Answers a named query with rows: the store's `rows`, or the desk's cached one."""


def drafts(store: Store, day: date, shift: str) -> tuple[TaskingDraft, ...]:
    """Return one draft per pick of that patrol day and shift, as the cards on the Briefing page
    begin.
    """
    picks = briefings.picks(store, day, shift)
    return tuple(begun(store.rows, picks, day, shift, briefings.current(store, day, shift)))


def begun(
    ask: Ask, picks: list[Pick], day: date, shift: str, earlier: Briefing | None
) -> list[TaskingDraft]:
    """Return what each pick's card starts from."""
    behind, hours = backgrounds(ask, picks, day), windows(ask, picks, day, shift)
    whole_shift = SHIFTS[shift].starts, SHIFTS[shift].ends
    cells = [pick.area.cell or "" for pick in picks]
    return [
        start(pick, earlier, behind.get(cell, {}), hours.get(cell, whole_shift))
        for pick, cell in zip(picks, cells, strict=True)
    ]


def backgrounds(ask: Ask, picks: list[Pick], day: date) -> dict[str, dict[str, Any]]:
    """Return, per cell picked, what was reported there in the four weeks before the patrol day."""
    cells = [pick.area.cell for pick in picks if pick.area.cell]
    until = clock.day_window(day)[1]
    return {row["cell"]: row for row in ask("area_backgrounds", cells=cells, until=until)}


def start(
    pick: Pick, earlier: Briefing | None, background: dict[str, Any], hours: tuple[time, time]
) -> TaskingDraft:
    """Return what the card starts from: the last saved version, or else the pick's why and the
    reports behind it.
    """
    saved = _saved(pick, earlier)
    if saved is not None:
        kept = {field.name: getattr(saved, field.name) for field in fields(TaskingDraft)[2:]}
        return TaskingDraft(area_id=pick.area.area_id, name=pick.area.name, **kept)
    category = background.get("category")
    return TaskingDraft(
        area_id=pick.area.area_id,
        name=pick.area.name,
        why=pick.why[:TEXT_LIMIT],
        look_for=(background.get("newest_reason") or "")[:TEXT_LIMIT],
        ask=tactics.ask_for(category),
        visits=DOSE_VISITS,
        minutes=DOSE_MINUTES,
        window_starts=hours[0],
        window_ends=hours[1],
        tactics=tactics.for_type(category)[:3],
    )


def windows(ask: Ask, picks: list[Pick], day: date, shift: str) -> dict[str, tuple[time, time]]:
    """Return, per cell picked, the hours to be there: the busiest ones of the shift, or the whole
    shift if unknown.
    """
    cells = [pick.area.cell for pick in picks if pick.area.cell]
    until, zone = clock.day_window(day)[0], clock.zone().key
    counts: dict[str, dict[int, int]] = {cell: {} for cell in cells}
    for row in ask("area_hours", cells=cells, until=until, zone=zone):
        counts[row["cell"]][row["hour"]] = row["incidents"]
    hours = SHIFTS[shift].starts, SHIFTS[shift].ends
    return {cell: busiest(by_hour, *hours) or hours for cell, by_hour in counts.items()}


def last_answers(ask: Ask, picks: list[Pick], day: date, shift: str) -> list[dict[str, Any]]:
    """Return the answers given at these areas in the shift that last asked there."""
    area_ids = [pick.area.area_id for pick in picks]
    until = clock.shift_window(day, shift)[1]
    return ask("last_answers", area_ids=area_ids, before=until, patrol_day=day, shift=shift)


def _saved(pick: Pick, earlier: Briefing | None) -> Tasking | None:
    found = (
        each
        for each in (earlier.taskings if earlier else ())
        if each.area.area_id == pick.area.area_id
    )
    return next(found, None)
