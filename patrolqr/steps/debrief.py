"""From a shift's briefing and logs to its debrief. No Streamlit here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from patrolqr.core import clock, dose
from patrolqr.core.errors import InputWrong
from patrolqr.core.form.asked import from_row
from patrolqr.core.form.question import Field, word_answer, word_count
from patrolqr.core.form.questions import COUNTS, GROUPS, asked_in, shown_in
from patrolqr.core.team import Duty
from patrolqr.render.pdf.debrief import AreaDebrief, Debrief, UnaskedDebrief
from patrolqr.steps import triage
from patrolqr.store import attendance, briefings, details, exports, handovers, log_reads, visits
from patrolqr.store.details import Detail
from patrolqr.store.session import Session
from patrolqr.store.visits import DebriefRow, UnaskedRow

ANSWERS = asked_in("ask")
TOLD = tuple(each for each in shown_in("debrief") if each.section != "ask")
CREW = tuple(each for each in TOLD if each.section == "company")
NOTED = tuple(each for each in TOLD if each not in CREW)
"""What is told under a patrol area besides the answers to its question: visit by visit, and, of who
was there and how, each answer once with the visits it is of.
"""

COUNTED = {group.counter for group in GROUPS}
"""Names of counts that the store adds up: what two logs report with one reference counts once."""

Visit = dict[str, Any]


def made(session: Session, duty: Duty) -> Debrief:
    """Return the debrief of that duty with its handover; InputWrong where it had no briefing."""
    briefing = briefings.current(session, duty)
    if briefing is None:
        raise InputWrong(
            f"{clock.day_text(duty.patrol_day)}, {duty.shift.name}: there was no briefing, "
            "so there is nothing to debrief."
        )
    logged = log_reads.of_duty(session, duty)
    made_visits = _visits(logged)
    detailed = details.of_logs(session, [str(visit["log_id"]) for visit in made_visits])
    officers = {area: f"officer said: {why}" for area, why in _said_why(logged).items()}
    decided = attendance.decided_reasons(session, duty)
    reasons = officers | {area: each.reason for area, each in decided.items()}
    areas = visits.debrief_areas(session, duty)
    beside = visits.unasked(session, duty)
    handover = handovers.newest(session, duty)
    return Debrief(
        patrol_day=duty.patrol_day,
        shift=briefing.shift,
        version=briefing.version,
        team=briefing.team,
        marking=briefing.marking,
        author=briefing.author,
        made_at=clock.now(),
        areas=tuple(_area(row, made_visits, detailed, reasons) for row in areas),
        done=tuple((each.label, _total(each, [*areas, *beside], made_visits)) for each in COUNTS),
        unasked=tuple(_unasked(row, made_visits, detailed) for row in beside),
        reasons=tuple(
            f"{each.place} · {each.label}: {each.words}" for each in triage.of_duty(session, duty)
        ),
        maybe_same=tuple(each.label for each in COUNTS if _maybe_same(each, made_visits)),
        handover=handover.text,
        handed_over_by=handover.written_by,
        audit_head=session.store.trail.short_head,
    )


def said_why(session: Session, duty: Duty) -> dict[str, str]:
    """Return, per patrol area id, the newest reason an officer gave for a stay missed or cut short."""
    return _said_why(log_reads.of_duty(session, duty))


def _said_why(rows: pd.DataFrame) -> dict[str, str]:
    told = rows[rows["cut_short"].notna()]
    return dict(zip(told["area_id"], told["cut_short"], strict=True))


def _area(
    row: DebriefRow,
    made_visits: list[Visit],
    detailed: Mapping[str, Sequence[Detail]],
    reasons: dict[str, str],
) -> AreaDebrief:
    own = _at(row, made_visits)
    asked = row["ask"] or ""
    return AreaDebrief(
        number=row["number"],
        name=row["name"],
        asked=asked,
        answers=_answers(own, asked),
        dose=dose.of(row),
        done=_done(row, own),
        missed_reason=reasons.get(row["area_id"], ""),
        notes=_notes(own) + _crews(own),
        details=_details(own, detailed),
    )


def _unasked(
    row: UnaskedRow, made_visits: list[Visit], detailed: Mapping[str, Sequence[Detail]]
) -> UnaskedDebrief:
    own = _at(row, made_visits)
    return UnaskedDebrief(
        line=word_unasked(row, own),
        answers=_answers(own, ""),
        notes=_notes(own) + _crews(own),
        details=_details(own, detailed),
    )


def _at(row: DebriefRow | UnaskedRow, made_visits: list[Visit]) -> list[Visit]:
    return [visit for visit in made_visits if visit["area_id"] == row["area_id"]]


def _answers(own: Sequence[Visit], asked: str) -> tuple[str, ...]:
    """Return the answers, each with its question where that is not what the newest sheet asks.

    Numbers and answers of a list stand on one line, after how many gave which: Yes 2, No 1.
    """
    told = [
        (visit, f"{_time(visit)} {_question(visit, asked)}{visit[field.name]}")
        for visit in own
        for field in ANSWERS
        if visit[field.name]
    ]
    short = [(visit, line) for visit, line in told if _is_short(visit, asked)]
    if len(short) < 2:
        return tuple(line for _, line in told)
    chosen = Counter(from_row(visit).split(visit["answer"])[0] for visit, _ in short)
    tally = ", ".join(f"{word} {times}" for word, times in chosen.most_common() if word)
    together = " · ".join(filter(None, (tally, *(line for _, line in short))))
    return together, *(line for visit, line in told if not _is_short(visit, asked))


def _is_short(visit: Visit, asked: str) -> bool:
    """Return whether it answers the newest question by a number or by one of a list alone."""
    ask, answer = from_row(visit), visit["answer"] or ""
    chosen, words = ask.split(answer)
    is_one = bool(chosen and not words) or ask.number(answer) is not None
    return is_one and not _question(visit, asked)


def _question(visit: Visit, asked: str) -> str:
    own = visit["ask"] or ""
    return f"{own} " if own and own != asked else ""


def _notes(own: Sequence[Visit]) -> tuple[str, ...]:
    return tuple(
        f"{_time(visit)} {field.label}: {words}"
        for visit in own
        for field in NOTED
        if (words := _words(field, visit))
    )


def _crews(own: Sequence[Visit]) -> tuple[str, ...]:
    """Return who was there and how, each answer once: 18:04, 20:31 How patrolled: On foot."""
    times: dict[str, list[str]] = {}
    for field in CREW:
        for visit in own:
            if words := _words(field, visit):
                times.setdefault(f"{field.label}: {words}", []).append(_time(visit))
    return tuple(f"{', '.join(at)} {told}" for told, at in times.items())


def _details(own: Sequence[Visit], detailed: Mapping[str, Sequence[Detail]]) -> tuple[str, ...]:
    return tuple(
        f"{_time(visit)} {_told(detail)}"
        for visit in own
        for detail in detailed.get(visit["log_id"], ())
    )


def _done(row: DebriefRow | UnaskedRow, own: Sequence[Visit]) -> str:
    """Return what was done there, in words: 2 engagements, 2 arrests (maybe the same)."""
    told = []
    for each in COUNTS:
        words = word_count(each, _total(each, [row], own))
        told.append(f"{words} (maybe the same)" if words and _maybe_same(each, own) else words)
    return ", ".join(filter(None, told))


def _maybe_same(field: Field, logged: Sequence[Visit]) -> bool:
    """Return whether two of these logs may have counted one arrest or search each."""
    return any(visit.get(f"maybe_same_{field.name}") for visit in logged)


def _total(field: Field, rows: Sequence[DebriefRow | UnaskedRow], logged: Sequence[Visit]) -> int:
    """Return how many of what the question counts were done: the store's figure, or the logs'."""
    counts: Sequence[Mapping[str, Any]] = rows if field.name in COUNTED else logged
    return sum(int(row[field.name] or 0) for row in counts)


def word_unasked(row: UnaskedRow, own: Sequence[Visit] = ()) -> str:
    """Return what was done in an area that was not asked for: Canal Bridge: 1 patrol, 15 min.

    `own` are its logs, for what only they count.
    """
    patrols, minutes = row["patrols"], row["minutes"]
    said = (
        f"{patrols} {'patrol' if patrols == 1 else 'patrols'}, {minutes} min" if patrols else "",
        dose.codes_read(row["codes_read"]),
        dose.stays_cut(row["logs_capped"]),
        _done(row, own),
    )
    return f"{row['name']}: {', '.join(filter(None, said))}"


def _visits(rows: pd.DataFrame) -> list[Visit]:
    """Return the rows as dictionaries of answers as the form has them."""
    return [
        {str(name): exports.plain(value) for name, value in row.items()}
        for row in rows.to_dict("records")
    ]


def _told(detail: Detail) -> str:
    """Return one thing done on one line: Stop-search 1. Power: …; Outcome: …"""
    answers = "; ".join(f"{label}: {words}" for label, words in detail.words.items())
    return f"{detail.title}. {answers}"


def _words(field: Field, visit: Visit) -> str:
    """Return the answer in words, nothing where nothing was answered or counted."""
    answer = visit[field.name]
    return word_answer(field, answer) if field.kind != "count" or answer else ""


def _time(visit: Visit) -> str:
    return clock.time_text(visit["visited_at"])
