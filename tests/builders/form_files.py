"""Patrol logs as three platforms write them, and the areas that they name."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from patrolqr.core import clock
from patrolqr.store import Session, areas, picks
from tests.builders.briefings import candidate
from tests.builders.duties import duty

TACTICS = ("foot", "engaged", "signage")


@dataclass(frozen=True)
class Told:
    """What somebody reported of one stay."""

    number: int
    arrived_at: datetime
    minutes: int
    area: str
    engagements: int | None
    stop_searches: int | None
    arrests: int | None
    saw: str
    tactics: tuple[str, ...]

    @property
    def left_at(self) -> datetime:
        """When it ended."""
        return self.arrived_at + timedelta(minutes=self.minutes)


def know_areas(session: Session, *names: str) -> dict[str, str]:
    """Make patrol areas of these names; return name → id."""
    night = duty(date(2026, 11, 20))
    picks.pick(session, night, [candidate(n, name) for n, name in enumerate(names, start=1)])
    return {row["label"]: row["area_id"] for row in areas.by_name(session)}


def written(rows: Sequence[Sequence[object]], separator: str = ",") -> str:
    """Return rows as separated text; nothing is an empty cell."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue()


def microsoft_forms(logs: Sequence[Told]) -> str:
    """Return the logs as Microsoft Forms writes them: American dates, choices in one cell."""
    header = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"]
    header += ["Which patrol area?", "Time arrived", "Time left", "How many engagements?"]
    header += ["How many stop searches?", "How many arrests?", "What did you see?"]
    header += ["What did you do?"]
    rows: list[list[object]] = [list(header)]
    for log in logs:
        times = [f"{clock.local(at):%m/%d/%y %H:%M:%S}" for at in (log.arrived_at, log.left_at)]
        row = [log.number, times[1], times[1], "anonymous", "", "", log.area, *times]
        did = "".join(f"{each};" for each in log.tactics)
        rows.append([*row, log.engagements, log.stop_searches, log.arrests, log.saw, did])
    return written(rows)


def odk_central(logs: Sequence[Told]) -> str:
    """Return the logs as ODK Central writes them: groups with a hyphen, choices parted by spaces."""
    header = ["SubmissionDate", "arrived", "left", "area", "engagements", "stop_searches"]
    header += ["arrests", "saw", *(f"tactics/{each}" for each in TACTICS), "KEY", "SubmitterName"]
    rows: list[list[object]] = [list(header)]
    for log in logs:
        times = [at.isoformat(timespec="milliseconds") for at in (log.arrived_at, log.left_at)]
        ticks = [int(each in log.tactics) for each in TACTICS]
        counts = [log.engagements, log.stop_searches, log.arrests]
        row = [times[1], *times, log.area, *counts, log.saw, *ticks]
        rows.append([*row, f"uuid:{log.number}", "Example"])
    return written(rows)


def kobo_toolbox(logs: Sequence[Told], separator: str = ";") -> str:
    """Return the logs as KoboToolbox writes them: groups with a slash, a column per choice."""
    header = ["start", "end", "visit/area", "visit/arrived", "visit/left", "visit/engagements"]
    header += ["visit/stop_searches", "visit/arrests", "visit/saw", "visit/tactics"]
    header += [*(f"visit/tactics/{each}" for each in TACTICS), "_id", "_uuid", "_submission_time"]
    rows: list[list[object]] = [list(header)]
    for log in logs:
        times = [at.isoformat(timespec="milliseconds") for at in (log.arrived_at, log.left_at)]
        ticks = [int(each in log.tactics) for each in TACTICS]
        counts = [log.engagements, log.stop_searches, log.arrests]
        row = [times[1], times[1], log.area, *times, *counts, log.saw, " ".join(log.tactics)]
        rows.append([*row, *ticks, log.number, f"u-{log.number}", times[1]])
    return written(rows, separator)


PLATFORMS: dict[str, Callable[[Sequence[Told]], str]] = {
    "Microsoft Forms": microsoft_forms,
    "ODK Central": odk_central,
    "KoboToolbox": kobo_toolbox,
    "KoboToolbox, commas": lambda logs: kobo_toolbox(logs, ","),
}
"""What writes a file of logs."""
