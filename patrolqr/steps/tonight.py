"""What is known of tonight's officers before anybody counts: who stands on the sheet, and how much of
what was asked for went elsewhere in such shifts. No Streamlit here.
"""

from datetime import timedelta
from typing import NamedTuple

from patrolqr.core.shift import Crew
from patrolqr.core.team import Duty
from patrolqr.store import Session, briefings, questions
from patrolqr.store.questions import QuestionChoice

LOOKED_BACK = timedelta(days=28)
"""Shifts of four weeks: as many of each day of the week."""


class TakenAway(NamedTuple):
    """Of the minutes asked for in earlier shifts, those that were not given for a reason somebody
    tapped, and the most frequent reason ("" for none).
    """

    asked: int
    lost: int
    why: str

    @property
    def share(self) -> float:
        """Return the share of what was asked for."""
        return self.lost / self.asked if self.asked else 0.0


def crews(session: Session, duty: Duty) -> tuple[Crew, ...]:
    """Return the call signs on the duty's newest sheet, none where there is no sheet."""
    sheet = briefings.current(session, duty)
    return sheet.crews if sheet else ()


def taken_away(session: Session, duty: Duty) -> TakenAway:
    """Return what was taken away from the same shift of the team in the four weeks before."""
    choice = QuestionChoice(
        since=duty.patrol_day - LOOKED_BACK, until=duty.patrol_day, teams=(duty.team_id,)
    )
    rows = questions.taskings(session, choice)
    rows = rows[rows["shift"] == duty.shift.name]
    lost = (rows["minutes_asked"] - rows["minutes_given"]).where(rows["missed"].notna(), 0)
    by_reason = lost.groupby(rows["missed"]).sum()
    return TakenAway(
        asked=int(rows["minutes_asked"].sum()),
        lost=int(lost.sum()),
        why=str(by_reason.idxmax()) if lost.sum() else "",
    )
