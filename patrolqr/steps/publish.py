"""From a draft to a sheet in the hand: drawn up, printed, every code read back, only then stored.

No Streamlit here.
"""

import ipaddress
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import urlsplit

import geopandas as gpd

from patrolqr.core import settings
from patrolqr.core.briefing import Briefing, BriefingDraft, Tasking, as_draft
from patrolqr.core.errors import InputWrong
from patrolqr.render.pdf import readback, sheet
from patrolqr.steps import outlining, reconcile, streets, triage, walk
from patrolqr.store import Session, briefings, passes

SHEET = "sheet"

LOOKUP_SECONDS = 1.0
"""How long a name may take to be found before the page says that it was not."""


def publish(session: Session, draft: BriefingDraft) -> Briefing:
    """Store the draft as the next version together with its PDF, after every code on it was read
    back; return it.

    Where the version that stands says the same and all its codes work, that one is returned.
    """
    standing = briefings.current(session, draft.duty)
    if standing is not None and is_saved(session, standing, draft):
        return standing
    triage.check_printed(session, draft)
    base_url = checked_address(settings.current().base_url)
    drawn, content = lay_out(session, draft)
    readback.codes(content, sheet.expected_codes(drawn, base_url))
    return briefings.keep(session, drawn, (SHEET, sheet.file_name(drawn), content))


def lay_out(session: Session, draft: BriefingDraft) -> tuple[Briefing, bytes]:
    """Return the next version as it would be saved, with the rounds that are walked, and its PDF."""
    lines = streets.drawn(session)
    drawn = walk.with_rounds(session, briefings.draw_up(session, draft), lines)
    return drawn, _pdf(drawn, lines)


def is_saved(session: Session, standing: Briefing, draft: BriefingDraft) -> bool:
    """Return whether the standing version prints the same sheet and none of its codes was ended."""
    outlines = outlining.resolved(session, draft)
    cards = tuple(replace(each, outline=outlines[each.area_id]) for each in draft.taskings)
    said = replace(draft, taskings=cards)
    return reconcile.is_same(as_draft(standing), said) and not passes.any_revoked(session, standing)


def make(session: Session, briefing: Briefing) -> None:
    """Make and keep the sheet of a version that was stored without one, after every code on it was
    read back.
    """
    content = pdf(session, briefing)
    readback.codes(content, sheet.expected_codes(briefing, settings.current().base_url))
    briefings.keep_document(
        session, briefing.briefing_id, SHEET, sheet.file_name(briefing), content
    )


def pdf(session: Session, briefing: Briefing) -> bytes:
    """Return the briefing as a PDF."""
    return _pdf(briefing, streets.drawn(session))


def _pdf(briefing: Briefing, lines: gpd.GeoDataFrame) -> bytes:
    return sheet.pdf(briefing, base_url=settings.current().base_url, streets=lines)


def slide_map(session: Session, tasking: Tasking) -> str:
    """Return the map of a tasking's area among its streets as SVG, for the big screen."""
    return sheet.slide_map(tasking, streets.drawn(session))


def checked_address(base_url: str) -> str:
    """Return the address that codes point to.

    InputWrong where a phone's browser would warn of it.
    """
    address = urlsplit(base_url)
    if address.scheme != "https" and not is_local(base_url):
        raise InputWrong(
            f"Codes would point to {base_url}, which is not protected. "
            "Set PATROLQR_BASE_URL to an https address and start again."
        )
    return base_url


def is_known(base_url: str) -> bool:
    """Return whether the address has a name that this machine can look up, or is a plain number."""
    lookup = ThreadPoolExecutor(1)
    try:
        lookup.submit(socket.getaddrinfo, urlsplit(base_url).hostname, None).result(
            timeout=LOOKUP_SECONDS
        )
    except (OSError, UnicodeError, TimeoutError):
        return False
    finally:
        lookup.shutdown(wait=False)
    return True


def is_local(base_url: str) -> bool:
    """Return whether only this computer can open the address."""
    host = urlsplit(base_url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
