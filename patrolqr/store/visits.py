"""How well a visit is documented: its presence grade, flags, and what its officer says to them.

Grades stand beside visits, never beside people: nothing here, and no query, counts them by officer.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.core.phone import Pairing
from patrolqr.store.briefings import instant
from patrolqr.store.engine.duckdb_file import run
from patrolqr.store.engine.folder import Store

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
    "paper": "It came on paper.",
    "late": "It arrived after the shift or the pairing had ended.",
    "outside": "The position was outside the area.",
    "no time": GRADES["U"],
}

FLAGS = {
    "replay": "The code was used after its shift.",
    "clock": "The phone's clock was more than five minutes off when it sent.",
    "speed": "From the visit before it would have taken more than 150 km/h.",
    "shared": "Two collar numbers were paired on this phone within twelve hours.",
}


@dataclass(frozen=True)
class OwnVisit:
    """One visit as its officer sees it: `said` holds the answers given so far, oldest first."""

    log_id: str
    pass_id: str
    area: str
    visited_at: datetime
    left_at: datetime | None
    counts: dict[str, int]
    entered_by: str
    grade: str
    because: str
    flags: list[str]
    said: list[str]


def own_visits(store: Store, pairing: Pairing, *, at: datetime) -> list[OwnVisit]:
    """Return the visits of the pairing's officer in the last days, newest first."""
    rows = store.rows("own_visits", collar=pairing.collar, since=at - OWN_DAYS)
    return [_own_visit(row) for row in rows]


def answer(store: Store, pairing: Pairing, log_id: str, text: str) -> None:
    """Keep what an officer says to an own visit's grade and flags.

    Answers are added, never changed.
    """
    content = text.replace("\x00", "").strip()
    if not content or len(content) > ANSWER_LIMIT:
        raise InputWrong(
            f"An answer has 1 to {ANSWER_LIMIT} characters. Correct it and send again."
        )
    who = {"pairing_id": pairing.pairing_id, "collar": pairing.collar}
    with store.database.writing() as cursor:
        kept = run(
            cursor,
            "insert_visit_answer",
            log_id=log_id,
            content=content,
            answered_at=clock.now(),
            **who,
        )
        if not kept.fetchall():
            raise InputWrong("This visit is not one of yours. Open “My patrols” again.")


def visits_by_grade(
    store: Store, *, since: date | None = None, until: date | None = None, **places: Any
) -> pd.DataFrame:
    """Return one row per presence grade: its visits, how many of them are flagged, and what the
    grade rests on.
    """
    chosen = {"neighbourhoods": None, "areas": None} | places
    rows = store.frame("visits_by_grade", since=since, until=until, **chosen)
    return rows.assign(rests_on=[GRADES[grade] for grade in rows["grade"]])


def _own_visit(row: dict[str, Any]) -> OwnVisit:
    return OwnVisit(
        log_id=row["log_id"],
        pass_id=row["pass_id"],
        area=row["area"],
        visited_at=instant(row["visited_us"]),
        left_at=instant(row["left_us"]) if row["left_us"] is not None else None,
        counts={name: row[name] for name in ("engagements", "stop_searches", "arrests")},
        entered_by=row["entered_by"] or "",
        grade=row["grade"],
        because=REASONS.get(row["grade_why"], GRADES[row["grade"]]),
        flags=[FLAGS[flag] for flag in row["flags"]],
        said=row["answers"],
    )
