"""The debrief: one page at the end of a shift for the next sergeant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from patrolqr.core import clock
from patrolqr.core.dose import Dose, codes_read
from patrolqr.core.shift import Shift
from patrolqr.render.pdf import typesetting

MAYBE_SAME = (
    "Maybe the same: logs of one area and time each report one, and a reference is missing. "
    "All count until it is given; the review queue has them."
)


@dataclass(frozen=True)
class AreaDebrief:
    """What became of one patrol area: asked and answered, given and asked for, why not, what was
    done, and notes.

    `done` are the figures in words, `details` one line for each thing done that was detailed.
    """

    number: int
    name: str
    asked: str
    answers: tuple[str, ...]
    dose: Dose
    done: str = ""
    missed_reason: str = ""
    notes: tuple[str, ...] = ()
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnaskedDebrief:
    """What became of an area that was not asked for: `line` names it and says how much was done;
    the rest is as for an area on the sheet, each answer with its question.
    """

    line: str
    answers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    details: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Return all that was answered, noted and detailed there."""
        return (*self.answers, *self.notes, *self.details)


@dataclass(frozen=True)
class Debrief:
    """A shift's debrief; `made_at` dates the page, so the same debrief gives the same bytes.

    `done` is what was counted over the whole shift: label, number. `maybe_same` are the labels of
    those that two officers may have reported of one arrest or search.
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
    unasked: tuple[UnaskedDebrief, ...] = ()
    """What was done in areas that are not on the newest sheet."""
    maybe_same: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    """What came of each reason that was decided about, a line each."""
    audit_head: str = ""
    """The audit trail's head when it was made, its first characters."""


def pdf(debrief: Debrief) -> bytes:
    """Return the debrief as a tagged A4 PDF; InputWrong where the marking is missing."""
    typesetting.check_marking(debrief.marking)
    words = {
        **_header(debrief),
        "areas": [_row(area) for area in debrief.areas],
        "totals": totals(debrief.areas),
        "done": figures(debrief),
        "unasked": [{"line": each.line, "lines": list(each.lines)} for each in debrief.unasked],
        "reasons": list(debrief.reasons),
        "maybe_same": MAYBE_SAME if debrief.maybe_same else "",
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
    patrolled = sum(area.dose.patrols_given > 0 for area in areas)
    questions = [area for area in areas if area.asked.strip()]
    codes = codes_read(_sum(areas, "codes_read"))
    return [
        {"label": "Areas patrolled", "figure": f"{patrolled} of {len(areas)}"},
        {
            "label": "Patrols given",
            "figure": f"{_sum(areas, 'patrols_given')} of {_sum(areas, 'patrols_asked')}",
        },
        {
            "label": f"Minutes given, {codes}" if codes else "Minutes given",
            "figure": f"{_sum(areas, 'minutes_given')} of {_sum(areas, 'minutes_asked')}",
        },
        {
            "label": "Questions answered",
            "figure": f"{sum(bool(a.answers) for a in questions)} of {len(questions)}",
        },
    ]


def figures(debrief: Debrief) -> list[dict[str, str]]:
    """Return what was done over the whole shift, as the page shows it: label, figure."""
    return [
        {
            "label": f"{label}, maybe the same" if label in debrief.maybe_same else label,
            "figure": str(number),
        }
        for label, number in debrief.done
    ]


def _sum(areas: Sequence[AreaDebrief], what: str) -> int:
    return sum(int(getattr(area.dose, what)) for area in areas)


def _row(area: AreaDebrief) -> dict[str, Any]:
    given = area.dose
    was_there = given.patrols_given or given.codes_read
    missed = f"Not patrolled: {area.missed_reason or 'no reason given'}" if not was_there else ""
    cut_short = f"Cut short: {area.missed_reason}" if area.missed_reason and was_there else ""
    return {
        "number": area.number,
        "name": area.name,
        "asked": area.asked,
        "answers": list(area.answers),
        "patrols": given.patrols,
        "minutes": given.minutes if given.patrols_given else "",
        "done": ", ".join(filter(None, (given.beside, area.done))),
        "share": given.share,
        "missed": missed or cut_short,
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
        "audit": typesetting.audit_line(debrief.audit_head),
    }
