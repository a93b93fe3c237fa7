"""What a sergeant ticks around a shift: who was briefed, and why an area was not visited."""

from collections.abc import Sequence
from datetime import date

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import InputWrong
from patrolqr.core.lists import CUT_SHORT, CUT_SHORT_BEFORE
from patrolqr.store.engine.duckdb_file import run
from patrolqr.store.engine.folder import Store


def tick(store: Store, briefing: Briefing, names: Sequence[str]) -> None:
    """Make these the people who were briefed for the briefing's patrol day and shift.

    Each tick keeps its time.
    """
    wanted = {name.strip() for name in names if name.strip()}
    before = set(briefed(store, briefing.patrol_day, briefing.shift))
    changes = [(name, True) for name in sorted(wanted - before)] + [
        (name, False) for name in sorted(before - wanted)
    ]
    if not changes:
        return
    with store.database.writing() as cursor:
        for name, present in changes:
            run(
                cursor,
                "insert_attendance",
                patrol_day=briefing.patrol_day,
                shift=briefing.shift,
                briefing_id=briefing.briefing_id,
                name=name,
                present=present,
                ticked_at=clock.now(),
            )


def briefed(store: Store, patrol_day: date, shift: str) -> list[str]:
    """Return who was briefed, in the order of ticking."""
    return [row["name"] for row in store.rows("attendance", patrol_day=patrol_day, shift=shift)]


def give_missed_reason(
    store: Store, patrol_day: date, shift: str, area_id: str, reason: str
) -> None:
    """Keep why a patrol area was not visited, or not in full; an empty reason takes it back."""
    if reason and reason not in CUT_SHORT:
        raise InputWrong(
            f"{reason!r} is no reason on the list. Choose one of {', '.join(CUT_SHORT)}."
        )
    with store.database.writing() as cursor:
        run(
            cursor,
            "insert_missed_reason",
            patrol_day=patrol_day,
            shift=shift,
            area_id=area_id,
            reason=reason,
            given_at=clock.now(),
        )


def missed_reasons(store: Store, patrol_day: date, shift: str) -> dict[str, str]:
    """Return, per patrol area id, the reason given for this shift, in today's words."""
    rows = store.rows("missed_reasons", patrol_day=patrol_day, shift=shift)
    given = {row["area_id"]: row["reason"] for row in rows if row["reason"]}
    return {area_id: CUT_SHORT_BEFORE.get(reason, reason) for area_id, reason in given.items()}
