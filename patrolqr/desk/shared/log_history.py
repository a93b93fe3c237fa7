"""The history of a patrol log: its versions, what each changed, and every decision about them."""

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd
import streamlit as st

from patrolqr.core import clock
from patrolqr.desk.shared import cached, frame, who
from patrolqr.desk.shared.words import plain
from patrolqr.store import reviews
from patrolqr.store.reviews import Change, Decided, Version

OPEN = "histories_open"
"""Key under which a visitor's session remembers which histories are open."""

DECIDED = {"approved": "approved it", "query": "asked", "received": "took that back"}


def offer(log_id: str) -> None:
    """Let the history of the log be opened; it is read only then."""
    opened = st.popover(
        "History",
        key=f"history_{log_id}",
        type="tertiary",
        icon=":material/history:",
        on_change="rerun",
    )
    if _is_open(log_id, now=bool(opened.open)):
        with opened:
            _told(cached.ask(reviews.versions, log_id))
            if who.may("retain"):
                st.page_link(
                    frame.PAGES / "keeping.py", label="Redact …", query_params={"log": log_id}
                )


def _is_open(log_id: str, *, now: bool) -> bool:
    """Return whether it is open now, and note in the audit trail, each time it is opened, whose log
    somebody looks at.
    """
    known: set[str] = st.session_state.setdefault(OPEN, set())
    if now and log_id not in known:
        versions = cached.ask(reviews.versions, log_id)
        collars = {str(each.log.values.get("collar") or "") for each in versions}
        subject = ", ".join([*sorted(collars - {""}), f"log {log_id}"])
        who.session().opens("log history", subject=subject)
        known.add(log_id)
    if not now:
        known.discard(log_id)
    return now


def show_changes(changes: list[Change]) -> None:
    """Show what a correction changed as a table."""
    rows = [(change.label, change.before, change.after) for change in changes]
    st.dataframe(
        pd.DataFrame(rows, columns=["Answer", "Before", "Now"]), hide_index=True, placeholder="–"
    )


def _told(versions: list[Version]) -> None:
    before: list[Version | None] = [None, *versions]
    for earlier, version in pairwise(before):
        if version is not None:
            st.markdown("  \n".join(_lines(version)))
            if earlier is not None:
                show_changes(reviews.changes(earlier.log, version.log))


def _lines(version: Version) -> Iterator[str]:
    """Yield one line for how the version came and one for each decision about it."""
    collar = str(version.log.values.get("collar") or "")
    how = "keyed from paper" if version.channel == "paper" else "named as theirs"
    by = f", {how} by {plain(version.entered_by)}" if version.entered_by else ""
    officer = f" by {plain(collar)}" if collar else ""
    came = clock.instant_text(version.received_at)
    yield f"**Version {version.number}** sent{officer}{by}, received {came}"
    if version.log.corrected_why:
        yield f"Corrected: {plain(version.log.corrected_why)}"
    if version.set_aside_why:
        yield f"Taken back: {plain(version.set_aside_why)}"
    for decision in version.decisions:
        yield _decision(decision)


def _decision(decision: Decided) -> str:
    remark = f": “{plain(decision.remark)}”" if decision.remark else ""
    who = plain(decision.by) or "Somebody"
    return f"{clock.instant_text(decision.at)}, {who} {DECIDED[decision.state]}{remark}"
