"""A local policing team, and its duty: one of its shifts on one patrol day.

The duty is the key of picks, briefings, attendance, missed reasons and debriefs.
"""

import re
from dataclasses import dataclass
from datetime import date

from patrolqr.core.errors import InputWrong
from patrolqr.core.shift import SHIFTS, Shift


@dataclass(frozen=True)
class Team:
    """A team with its shifts in the order of a patrol day.

    `neighbourhoods` are ids, none means the whole force; `marking` is what its sheets begin with,
    empty where somebody must choose.
    """

    team_id: str
    name: str
    neighbourhoods: tuple[str, ...] = ()
    shifts: tuple[Shift, ...] = tuple(SHIFTS.values())
    marking: str = ""

    def shift(self, name: str) -> Shift:
        """Return the shift of that name; InputWrong where the team has none."""
        for shift in self.shifts:
            if shift.name == name:
                return shift
        known = ", ".join(shift.name for shift in self.shifts)
        raise InputWrong(f"{self.name} has no shift called {name!r}. Choose one of {known}.")

    def duty(self, patrol_day: date, shift_name: str) -> "Duty":
        """Return that shift of the team on that patrol day; InputWrong where it has none."""
        return Duty(self.team_id, patrol_day, self.shift(shift_name))


@dataclass(frozen=True)
class Duty:
    """One shift of one team on one patrol day, with the hours it had then."""

    team_id: str
    patrol_day: date
    shift: Shift


def id_of(name: str) -> str:
    """Return what stands for a team of that name in addresses and tables: ashbrook-lpt."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "team"
