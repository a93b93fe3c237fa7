"""A stored log to be corrected by the officer who sent it, as its next version."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from patrolqr.core import clock
from patrolqr.core.errors import LogWrong, PassUnknown
from patrolqr.core.form.asked import Ask
from patrolqr.core.form.log import OURS
from patrolqr.core.form.question import value_of
from patrolqr.core.form.questions import CORRECTED
from patrolqr.core.phone import Grant
from patrolqr.phone import rendering
from patrolqr.phone.pages.questions import ASKED, CARRIED, WRITTEN, details_of
from patrolqr.phone.request import details
from patrolqr.phone.request.guard import Guard
from patrolqr.phone.request.own_log import StoredLog
from patrolqr.phone.request.threads import in_thread
from patrolqr.store import attendance, passes


async def show(guard: Guard, request: Request) -> Response:
    """Answer with the form of a stored log, filled in with what it says."""
    await guard.reader(request)
    async with guard.counting(request):
        log = await guard.own_log(request)
        if log is None or log.undone:
            raise PassUnknown(passes.NEUTRAL)
    grant = await guard.grant(request, late=True)
    own = str(log.document.get("collar", ""))
    offered = await in_thread(lambda: attendance.colleagues(guard.session, grant.briefing, own))
    return HTMLResponse(_page(log, grant, offered))


def _page(log: StoredLog, grant: Grant, colleagues: Sequence[str]) -> str:
    document, briefing = log.document, grant.briefing
    said = {each.name: value_of(each, document.get(each.name)) for each in ASKED["times"]}
    times = {name: _moment(instant) for name, instant in (said | log.times).items()}
    return rendering.page(
        "correct.html",
        tasking=grant.tasking,
        pass_id=grant.pass_id,
        marking=briefing.marking,
        log_id=log.log_id,
        collar=document.get("collar", ""),
        version=log.version + 1,
        stored_at=clock.time_text(log.received_at),
        middle=clock.duty_middle(briefing.duty).isoformat(),
        remark=log.remark,
        corrected=CORRECTED,
        ask=_ask(log, grant),
        times_by=OURS,
        asked=ASKED,
        colleagues=colleagues,
        written=WRITTEN,
        said=details.typed(document) | times,
        carried={name: document[name] for name in CARRIED if document.get(name)},
        details=details_of(details.shown(document)),
    )


def _ask(log: StoredLog, grant: Grant) -> Ask:
    """Return what was asked, to be answered in words where what was answered is not of its kind."""
    ask, answer = grant.tasking.asked, str(log.document.get("answer") or "")
    try:
        ask.check(answer)
    except LogWrong:
        return replace(ask, kind="words")
    return ask


def _moment(instant: datetime | None) -> dict[str, str]:
    """Return an instant as a log has it, and as the wall clock showed it."""
    if instant is None:
        return {"exact": "", "wall": ""}
    return {"exact": instant.isoformat(), "wall": clock.time_text(instant)}
