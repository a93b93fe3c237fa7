"""Words taken out for good: of one log or reason, or wherever they stand."""

import streamlit as st

from patrolqr.core.form.redacting import PARTS
from patrolqr.desk.shared import lengths, presses, tables, who
from patrolqr.steps import redact
from patrolqr.store import redactions

DONE = "keeping_done"
"""Key under which a visitor's session keeps what was done until the page tells it, once."""

WAYS = ("A log", "A call, incident or intelligence", "Words, wherever they stand")


def told() -> None:
    """Say what was done last, and what is left of it elsewhere."""
    for line in st.session_state.pop(DONE, ()):
        st.success(line, icon=":material/check:")


def asked() -> None:
    """Ask what is taken out, and why; it is gone with the press, and the page says so before."""
    st.caption(
        "What is taken out is gone from every version, copy, draft and sheet, and from the database's file: "
        "nobody brings it back. A mark stays in its place. Backups hold it until they are removed."
    )
    way = st.segmented_control("What", WAYS, default=WAYS[0], key="redact_way", required=True)
    with st.form("redact", border=False, clear_on_submit=False):
        if way == WAYS[2]:
            st.text_area("Words, one text a line", key="redact_words", height=100)
        else:
            st.text_input(
                "Its number or reference",
                st.query_params.get("log", ""),
                key="redact_subject",
                placeholder="3f2a9c01",
                help="A log's number stands in its History on the Logs page, and in files.",
            )
        if way == WAYS[0]:
            st.pills(
                "What goes",
                list(PARTS),
                selection_mode="multi",
                default=list(PARTS),
                format_func=PARTS.__getitem__,
                key="redact_parts",
            )
        lengths.text_input(
            "Why, without the words themselves",
            key="redact_why",
            limit=redactions.WHY_LIMIT,
            placeholder="asked for by the person named, DP-17",
        )
        with st.container(horizontal=True):
            st.form_submit_button(
                "Redact for good", type="primary", on_click=presses.do, args=(_redact, way)
            )
            if way == WAYS[2]:
                st.form_submit_button("Only count", on_click=presses.do, args=(_count,))


def listed() -> None:
    """Show what was redacted, and what from before may still hold it."""
    found = redactions.redactions(who.session())
    if found.empty:
        st.caption("Nothing was redacted yet.")
        return
    left = redact.left(who.session())
    for line in left.lines:
        st.warning(line, icon=":material/warning:")
    if left.copies:
        st.button("Remove these copies", key="remove_copies", on_click=presses.do, args=(_remove,))
    if redactions.owed(who.session()):
        st.warning("The file still has to be written anew.", icon=":material/warning:")
        st.button("Write it anew now", key="rewrite", on_click=presses.do, args=(_rewrite,))
    shown = found.drop(columns="redaction_id")
    tables.grid(shown, "redactions")
    tables.downloads(lambda: shown, "redactions", count=len(shown))


def _redact(way: str) -> None:
    said, session = st.session_state, who.session()
    if way == WAYS[0]:
        log_id = redactions.named(session, said["redact_subject"])
        done = redact.log(session, log_id, said["redact_parts"], said["redact_why"])
    elif way == WAYS[1]:
        done = redact.reason(session, said["redact_subject"], said["redact_why"])
    else:
        done = redact.words(session, said["redact_words"].splitlines(), said["redact_why"])
    for key in ("redact_words", "redact_subject", "redact_why"):
        said.pop(key, None)
    said[DONE] = [done.sentence, *done.left.problems]


def _count() -> None:
    found = redactions.find(who.session(), st.session_state["redact_words"].splitlines())
    rows = [f"{table.replace('_', ' ')} ({count:,})" for table, count in found.items()]
    st.session_state[DONE] = [f"They stand in: {', '.join(rows)}." if rows else redactions.NOTHING]


def _remove() -> None:
    gone = redact.remove_copies(who.session())
    st.session_state[DONE] = [f"Removed: {', '.join(each.name for each in gone)}."]


def _rewrite() -> None:
    st.session_state[DONE] = redact.finish(who.session()) or ["The file was written anew."]
