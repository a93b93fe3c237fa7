"""The audit trail as its readers see it: who did what, and whether every line is still there."""

from collections import deque
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from patrolqr.core import clock
from patrolqr.store.engine import trail
from patrolqr.store.engine.trail import Checked
from patrolqr.store.session import Session

COLUMNS = ("at", "person", "role", "act", "what", "rows", "digest")

ACTS = (
    "open",
    "take",
    "sign in",
    "sign out",
    "brief",
    "review",
    "send",
    "load",
    "set up",
    "retain",
)
"""What is mostly looked for, in the order of a day."""


@dataclass(frozen=True)
class LineChoice:
    """Which lines are wanted: of whom, doing what, with which words in it, on which days; "" and
    None are all.
    """

    person: str = ""
    act: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None


def lines(session: Session, choice: LineChoice, *, most: int | None = None) -> pd.DataFrame:
    """Return the last `most` lines of that choice (all: None), the newest first, with COLUMNS; `at` is
    an instant. NotAllowed where whoever asks may not read them.
    """
    session.need("audit")
    wanted = (each for each in trail.read(session.store.trail.path) if _is_chosen(each, choice))
    newest = list(reversed(deque(wanted, maxlen=most)))
    found = pd.DataFrame(newest, columns=list(COLUMNS))
    found["at"] = pd.to_datetime(found["at"], format="ISO8601", utc=True)
    found["rows"] = found["rows"].astype("Int64")
    return found


def people(session: Session) -> list[str]:
    """Return everybody who stands in the trail, by name."""
    session.need("audit")
    return sorted({each["person"] for each in trail.read(session.store.trail.path)})


def check(session: Session, *, head: str = "") -> Checked:
    """Return whether the trail is whole, and has a line with that head."""
    session.need("audit")
    return trail.check(session.store.trail.path, head=head)


def _is_chosen(line: dict[str, object], choice: LineChoice) -> bool:
    day = clock.local(datetime.fromisoformat(str(line["at"]))).date()
    return (
        choice.person in ("", line["person"])
        and choice.act in ("", line["act"])
        and choice.words.casefold() in str(line["what"]).casefold()
        and (choice.since is None or day >= choice.since)
        and (choice.until is None or day <= choice.until)
    )
