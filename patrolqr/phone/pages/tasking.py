"""What a code opens: the tasking, and the form of the visit."""

import hashlib
import json
import uuid
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from patrolqr.core import clock
from patrolqr.core.phone import Grant, Pairing
from patrolqr.phone import offline, rendering
from patrolqr.phone.pages import my_sheet, outlines, questions
from patrolqr.phone.request.guard import Guard
from patrolqr.phone.request.threads import in_thread
from patrolqr.store import attendance


async def show(guard: Guard, request: Request) -> Response:
    """Answer with the tasking of the pass and its form."""
    paired = await guard.reader(request)
    grant = await guard.show(request, paired)
    session = guard.session
    offered = await in_thread(lambda: attendance.colleagues(session, grant.briefing, paired.collar))
    mark = offline.mark(grant, paired, offered)
    around = await in_thread(lambda: my_sheet.around(session, grant, paired))
    maps = my_sheet.maps_link(request, grant.tasking.area.geometry)
    page = _page(
        grant, paired, {**around, "maps": maps, "colleagues": offered}, now=clock.now(), mark=mark
    )
    answer = HTMLResponse(page, headers=offline.headers(grant.briefing.duty, paired, mark))
    my_sheet.remember(answer, request, grant, paired)
    return answer


def _page(
    grant: Grant, pairing: Pairing, around: dict[str, Any], *, now: datetime, mark: str
) -> str:
    """Return the page; `mark` is that by which a phone knows this text, `around` what it says of the
    rest of the sheet and the way there.
    """
    briefing = grant.briefing
    return rendering.page(
        "tasking.html",
        grant=grant,
        tasking=grant.tasking,
        pairing=pairing,
        places=json.dumps(outlines.of(grant), separators=(",", ":")),
        pass_id=grant.pass_id,
        marking=briefing.marking,
        sheet=mark,
        visit=_visit(grant),
        **around,
        log_id=uuid.uuid4(),
        opened_at=now.replace(microsecond=0).isoformat(),
        filled=_filled(now),
        middle=clock.duty_middle(briefing.duty).isoformat(),
        until=f"{briefing.shift.ends:%H:%M}",
        superseded=clock.time_text(grant.superseded_at) if grant.superseded_at else "",
        asked=questions.asked_of(grant.tasking),
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
