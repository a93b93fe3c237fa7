"""Picks: which patrol areas are picked for a patrol day and shift; every decision is kept."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypedDict

from patrolqr.core import clock
from patrolqr.core.area import Candidate, PatrolArea, Pick
from patrolqr.core.shift import check_shift
from patrolqr.store import areas
from patrolqr.store.session import Session


class PickRow(TypedDict):
    """A patrol area whose newest decision for that patrol day and shift is "picked"."""

    area_id: str
    version: int
    name: str
    geometry: str
    cell: str | None
    neighbourhood_id: str | None
    why: str | None


def picks(session: Session, patrol_day: date, shift: str) -> list[Pick]:
    """Return what is picked for that patrol day and shift, in the order it was picked."""
    found = session.rows(PickRow, "picks/picks", patrol_day=patrol_day, shift=shift)
    return [_pick(row) for row in found]


def set_picks(
    session: Session,
    patrol_day: date,
    shift: str,
    candidates: Sequence[Candidate],
) -> None:
    """Make these the picks of that patrol day and shift; what is gone is unpicked.

    Each candidate becomes a named patrol area where its square has none yet.
    """
    check_shift(shift)
    with session.writing() as written:
        before = {pick.area.cell: pick for pick in picks(session, patrol_day, shift)}
        known = areas.made_for(written, candidates)
        wanted = {candidate.cell for candidate in candidates}
        changes = [
            (known[candidate.cell], "picked", candidate.why)
            for candidate in candidates
            if candidate.cell not in before
        ]
        changes += [
            (pick.area.area_id, "not_picked", "")
            for cell, pick in before.items()
            if cell not in wanted
        ]
        now = clock.now()
        for place, (area_id, decision, why) in enumerate(changes):
            written.change(
                "picks/insert_pick",
                patrol_day=patrol_day,
                shift=shift,
                area_id=area_id,
                decision=decision,
                why=why,
                decided_by=session.actor.person,
                # picks are shown in the order of their decisions, and one instant has no order
                decided_at=now + timedelta(microseconds=place),
            )


def _pick(row: PickRow) -> Pick:
    area = PatrolArea(
        area_id=row["area_id"],
        version=row["version"],
        name=row["name"],
        geometry=row["geometry"],
        cell=row["cell"],
        neighbourhood_id=row["neighbourhood_id"],
    )
    return Pick(area, row["why"] or "")
