"""My patrols: an officer's own visits with their grades and flags, and the officer's word on them
first.
"""

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from patrolqr.core import clock
from patrolqr.core.form.question import value_of, word_answer, word_count
from patrolqr.core.form.questions import COUNTS, NOTES
from patrolqr.phone import rendering
from patrolqr.phone.pages import passkey
from patrolqr.phone.pages.questions import ASKED
from patrolqr.phone.request import bodies
from patrolqr.phone.request.guard import Guard
from patrolqr.phone.request.threads import in_thread
from patrolqr.store import teams, visits
from patrolqr.store.visits import OwnVisit

NAMED = tuple(each for each in ASKED["company"] if each.kind == "collars")
WRITTEN = (*NAMED, *(each for each in (*ASKED["ask"], *NOTES) if each.kind == "text"))
"""Whom an officer was with, and what they say in own words."""


async def show(guard: Guard, request: Request) -> Response:
    """Answer with the officer's visits of the last days."""
    pairing, now = await guard.reader(request), clock.now()
    page = rendering.page(
        "mine.html",
        pairing=pairing,
        passkey=await passkey.offered(guard, request, pairing),
        marking=await in_thread(lambda: teams.marking(guard.session)),
        visits=await in_thread(lambda: visits.own_visits(guard.session, pairing, at=now)),
        days=visits.OWN_DAYS.days,
        limit=visits.ANSWER_LIMIT,
        not_shown=visits.NOT_SHOWN,
        counted=_counted,
        written=_written,
        instant=clock.instant_text,
        time=clock.time_text,
    )
    return HTMLResponse(page)


def _counted(visit: OwnVisit) -> str:
    """Return what the visit counts: 2 engagements, 1 stop-search; where none, nothing to report, or
    nothing counted beside what was written.
    """
    told = [word_count(each, visit.counts.get(each.name, 0)) for each in COUNTS]
    none = "nothing counted" if _written(visit) else "nothing to report"
    return ", ".join(filter(None, told)) or none


def _written(visit: OwnVisit) -> list[tuple[str, str]]:
    """Return who else was there, then what the officer wrote, each with its question."""
    document = visit.document
    said = (
        (each.label, word_answer(each, value_of(each, document.get(each.name)))) for each in WRITTEN
    )
    return [(label, words) for label, words in said if words]


async def answer(guard: Guard, request: Request) -> Response:
    """Keep what the officer says to one visit, and show the visits again."""
    pairing, log_id = await guard.reader(request), str(request.path_params["log_id"])
    text = str((await bodies.fields(request)).get("answer", ""))
    await in_thread(lambda: visits.answer(guard.session, pairing, log_id, text))
    return RedirectResponse("/o/mine", status_code=303)
