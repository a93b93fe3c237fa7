"""Who asks: every read and write of the data happens in somebody's name."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["desk", "officer", "system"]
"""What somebody may be: at the desk, an officer's phone, or PatrolQR itself (loading, upkeep)."""

NAME_LIMIT = 60


@dataclass(frozen=True)
class Actor:
    """A person, by the name decisions carry, and the role they ask in."""

    person: str
    role: Role


THIS_COMPUTER = "this computer"
"""The person at a desk that has not said a name yet: there is no sign-in."""

SYSTEM = Actor("PatrolQR", "system")
