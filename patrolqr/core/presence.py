"""How well a visit is documented: its presence grade and flags. Nothing is refused for any of them.

The one home of the rule: a log is judged when it arrives or is corrected, and what was judged is
stored beside it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from patrolqr.core import clock

VAGUE_METRES = 100
"""A position less exact than this says nothing about a square of 250 m."""

TOLERANCE_METRES = 50
"""A position may lie this far outside the area, beyond its own accuracy."""

FASTEST_METRES_A_SECOND = 150 / 3.6
STANDING_METRES = 500
"""Faster than 150 km/h over more than 500 m is no patrol car on two calls."""


@dataclass(frozen=True)
class Stay:
    """What a visit's grade rests on; its times are by our clock.

    `arrived_metres` and `left_metres` are how far outside the area the position was (0 inside),
    None without a position; `metres_from_before` is how far the visit before was.
    """

    channel: str
    late: bool
    arrived_at: datetime | None
    sent_at: datetime | None
    received_at: datetime
    valid_from: datetime
    valid_until: datetime
    arrived_metres: float | None = None
    arrived_accuracy_m: float | None = None
    left_metres: float | None = None
    left_accuracy_m: float | None = None
    metres_from_before: float | None = None
    since_before: timedelta | None = None


@dataclass(frozen=True)
class Presence:
    """A grade from A to D, or U; why it is no better (empty for A to C); and flags."""

    grade: str
    why: str
    flags: tuple[str, ...]


def judge(stay: Stay) -> Presence:
    """Return how well the visit is documented."""
    grade, why = _grade(stay)
    return Presence(grade, why, _flags(stay))


def _grade(stay: Stay) -> tuple[str, str]:
    if stay.channel in ("paper", "file"):
        return "D", stay.channel
    if stay.arrived_at is None:
        return "U", "no time"
    if stay.late or not stay.valid_from <= stay.arrived_at <= stay.valid_until:
        return "D", "late"
    known = [
        inside
        for inside in (
            _inside(stay.arrived_metres, stay.arrived_accuracy_m),
            _inside(stay.left_metres, stay.left_accuracy_m),
        )
        if inside is not None
    ]
    if not known:
        return "C", ""
    if not any(known):
        return "D", "outside"
    return ("A" if known == [True, True] else "B"), ""


def _inside(metres: float | None, accuracy_m: float | None) -> bool | None:
    """Return whether a position lies in the area, None where it cannot tell."""
    if metres is None or accuracy_m is None or accuracy_m > VAGUE_METRES:
        return None
    return metres <= accuracy_m + TOLERANCE_METRES


def _flags(stay: Stay) -> tuple[str, ...]:
    came_at = stay.arrived_at
    flags = {
        "replay": stay.channel == "phone" and came_at is not None and came_at > stay.valid_until,
        "clock": clock.phone_ahead(stay.sent_at, stay.received_at) != timedelta(0),
        "speed": _is_too_fast(stay),
    }
    return tuple(name for name, raised in flags.items() if raised)


def _is_too_fast(stay: Stay) -> bool:
    if stay.metres_from_before is None or stay.since_before is None:
        return False
    seconds = max(0.0, stay.since_before.total_seconds())
    return stay.metres_from_before > STANDING_METRES + FASTEST_METRES_A_SECOND * seconds
