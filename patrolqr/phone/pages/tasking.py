"""What a code opens: the tasking, and the form of the visit."""

import hashlib
import json
import uuid
from datetime import datetime

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from patrolqr.core import clock
from patrolqr.core.phone import Grant, Pairing
from patrolqr.phone import offline, rendering
from patrolqr.phone.pages import outlines, questions, sheet
from patrolqr.phone.request.guard import Guard


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
        pass_id=grant.pass_id,
        sheet=mark,
        visit=_visit(grant),
        following=sheet.following(grant),
        log_id=uuid.uuid4(),
        opened_at=now.replace(microsecond=0).isoformat(),
        filled=_filled(now),
        middle=clock.duty_middle(briefing.duty).isoformat(),
        until=f"{briefing.shift.ends:%H:%M}",
        superseded=clock.time_text(grant.superseded_at) if grant.superseded_at else "",
        asked=questions.ASKED,
        details=questions.blank_details(),
    )


def _visit(grant: Grant) -> str:
    """Return what names the area on this shift, by whichever version's code it is opened."""
    duty = grant.briefing.duty
    said = (grant.tasking.area.area_id, duty.team_id, duty.patrol_day.isoformat(), duty.shift.name)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _filled(now: datetime) -> dict[str, str]:
    """Return what the times say at first: arriving is when the page was opened."""
    empty = dict.fromkeys((each.name for each in questions.ASKED["times"]), "")
    return empty | {"arrived_at": clock.time_text(now)}
