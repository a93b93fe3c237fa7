"""Coins tossed between candidates, which of them are patrolled; every one is kept with its seed."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TypedDict

import pandas as pd

from patrolqr.core import clock
from patrolqr.core.area import Candidate
from patrolqr.core.choice import PlaceChoice, chosen
from patrolqr.core.coin import Kind, Toss, draw
from patrolqr.core.errors import InputWrong
from patrolqr.core.team import Duty
from patrolqr.store import picks
from patrolqr.store.briefings import instant
from patrolqr.store.session import Session


class TossRow(TypedDict):
    """A coin tossed for a duty."""

    team_id: str
    patrol_day: date
    shift: str
    seed: str
    cells: list[str]
    drawn: list[str]
    tossed_by: str
    tossed_us: int
    kind: Kind
    serial: int


class StoodRow(TypedDict):
    """A place that stood in a coin, on its patrol day: whether it was drawn, among how many places for
    how many there was room, what was reported there, and whether it was briefed or patrolled.
    """

    patrol_day: date
    shift: str
    team: str
    area: str
    is_drawn: bool
    incidents: int
    is_briefed: bool
    logs: int
    is_again: bool
    room: int
    places: int
    kind: Kind
    seed: str
    coin: int
    cell: str
    team_id: str


def tosses(session: Session, choice: PlaceChoice) -> list[Toss]:
    """Return the coins tossed for duties of the chosen days and teams, the newest first."""
    found = session.rows(
        TossRow,
        "coins/tosses",
        since=choice.since,
        until=choice.until,
        teams=chosen(choice.teams),
    )
    return [
        Toss(
            row["team_id"],
            row["patrol_day"],
            row["shift"],
            row["seed"],
            tuple(row["cells"]),
            tuple(row["drawn"]),
            row["tossed_by"],
            instant(row["tossed_us"]),
            row["kind"],
        )
        for row in found
    ]


def stood(
    session: Session,
    choice: PlaceChoice,
    *,
    cell: str | None = None,
    as_known_at: datetime | None = None,
) -> pd.DataFrame:
    """Return one row (StoodRow) per coin and place that stood in it, the first coin first; of that
    square alone where there is one. Incidents are those known then, of data to the minute.
    """
    return session.frame(
        StoodRow,
        "coins/stood",
        choice=choice,
        cell=cell,
        as_known_at=as_known_at,
    )


def of_duty(session: Session, duty: Duty) -> list[Toss]:
    """Return the coins tossed for one duty, the newest first."""
    day = duty.patrol_day
    choice = PlaceChoice(since=day, until=day + timedelta(days=1), teams=[duty.team_id])
    return [each for each in tosses(session, choice) if each.shift == duty.shift.name]


LEFT: Mapping[Kind, str] = {"level": "Not drawn by the coin", "hold_out": "Held out by a coin"}
"""Why a place is passed over that a coin did not draw."""


def left_why(kind: Kind, seed: str) -> str:
    """Return why a place is passed over that a coin did not draw, with the seed to draw it again."""
    return f"{LEFT[kind]}, seed {seed}"


def was_left(why: str) -> bool:
    """Return whether it is a coin that a place is passed over for (left_why)."""
    return why.startswith(tuple(LEFT.values()))


def toss(
    session: Session,
    duty: Duty,
    candidates: Sequence[Candidate],
    room: int,
    *,
    kind: Kind = "level",
) -> Toss:
    """Toss a coin between the candidates, keep it, and return it; those that are not drawn are passed
    over for that duty. What was settled so already stands: no second coin is tossed.

    InputWrong where there is room for none of them, or for all.
    """
    cells = sorted({each.cell for each in candidates})
    if not 0 < room < len(cells):
        raise InputWrong("A coin settles which of several places; here there is nothing to settle.")
    with session.writing("brief") as written:
        for standing in of_duty(session, duty):
            alike = list(standing.cells) == cells and len(standing.drawn) == room
            if alike and standing.kind == kind:
                return standing
        seed = secrets.token_hex(4)
        drawn = draw(cells, room, seed)
        written.change(
            "coins/insert_toss",
            duty=duty,
            seed=seed,
            cells=cells,
            drawn=list(drawn),
            tossed_by=session.actor.person,
            tossed_at=clock.now(),
            kind=kind,
        )
        left = [each for each in candidates if each.cell not in drawn]
        picks.leave(written, session, duty, left, left_why(kind, seed))
    return of_duty(session, duty)[0]
