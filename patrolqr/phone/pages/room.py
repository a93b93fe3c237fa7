"""A briefing room's screen, opened by a link: the slides of one duty and the room's pairing code, and
nothing else. Nobody signs in there, and nothing can be sent from it.
"""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from patrolqr.core import clock, settings
from patrolqr.core.briefing import Briefing
from patrolqr.core.errors import RoomOver
from patrolqr.phone import rendering
from patrolqr.phone.request.guard import Guard
from patrolqr.render import slides
from patrolqr.render.pdf import qr
from patrolqr.steps import publish
from patrolqr.store import Session, briefings, pairings, room_links

PAIR, ALL = "Pair", "All"

EVERY_S = 20
"""How often a slide is fetched anew: the code renews itself, a later version shows, an ended link
shows nothing more.
"""

NO_SHEET = "Nothing is saved for this patrol day and shift yet. It shows here once it is."

SVG = "image/svg+xml"


@dataclass(frozen=True)
class Slides:
    """What a link shows now: a duty's newest sheet, None while there is none, as the screen sees it."""

    session: Session
    briefing: Briefing | None

    @property
    def names(self) -> list[str]:
        """Return the names of its slides, in order."""
        taskings = self.briefing.taskings if self.briefing else ()
        return [PAIR, ALL, *(str(each.number) for each in taskings)]


async def show(guard: Guard, request: Request) -> Response:
    """Answer with one slide, the whole shift first, and with what leads to the others."""
    code = request.path_params["code"]
    found = await _opened(guard, request)
    asked = request.query_params.get("slide", ALL)
    name = asked if asked in found.names else ALL
    await guard.in_thread(request, lambda: room_links.note_shown(found.session, code, name))
    at = found.names.index(name)
    page = rendering.page(
        "room.html",
        code=code,
        here=name,
        names=found.names,
        back=found.names[at - 1] if at else None,
        next=found.names[at + 1] if at + 1 < len(found.names) else None,
        every_s=EVERY_S,
        marking=slides.marking(found.briefing) if found.briefing else "",
        slide=_slide(found, name, code),
        **_pairing(found.session),
    )
    return HTMLResponse(page)


async def draw_map(guard: Guard, request: Request) -> Response:
    """Answer with the map of one area of the sheet."""
    found, number = await _opened(guard, request), request.path_params["number"]
    taskings = {each.number: each for each in found.briefing.taskings} if found.briefing else {}
    if number not in taskings:
        raise RoomOver(room_links.OVER)
    drawn = await guard.in_thread(
        request, lambda: publish.slide_map(found.session, taskings[number])
    )
    return Response(drawn, media_type=SVG)


async def draw_code(guard: Guard, request: Request) -> Response:
    """Answer with the room's pairing code, to scan."""
    found = await _opened(guard, request)
    shown = pairings.shown_code(found.session, at=clock.now())
    url = qr.pairing_url(settings.current().base_url, shown)
    return Response(qr.svg(url), media_type=SVG)


async def _opened(guard: Guard, request: Request) -> Slides:
    """Return what the link in the address shows; RoomOver, which counts as an attempt, where it shows
    nothing (any more).
    """
    session = Session(guard.session.store, room_links.SCREEN)
    code = request.path_params["code"]
    async with guard.counting(request):
        duty = room_links.duty_of(session, code)
    return Slides(session, await guard.in_thread(request, lambda: briefings.current(session, duty)))


def _slide(found: Slides, name: str, code: str) -> str:
    """Return the slide of an area or of the whole shift; the page makes the one with the code."""
    if found.briefing is None or name == PAIR:
        return "" if name == PAIR else f"<h1>{NO_SHEET}</h1>"
    if name == ALL:
        return slides.overview(found.briefing)
    (tasking,) = (each for each in found.briefing.taskings if str(each.number) == name)
    return slides.area(tasking, map_address=f"/o/room/{code}/map/{name}")


def _pairing(session: Session) -> dict[str, str]:
    shown, half = pairings.shown_code(session, at=clock.now()), pairings.ROOM_LENGTH // 2
    return {
        "typed": f"{shown[:half]} {shown[half:]}",
        "pair_at": f"{settings.current().base_url}/o/pair",
    }
