"""My sheet: every area of the sheet that the phone opened last, what each was given, and which is
next.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.phone import Grant, Pairing
from patrolqr.core.progress import Progress, next_area
from patrolqr.geo import sketch
from patrolqr.phone import offline, rendering
from patrolqr.phone.request.cookies import SHEET, forget, give, held
from patrolqr.phone.request.guard import Guard
from patrolqr.phone.request.threads import in_thread
from patrolqr.store import passes, progress
from patrolqr.store.session import Session

APPLE = ("iPhone", "iPad")
"""These know `maps:`, every other phone knows `geo:` (RFC 5870)."""


async def show(guard: Guard, request: Request) -> Response:
    """Answer with the sheet, or with where to find one; a code that opens nothing is forgotten."""
    paired, code = await guard.reader(request), held(request, SHEET)
    grant = await guard.opened(request, code) if code else None
    if grant is None:
        answer = HTMLResponse(rendering.page("no_sheet.html", pairing=paired), 404)
        forget(answer, request, SHEET)
        return answer
    await guard.note_shown(request, paired, grant)
    return await in_thread(lambda: _answer(guard.session, request, grant, paired))


def remember(answer: Response, request: Request, grant: Grant, pairing: Pairing) -> None:
    """Let the phone know of which sheet its page is."""
    lasts = offline.kept_until(grant.briefing.duty, pairing) - clock.now()
    give(answer, request, SHEET, grant.pass_id, lasts=lasts)


def around(session: Session, grant: Grant, pairing: Pairing) -> dict[str, Any]:
    """Return what the page of an area says of its sheet: the area to go to next, and what its own
    got in this shift.
    """
    areas = progress.of_sheet(session, offline.newest_sheet(session, grant), pairing)
    own = grant.tasking.area.area_id
    here = next((each for each in areas if each.tasking.area.area_id == own), None)
    return {
        "upcoming": next_area(areas, at=clock.now(), leaving=own),
        "last_here": last_here(here) if here else "",
        "with_you": with_you(here) if here else "",
    }


NOT_OPEN: dict[str, Any] = {"upcoming": None, "last_here": "", "with_you": ""}
"""The same where the code opens nothing any more."""


def maps_link(request: Request, geometry: str) -> str:
    """Return what opens the area in the phone's own maps when it is tapped, and asks nobody before."""
    lng, lat = sketch.middle(geometry)
    is_apple = any(name in request.headers.get("user-agent", "") for name in APPLE)
    return f"maps:?q={lat},{lng}" if is_apple else f"geo:{lat},{lng}?q={lat},{lng}"


def last_here(area: Progress) -> str:
    """Return what the area got in this shift, empty where nobody was there: Last here 20:40, 15 of
    30 min.
    """
    if area.last_until is None:
        return ""
    return f"Last here {clock.time_text(area.last_until)}, {area.dose.minutes}"


def with_you(area: Progress) -> str:
    """Return whose log names the reader at the last patrol there, nothing where none does."""
    return f"You are in {area.written_by}’s log." if area.written_by else ""


def _answer(session: Session, request: Request, grant: Grant, paired: Pairing) -> Response:
    now, briefing = clock.now(), offline.newest_sheet(session, grant)
    areas = progress.of_sheet(session, briefing, paired)
    codes = _codes(passes.grants(session, briefing.duty))
    upcoming = next_area(areas, at=now)
    page = rendering.page(
        "my_sheet.html",
        pairing=paired,
        briefing=briefing,
        marking=briefing.marking,
        until=f"{briefing.shift.ends:%H:%M}",
        as_of=clock.time_text(now),
        areas=areas,
        upcoming=upcoming,
        codes=codes,
        told=json.dumps([told_of(each, codes) for each in areas], separators=(",", ":")),
        map=_map(briefing, areas),
        maps={
            each.tasking.number: maps_link(request, each.tasking.area.geometry) for each in areas
        },
        time=clock.time_text,
        with_you=with_you,
    )
    mark = offline.mark_of_areas(areas, paired)
    return HTMLResponse(page, headers=offline.headers(briefing.duty, paired, mark))


def _map(briefing: Briefing, areas: Sequence[Progress]) -> sketch.Sketch | None:
    geometries = tuple(each.tasking.area.geometry for each in areas)
    return sketch.sketch(geometries) if briefing.taskings else None


def _codes(grants: Sequence[Grant]) -> dict[str, list[str]]:
    """Return the codes that open each area, by its id, the newest first."""
    found: dict[str, list[str]] = {}
    for each in grants:
        found.setdefault(each.tasking.area.area_id, []).insert(0, each.pass_id)
    return found


def told_of(area: Progress, codes: dict[str, list[str]]) -> dict[str, Any]:
    """Return an area as the phone reckons with it: instants in ms."""
    return {
        "number": area.tasking.number,
        "name": area.tasking.area.name,
        "codes": codes.get(area.tasking.area.area_id, []),
        "opens": ms(area.opens_at),
        "closes": ms(area.closes_at),
        "patrols": area.dose.patrols_given,
        "patrols_asked": area.dose.patrols_asked,
        "minutes": area.dose.minutes_given,
        "minutes_asked": area.dose.minutes_asked,
        "last_from": ms(area.last_from),
        "last_until": ms(area.last_until),
        "here": last_here(area),
        "with_you": with_you(area),
    }


def ms(instant: datetime | None) -> int | None:
    """Return an instant as scripts reckon: ms since 1970."""
    return int(instant.timestamp() * 1000) if instant else None
