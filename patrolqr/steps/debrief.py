"""From a shift's briefing and logs to its debrief. No Streamlit here."""

from datetime import date

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.render.pdf.debrief import AreaDebrief, Debrief
from patrolqr.store import attendance, briefings, visits
from patrolqr.store.session import Session
from patrolqr.store.visits import DebriefRow, ShiftVisitRow


def made(session: Session, patrol_day: date, shift_name: str, *, handover: str = "") -> Debrief:
    """Return the debrief of that shift; InputWrong where it had no briefing."""
    briefing = briefings.current(session, patrol_day, shift_name)
    if briefing is None:
        raise InputWrong(
            f"{clock.day_text(patrol_day)}, {shift_name}: there was no briefing, so there is nothing to debrief."
        )
    made_visits = visits.of_shift(session, patrol_day, shift_name)
    reasons = attendance.missed_reasons(session, patrol_day, shift_name)
    areas = visits.debrief_areas(session, patrol_day, shift_name)
    return Debrief(
        patrol_day=patrol_day,
        shift=shift_name,
        version=briefing.version,
        team=briefing.team,
        marking=briefing.marking,
        author=briefing.author,
        made_at=clock.now(),
        areas=tuple(_area(row, made_visits, reasons) for row in areas),
        handover=handover,
    )


def _area(
    row: DebriefRow, made_visits: list[ShiftVisitRow], reasons: dict[str, str]
) -> AreaDebrief:
    own = [visit for visit in made_visits if visit["area_id"] == row["area_id"]]
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
            f"{_time(visit)} {label}: {text}"
            for visit in own
            for label, text in _notes(visit).items()
            if text
        ),
    )


def _time(visit: ShiftVisitRow) -> str:
    return clock.time_text(briefings.instant(visit["visited_us"]))


def _notes(visit: ShiftVisitRow) -> dict[str, str | None]:
    return {"Saw": visit["saw"], "Heard": visit["heard"], "Learned": visit["learned"]}
