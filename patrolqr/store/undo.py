"""Taking a load back: its rows go, what it outdated comes back, that it was made stays on record."""

from typing import TypedDict

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.store import covered, places
from patrolqr.store.briefings import instant
from patrolqr.store.engine.writing import Writing
from patrolqr.store.session import PATIENCE_S, Session

AREAS = ("neighbourhoods", "small areas", "residents")
"""Kinds of loads that change areas; what the next one finds is what the one before left."""

STREETS = ("streets",)


class KindRow(TypedDict):
    """What kind of file a load was, and whether what it changed is kept as it was before."""

    kind: str
    keeps_before: bool


class LaterRow(TypedDict):
    """A load that came after another one."""

    file_name: str
    loaded_us: int


def take_back(session: Session, load_id: str) -> None:
    """Take a load back: its rows go, what it outdated comes back, that it was made stays on record.

    InputWrong where it was taken back already, and where areas or streets were loaded after it.
    """
    with session.loading("load", patience_s=PATIENCE_S) as written:
        found = written.rows(KindRow, "undo/load_kind", load_id=load_id)
        if not found:
            raise InputWrong("This load was taken back already. Look at the list again.")
        if found[0]["kind"] in AREAS:
            _check_last(written, load_id, AREAS, found[0])
            _areas(written, load_id)
        elif found[0]["kind"] in STREETS:
            _check_last(written, load_id, STREETS, found[0])
            _streets(written, load_id)
        else:
            _rows(written, load_id)
        written.change("undo/remove_quarantine", load_id=load_id)
        written.change("undo/bring_back_quarantine", load_id=load_id)
        written.change(
            "undo/record_undo",
            load_id=load_id,
            undone_at=clock.now(),
            undone_by=session.actor.person,
        )


def _check_last(written: Writing, load_id: str, kinds: tuple[str, ...], found: KindRow) -> None:
    """Raise InputWrong unless what was there before is kept and nothing was put on top of it."""
    later = written.rows(LaterRow, "undo/later_load", load_id=load_id, kinds=list(kinds))
    if later:
        when = clock.instant_text(instant(later[0]["loaded_us"]))
        raise InputWrong(
            f"{later[0]['file_name']} was loaded on top of it ({when}). "
            "Take that back first, then this one."
        )
    if not found["keeps_before"]:
        raise InputWrong(
            "An earlier PatrolQR loaded this file and did not keep what was there before, so it cannot "
            "be taken back. Load the right file with “replace”."
        )


def _rows(written: Writing, load_id: str) -> None:
    """Take back incidents, calls, intelligence, stop-searches or patrol logs."""
    written.change("undo/hand_on_incidents", load_id=load_id)
    written.change("undo/remove_incidents", load_id=load_id)
    written.change("undo/remove_reasons", load_id=load_id)
    written.change("undo/remove_force_stop_searches", load_id=load_id)
    written.change("undo/bring_back_logs", load_id=load_id)
    written.change("undo/remove_logs", load_id=load_id)
    written.change("undo/remove_table_rows", load_id=load_id)
    written.change("undo/remove_unclaimed", load_id=load_id)
    written.change("undo/hand_over_incidents", load_id=load_id)
    written.change("undo/hand_over_withdrawn", load_id=load_id)
    written.change("undo/hand_over_reasons", load_id=load_id)
    written.change("undo/bring_back_incidents", load_id=load_id)
    written.change("undo/bring_back_reasons", load_id=load_id)
    covered.forget(written, load_id)


def _areas(written: Writing, load_id: str) -> None:
    written.change("undo/remove_places", load_id=load_id)
    written.change("undo/bring_back_places", load_id=load_id)
    written.change("undo/forget_places_before", load_id=load_id)
    places.reassign(written)


def _streets(written: Writing, load_id: str) -> None:
    written.change("undo/remove_streets", load_id=load_id)
    written.change("undo/bring_back_streets", load_id=load_id)
    written.change("undo/forget_streets_before", load_id=load_id)
