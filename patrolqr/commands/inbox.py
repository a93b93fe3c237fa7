"""inbox: what came in for a shift, by place and problem, and what was decided about it."""

import argparse
from typing import Any

from patrolqr.commands.command import OK, Command, a_day, asks_json, opened, print_json
from patrolqr.core import clock
from patrolqr.core.reason import DECIDED, Reason
from patrolqr.core.team import Duty
from patrolqr.steps import triage
from patrolqr.steps.triage import Inbox
from patrolqr.store import teams


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--day", type=a_day, metavar="DAY", help="patrol day, 06:00 to 06:00 (default: today)"
    )
    parser.add_argument("--shift", required=True, metavar="NAME", help="shift of that patrol day")
    parser.add_argument(
        "--team", default="", metavar="ID", help="whose shift (default: the only team there is)"
    )
    asks_json(parser)


def _run(asked: argparse.Namespace) -> int:
    with opened() as session:
        team = teams.team(session, asked.team) if asked.team else teams.only_team(session)
        duty = team.duty(asked.day or clock.today(), asked.shift)
        inbox = triage.inbox(session, team, duty)
    if asked.json:
        print_json([_plain(each, inbox) for each in inbox.reasons])
        return OK
    print(_text(duty, inbox))
    return OK


def _text(duty: Duty, inbox: Inbox) -> str:
    head = f"{clock.day_text(duty.patrol_day)}, {duty.shift.name}: {inbox.counts['']} to decide."
    if not inbox.groups:
        return f"{head} Nothing came in. Load some first: python -m patrolqr load FILE…"
    lines = [head]
    for group in inbox.groups:
        lines.append(group.line)
        lines += [f"  {_line(each, inbox)}" for each in group.reasons]
    return "\n".join(lines)


def _line(reason: Reason, inbox: Inbox) -> str:
    source = f" {reason.source}" if reason.is_intelligence and not reason.unprintable else ""
    text = reason.unprintable or reason.text
    return f"{reason.label}: {text}{source} [{_state(reason, inbox)}]"


def _state(reason: Reason, inbox: Inbox) -> str:
    if reason.standing.decision or inbox.is_open(reason):
        return DECIDED[reason.standing.decision]
    before = inbox.earlier.get(reason.reason_id)
    return before.words if before else "standing"


def _plain(reason: Reason, inbox: Inbox) -> dict[str, Any]:
    """Return a reason as a script reads it; of intelligence only what may be printed."""
    return {
        "reference": reason.reference,
        "kind": reason.kind,
        "dated_at": reason.dated_at.isoformat(),
        "place": reason.place,
        "cell": reason.cell,
        "type": reason.category,
        "text": "" if reason.unprintable else reason.text,
        "grade": reason.grade,
        "conditions": reason.conditions,
        "rule": reason.rule,
        "to_decide": inbox.is_open(reason),
        "decision": reason.standing.decision,
        "decided_by": reason.standing.decided_by,
    }


INBOX = Command(
    "inbox",
    "Print what came in for a shift, and what was decided about it.",
    "\n\nThe same reasons as on the Inbox page, by place and problem.\n\n"
    "  python -m patrolqr inbox --shift Late --json",
    _arguments,
    _run,
)
