"""What a code opens: the tasking, and the form of the visit."""

import json
import uuid
from datetime import datetime

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from patrolqr.core import clock
from patrolqr.core.form.questions import FIELDS
from patrolqr.core.lists import CUT_SHORT
from patrolqr.core.phone import Grant, Pairing
from patrolqr.core.shift import SHIFTS
from patrolqr.phone import offline, rendering
from patrolqr.phone.pages import outlines, questions, sheet
from patrolqr.phone.request.guard import Guard

QUICK_ANSWERS = ("Yes", "No", "Not seen")


async def show(guard: Guard, request: Request) -> Response:
    """Answer with the tasking of the pass and its form."""
    paired = await guard.reader(request)
    grant = await guard.grant(request)
    headers = offline.headers(grant, paired)
    page = _page(grant, paired, now=clock.now(), mark=headers["X-Sheet"])
    return HTMLResponse(page, headers=headers)


def _page(grant: Grant, pairing: Pairing, *, now: datetime, mark: str) -> str:
    """Return the page; `mark` is that by which a phone knows this text."""
    briefing = grant.briefing
    return rendering.page(
        "tasking.html",
        grant=grant,
        tasking=grant.tasking,
        pairing=pairing,
        places=json.dumps(outlines.of(grant), separators=(",", ":")),
        fixes=questions.FIXES,
        pass_id=grant.pass_id,
        sheet=mark,
        following=sheet.following(grant),
        log_id=uuid.uuid4(),
        opened_at=now.replace(microsecond=0).isoformat(),
        arrived=clock.time_text(now),
        middle=clock.shift_middle(briefing.patrol_day, briefing.shift).isoformat(),
        until=f"{SHIFTS[briefing.shift].ends:%H:%M}",
        superseded=clock.time_text(grant.superseded_at) if grant.superseded_at else "",
        quick_answers=QUICK_ANSWERS,
        fields={field.name: field for field in FIELDS},
        counts=questions.COUNTS,
        notes=questions.NOTES,
        cut_short=CUT_SHORT,
        details=questions.blank_details(),
    )
