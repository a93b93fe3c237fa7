"""What a phone keeps for when there is no signal: the service worker, and the pages of the scanned
sheet.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache

from patrolqr.core import clock
from patrolqr.core.briefing import Briefing
from patrolqr.core.form.questions import FIELDS, GROUPS
from patrolqr.core.phone import Grant, Pairing
from patrolqr.core.progress import Progress
from patrolqr.core.team import Duty
from patrolqr.phone import rendering, scripts
from patrolqr.phone.pages import check
from patrolqr.phone.pages.waiting import offline_page, queue_page
from patrolqr.phone.request.headers import PAIRING
from patrolqr.phone.rules import RULES, WORKER_RULES
from patrolqr.store import attendance, briefings, passes, progress
from patrolqr.store.session import Session

FILES = ("phone.css", "my_sheet.css", "check.css", "icon.svg", rendering.PERSONAL, *scripts.PAGES)

MY_SHEET = "/o/my-sheet"


@cache
def worker() -> str:
    """Return the service worker's script.

    It changes, and so updates on phones, whenever one of our files or pages does.
    """
    files = [rendering.asset(name) for name in FILES]
    script = scripts.join("sw.mjs")
    shell = [script, *files, queue_page(), offline_page(), check.page()]
    version = hashlib.sha256("".join(shell).encode()).hexdigest()[:10]
    rules = WORKER_RULES | {"version": version, "files": files}
    return f"self.RULES = {json.dumps(rules)};\n{script}"


@cache
def _questions() -> str:
    """Return a short text that changes whenever the form asks something else, or goes by other rules."""
    return hashlib.sha256(repr((FIELDS, GROUPS, RULES)).encode()).hexdigest()


def mark(grant: Grant, pairing: Pairing, colleagues: Sequence[str]) -> str:
    """Return a short text that changes whenever the page of the tasking would say something else.

    After its dot it changes with the colleagues offered, which alone is no other sheet.
    """
    said = (grant, pairing.pairing_id, [rendering.asset(name) for name in FILES], _questions())
    parts = (repr(said), repr(colleagues))
    return ".".join(hashlib.sha256(each.encode()).hexdigest()[:16] for each in parts)


def mark_of_areas(areas: Sequence[Progress], pairing: Pairing) -> str:
    """Return a short text that changes whenever *My sheet* would say something else."""
    said = (areas, pairing.pairing_id, [rendering.asset(name) for name in FILES], RULES)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def kept_until(duty: Duty, pairing: Pairing) -> datetime:
    """Return until when a phone may keep pages of that duty's sheet."""
    return min(clock.duty_window(duty)[1] + clock.GRACE, pairing.until)


def headers(duty: Duty, pairing: Pairing, mark: str) -> dict[str, str]:
    """Return what the service worker reads of a page of a sheet: its mark, until when it may be
    kept (ms), and under which pairing.
    """
    until = kept_until(duty, pairing)
    return {
        "X-Sheet": mark,
        "X-Until": str(int(until.timestamp() * 1000)),
        PAIRING: pairing.pairing_id,
    }


def sheet(session: Session, grant: Grant, pairing: Pairing) -> dict[str, str]:
    """Return the address and mark of every page that a code of this shift's sheet opens, older
    versions' codes too, and of the page of the whole sheet.
    """
    found = passes.grants(session, grant.briefing.duty)
    areas = progress.of_sheet(session, newest_sheet(session, grant), pairing)
    offered = attendance.colleagues(session, grant.briefing, pairing.collar)
    marks = {f"/o/{each.pass_id}": mark(each, pairing, offered) for each in found}
    return {MY_SHEET: mark_of_areas(areas, pairing), **marks}


def newest_sheet(session: Session, grant: Grant) -> Briefing:
    """Return the newest version of the sheet that a code is of, also where it left the area out."""
    if not grant.withdrawn:
        return grant.briefing
    return briefings.current(session, grant.briefing.duty) or grant.briefing
