"""Patterns as things that are kept: what became of each, its figures run by run, and how many cards
a week the team accepts. Every look counts and is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal, TypedDict, get_args
from uuid import uuid4

from patrolqr.core import clock, lengths
from patrolqr.core.actor import SYSTEM
from patrolqr.core.errors import InputWrong
from patrolqr.store.briefings import instant
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import Session

NEW, LOOKED_AT, ACTING, NOT_A_PATTERN, CLOSED = (
    "new",
    "looked at",
    "acting",
    "not a pattern",
    "closed",
)
Decision = Literal["looked at", "acting", "not a pattern"]
"""What people say of a pattern. It is new until somebody does, and is closed by staying quiet."""

DECISIONS: tuple[Decision, ...] = get_args(Decision)
REASON_LIMIT = 500
USUAL_BUDGET, MOST_CARDS = 5, 100
"""Cards a week that a team accepts until somebody says how many, and the most that can be said."""

DID = {
    LOOKED_AT: "looked at this pattern",
    ACTING: "is acting on this pattern, said",
    NOT_A_PATTERN: "set this pattern aside",
    CLOSED: "closed this pattern",
}
"""What somebody did, to stand between a name and a time."""


class PatternRow(TypedDict):
    """A pattern, with its newest state. `seen` is the number of that state, 0 of none yet."""

    pattern_id: str
    detector: str
    neighbourhood_id: str
    category: str
    apart: str
    opened_day: date
    stored_us: int
    state: str
    why: str | None
    decided_by: str | None
    decided_us: int | None
    closed_day: date | None
    cell: str | None
    seen: int


class StateRow(TypedDict):
    """A decision about a pattern, or that it was closed: `day` is then the last that was counted.

    `cell` is the square where somebody acts.
    """

    pattern_id: str
    state: str
    why: str | None
    decided_by: str
    decided_us: int
    day: date | None
    cell: str | None
    serial: int


class FigureRow(TypedDict):
    """A pattern's figures in the run to last_day, as they were known when it was made."""

    pattern_id: str
    last_day: date
    observed: int
    expected: float
    low: int
    high: int
    flagged: bool
    is_open: bool
    open_since: date | None
    made_us: int
    serial: int


class BudgetRow(TypedDict):
    """How many cards a week the team accepts, and who said so."""

    cards: int
    set_by: str
    set_us: int
    serial: int


class PickedRow(TypedDict):
    """The newest duty for which a square's patrol area is picked."""

    cell: str
    name: str
    team_id: str
    patrol_day: date
    shift: str


class RunsRow(TypedDict):
    """What a detector looked at so far: over how many last days, since when, in how many tests."""

    detector: str
    runs: int
    first_day: date
    last_day: date
    tests: int


class RunRow(TypedDict):
    """A run that was kept."""

    detector: str
    as_of: date


class TrialRow(TypedDict):
    """What came of one kind of simulated year: false cards a year, by how much "once in K" was said too
    seldom for each K, and of how many doublings which share was found, half of them within so many
    runs.
    """

    detector: str
    scenario: str
    years: int
    tests: int
    cards_a_year: float
    too_seldom: list[float]
    doublings: int
    found_share: float
    runs_to_half: int | None


class CalibrationRow(TrialRow):
    """A row of a trial that was kept, and when that was made."""

    made_us: int


class SerialRow(TypedDict):
    """The number of a trial."""

    serial: int


def stored(session: Session) -> list[PatternRow]:
    """Return every pattern that was stored, the first one first."""
    return session.rows(PatternRow, "patterns/stored")


def acted_on(session: Session) -> dict[str, str]:
    """Return the crime type of the pattern that somebody acts on, by the square where; of several the one
    stored last.
    """
    return {
        row["cell"]: row["category"]
        for row in stored(session)
        if row["state"] == ACTING and row["cell"]
    }


def states(session: Session) -> list[StateRow]:
    """Return everything that was decided about patterns, the oldest first."""
    return session.rows(StateRow, "patterns/states")


def figures(session: Session, pattern_ids: Sequence[str]) -> list[FigureRow]:
    """Return the figures of these patterns run by run, the newest knowledge of a run last."""
    return session.rows(FigureRow, "patterns/figures", pattern_ids=list(pattern_ids))


def runs(session: Session) -> list[RunsRow]:
    """Return what each detector looked at so far."""
    return session.rows(RunsRow, "patterns/pattern_runs")


def picked(session: Session, cells: Sequence[str]) -> list[PickedRow]:
    """Return for which duty each of these squares was picked last, of those that were."""
    return session.rows(PickedRow, "patterns/picked", cells=list(cells))


def decide(
    session: Session,
    pattern_id: str,
    state: Decision,
    *,
    seen: int,
    why: str = "",
    cell: str | None = None,
) -> None:
    """Keep what somebody says of a pattern, who and when: not a pattern needs a reason, acting may say
    in which square.

    `seen` is the state it was decided upon. InputWrong where a colleague decided meanwhile.
    """
    reason = why.strip()
    if state == NOT_A_PATTERN and not reason:
        raise InputWrong(
            "Say why this is not a pattern, so that the next person need not ask again."
        )
    lengths.check(reason, REASON_LIMIT, "The reason")
    with session.writing("review") as written:
        known = [row for row in stored(session) if row["pattern_id"] == pattern_id]
        if not known:
            raise InputWrong("This pattern is not kept here any more. Open the page anew.")
        _check_seen(known[0], seen)
        _keep_state(
            written,
            pattern_id,
            state,
            why=reason,
            by=session.actor.person,
            cell=cell if state == ACTING else None,
        )


def _check_seen(known: PatternRow, seen: int) -> None:
    if known["seen"] == seen:
        return
    at = clock.time_text(instant(known["decided_us"] or 0))
    why = f": “{known['why']}”" if known["why"] else "."
    raise InputWrong(
        f"{known['decided_by']} {DID[known['state']]} at {at}{why} That stands; yours was not kept."
    )


def open_one(written: Writing, detector: str, series: Mapping[str, Any], opened_day: date) -> str:
    """Store a pattern that opened (neighbourhood_id, category, apart) and return its id."""
    pattern_id = str(uuid4())
    written.change(
        "patterns/insert_pattern",
        pattern_id=pattern_id,
        detector=detector,
        neighbourhood_id=series["neighbourhood_id"],
        category=series["category"],
        apart=series["apart"],
        opened_day=opened_day,
        stored_at=clock.now(),
    )
    return pattern_id


def close(written: Writing, pattern_id: str, *, day: date, why: str) -> None:
    """Write down that a pattern is closed: it was quiet for long enough, by the run to that day."""
    _keep_state(written, pattern_id, CLOSED, why=why, by=SYSTEM.person, day=day)


def _keep_state(
    written: Writing,
    pattern_id: str,
    state: str,
    *,
    why: str,
    by: str,
    day: date | None = None,
    cell: str | None = None,
) -> None:
    written.change(
        "patterns/insert_state",
        pattern_id=pattern_id,
        state=state,
        why=why,
        decided_by=by,
        decided_at=clock.now(),
        day=day,
        cell=cell,
    )


def keep_figures(written: Writing, pattern_id: str, row: Mapping[str, Any]) -> None:
    """Keep a pattern's figures in one run beside those that were known before."""
    written.change(
        "patterns/insert_figures",
        pattern_id=pattern_id,
        last_day=row["last_day"],
        observed=row["observed"],
        expected=row["expected"],
        low=row["low"],
        high=row["high"],
        flagged=row["flagged"],
        is_open=row["is_open"],
        open_since=row["open_since"],
        made_at=clock.now(),
    )


def budget(session: Session) -> BudgetRow | None:
    """Return how many cards a week the team accepts, None where nobody said so yet."""
    found = session.rows(BudgetRow, "patterns/budget")
    return found[0] if found else None


def set_budget(session: Session, cards: int, *, seen: int) -> None:
    """Keep how many cards a week the team accepts, and who says so.

    `seen` is the serial of the one that was read, 0 of none. InputWrong where a colleague set it
    meanwhile.
    """
    if not 0 <= cards <= MOST_CARDS:
        raise InputWrong(f"A week can have 0 to {MOST_CARDS} cards, not {cards}.")
    with session.writing("budget") as written:
        known = budget(session)
        if known is not None and known["serial"] != seen:
            at = clock.time_text(instant(known["set_us"]))
            raise InputWrong(
                f"{known['set_by']} set it to {known['cards']} cards a week at {at}. "
                "That stands; yours was not kept."
            )
        written.change(
            "patterns/insert_budget", cards=cards, set_by=session.actor.person, set_at=clock.now()
        )


def record_run(
    session: Session, detector: str, *, last_day: date, tests: int, flagged: int
) -> None:
    """Keep that a detector ran over the data up to last_day.

    The same run again, with the same result, adds nothing.
    """
    kept = session.rows(
        RunRow,
        "patterns/pattern_run",
        detector=detector,
        as_of=last_day,
        tests=tests,
        flagged=flagged,
    )
    if kept:
        return
    with session.writing("detect") as written:
        written.change(
            "patterns/insert_pattern_run",
            detector=detector,
            as_of=last_day,
            made_at=clock.now(),
            tests=tests,
            flagged=flagged,
        )


def calibrations(session: Session) -> list[CalibrationRow]:
    """Return what came of the newest trial of each detector on simulated years."""
    return session.rows(CalibrationRow, "patterns/calibrations")


def record_calibration(session: Session, rows: Iterable[TrialRow]) -> None:
    """Keep what came of a trial on simulated years; earlier ones stay on record."""
    with session.writing("detect") as written:
        (serial,) = (row["serial"] for row in written.rows(SerialRow, "patterns/next_calibration"))
        for row in rows:
            written.change(
                "patterns/insert_calibration",
                detector=row["detector"],
                scenario=row["scenario"],
                years=row["years"],
                tests=row["tests"],
                cards_a_year=row["cards_a_year"],
                too_seldom=row["too_seldom"],
                doublings=row["doublings"],
                found_share=row["found_share"],
                runs_to_half=row["runs_to_half"],
                made_at=clock.now(),
                serial=serial,
            )
