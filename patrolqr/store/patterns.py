"""What people decided about patterns, and which runs were made: every look counts and is kept."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.store.briefings import instant
from patrolqr.store.session import Session

NOT_A_PATTERN = "not a pattern"
REASON_LIMIT = 500


class StateRow(TypedDict):
    """The newest decision about a pattern."""

    pattern_key: str
    state: str
    why: str
    decided_by: str
    decided_us: int


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


def states(session: Session) -> list[StateRow]:
    """Return the newest decision about every pattern that somebody dealt with."""
    return session.rows(StateRow, "patterns/pattern_states")


def runs(session: Session) -> list[RunsRow]:
    """Return what each detector looked at so far."""
    return session.rows(RunsRow, "patterns/pattern_runs")


def set_aside(session: Session, key: str, *, why: str) -> None:
    """Close the pattern with that key and keep why and who says so.

    If it returns after it was quiet it has another key. InputWrong where somebody closed it already.
    """
    reason = why.strip()
    if not reason:
        raise InputWrong(
            "Say why this is not a pattern, so that the next person need not ask again."
        )
    if len(reason) > REASON_LIMIT:
        raise InputWrong(
            f"The reason has {len(reason)} characters; {REASON_LIMIT} fit. Shorten it."
        )
    with session.writing("review") as written:
        for standing in states(session):
            if standing["pattern_key"] == key:
                raise InputWrong(
                    f"{standing['decided_by']} set this pattern aside at "
                    f"{clock.time_text(instant(standing['decided_us']))}: “{standing['why']}” "
                    "That stands; yours was not kept."
                )
        written.change(
            "patterns/insert_pattern_state",
            pattern_key=key,
            state=NOT_A_PATTERN,
            why=reason,
            decided_by=session.actor.person,
            decided_at=clock.now(),
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
