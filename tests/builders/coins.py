"""Coins tossed on past days, and what was reported where they drew and where they held out."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from patrolqr.core.area import Candidate
from patrolqr.core.coin import Toss
from patrolqr.geo import squares
from patrolqr.store import Session, coins
from tests.builders.briefings import candidate
from tests.builders.duties import duty
from tests.builders.incidents import keep_in

AMONG = tuple(candidate(number, f"Place {number}") for number in range(4))
"""Places that a coin is tossed between, unless others are named."""


def toss_daily(
    store: Session, since: date, days: int, *, among: Sequence[Candidate] = AMONG, room: int = 2
) -> list[Toss]:
    """Toss a coin for the late shift of each of so many days, and return them, the first day first."""
    each_day = (since + timedelta(days=number) for number in range(days))
    return [coins.toss(store, duty(day), among, room) for day in each_day]


def report(
    store: Session, tosses: Sequence[Toss], *, drawn: int, held: int, until: date | None = None
) -> None:
    """Keep so many incidents a day at each place drawn and at each held out; with `until`, one far
    away on the day before it, up to which all is loaded then.
    """
    at = [
        (toss.patrol_day, cell)
        for toss in tosses
        for cell in toss.cells
        for _ in range(drawn if cell in toss.drawn else held)
    ]
    if until:
        at.append((until - timedelta(days=1), "E500000N400000"))
    keep_dated(store, at)


def keep_dated(store: Session, at: Sequence[tuple[date, str]], **columns: str) -> None:
    """Keep an incident at noon of each day in each square."""
    corners = [squares.corner(cell) for _, cell in at]
    rows = pd.DataFrame(
        {
            "patrol_day": [day for day, _ in at],
            "month": [day.replace(day=1) for day, _ in at],
            "occurred_at": [pd.Timestamp(day, tz="UTC") + pd.Timedelta(hours=12) for day, _ in at],
            "easting": [float(easting) for easting, _ in corners],
            "northing": [float(northing) for _, northing in corners],
        }
    )
    keep_in(store, rows.assign(precision="minute", **columns))
