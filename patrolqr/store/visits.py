"""How well a visit is documented: its presence grade, flags, and what its officer says to them.

Grades stand beside visits, never beside people: nothing here, and no query, counts them by officer.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypedDict

import pandas as pd

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.clean import clean
from patrolqr.core.errors import InputWrong
from patrolqr.core.phone import Pairing
from patrolqr.core.team import Duty
from patrolqr.store.briefings import instant, instant_or_none
from patrolqr.store.session import Session

OWN_DAYS = timedelta(days=7)
"""How long an officer's own visits stay on the phone's page."""

ANSWER_LIMIT = 500

NOT_SHOWN = "The code was read; this does not show that the area was patrolled."

GRADES = {
    "A": "A position in the area on arriving and on leaving.",
    "B": "One position in the area.",
    "C": "The code was read in the shift; no position was given.",
    "D": "Sent after the shift, or its position was outside the area, or it came on paper.",
    "U": "No time of arriving was given.",
}
"""What each presence grade rests on; none of them says what was done there."""

REASONS = {
    "late": "It arrived after the shift or the pairing had ended.",
    "outside": "The position was outside the area.",
    "no time": GRADES["U"],
}

FLAGS = {
    "replay": "The code was used after its shift.",
    "clock": "The phone's clock was wrong when it sent; the times are corrected.",
    "speed": "From the visit before it would have taken more than 150 km/h.",
    "shared": "Two collar numbers were paired on this phone within twelve hours.",
}


class OwnVisitRow(TypedDict):
    """One visit that an officer's phone may show, with its grade and what was said to it."""

    log_id: str
    pass_id: str
    area: str
    visited_us: int
    left_us: int | None
    engagements: int
    stop_searches: int
    arrests: int
    actions: int
    grade: str
    grade_why: str | None
    flags: list[str]
    clock_ahead_s: int | None
    document: str
    answers: list[str]
    written_by: str | None


class GradeRow(TypedDict):
    """How many visits have a presence grade, and how many of them are flagged."""

    grade: str
    visits: int
    flagged: int


class Given(TypedDict):
    """What was asked of a tasking and what was done: given is never more than was asked, the rest
    is more. Minutes are patrol-minutes; None where no log told both its times.
    """

    patrols_asked: int
    minutes_asked: int
    patrols: int
    minutes: int | None
    officer_minutes: int | None
    patrols_given: int
    minutes_given: int
    patrols_more: int
    minutes_more: int
    codes_read: int
    logs_capped: int


class TodayRow(Given):
    """One tasking of a sheet, with what it got so far."""

    number: int
    area_id: str
    area: str
    ask: str
    window_starts: time
    window_ends: time
    logs: int
    last_at: datetime | None
    last_answer: str | None
    engagements: int
    stop_searches: int
    arrests: int
    actions: int
    calls: int


class DebriefRow(Given):
    """One patrol area of a shift's sheet: the dose asked for and given, and what was done."""

    area_id: str
    number: int
    name: str
    ask: str | None
    logs: int
    engagements: int
    stop_searches: int
    arrests: int
    actions: int


class UnaskedRow(TypedDict):
    """What was done in one patrol area that did not stand on the shift's sheet."""

    area_id: str
    name: str
    patrols: int
    minutes: int | None
    officer_minutes: int | None
    logs: int
    codes_read: int
    logs_capped: int
    engagements: int
    stop_searches: int
    arrests: int
    actions: int


class ReviewRow(TypedDict):
    """What was done in all, in a week, an area or a neighbourhood; `level` says which."""

    level: str
    week: date | None
    days: int | None
    area_id: str | None
    area: str | None
    neighbourhood: str | None
    logs: int
    patrols: int
    minutes: int | None
    officer_minutes: int | None
    codes_read: int
    logs_capped: int
    engagements: int | None
    stop_searches: int | None
    arrests: int | None
    actions: int | None


class DoseRow(Given):
    """What current briefings asked for in one patrol area, and what it was given."""

    area_id: str
    area: str
    neighbourhood: str
    taskings: int
    taskings_in_full: int
    taskings_without_a_patrol: int


class ReviewedRow(ReviewRow):
    """A row of either kind: of level "asked" it is what was asked for in an area and given there."""

    taskings: int | None
    taskings_in_full: int | None
    taskings_without_a_patrol: int | None
    patrols_asked: int | None
    minutes_asked: int | None
    patrols_given: int | None
    minutes_given: int | None
    patrols_more: int | None
    minutes_more: int | None


@dataclass(frozen=True)
class Review:
    """What was done (one ReviewRow in all, per week, per patrol area and per neighbourhood), and the
    dose: one DoseRow per patrol area that a current briefing asked for.
    """

    done: pd.DataFrame
    dose: pd.DataFrame


@dataclass(frozen=True)
class OwnVisit:
    """One visit as its officer sees it: `document` is the log as it was sent, `said` holds the
    answers given to its grade so far, oldest first. `written_by` is the colleague whose log it is,
    empty where it is the officer's own.
    """

    log_id: str
    pass_id: str
    area: str
    visited_at: datetime
    left_at: datetime | None
    counts: dict[str, int]
    grade: str
    because: str
    flags: list[str]
    document: dict[str, Any]
    said: list[str]
    written_by: str = ""


def own_visits(session: Session, pairing: Pairing, *, at: datetime) -> list[OwnVisit]:
    """Return the visits of the last days that this pairing sent, or a colleague for its officer too,
    newest first; and, where the number is bound to its phone, those of earlier pairings.
    """
    rows = session.rows(
        OwnVisitRow, "visits/own_visits", pairing_id=pairing.pairing_id, since=at - OWN_DAYS
    )
    return [_own_visit(row) for row in rows]


def answer(session: Session, pairing: Pairing, log_id: str, text: str) -> None:
    """Keep what an officer says to an own visit's grade and flags.

    Answers are added, never changed.
    """
    content = clean(text).strip()
    if not content or len(content) > ANSWER_LIMIT:
        raise InputWrong(
            f"An answer has 1 to {ANSWER_LIMIT} characters. Correct it and send again."
        )
    with session.writing("send") as written:
        kept = written.change(
            "visits/insert_visit_answer",
            log_id=log_id,
            pairing_id=pairing.pairing_id,
            collar=pairing.collar,
            content=content,
            answered_at=clock.now(),
        )
        if not kept:
            raise InputWrong("This visit is not one of yours. Open “My patrols” again.")


def by_grade(session: Session, choice: PlaceChoice) -> pd.DataFrame:
    """Return one row per presence grade: its visits, how many of them are flagged, and what the
    grade rests on.
    """
    rows = session.frame(
        GradeRow,
        "visits/visits_by_grade",
        choice=choice,
    )
    return rows.assign(rests_on=[GRADES[grade] for grade in rows["grade"]])


def today(session: Session, briefing: Briefing) -> pd.DataFrame:
    """Return one row (TodayRow) per tasking of the briefing, with what it got in its shift."""
    starts_at, ends_at = clock.duty_window(briefing.duty)
    return session.frame(
        TodayRow,
        "visits/today",
        briefing_id=briefing.briefing_id,
        duty=briefing.duty,
        starts_at=starts_at,
        ends_at=ends_at,
    )


def debrief_areas(session: Session, duty: Duty) -> list[DebriefRow]:
    """Return the dose asked for and given per patrol area of the duty's newest briefing."""
    return session.rows(
        DebriefRow,
        "visits/debrief_areas",
        duty=duty,
    )


def unasked(session: Session, duty: Duty) -> list[UnaskedRow]:
    """Return what was done in areas that do not stand on the duty's newest briefing."""
    return session.rows(
        UnaskedRow,
        "visits/unasked",
        duty=duty,
    )


def review(session: Session, choice: PlaceChoice) -> Review:
    """Return what was done, and what was given of what was asked for, in the days and places chosen."""
    rows = session.frame(
        ReviewedRow,
        "visits/review",
        choice=choice,
    )
    is_dose = rows["level"] == "asked"
    dose = rows.loc[is_dose, list(DoseRow.__annotations__)].reset_index(drop=True)
    counts = [name for name, kind in DoseRow.__annotations__.items() if kind is int]
    return Review(
        done=rows.loc[~is_dose, list(ReviewRow.__annotations__)].reset_index(drop=True),
        # whole numbers again: rows of the other kind have none of them
        dose=dose.astype(dict.fromkeys(counts, "int64")),
    )


def _own_visit(row: OwnVisitRow) -> OwnVisit:
    return OwnVisit(
        log_id=row["log_id"],
        pass_id=row["pass_id"],
        area=row["area"],
        visited_at=instant(row["visited_us"]),
        left_at=instant_or_none(row["left_us"]),
        counts={
            "engagements": row["engagements"],
            "stop_searches": row["stop_searches"],
            "arrests": row["arrests"],
            "actions": row["actions"],
        },
        grade=row["grade"],
        because=REASONS.get(row["grade_why"] or "", GRADES[row["grade"]]),
        flags=[_flag(flag, row["clock_ahead_s"]) for flag in row["flags"]],
        document=json.loads(row["document"]),
        said=row["answers"],
        written_by=row["written_by"] or "",
    )


def _flag(flag: str, clock_ahead_s: int | None) -> str:
    """Return what a flag says; of a clock that was off, how wrong it was."""
    if flag != "clock" or not clock_ahead_s:
        return FLAGS[flag]
    return FLAGS[flag].replace("wrong", clock.off_text(timedelta(seconds=clock_ahead_s)))
