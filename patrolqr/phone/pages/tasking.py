"""What a code opens: the tasking, and the form of the visit."""

import hashlib
import json
import uuid
from datetime import datetime

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from patrolqr.core import clock
from patrolqr.core.phone import Grant, Pairing
from patrolqr.core.progress import Progress, next_area
from patrolqr.phone import offline, rendering
from patrolqr.phone.pages import my_sheet, outlines, questions
from patrolqr.phone.request.guard import Guard
from patrolqr.phone.request.threads import in_thread


async def show(guard: Guard, request: Request) -> Response:
    """Answer with the tasking of the pass and its form."""
    paired = await guard.reader(request)
    grant = await guard.grant(request)
    mark = offline.mark(grant, paired)
    areas = await in_thread(lambda: my_sheet.areas_of(guard.session, grant))
    page = _page(grant, paired, areas, now=clock.now(), mark=mark, maps=_maps(request, grant))
    answer = HTMLResponse(page, headers=offline.headers(grant.briefing.duty, paired, mark))
    my_sheet.remember(answer, request, grant, paired)
    return answer


def _page(
    grant: Grant, pairing: Pairing, areas: list[Progress], *, now: datetime, mark: str, maps: str
) -> str:
    """Return the page; `mark` is that by which a phone knows this text."""
    briefing, own = grant.briefing, grant.tasking.area.area_id
    here = next((each for each in areas if each.tasking.area.area_id == own), None)
    return rendering.page(
        "tasking.html",
        grant=grant,
        tasking=grant.tasking,
        pairing=pairing,
        places=json.dumps(outlines.of(grant), separators=(",", ":")),
        pass_id=grant.pass_id,
        sheet=mark,
        visit=_visit(grant),
        upcoming=next_area(areas, at=now, leaving=own),
        last_here=my_sheet.last_here(here) if here else "",
        maps=maps,
        log_id=uuid.uuid4(),
        opened_at=now.replace(microsecond=0).isoformat(),
        filled=_filled(now),
        middle=clock.duty_middle(briefing.duty).isoformat(),
        until=f"{briefing.shift.ends:%H:%M}",
        superseded=clock.time_text(grant.superseded_at) if grant.superseded_at else "",
        asked=questions.ASKED,
        details=questions.blank_details(),
    )


def _maps(request: Request, grant: Grant) -> str:
    return my_sheet.maps_link(request, grant.tasking.area.geometry)


def _visit(grant: Grant) -> str:
    """Return what names the area on this shift, by whichever version's code it is opened."""
    duty = grant.briefing.duty
    said = (grant.tasking.area.area_id, duty.team_id, duty.patrol_day.isoformat(), duty.shift.name)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _filled(now: datetime) -> dict[str, str]:
    """Return what the times say at first: arriving is when the page was opened."""
    empty = dict.fromkeys((each.name for each in questions.ASKED["times"]), "")
    return empty | {"arrived_at": clock.time_text(now)}
