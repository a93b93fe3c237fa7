"""What was stored, told back to its officer."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from patrolqr.core import clock
from patrolqr.core.errors import PassUnknown
from patrolqr.core.form.question import Field, value_of, word_answer, word_count
from patrolqr.core.form.questions import COUNTS, NOTES
from patrolqr.core.phone import Grant
from patrolqr.phone import rendering
from patrolqr.phone.pages import my_sheet, sheet
from patrolqr.phone.pages.questions import ASKED
from patrolqr.phone.request import details, pairing
from patrolqr.phone.request.guard import Guard
from patrolqr.phone.request.threads import in_thread
from patrolqr.store import passes, teams
from patrolqr.store.taking_back import SENTENCES, UNDO, Became


async def show(guard: Guard, request: Request) -> Response:
    """Answer with what was stored; the area is named only while the pass is valid.

    A phone whose pairing has ended still reads what became of its own log.
    """
    reader = pairing.who(guard.session, request) or await guard.reader(request)
    async with guard.counting(request):
        log = await guard.own_log(request)
        if log is None:
            raise PassUnknown(passes.NEUTRAL)
    grant = await in_thread(lambda: _grant(guard, request))
    around = my_sheet.NOT_OPEN
    if grant is not None:
        around = await in_thread(lambda: my_sheet.around(guard.session, grant, reader))
    page = rendering.page(
        "stored.html",
        stored=log,
        sentence=sentence(done(log.document), log.received_at, log.times.values()),
        late=SENTENCES[Became.TOO_LATE] if "late" in request.query_params else "",
        grant=grant,
        marking=grant.briefing.marking if grant else await _marking(guard),
        pass_id=request.path_params["pass_id"].strip().upper(),
        may_undo=log.version == 1 and not log.undone and clock.now() - log.received_at < UNDO,
        others=sheet.following(grant) if grant else (),
        **around,
    )
    return HTMLResponse(page)


async def _marking(guard: Guard) -> str:
    """Return the marking of what an officer wrote where its sheet is not open any more."""
    return await in_thread(lambda: teams.marking(guard.session))


def _grant(guard: Guard, request: Request) -> Grant | None:
    """Return what the code opens for the phone that asks, None where it opens nothing any more."""
    now = clock.now()
    try:
        pairing.reader(guard.session, request, at=now)
        return passes.grant(guard.session, request.path_params["pass_id"], at=now)
    except PassUnknown:
        return None


def sentence(done: str, received_at: datetime, stay: Iterable[datetime | None]) -> str:
    """Return in one line what was stored: Stored 21:06: 2 engagements, notes (21:04 to 21:19)."""
    times = " to ".join(clock.time_text(each) for each in stay if each)
    when = f" ({times})" if times else ""
    return f"Stored {clock.time_text(received_at)}: {done}{when}."


def done(document: Mapping[str, Any]) -> str:
    """Return what a log that can be read as one says was done: 2 engagements, notes, with 4417."""
    detailed = details.counted(document)
    parts = [
        word_count(each, max(int(str(document.get(each.name) or 0)), detailed.get(each.name, 0)))
        for each in COUNTS
    ]
    parts += [_mentioned(each, document) for each in (*ASKED["ask"], *ASKED["more"])]
    parts += ["notes"] if any(document.get(field.name) for field in NOTES) else []
    told = ", ".join(part for part in parts if part)
    return ", ".join([told or "patrolled, nothing to report", *_colleagues(document)])


def _colleagues(document: Mapping[str, Any]) -> list[str]:
    """Return who else was there: with 4417, 5128."""
    asked = [each for each in ASKED["company"] if each.kind == "collars"]
    named = [word_answer(each, value_of(each, document.get(each.name))) for each in asked]
    return [f"with {numbers}" for numbers in named if numbers]


def _mentioned(asked: Field, document: Mapping[str, Any]) -> str:
    """Return that a question was answered, with the answer where it is one of a list or a figure:
    cut short (another call).
    """
    answer = value_of(asked, document.get(asked.name))
    if answer is None:
        return ""
    if asked.kind == "text" and not asked.choices:
        return f"{asked.short} reference" if asked.reference else asked.short
    return f"{asked.short} ({word_answer(asked, answer).lower()})"
