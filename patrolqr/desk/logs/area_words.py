"""What the words for areas in loaded tables mean: asked once, never guessed, and who said it."""

import streamlit as st

from patrolqr.desk.shared import cached, tables, who, words
from patrolqr.store import area_synonyms, areas, table_logs
from patrolqr.store.session import PATIENCE_S

ASKED = 20
"""Words asked about at once, those that most rows wait for."""

TAKEN_IN = "rows_taken_in"
"""How many rows were taken in when the words were confirmed last."""


def ask() -> None:
    """Ask which patrol area each unknown word means; show what was confirmed, by whom and when."""
    waiting = cached.ask(table_logs.waiting_words)
    known = cached.ask(area_synonyms.synonyms)
    taken_in = st.session_state.pop(TAKEN_IN, None)
    if not waiting and known.empty and taken_in is None:
        return
    st.header("Words for patrol areas", anchor=False)
    if taken_in is not None:
        verb = "is a patrol log" if taken_in == 1 else "are patrol logs"
        st.success(f"Kept. {_rows(taken_in)} that waited {verb} now.")
    if waiting:
        _form(waiting)
    if not known.empty:
        tables.grid(known.drop(columns="area_id"), "area_synonyms")


def _form(waiting: list[table_logs.WordRow]) -> None:
    names = {row["area_id"]: row["label"] for row in cached.ask(areas.by_name)}
    if not names:
        st.caption(
            "Rows wait for their patrol areas, and there are none yet. Pick some on Hotspots and "
            "brief them; then say here which word means which."
        )
        return
    with st.form("area_words", border=False):
        st.caption(
            "No patrol area is called so. Say which one is meant: its rows then become patrol logs, "
            "and later files need not ask."
        )
        chosen = {
            row["area"]: st.selectbox(
                f"{words.label(row['area'])} ({_rows(row['rows'])})",
                list(names),
                index=None,
                format_func=lambda each: names[each],
                placeholder="None of them, or not known yet",
                key=f"means_{area_synonyms.plain(row['area'])}_{row['rows']}",
            )
            for row in waiting[:ASKED]
        }
        if len(waiting) > ASKED:
            st.caption(f"The {ASKED} words with most rows; {len(waiting) - ASKED} more follow.")
        meant = {word: area_id for word, area_id in chosen.items() if area_id}
        if st.form_submit_button("Confirm") and meant:
            st.session_state[TAKEN_IN] = table_logs.confirm(
                who.session(), meant, patience_s=PATIENCE_S
            )
            st.rerun()


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
