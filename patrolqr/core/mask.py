"""Squares where nobody can patrol, and why: masked from a patrol day on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from patrolqr.core import clock

WHYS = ("Private ground", "Not safe to enter", "No way in on foot", "Closed for works")
"""Why a place cannot be patrolled, as it is chosen; other words can be typed."""

SAID = "Cannot be patrolled"
"""What a masked place is called wherever it is shown."""


@dataclass(frozen=True)
class Mask:
    """A decision that squares cannot be patrolled (or, not `is_masked`, can again): why, from which
    patrol day on, up to which (None: until somebody takes it back), by whom and when. `name` is what
    the square or patrol area was called.
    """

    cells: tuple[str, ...]
    name: str
    is_masked: bool
    why: str
    since: date
    until: date | None
    decided_by: str
    decided_at: datetime

    def holds_on(self, patrol_day: date) -> bool:
        """Return whether it masks its squares on that day, if nothing newer speaks of them."""
        return self.is_masked and (self.until is None or patrol_day <= self.until)

    @property
    def text(self) -> str:
        """Return that it cannot be patrolled, why, and until when."""
        return passed_why(self.why) + (
            f", until {clock.day_text(self.until)}" if self.until else ""
        )

    @property
    def said(self) -> str:
        """Return the same with who said so and when."""
        day = clock.day_text(clock.local(self.decided_at).date())
        return f"{self.text} · {self.decided_by}, {day}"


def passed_why(why: str) -> str:
    """Return what a place is passed over with that cannot be patrolled."""
    return f"{SAID}: {why}"


def masked_on(decisions: Iterable[Mask], patrol_day: date) -> dict[str, Mask]:
    """Return the squares masked on a patrol day, each with its mask; `decisions` the newest first.

    Of those made for that day or an earlier one the newest that names a square decides.
    """
    newest: dict[str, Mask] = {}
    for each in decisions:
        if each.since <= patrol_day:
            newest = dict.fromkeys(each.cells, each) | newest
    return {cell: each for cell, each in newest.items() if each.holds_on(patrol_day)}
