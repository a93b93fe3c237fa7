"""Who asks: every read and write of the data happens in somebody's name."""

from dataclasses import dataclass, replace
from typing import Literal

Role = Literal[
    "sergeant",
    "problem-solver",
    "inspector",
    "auditor",
    "admin",
    "desk",
    "officer",
    "screen",
    "system",
]
"""What somebody may be: one of those who sign in, whoever is at a desk without sign-in, an officer's
phone, a briefing room's screen, or PatrolQR itself (loading, upkeep).
"""

DESK_ROLES: tuple[Role, ...] = ("sergeant", "problem-solver", "inspector", "auditor", "admin")
"""Roles of those who sign in at the desk."""

NAME_LIMIT = 60


@dataclass(frozen=True)
class Actor:
    """A person, by the name decisions carry, the role they ask in, and the ids of the teams whose work
    they see and do: None is all teams.
    """

    person: str
    role: Role
    teams: frozenset[str] | None = None

    @property
    def for_all_teams(self) -> "Actor":
        """Return the same person as they would ask who see all teams: what PatrolQR keeps in their name
        for everybody is read whole.
        """
        return replace(self, teams=None)


THIS_COMPUTER = "this computer"
"""The person at a desk that has not said a name yet: there is no sign-in."""

SYSTEM = Actor("PatrolQR", "system")
