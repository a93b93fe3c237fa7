"""Patrols of the fortnight before the first sheet, as the team noted them in a Microsoft Form."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import numpy as np

from patrolqr.core import clock
from patrolqr.demo import answer_texts, chance_and_metres
from patrolqr.demo.hotspots import LASTING
from patrolqr.demo.patrols import DAYS
from patrolqr.demo.visits import ARRESTS, COLLARS, ENGAGEMENTS, STOP_SEARCHES
from patrolqr.demo.workbook import Cell

DAYS_OF_FORM = 14
A_DAY = 4.5
"""Patrols noted a day."""

BEGINS, MINUTES_OF_DAY = time(14, 30), 8 * 60
"""From when on patrols were noted, and for how long."""

SHORT_NAMES = {
    "Market Square": "Mkt Sq",
    "Station Road": "Stn Rd",
    "Retail Park": "the retail park",
    "Bus Station": "bus stn",
    "Canal Bridge": "Canal bridge / towpath",
    "Queensway shops": "Queensway",
    "Millbrook estate": "Millbrook",
    "Mill Lane": "Mill Ln",
}
"""Place → what officers wrote for it; which of them it means was confirmed once."""

HEADER = (
    *("ID", "Start time", "Completion time", "Email", "Name", "Last modified time"),
    *("Which patrol area?", "Time arrived", "Time left", "How many engagements?"),
    *("How many stop searches?", "How many arrests?", "What did you see?", "What did you do?"),
    *("Collar number", "On foot or by vehicle?", "Your role"),
)
"""Columns of the form's own, then its questions."""

DID = ("Foot patrol", "Spoke to businesses", "Checked the back ways", "Spoke to residents")


def rows(*, until: date, seed: int) -> Iterator[tuple[Cell, ...]]:
    """Give the workbook's header and one row per patrol, in the order they were sent."""
    yield HEADER
    random = chance_and_metres.chance(seed, "earlier logs")
    how = chance_and_metres.chance(seed, "how earlier logs were made")
    first = until - timedelta(days=DAYS + DAYS_OF_FORM)
    number = 0
    for back in range(DAYS_OF_FORM):
        begins = clock.at(first + timedelta(days=back), BEGINS)
        count = int(random.poisson(A_DAY))
        for minute in np.sort(random.integers(0, MINUTES_OF_DAY, count)):
            number += 1
            row = _row(number, begins + timedelta(minutes=int(minute)), random)
            collar = str(row[-1])
            travelled = str(how.choice(["On foot", "Vehicle"], p=(0.75, 0.25)))
            yield *row, travelled, "PCSO" if collar.startswith("77") else "PC"


def _row(number: int, arrived: datetime, random: np.random.Generator) -> tuple[Cell, ...]:
    place = str(random.choice([spot.name for spot in LASTING]))
    left = arrived + timedelta(minutes=int(np.clip(random.normal(14, 4), 4, 35)))
    opened = left + timedelta(minutes=int(random.integers(1, 30)))
    sent = opened + timedelta(seconds=int(random.integers(40, 200)))
    did = random.choice(DID, int(random.integers(1, 3)), replace=False)
    return (
        *(number, _wall(opened), _wall(sent), "anonymous", "", ""),
        *(SHORT_NAMES[place], _wall(arrived), _wall(left)),
        int(random.poisson(ENGAGEMENTS)),
        int(random.poisson(STOP_SEARCHES)),
        int(random.random() < ARRESTS),
        str(random.choice(answer_texts.SAW[place])) if random.random() < 0.5 else "",
        "".join(f"{each};" for each in did),
        str(random.choice(COLLARS)),
    )


def _wall(instant: datetime) -> datetime:
    return clock.local(instant).replace(tzinfo=None)
