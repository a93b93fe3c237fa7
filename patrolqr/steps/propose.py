"""What a pattern's card proposes at the square where it rose, and what patrols brought there since it opened.
No Streamlit here.
"""

from datetime import date, time
from typing import NamedTuple

from patrolqr.analysis.measures.windows import busiest
from patrolqr.core import tactics
from patrolqr.core.form.question import word_count
from patrolqr.core.form.questions import shown_in
from patrolqr.core.phrases import number_of
from patrolqr.geo import squares
from patrolqr.geo.shapes import area_in_metres
from patrolqr.render.pdf import sheet
from patrolqr.steps import streets
from patrolqr.store import Session, areas, log_reads
from patrolqr.store.log_reads import LogChoice

MORNING = time(6)
"""A patrol day begins and ends then: its busiest hours are looked for in all of it."""


class Proposal(NamedTuple):
    """What a patrol would look for and ask, and in which hours; "" where no hours stand out."""

    look_for: str
    ask: str
    window: str


def proposal(session: Session, cell: str, category: str, *, day: date) -> Proposal:
    """Return what is proposed at a square for a crime type: as a briefing's card begins."""
    rows = areas.hours(session, {cell: [cell]}, day=day)
    hours = busiest({row["hour"]: row["incidents"] for row in rows}, MORNING, MORNING)
    window = f"{hours[0]:%H:%M}–{hours[1]:%H:%M}" if hours else ""
    return Proposal(tactics.for_type(category)[0], tactics.ask_for(category), window)


def brought(session: Session, cell: str, *, since: date, until: date) -> str:
    """Return how many logs of patrol areas on the square's ground there are since a pattern opened and what
    was done, in words; "" of none.
    """
    ids = [
        row["area_id"] for row in areas.by_name(session) if squares.share_ground(cell, row["cell"])
    ]
    if not ids:
        return ""
    logs = log_reads.logs(session, LogChoice(since=since, until=until, areas=ids))
    if logs.empty:
        return ""
    asked = [each for each in shown_in("feed") if each.kind == "count"]
    done = [word_count(each, int(logs[each.name].fillna(0).sum())) for each in asked]
    counted = ", ".join(filter(None, done)) or "nothing counted"
    return f"{number_of(len(logs), 'log')} since it opened: {counted}"


def square_map(session: Session, cell: str) -> str:
    """Return the map of a square among its streets as SVG."""
    outline = area_in_metres(squares.outline(cell))
    assert outline is not None, "a counting square has an outline"
    return sheet.place_map(outline, streets.drawn(session))
