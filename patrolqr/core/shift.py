"""The shifts of a patrol day, and the call signs that are on."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True)
class Shift:
    """A shift's name and its start and end on the wall clock."""

    name: str
    starts: time
    ends: time

    @property
    def label(self) -> str:
        """Return the name with its hours: Late 14:00–02:00."""
        return f"{self.name} {self.starts:%H:%M}–{self.ends:%H:%M}"


SHIFTS = {
    shift.name: shift
    for shift in (
        Shift("Early", time(7), time(17)),
        Shift("Late", time(14), time(2)),
        Shift("Night", time(21), time(6)),
    )
}
"""Shifts a team begins with, in order; it can set its own."""


@dataclass(frozen=True)
class Crew:
    """A call sign and the minutes it has free for patrol areas in this shift."""

    call_sign: str
    minutes: int
