"""Picks: which patrol areas are picked for a duty; every decision is kept."""

from collections.abc import Sequence
from datetime import timedelta

from patrolqr.core import clock
from patrolqr.core.area import Candidate, Pick
from patrolqr.core.team import Duty
from patrolqr.store import areas
from patrolqr.store.areas import AreaRow
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import Session


class PickRow(AreaRow):
    """A patrol area whose newest decision for that duty is "picked"."""

    why: str | None


def picks(session: Session, duty: Duty) -> list[Pick]:
    """Return what is picked for that duty, in the order it was picked."""
    found = session.rows(
        PickRow,
        "picks/picks",
        duty=duty,
    )
    return [_pick(row) for row in found]


def pick(session: Session, duty: Duty, candidates: Sequence[Candidate]) -> None:
    """Add these to the picks of that duty; what others picked stays picked.

    Each candidate becomes a named patrol area where its square has none yet.
    """
    with session.writing("brief") as written:
        before = {each.area.cell for each in picks(session, duty)}
        known = areas.made_for(written, candidates)
        added = [candidate for candidate in candidates if candidate.cell not in before]
        decisions = [(known[candidate.cell], "picked", candidate.why) for candidate in added]
        _decide(written, session, duty, decisions)


def unpick(session: Session, duty: Duty, area_ids: Sequence[str]) -> None:
    """Take these patrol areas out of the picks of that duty; what was not picked stays as it was."""
    with session.writing("brief") as written:
        before = {each.area.area_id for each in picks(session, duty)}
        decisions = [(area_id, "not_picked", "") for area_id in area_ids if area_id in before]
        _decide(written, session, duty, decisions)


def add(written: Writing, session: Session, duty: Duty, area_id: str, why: str) -> bool:
    """Pick one patrol area within a transaction; return whether it was not picked before."""
    if area_id in {each.area.area_id for each in picks(session, duty)}:
        return False
    _decide(written, session, duty, [(area_id, "picked", why)])
    return True


def remove(written: Writing, session: Session, duty: Duty, area_id: str) -> None:
    """Take one patrol area out of the picks within a transaction."""
    _decide(written, session, duty, [(area_id, "not_picked", "")])


def _decide(
    written: Writing, session: Session, duty: Duty, decisions: Sequence[tuple[str, str, str]]
) -> None:
    """Store decisions (area id, decision, why), one after the other."""
    now = clock.now()
    for place, (area_id, decision, why) in enumerate(decisions):
        written.change(
            "picks/insert_pick",
            duty=duty,
            area_id=area_id,
            decision=decision,
            why=why,
            decided_by=session.actor.person,
            # picks are shown in the order of their decisions, and one instant has no order
            decided_at=now + timedelta(microseconds=place),
        )


def _pick(row: PickRow) -> Pick:
    return Pick(areas.area_of(row), row["why"] or "")
