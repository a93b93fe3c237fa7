"""The debrief: one page at the end of a shift for the next sergeant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from patrolqr.core import clock
from patrolqr.core.shift import Shift
from patrolqr.render.pdf import typesetting


@dataclass(frozen=True)
class AreaDebrief:
    """What became of one patrol area: asked and answered, given and asked for, why not, what was
    done, and notes.

    `minutes_done` is None where nobody said how long the visits were. `done` are the figures in
    words, `details` one line for each thing done that was detailed.
    """

    number: int
    name: str
    asked: str
    answers: tuple[str, ...]
    visits_done: int
    visits_asked: int
    minutes_done: int | None
    minutes_asked: int
    missed_reason: str = ""
    notes: tuple[str, ...] = ()
    done: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Debrief:
    """A shift's debrief; `made_at` dates the page, so the same debrief gives the same bytes.

    `done` is what was counted over the whole shift: label, number.
    """

    patrol_day: date
    shift: Shift
    version: int
    team: str
    marking: str
    author: str
    made_at: datetime
    areas: tuple[AreaDebrief, ...]
    handover: str = ""
    handed_over_by: str = ""
    done: tuple[tuple[str, int], ...] = ()


def pdf(debrief: Debrief) -> bytes:
    """Return the debrief as a tagged A4 PDF; InputWrong where the marking is missing."""
    typesetting.check_marking(debrief.marking)
    words = {
        **_header(debrief),
        "areas": [_row(area) for area in debrief.areas],
        "totals": totals(debrief.areas),
        "done": figures(debrief),
    }
    return typesetting.write("debrief.typ", words, pictures={}, made_at=debrief.made_at)


def file_name(debrief: Debrief) -> str:
    """Return a name that carries the marking: OFFICIAL_Ashbrook-LPT_2026-11-24_Late_debrief.pdf."""
    typesetting.check_marking(debrief.marking)
    return typesetting.file_name(
        debrief.marking, debrief.team, debrief.patrol_day.isoformat(), debrief.shift.name, "debrief"
    )


def totals(areas: Sequence[AreaDebrief]) -> list[dict[str, str]]:
    """Return the shift in four figures, as the page shows them: label, figure."""
    visited = sum(area.visits_done > 0 for area in areas)
    questions = [area for area in areas if area.asked.strip()]
    known = [area.minutes_done for area in areas if area.minutes_done is not None]
    unknown = sum(area.minutes_done is None and area.visits_done > 0 for area in areas)
    return [
        {"label": "Areas visited", "figure": f"{visited} of {len(areas)}"},
        {
            "label": "Visits",
            "figure": f"{_sum(areas, 'visits_done')} of {_sum(areas, 'visits_asked')}",
        },
        {
            "label": f"Minutes, {unknown} unknown" if unknown else "Minutes",
            "figure": f"{sum(known)} of {_sum(areas, 'minutes_asked')}"
            if known or not unknown
            else "not recorded",
        },
        {
            "label": "Questions answered",
            "figure": f"{sum(bool(a.answers) for a in questions)} of {len(questions)}",
        },
    ]


def figures(debrief: Debrief) -> list[dict[str, str]]:
    """Return what was done over the whole shift, as the page shows it: label, figure."""
    return [{"label": label, "figure": str(number)} for label, number in debrief.done]


def _sum(areas: Sequence[AreaDebrief], what: str) -> int:
    return sum(int(getattr(area, what)) for area in areas)


def _row(area: AreaDebrief) -> dict[str, Any]:
    minutes = (
        "minutes not recorded"
        if area.minutes_done is None
        else f"{area.minutes_done} of {area.minutes_asked} min"
    )
    missed = (
        f"Not visited: {area.missed_reason or 'no reason given'}" if not area.visits_done else ""
    )
    cut_short = (
        f"Cut short: {area.missed_reason}" if area.missed_reason and area.visits_done else ""
    )
    return {
        "number": area.number,
        "name": area.name,
        "asked": area.asked,
        "answers": list(area.answers),
        "visits": f"{area.visits_done} of {area.visits_asked} visits",
        "minutes": minutes if area.visits_done else "",
        "share": min(1.0, area.visits_done / area.visits_asked) if area.visits_asked else 1.0,
        "missed": missed or cut_short,
        "done": area.done,
        "details": list(area.details),
        "notes": list(area.notes),
    }


def _header(debrief: Debrief) -> dict[str, Any]:
    shift, day = debrief.shift.label, clock.day_text(debrief.patrol_day)
    return {
        "marking": debrief.marking,
        "title": f"{debrief.marking} debrief {debrief.team}, {shift}, {day}",
        "keywords": [
            debrief.marking,
            "debrief",
            debrief.shift.name,
            debrief.patrol_day.isoformat(),
        ],
        "team": debrief.team,
        "shift": shift,
        "day": day,
        "made": f"made {clock.time_text(debrief.made_at)}",
        "version": f"of sheet version {debrief.version}",
        "author": debrief.author,
        "handover": debrief.handover,
        "handed_over_by": debrief.handed_over_by,
        "foot_line": typesetting.join_words(
            typesetting.cut(debrief.team, 28), debrief.shift.name, day, "debrief"
        ),
    }
