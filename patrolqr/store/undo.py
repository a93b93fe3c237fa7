"""Taking a load back: its rows go, what it outdated comes back, that it was made stays on record."""

from typing import TypedDict

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.store import covered
from patrolqr.store.session import Session

UNDONE = ("incidents", "dated incidents", "calls", "intelligence", "stop_searches", "patrol_logs")
"""Kinds of loads that can be taken back."""


class KindRow(TypedDict):
    """What kind of file a load was."""

    kind: str


def take_back(session: Session, load_id: str) -> None:
    """Take a load back: its rows go, what it outdated comes back, that it was made stays on record.

    InputWrong where it was taken back already or is of a kind that cannot be.
    """
    with session.writing() as written:
        found = written.rows(KindRow, "undo/load_kind", load_id=load_id)
        if not found:
            raise InputWrong("This load was taken back already. Look at the list again.")
        if found[0]["kind"] not in UNDONE:
            raise InputWrong(
                f"Areas cannot be taken back ({found[0]['kind']}): what was there before is not kept. "
                "Load the earlier file again with “replace”."
            )
        written.change("undo/hand_on_incidents", load_id=load_id)
        written.change("undo/remove_incidents", load_id=load_id)
        written.change("undo/remove_reasons", load_id=load_id)
        written.change("undo/remove_force_stop_searches", load_id=load_id)
        written.change("undo/bring_back_logs", load_id=load_id)
        written.change("undo/remove_logs", load_id=load_id)
        written.change("undo/remove_table_rows", load_id=load_id)
        written.change("undo/remove_quarantine", load_id=load_id)
        written.change("undo/bring_back_quarantine", load_id=load_id)
        written.change("undo/hand_over_incidents", load_id=load_id)
        written.change("undo/hand_over_withdrawn", load_id=load_id)
        written.change("undo/hand_over_reasons", load_id=load_id)
        written.change("undo/bring_back_incidents", load_id=load_id)
        written.change("undo/bring_back_reasons", load_id=load_id)
        covered.forget(written, load_id)
        written.change(
            "undo/record_undo",
            load_id=load_id,
            undone_at=clock.now(),
            undone_by=session.actor.person,
        )
