"""Pages from templates: what a code opens, what was stored, and what went wrong."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from patrolqr.core import clock
from patrolqr.core.briefing import Tasking
from patrolqr.core.form.log import Entry
from patrolqr.core.form.question import Field
from patrolqr.core.form.questions import CORRECTED, FIELDS, GROUPS
from patrolqr.core.lists import CUT_SHORT
from patrolqr.core.phone import Grant, Pairing
from patrolqr.core.shift import SHIFTS
from patrolqr.phone.pages import outlines
from patrolqr.phone.request import details
from patrolqr.store.pairings import COLLAR_LIMIT
from patrolqr.store.visits import ANSWER_LIMIT, NOT_SHOWN, OWN_DAYS, OwnVisit

HERE = Path(__file__).parent
ASSETS = HERE / "assets"

JOINED = {
    "tasking.js": ("location.js", "privacy.js", "details.js", "phone.js"),
    "correcting.js": ("privacy.js", "details.js", "correct.js"),
}
"""Scripts a page asks for as one file: on a slow line each file more is a wait more."""

QUICK_ANSWERS = ("Yes", "No", "Not seen")

PLACED = (
    "answer",
    "arrived_at",
    "left_at",
    "tactics_done",
    "cut_short",
    "intelligence",
    "kept_why",
    "collar",
    "arrived_lat",
    "arrived_lng",
    "arrived_accuracy_m",
    "left_lat",
    "left_lng",
    "left_accuracy_m",
    "sent_at",
)
"""Fields with a place of their own on the page.

Every other count is a counter, every other text a note.
"""
FIXES = tuple(field.name for field in FIELDS if field.kind == "number")
COUNTS = tuple(field for field in FIELDS if field.kind == "count" and field.name not in PLACED)
NOTES = tuple(field for field in FIELDS if field.kind == "text" and field.name not in PLACED)
TIMES = tuple(field for field in FIELDS if field.kind == "instant" and field.name != "sent_at")
TEXTS = tuple(
    field for field in FIELDS if field.kind == "text" and field.name not in ("kept_why", "collar")
)


@dataclass(frozen=True)
class Stored:
    """A log as the store holds it, to be told back to its officer."""

    log_id: str
    received_at: datetime
    undone: bool
    document: str
    pairing_id: str | None
    version: int = 1
    review: str = "received"
    remark: str | None = None


def tasking_page(grant: Grant, pairing: Pairing, *, pass_id: str, now: datetime, sheet: str) -> str:
    """Return the page of one tasking with its form.

    `sheet` is the mark by which a phone knows this text.
    """
    return _page(
        "tasking.html",
        grant=grant,
        tasking=grant.tasking,
        pairing=pairing,
        places=json.dumps(outlines.of(grant), separators=(",", ":")),
        fixes=FIXES,
        pass_id=pass_id,
        sheet=sheet,
        following=_following(grant),
        log_id=uuid.uuid4(),
        opened_at=now.replace(microsecond=0).isoformat(),
        arrived=clock.time_text(now),
        until=f"{SHIFTS[grant.briefing.shift].ends:%H:%M}",
        superseded=clock.time_text(grant.superseded_at) if grant.superseded_at else "",
        quick_answers=QUICK_ANSWERS,
        fields={field.name: field for field in FIELDS},
        counts=COUNTS,
        notes=NOTES,
        cut_short=CUT_SHORT,
        details=_blank(),
    )


def stored_page(stored: Stored, grant: Grant | None, *, pass_id: str, may_undo: bool) -> str:
    """Return the page that says what was stored.

    Without a grant (the shift is over) it names no area.
    """
    following = _following(grant) if grant else ()
    return _page(
        "stored.html",
        stored=stored,
        sentence=sentence(json.loads(stored.document), stored.received_at),
        grant=grant,
        pass_id=pass_id,
        may_undo=may_undo and not stored.undone,
        following=following,
    )


def correct_page(stored: Stored, grant: Grant, *, pass_id: str) -> str:
    """Return the form of a stored log, filled in with what it says, to be sent as its next version."""
    document = json.loads(stored.document)
    said = {name: document.get(name) for name in (field.name for field in FIELDS)}
    editable = (*TIMES, *COUNTS, *TEXTS)
    carried = ("opened_at", "paired", *(field.name for field in FIELDS if field not in editable))
    return _page(
        "correct.html",
        tasking=grant.tasking,
        pass_id=pass_id,
        log_id=stored.log_id,
        version=stored.version + 1,
        stored_at=clock.time_text(stored.received_at),
        near=document.get("arrived_at") or stored.received_at.isoformat(),
        remark=stored.remark,
        corrected=CORRECTED,
        said=said | {field.name: _moment(said[field.name]) for field in TIMES},
        carried={
            name: document[name]
            for name in carried
            if document.get(name) and name not in ("kept_why", "sent_at")
        },
        times=TIMES,
        counts=COUNTS,
        texts=TEXTS,
        details=_details(details.shown(document)),
    )


def _moment(text: object) -> dict[str, str]:
    """Return an instant as a log has it, and as the wall clock showed it."""
    return {"exact": str(text), "wall": _time(text)} if text else {"exact": "", "wall": ""}


def pair_page(*, code: str = "", problem: str = "") -> str:
    """Return the page that pairs a phone; without a scanned code it asks for that as well."""
    return _page("pair.html", code=code, problem=problem, limit=COLLAR_LIMIT)


def paired_page(pairing: Pairing) -> str:
    """Return the page that says whose phone this is, and until when."""
    return _page("paired.html", pairing=pairing, until=clock.time_text(pairing.until))


def mine_page(pairing: Pairing, visits: list[OwnVisit]) -> str:
    """Return the page of an officer's own visits."""
    return _page(
        "mine.html",
        pairing=pairing,
        visits=visits,
        days=OWN_DAYS.days,
        limit=ANSWER_LIMIT,
        not_shown=NOT_SHOWN,
        instant=clock.instant_text,
        time=clock.time_text,
    )


def code_page() -> str:
    """Return the page on which the six characters under a code can be typed."""
    return _page("code.html")


def queue_page() -> str:
    """Return the page of the logs that wait on this phone; it holds none itself."""
    labels = {group.name: group.label for group in GROUPS}
    return _page(
        "queue.html", labels=labels, fields=[field for field in FIELDS if field.name != "sent_at"]
    )


def offline_page() -> str:
    """Return the page for a code that this phone cannot open without signal."""
    return _page("offline.html")


def problem_page(title: str, sentence: str, *, pair: bool = False) -> str:
    """Return the page of something that went wrong; it names no area and no code."""
    return _page("problem.html", title=title, sentence=sentence, pair=pair)


def sentence(said: Mapping[str, Any], received_at: datetime) -> str:
    """Return in one line what was stored: Stored 21:06: 2 engagements, notes."""
    detailed = details.counted(said)
    parts = [
        _counted(field, max(int(str(said.get(field.name) or 0)), detailed.get(field.name, 0)))
        for field in COUNTS
    ]
    parts += ["answer"] if said.get("answer") else []
    parts += ["tactics"] if said.get("tactics_done") else []
    parts += [f"cut short ({str(said['cut_short']).lower()})"] if said.get("cut_short") else []
    parts += ["intelligence reference"] if said.get("intelligence") else []
    parts += ["notes"] if any(said.get(field.name) for field in NOTES) else []
    told = ", ".join(part for part in parts if part)
    stay = " to ".join(_time(said[name]) for name in ("arrived_at", "left_at") if said.get(name))
    when = f" ({stay})" if stay else ""
    return f"Stored {clock.time_text(received_at)}: {told or 'patrolled, nothing to report'}{when}."


def _counted(field: Field, value: object) -> str:
    number = int(str(value or 0))
    name = field.label.lower()
    if number == 1:
        name = name.removesuffix("es") if name.endswith("hes") else name.removesuffix("s")
    return f"{number} {name}" if number else ""


def _time(text: object) -> str:
    return clock.time_text(datetime.fromisoformat(str(text)))


def _following(grant: Grant) -> tuple[Tasking, ...]:
    """Return the other taskings of the sheet, the one after this first."""
    others = [
        each for each in grant.briefing.taskings if each.area.area_id != grant.tasking.area.area_id
    ]
    after = [each for each in others if each.number > grant.tasking.number]
    return (*after, *(each for each in others if each.number < grant.tasking.number))


@cache
def _blank() -> Mapping[str, Markup]:
    """Return the questions about what was done, unanswered: the same on every page."""
    return _details({})


def _details(entries: Mapping[str, list[Entry]]) -> dict[str, Markup]:
    """Return the questions of each group by the counter they stand under, answered as in the
    entries.
    """
    pages = {}
    for group in GROUPS:
        acts = entries.get(group.name, [])
        slots = max(details.SLOTS, len(acts) + 1)
        said = _page(
            "details.html", group=group, entries=acts, empty=details.empty(group), slots=slots
        )
        pages[group.counter] = Markup(said)  # noqa: S704  our own template escapes what it is given
    return pages


def _page(name: str, **values: object) -> str:
    return _environment().get_template(name).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["asset"] = asset
    return environment


@cache
def asset(name: str) -> str:
    """Return the address of one of our files, which changes when the file does."""
    digest = hashlib.sha256(file(name)).hexdigest()[:10]
    return f"/o/assets/{name}?v={digest}"


@cache
def file(name: str) -> bytes:
    """Return what is in one of our files, or in one that several are joined to."""
    return b"".join((ASSETS / part).read_bytes() for part in JOINED.get(name, (name,)))
