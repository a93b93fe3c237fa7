"""From a shift's briefing and logs to its debrief. No Streamlit here."""

from datetime import date
from typing import Any

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.render.pdf.debrief import AreaDebrief, Debrief
from patrolqr.store import Store, attendance, briefings

NOTES = (("saw", "Saw"), ("heard", "Heard"), ("learned", "Learned"))


def made(store: Store, patrol_day: date, shift_name: str, *, handover: str = "") -> Debrief:
    """Return the debrief of that shift; InputWrong where it had no briefing."""
    briefing = briefings.current(store, patrol_day, shift_name)
    if briefing is None:
        raise InputWrong(
            f"{clock.day_text(patrol_day)}, {shift_name}: there was no briefing, so there is nothing to debrief."
        )
    visits = store.rows("shift_visits", patrol_day=patrol_day, shift=shift_name)
    reasons = attendance.missed_reasons(store, patrol_day, shift_name)
    areas = store.rows("debrief_areas", patrol_day=patrol_day, shift=shift_name)
    return Debrief(
        patrol_day=patrol_day,
        shift=shift_name,
        version=briefing.version,
        team=briefing.team,
        marking=briefing.marking,
        author=briefing.author,
        made_at=clock.now(),
        areas=tuple(_area(row, visits, reasons) for row in areas),
        handover=handover,
    )


def _area(
    row: dict[str, Any], visits: list[dict[str, Any]], reasons: dict[str, str]
) -> AreaDebrief:
    own = [visit for visit in visits if visit["area_id"] == row["area_id"]]
    measured = row["visits_done"] > row["visits_without_minutes"]
    return AreaDebrief(
        number=row["number"],
        name=row["name"],
        asked=row["ask"] or "",
        answers=tuple(f"{_time(visit)} {visit['answer']}" for visit in own if visit["answer"]),
        visits_done=row["visits_done"],
        visits_asked=row["visits_asked"],
        minutes_done=int(row["minutes_done"]) if measured else None,
        minutes_asked=row["minutes_asked"],
        missed_reason=reasons.get(row["area_id"], ""),
        notes=tuple(
            f"{_time(visit)} {label}: {visit[name]}"
            for visit in own
            for name, label in NOTES
            if visit[name]
        ),
    )


def _time(visit: dict[str, Any]) -> str:
    return clock.time_text(briefings.instant(visit["visited_us"]))
