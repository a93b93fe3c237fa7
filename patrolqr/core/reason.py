"""A reason: a dated item that may justify a patrol, what was decided about it, what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Decision = Literal["", "tonight", "not_tonight", "partner", "merged"]
"""What a morning decides about a reason; "" is nothing yet, or taken back."""

DECIDED: dict[Decision, str] = {
    "": "to decide",
    "tonight": "tonight",
    "not_tonight": "not tonight",
    "partner": "passed on",
    "merged": "merged",
}
"""Each decision as people say it."""

KINDS = {
    "call": ("call", "calls"),
    "incident": ("incident", "incidents"),
    "intelligence": ("intelligence", "intelligence"),
    "priority": ("priority", "priorities"),
    "concern": ("concern", "concerns"),
}
"""Kinds of reasons: one of them, several of them."""

WHY_NOT = (
    "Dealt with already",
    "Too few officers",
    "Happens at another time of day",
    "Not a matter for patrol",
    "Too little is known",
)
"""Why a reason is not for tonight, as it is tapped; other words can be typed."""

PARTNERS = ("Council", "Housing", "Schools", "Fire service", "Health", "Another team")
"""To whom a reason is passed on, as it is tapped; other names can be typed."""

WORDS_LIMIT = 200
"""Characters of a why, a partner's name, an issue or an action."""

CONDITIONAL = "C"
"""Handling code: lawful sharing permitted with conditions."""


@dataclass(frozen=True)
class Standing:
    """What was decided about a reason for a duty, in one version; version 0 is nothing yet."""

    version: int = 0
    decision: Decision = ""
    why: str = ""
    partner: str = ""
    merged_into: str | None = None
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True)
class Reason:
    """One reason as a duty's inbox offers it.

    `text` is what may be read: of intelligence the sanitised text alone. `cell` is its square, and
    `area_id` the patrol area that stands for it; both are None where its place is not known. `rule`
    names the rule that brought it in, with its version.
    """

    reason_id: str
    kind: str
    reference: str
    origin: str
    dated_at: datetime
    category: str
    text: str
    action: str
    review_day: date | None
    source_grade: str
    information_grade: str
    handling: str
    conditions: str
    expires_day: date | None
    rule: str
    cell: str | None
    area_id: str | None
    place: str
    neighbourhood_id: str | None
    standing: Standing

    @property
    def is_intelligence(self) -> bool:
        """Return whether it is intelligence, which is graded, sanitised and handled by a code."""
        return self.kind == "intelligence"

    @property
    def grade(self) -> str:
        """Return its 3x5x2 grade, source, information, handling: 2BP; "" where it is not whole."""
        parts = (self.source_grade, self.information_grade, self.handling)
        return "".join(parts) if all(parts) else ""

    @property
    def has_place(self) -> bool:
        """Return whether officers can be sent to where it is."""
        return self.cell is not None or self.area_id is not None

    @property
    def unprintable(self) -> str:
        """Return why nothing of it may be printed, "" where its text may be."""
        if not self.is_intelligence:
            return ""
        if not self.text:
            return "It has no sanitised text."
        if not self.grade:
            return "It has no whole 3x5x2 grade."
        if self.handling == CONDITIONAL and not self.conditions:
            return "It has handling code C and no conditions."
        return ""

    @property
    def label(self) -> str:
        """Return what it is called where it stands among others: its reference, or its kind."""
        return self.reference or KINDS[self.kind][0]

    @property
    def source(self) -> str:
        """Return what must stand beside its text wherever that is printed: (I/7 2BC: conditions)."""
        graded = f" {self.grade}" if self.is_intelligence else ""
        conditions = f": {self.conditions}" if self.handling == CONDITIONAL else ""
        return f"({self.label}{graded}{conditions})"


State = Literal["answered", "no sign of it", "passed on", "merged", "not tonight", "open"]
"""What may come of a reason in one duty."""


@dataclass(frozen=True)
class Outcome:
    """What came of a reason in one duty: `state` is a short word, `words` say it in full."""

    reason_id: str
    label: str
    text: str
    place: str
    area_id: str | None
    patrol_day: date
    shift: str
    state: State
    words: str
