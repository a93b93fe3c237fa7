"""A posted form as the log that form.parse() reads: wall-clock times become instants, buttons mean
something.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from patrolqr.core import clock
from patrolqr.core.errors import LogWrong
from patrolqr.core.form.questions import asked_in
from patrolqr.core.phone import Grant
from patrolqr.phone.request import details

NOTHING, LEAVING = "nothing", "leaving"
"""The two buttons: patrolled and nothing to report; I am leaving."""

SHORTEST_STAY = timedelta(minutes=2)
"""A page opened and sent within this says nothing about how long somebody stayed, so the leaving
time stays empty.
"""

STAY = "stay"
"""What is asked about a long stay: NOW where the officer came just now, ARRIVED where it was so long."""

ARRIVED, NOW = "arrived", "now"

NOT_SAID = ("send", STAY)
"""What a form sends that is no part of the log."""

QUICK = "_quick"
"""How the name of an answer tapped instead of typed ends."""

WALL = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?")
TIMES = asked_in("times")


def log_from_form(fields: Mapping[str, str], grant: Grant, *, now: datetime) -> dict[str, Any]:
    """Return the log a form says; `now`, our clock, is the leaving time where a button says so."""
    opened_at = _opened(fields.get("opened_at", ""))
    sent = {
        name: value
        for name, value in details.unfold(fields).items()
        if name not in NOT_SAID and not name.endswith(QUICK)
    }
    for field in asked_in("ask"):
        sent[field.name] = _joined(
            fields.get(f"{field.name}{QUICK}", ""), fields.get(field.name, "")
        )
    middle = clock.duty_middle(grant.briefing.duty)
    for field in TIMES:
        was = _opened(str(sent.pop(f"{field.name}_was", "")))
        if typed := WALL.fullmatch(sent.get(field.name, "").strip()):
            wall, shown = _time_of_day(field.label, typed), was or opened_at
            instant = clock.typed_time(field.label, wall, middle, now=now, shown=shown)
            sent[field.name] = instant.isoformat()
    if not sent.get("left_at") and _has_left(
        fields.get("send", ""), sent.get("arrived_at", ""), grant, now
    ):
        sent["left_at"] = now.replace(microsecond=0).isoformat()
    if fields.get(STAY) == NOW:
        sent |= {"arrived_at": now.replace(microsecond=0).isoformat(), "left_at": ""}
    return sent


def ask_about_stay(fields: Mapping[str, str], log: Mapping[str, Any], grant: Grant) -> str | None:
    """Return the question about a stay much longer than was asked for, None where it was answered;
    a correction says it was.
    """
    if fields.get(STAY) or fields.get("version"):
        return None
    came, gone = (_opened(str(log.get(name) or "")) for name in ("arrived_at", "left_at"))
    return clock.long_stay(came, gone, grant.tasking.minutes)


def _opened(text: str) -> datetime | None:
    try:
        opened_at = datetime.fromisoformat(text)
        return opened_at.astimezone(UTC) if opened_at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _joined(quick: str, text: str) -> str:
    """Return the quick answer and the typed one as one text: Yes: two of them."""
    return ": ".join(part for part in (quick.strip(), text.strip()) if part)


def _time_of_day(label: str, wall: re.Match[str]) -> time:
    hour, minute = int(wall[1]), int(wall[2])
    if hour > 23 or minute > 59:
        raise LogWrong(f"“{label}” is not a time of day. Correct it and send again.")
    return time(hour, minute)


def _has_left(button: str, arrived: str, grant: Grant, now: datetime) -> bool:
    """Whether the button pressed means that the officer leaves now."""
    ends = clock.duty_window(grant.briefing.duty)[1] + clock.GRACE
    if now > ends or button not in (NOTHING, LEAVING):
        return False
    arrived_at = _opened(arrived)
    return button == LEAVING or (arrived_at is not None and now - arrived_at >= SHORTEST_STAY)
