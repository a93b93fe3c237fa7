"""Reasons for a patrol: what came in on a team's ground, and what is decided about it for a duty.

Decisions are kept one below the other; the newest counts, and none is replaced unseen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypedDict

from patrolqr.core import clock, lengths
from patrolqr.core.area import Candidate
from patrolqr.core.errors import InputWrong
from patrolqr.core.reason import DECIDED, WORDS_LIMIT, Decision, Reason, Standing
from patrolqr.core.team import Duty
from patrolqr.geo import squares
from patrolqr.geo.squares import CELL_METRES
from patrolqr.store import areas, picks
from patrolqr.store.briefings import instant, instant_or_none
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import Session


class ReasonRow(TypedDict):
    """A reason of a duty's inbox, with the newest decision about it (version 0: none)."""

    reason_id: str
    kind: str
    reference: str | None
    origin: str | None
    dated_us: int
    category: str | None
    text: str | None
    action: str | None
    review_day: date | None
    source_grade: str | None
    information_grade: str | None
    handling: str | None
    conditions: str | None
    expires_day: date | None
    rule: str | None
    cell: str | None
    area_id: str | None
    place: str | None
    neighbourhood_id: str | None
    version: int
    decision: Decision
    why: str | None
    partner: str | None
    merged_into: str | None
    decided_by: str | None
    decided_us: int | None


class StandingRow(TypedDict):
    """The newest decision about one reason."""

    version: int
    decision: Decision
    why: str | None
    partner: str | None
    merged_into: str | None
    area_id: str | None
    decided_by: str
    decided_us: int


class DecidedRow(TypedDict):
    """How many decisions were made for a duty."""

    decisions: int


class TakenRow(TypedDict):
    """How many reasons are taken at a patrol area, and whether that picked it."""

    taken: int
    made_pick: bool


class OutcomeRow(TypedDict):
    """What was decided about a reason for a duty, and what its patrols brought."""

    reason_id: str
    kind: str | None
    reference: str | None
    text: str | None
    place: str | None
    area_id: str | None
    patrol_day: date
    shift: str
    decision: Decision
    why: str | None
    partner: str | None
    merged_into: str | None
    decided_by: str
    on_sheet: bool
    patrols: int
    logs: int
    answer: str | None
    noticed: bool


@dataclass(frozen=True)
class Choice:
    """A decision to be made about a reason: why not, to whom, into which other one."""

    decision: Decision
    why: str = ""
    partner: str = ""
    merged_into: str | None = None


def reasons(
    session: Session,
    duty: Duty,
    neighbourhoods: Sequence[str] = (),
    *,
    side: int = CELL_METRES,
) -> list[Reason]:
    """Return what the team's rules bring in for that duty, and what was decided about, newest first.

    `neighbourhoods` is the team's ground, none the whole force; `side` that of the squares which
    points lie in. What has expired is not offered.
    """
    begins_at, until = clock.duty_window(duty)
    found = session.rows(
        ReasonRow,
        "reasons/reasons",
        duty=duty,
        neighbourhoods=list(neighbourhoods),
        side=side,
        begins_at=begins_at,
        until=until,
    )
    return [_reason(row) for row in found]


def at_place(
    session: Session,
    cell: str | None,
    area_ids: Sequence[str],
    *,
    since: date,
    patrol_day: date,
) -> list[Reason]:
    """Return what came in at a place from since to the patrol day's end, standing priorities first,
    then the newest, each with the newest decision about it for any duty.

    The place is that square (None: none) and these patrol areas.
    """
    easting, northing = squares.middle(cell) if cell else (None, None)
    found = session.rows(
        ReasonRow,
        "reasons/reasons_at",
        easting=easting,
        northing=northing,
        side=squares.side(cell) if cell else CELL_METRES,
        area_ids=list(area_ids),
        since=clock.day_window(since)[0],
        until=clock.day_window(patrol_day)[1],
        patrol_day=patrol_day,
    )
    return [_reason(row) for row in found]


def has_decisions(session: Session, duty: Duty) -> bool:
    """Return whether anything was ever decided about for that duty: quick, for every sheet."""
    return session.rows(DecidedRow, "reasons/decided", duty=duty)[0]["decisions"] > 0


def standing(session: Session, duty: Duty, reason_id: str) -> Standing:
    """Return the newest decision about a reason for that duty."""
    found = _standing_rows(session, duty, reason_id)
    return _standing(found[0]) if found else Standing()


def decide(
    session: Session,
    duty: Duty,
    reason_id: str,
    choice: Choice,
    *,
    seen: int,
    area: Candidate | str | None = None,
) -> None:
    """Keep a decision about a reason; what is for tonight picks its patrol area with it.

    `area` is the square or the id of the patrol area it is taken to. `seen` is the version the
    decision was made from: InputWrong where somebody decided meanwhile, and nothing is kept.
    """
    _check(choice, area)
    with session.writing("brief") as written:
        before = _standing_rows(session, duty, reason_id)
        _check_seen(before, seen)
        # only what is for tonight makes a patrol area of a square
        added = _area_id(written, area) if choice.decision == "tonight" else None
        made_pick = added is not None and picks.add(written, session, duty, added, _why(area))
        written.change(
            "reasons/insert_decision",
            duty=duty,
            begins_at=clock.duty_window(duty)[0],
            reason_id=reason_id,
            version=seen + 1,
            decision=choice.decision,
            why=choice.why.strip(),
            partner=choice.partner.strip(),
            merged_into=choice.merged_into,
            area_id=added,
            made_pick=made_pick,
            decided_by=session.actor.person,
            decided_at=clock.now(),
        )
        left = before[0]["area_id"] if before else None
        if left is not None and left != added:
            _let_go(written, session, duty, left)


def give_area(session: Session, reason_id: str, area_id: str) -> None:
    """Say which patrol area a reason without a place belongs to."""
    if areas.in_force(session, area_id) is None:
        raise InputWrong("This patrol area does not exist any more. Choose another one.")
    with session.writing("brief") as written:
        written.change(
            "reasons/insert_area",
            reason_id=reason_id,
            area_id=area_id,
            given_by=session.actor.person,
            given_at=clock.now(),
        )


def outcomes(
    session: Session, team_id: str, *, since: datetime, until: datetime
) -> list[OutcomeRow]:
    """Return what came of each reason decided about for the team's duties that began in that time."""
    return session.rows(OutcomeRow, "reasons/outcomes", team_id=team_id, since=since, until=until)


def outcomes_of(session: Session, duty: Duty) -> list[OutcomeRow]:
    """Return what came of each reason that was decided about for that duty."""
    begins_at, _ = clock.duty_window(duty)
    found = outcomes(
        session, duty.team_id, since=begins_at, until=begins_at + timedelta(microseconds=1)
    )
    return [row for row in found if row["shift"] == duty.shift.name]


def _check(choice: Choice, area: Candidate | str | None) -> None:
    if choice.decision == "tonight" and area is None:
        raise InputWrong("Nobody knows where this is. Give it a patrol area first.")
    if choice.decision == "not_tonight" and not choice.why.strip():
        raise InputWrong("Say why it is not for tonight: whoever asks tomorrow reads it.")
    if choice.decision == "partner" and not choice.partner.strip():
        raise InputWrong("Say to whom it is passed on.")
    if choice.decision == "merged" and choice.merged_into is None:
        raise InputWrong("Choose the one that it is merged into.")
    for words in (choice.why, choice.partner):
        lengths.check(words, WORDS_LIMIT)


def _check_seen(before: list[StandingRow], seen: int) -> None:
    newest = _standing(before[0]) if before else Standing()
    if newest.version == seen:
        return
    when = clock.time_text(newest.decided_at) if newest.decided_at else ""
    raise InputWrong(
        f"{newest.decided_by} decided at {when} meanwhile: {DECIDED[newest.decision]}. "
        "Nothing of yours is kept. Look at it again, then decide."
    )


def _area_id(written: Writing, area: Candidate | str | None) -> str | None:
    return areas.made_for(written, [area])[area.cell] if isinstance(area, Candidate) else area


def _why(area: Candidate | str | None) -> str:
    return area.why if isinstance(area, Candidate) else ""


def _let_go(written: Writing, session: Session, duty: Duty, area_id: str) -> None:
    """Take the patrol area out of the picks where the inbox picked it and nothing is taken there."""
    (left,) = written.rows(TakenRow, "reasons/area_taken", duty=duty, area_id=area_id)
    if left["made_pick"] and not left["taken"]:
        picks.remove(written, session, duty, area_id)


def _standing_rows(session: Session, duty: Duty, reason_id: str) -> list[StandingRow]:
    return session.rows(StandingRow, "reasons/standing_decision", duty=duty, reason_id=reason_id)


def _standing(row: StandingRow | ReasonRow) -> Standing:
    return Standing(
        version=row["version"],
        decision=row["decision"],
        why=row["why"] or "",
        partner=row["partner"] or "",
        merged_into=row["merged_into"],
        decided_by=row["decided_by"] or "",
        decided_at=instant_or_none(row["decided_us"]),
    )


def _reason(row: ReasonRow) -> Reason:
    return Reason(
        reason_id=row["reason_id"],
        kind=row["kind"],
        reference=row["reference"] or "",
        origin=row["origin"] or "",
        dated_at=instant(row["dated_us"]),
        category=row["category"] or "",
        text=row["text"] or "",
        action=row["action"] or "",
        review_day=row["review_day"],
        source_grade=row["source_grade"] or "",
        information_grade=row["information_grade"] or "",
        handling=row["handling"] or "",
        conditions=row["conditions"] or "",
        expires_day=row["expires_day"],
        rule=row["rule"] or "",
        cell=row["cell"],
        area_id=row["area_id"],
        place=row["place"] or "",
        neighbourhood_id=row["neighbourhood_id"],
        standing=_standing(row),
    )
