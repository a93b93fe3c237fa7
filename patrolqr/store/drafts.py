"""What sergeants have written for a duty and not saved yet: a reload, a tablet, a colleague see it."""

import json
from dataclasses import dataclass, fields
from datetime import datetime, time
from typing import Any, TypedDict

from patrolqr.core import clock
from patrolqr.core.briefing import BriefingDraft, TaskingDraft
from patrolqr.core.errors import InputWrong
from patrolqr.core.shift import Crew
from patrolqr.core.team import Duty
from patrolqr.store.briefings import instant
from patrolqr.store.session import Session


class DraftRow(TypedDict):
    """What one person has written for a duty; `content` is JSON."""

    person: str
    content: str
    made_from: int
    serial: int
    changed_us: int


@dataclass(frozen=True)
class KeptDraft:
    """A draft as it is kept: whose, when it was last changed, and how often it was (serial)."""

    draft: BriefingDraft
    person: str
    changed_at: datetime
    serial: int


def drafts(session: Session, duty: Duty) -> list[KeptDraft]:
    """Return what has been written for the duty and not saved, everybody's, the last change first."""
    rows = session.rows(
        DraftRow,
        "drafts/drafts",
        duty=duty,
    )
    return [
        KeptDraft(_draft(duty, row), row["person"], instant(row["changed_us"]), row["serial"])
        for row in rows
    ]


def mine(session: Session, duty: Duty) -> KeptDraft | None:
    """Return what whoever asks has written for the duty, or None."""
    own = (each for each in drafts(session, duty) if each.person == session.actor.person)
    return next(own, None)


def keep(session: Session, draft: BriefingDraft, *, seen: int) -> int:
    """Keep what whoever asks has written so far, and return its serial.

    `seen` is the serial it was made from, 0 for none. InputWrong where it was changed on another
    screen since: then nothing is kept.
    """
    with session.writing("brief"):
        before = mine(session, draft.duty)
        if before is not None and before.serial != seen:
            raise InputWrong(
                f"Your draft was changed on another screen at {clock.time_text(before.changed_at)}. "
                "Reload this page to work on from there."
            )
        _put(session, draft.duty, json.dumps(_content(draft)), draft.made_from)
    after = mine(session, draft.duty)
    return after.serial if after else 0


def drop(session: Session, duty: Duty) -> None:
    """Forget what whoever asks has written for the duty: it is saved, or not wanted."""
    if mine(session, duty) is not None:
        _put(session, duty, "", 0)


def _put(session: Session, duty: Duty, content: str, made_from: int) -> None:
    with session.writing("brief") as written:
        written.change(
            "drafts/keep_draft",
            duty=duty,
            person=session.actor.person,
            content=content,
            made_from=made_from,
            changed_at=clock.now(),
        )


def _content(draft: BriefingDraft) -> dict[str, Any]:
    """Return the draft as JSON can hold it."""
    return {
        "team": draft.team,
        "marking": draft.marking,
        "information": draft.information,
        "intention": draft.intention,
        "crews": {crew.call_sign: crew.minutes for crew in draft.crews},
        "taskings": [
            {each.name: _plain(getattr(tasking, each.name)) for each in fields(TaskingDraft)}
            for tasking in draft.taskings
        ],
    }


def _plain(value: Any) -> Any:
    return value.isoformat("minutes") if isinstance(value, time) else value


def _draft(duty: Duty, row: DraftRow) -> BriefingDraft:
    told = json.loads(row["content"])
    return BriefingDraft(
        duty=duty,
        team=told["team"],
        marking=told["marking"],
        author=row["person"],
        information=told["information"],
        intention=told["intention"],
        taskings=tuple(_tasking(each) for each in told["taskings"]),
        crews=tuple(Crew(name, minutes) for name, minutes in told["crews"].items()),
        made_from=row["made_from"],
    )


def _tasking(told: dict[str, Any]) -> TaskingDraft:
    words = dict(told)
    for name in ("window_starts", "window_ends"):
        words[name] = time.fromisoformat(words[name])
    for name in ("tactics", "call_signs", "ask_options"):
        words[name] = tuple(words.get(name, ()))  # asks had no options before 0.2
    return TaskingDraft(**words)
