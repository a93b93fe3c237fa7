"""From a shift's briefing and logs to its debrief. No Streamlit here."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from patrolqr.core import clock, dose
from patrolqr.core.errors import InputWrong
from patrolqr.core.form.question import Field, word_answer, word_count
from patrolqr.core.form.questions import FIELDS, GROUPS, asked_in, shown_in
from patrolqr.core.team import Duty
from patrolqr.render.pdf.debrief import AreaDebrief, Debrief
from patrolqr.store import attendance, briefings, exports, log_reads, visits
from patrolqr.store.session import Session
from patrolqr.store.visits import DebriefRow, UnaskedRow

ANSWERS = asked_in("ask")
NOTED = tuple(each for each in shown_in("debrief") if each.section != "ask")
"""What is told under a patrol area besides the answers to its question."""

COUNTED = tuple(each for each in FIELDS if each.name in {group.counter for group in GROUPS})
"""What was done, as figures."""

Visit = dict[str, Any]


def made(session: Session, duty: Duty, *, handover: str = "") -> Debrief:
    """Return the debrief of that duty; InputWrong where it had no briefing."""
    briefing = briefings.current(session, duty)
    if briefing is None:
        raise InputWrong(
            f"{clock.day_text(duty.patrol_day)}, {duty.shift.name}: there was no briefing, "
            "so there is nothing to debrief."
        )
    made_visits = _visits(log_reads.of_duty(session, duty))
    reasons = attendance.missed_reasons(session, duty)
    areas = visits.debrief_areas(session, duty)
    return Debrief(
        patrol_day=duty.patrol_day,
        shift=briefing.shift,
        version=briefing.version,
        team=briefing.team,
        marking=briefing.marking,
        author=briefing.author,
        made_at=clock.now(),
        areas=tuple(_area(row, made_visits, reasons) for row in areas),
        unasked=tuple(word_unasked(row) for row in visits.unasked(session, duty)),
        handover=handover,
    )


def _area(row: DebriefRow, made_visits: list[Visit], reasons: dict[str, str]) -> AreaDebrief:
    own = [visit for visit in made_visits if visit["area_id"] == row["area_id"]]
    return AreaDebrief(
        number=row["number"],
        name=row["name"],
        asked=row["ask"] or "",
        answers=tuple(
            f"{_time(visit)} {visit[field.name]}"
            for visit in own
            for field in ANSWERS
            if visit[field.name]
        ),
        dose=dose.of(row),
        done=_done(row),
        missed_reason=reasons.get(row["area_id"], ""),
        notes=tuple(
            f"{_time(visit)} {field.label}: {words}"
            for visit in own
            for field in NOTED
            if (words := _words(field, visit))
        ),
    )


def _done(row: DebriefRow | UnaskedRow) -> str:
    """Return what was done there, in words: 2 engagements, 1 arrest."""
    counts: Mapping[str, Any] = row
    return ", ".join(filter(None, (word_count(each, counts[each.name]) for each in COUNTED)))


def word_unasked(row: UnaskedRow) -> str:
    """Return what was done in an area that is not on the sheet: Canal Bridge: 1 patrol, 15 min."""
    patrols, minutes = row["patrols"], row["minutes"]
    said = (
        f"{patrols} {'patrol' if patrols == 1 else 'patrols'}, {minutes} min" if patrols else "",
        dose.codes_read(row["codes_read"]),
        _done(row),
    )
    return f"{row['name']}: {', '.join(filter(None, said))}"


def _visits(rows: pd.DataFrame) -> list[Visit]:
    """Return the rows as dictionaries of answers as the form has them."""
    return [
        {str(name): exports.plain(value) for name, value in row.items()}
        for row in rows.to_dict("records")
    ]


def _words(field: Field, visit: Visit) -> str:
    """Return the answer in words, nothing where nothing was answered or counted."""
    answer = visit[field.name]
    return word_answer(field, answer) if field.kind != "count" or answer else ""


def _time(visit: Visit) -> str:
    return clock.time_text(visit["visited_at"])
