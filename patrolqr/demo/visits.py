"""Patrol logs that follow from the taskings: most areas get a visit, some get none, some logs
arrive late.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd

from patrolqr.core import clock
from patrolqr.core.form.log import parse
from patrolqr.core.lists import CUT_SHORT
from patrolqr.core.shift import Shift
from patrolqr.demo import answer_texts, chance_and_metres, details, report_texts
from patrolqr.demo.patrols import Patrols

MISSED = 0.12
"""Share of taskings that get no visit: abstracted, custody, weather."""

REASON_SHARES = (0.45, 0.14, 0.11, 0.08, 0.02, 0.1, 0.02, 0.08)
"""How often each of the reasons for a missed visit (lists.CUT_SHORT) is given, in their order."""

COLLARS = ("4806", "4821", "4833", "4847", "4852", "4868", "4871", "4890", "7714", "7729")
"""Collar numbers of the team; nobody's."""

ENGAGEMENTS, STOP_SEARCHES, ARRESTS = 2.1, 0.16, 0.05
"""Means per visit."""


def logs(made: Patrols, *, cut: datetime, seed: int) -> pd.DataFrame:
    """Return one row per patrol log received up to the cut, as the store would have kept it."""
    random, more, acted = (
        chance_and_metres.chance(seed, topic) for topic in ("visits", "details", "actions")
    )
    asked = _asked(made).merge(
        made.passes[["tasking_id", "pass_id", "valid_until"]], on="tasking_id"
    )
    names = made.patrol_areas.set_index("area_id")["name"]
    rows = []
    for each in asked.to_dict("records"):
        tasking = {str(name): value for name, value in each.items()}
        place = names[tasking["area_id"]]
        visits = _visits(tasking, place, random)
        for sent, received in visits:
            told = details.reported(details.added(sent, more), acted)
            rows.append(_row(told, received, tasking))
    table = pd.DataFrame([row for row in rows if row["received_at"] <= cut])
    instants = [name for name in table.columns if name.endswith("_at")]
    return table.assign(**{name: pd.to_datetime(table[name], utc=True) for name in instants})


DUTY = ["team_id", "patrol_day", "shift", "shift_starts", "shift_ends"]


def missed(made: Patrols, visits: pd.DataFrame, *, cut: datetime, seed: int) -> pd.DataFrame:
    """Return why areas got no visit, as sergeants gave it at the end of most shifts that are over."""
    random = chance_and_metres.chance(seed, "missed")
    asked = _asked(made)
    asked = asked[~asked["tasking_id"].isin(visits["tasking_id"])]
    rows = []
    for team_id, day, shift, starts, ends, area_id in asked[[*DUTY, "area_id"]].itertuples(
        index=False
    ):
        given_at = clock.shift_window(day, Shift(shift, starts, ends))[1] - timedelta(
            minutes=int(random.integers(2, 25))
        )
        if given_at <= cut and random.random() < 0.85:
            rows.append(
                (
                    team_id,
                    day,
                    shift,
                    area_id,
                    str(random.choice(CUT_SHORT, p=REASON_SHARES)),
                    given_at,
                )
            )
    table = pd.DataFrame(
        rows, columns=["team_id", "patrol_day", "shift", "area_id", "reason", "given_at"]
    )
    return table.assign(
        given_at=pd.to_datetime(table["given_at"], utc=True), given_by=details.SERGEANT
    )


def handovers(made: Patrols, *, cut: datetime) -> pd.DataFrame:
    """Return what each shift that is over left to the next sergeant, its last quarter of an hour."""
    rows = []
    duties = made.briefings.drop_duplicates(["team_id", "patrol_day", "shift"])[DUTY]
    for place, (team_id, day, shift, starts, ends) in enumerate(duties.itertuples(index=False)):
        begins_at, ends_at = clock.shift_window(day, Shift(shift, starts, ends))
        written_at = ends_at - timedelta(minutes=15)
        if written_at <= cut:
            text = report_texts.HANDED_OVER[place % len(report_texts.HANDED_OVER)]
            rows.append((team_id, day, shift, begins_at, text, written_at))
    columns = ["team_id", "patrol_day", "shift", "begins_at", "text", "written_at"]
    table = pd.DataFrame(rows, columns=columns)
    instants = {name: pd.to_datetime(table[name], utc=True) for name in ("begins_at", "written_at")}
    return table.assign(**instants, version=1, written_by=details.SERGEANT)


def _asked(made: Patrols) -> pd.DataFrame:
    """Return the taskings of the newest version of each sheet, with patrol day and shift."""
    newest = (
        made.briefings.groupby(["team_id", "patrol_day", "shift"])["version"].transform("max")
        == made.briefings["version"]
    )
    return made.taskings.merge(made.briefings[newest][["briefing_id", *DUTY]], on="briefing_id")


def _visits(
    tasking: dict[str, Any], place: str, random: np.random.Generator
) -> Iterator[tuple[dict[str, Any], datetime]]:
    """Yield what officers sent from one area, and when it arrived here."""
    if random.random() < MISSED:
        return
    given = max(1, tasking["visits"] + int(random.choice([0, -1, 1], p=[0.62, 0.28, 0.10])))
    starts = clock.in_patrol_day(tasking["patrol_day"], tasking["window_starts"])
    ends = clock.in_patrol_day(tasking["patrol_day"], tasking["window_ends"])
    collar = str(random.choice(COLLARS))
    for visit in range(given):
        share = (visit + random.uniform(0.05, 0.85)) / given
        delay = timedelta(minutes=25) if random.random() < 0.2 else timedelta(0)
        arrived = (starts + (ends - starts) * share + delay).replace(microsecond=0)
        yield _sent(tasking, place, arrived, collar, random)


def _sent(
    tasking: dict[str, Any], place: str, arrived: datetime, collar: str, random: np.random.Generator
) -> tuple[dict[str, Any], datetime]:
    """Return one log as a phone sends it, and when the server had it."""
    left = arrived + timedelta(
        seconds=float(np.clip(60 * random.lognormal(np.log(13.5), 0.33), 180, 2700))
    )
    received = left + timedelta(seconds=float(random.uniform(4, 75)))
    if random.random() < 0.07:
        received += timedelta(minutes=float(random.uniform(12, 70)))
    if random.random() < 0.008:
        received = tasking["valid_until"] + timedelta(hours=float(random.uniform(9, 13)))
    sent_at = received - timedelta(seconds=1 + float(random.normal(0, 6)))
    sent = {
        "log_id": chance_and_metres.ids(random, 1)[0], "opened_at": _text(arrived), "arrived_at": _text(arrived),
        "engagements": int(random.poisson(ENGAGEMENTS)), "stop_searches": int(random.poisson(STOP_SEARCHES)),
        "arrests": int(random.random() < ARRESTS), "collar": collar, "sent_at": _text(sent_at),
        **_notes(tasking["ask"], place, random),
    }  # fmt: skip
    if random.random() > 0.04:
        sent["left_at"] = _text(left)
    return sent, received


def _notes(ask: str, place: str, random: np.random.Generator) -> dict[str, str]:
    """Return the answer to the ask, mostly given, and what was seen, heard and learned, sometimes."""
    given = dict(answer_texts.ASKS[place])[ask]
    notes = {
        "answer": (0.86, given), "saw": (0.45, answer_texts.SAW[place]), "heard": (0.25, answer_texts.HEARD),
        "learned": (0.12, answer_texts.LEARNED[place]),
    }  # fmt: skip
    return {
        name: str(random.choice(said))
        for name, (share, said) in notes.items()
        if random.random() < share
    }


def _row(sent: dict[str, Any], received: datetime, tasking: dict[str, Any]) -> dict[str, Any]:
    log = parse(sent)
    named = {
        name: tasking[name]
        for name in ("pass_id", "tasking_id", "area_id", "team_id", "patrol_day", "shift")
    }
    return {
        "log_id": log.log_id, "version": 1, "is_current": True, "set_aside_why": None, "document": log.document,
        "digest": log.digest, "received_at": received, "late": bool(received > tasking["valid_until"]),
        "channel": "phone", **named, **log.values,
    }  # fmt: skip


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).replace(microsecond=0).isoformat()
