"""A coin that settles what chance does not tell apart: drawn by a seed, so that anybody can draw it
again.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Kind = Literal["level", "hold_out"]
"""What a coin was tossed for: which of several that chance does not tell apart, or which places above
the line are left out to compare days with and without patrols.
"""


@dataclass(frozen=True)
class Toss:
    """A coin tossed for a duty between squares: which were `drawn`, by which seed, by whom and when."""

    team_id: str
    patrol_day: date
    shift: str
    seed: str
    cells: tuple[str, ...]
    drawn: tuple[str, ...]
    tossed_by: str
    tossed_at: datetime
    kind: Kind = "level"

    @property
    def held(self) -> tuple[str, ...]:
        """Return the squares that were not drawn."""
        return tuple(cell for cell in self.cells if cell not in self.drawn)


def draw(cells: Iterable[str], room: int, seed: str) -> tuple[str, ...]:
    """Return so many of the squares as there is room for, each as likely as any other.

    They are those whose SHA-256 of "seed square" comes first, whatever order they are given in.
    """

    def turn(cell: str) -> str:
        return hashlib.sha256(f"{seed} {cell}".encode()).hexdigest()

    return tuple(sorted(set(cells), key=turn)[: max(0, room)])
