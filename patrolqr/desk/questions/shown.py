"""An answer as the meeting sees it: the sentence first, then figures, pictures, rows that lead on, and
what cannot be said.
"""

from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from patrolqr.analysis.questions import Question
from patrolqr.analysis.questions.base import Answer, Figure
from patrolqr.desk.shared import address, frame, log_choices, pictures, place_link, tables
from patrolqr.desk.shared.words import label, plain
from patrolqr.steps.answer_question import Asked
from patrolqr.store.log_reads import LogChoice

ROWS_SHOWN = 500
"""Rows drawn as a table; files have all of them."""

LED_TO = 12
"""Areas that are led to one by one; the rows name all."""

DEBRIEF = ["team_id", "patrol_day", "shift"]
"""Columns that say which duty's debrief a row belongs to."""

IDS = ["team_id", "area_id", "log_id", "entry_id", "tasking_id", "incident_id"]
"""Columns for files: a screen has links instead."""


def answer(question: Question, told: Answer, asked: Asked) -> None:
    """Show the whole answer."""
    st.header(question.words, anchor=False)
    with st.container(border=True, key="answer"):
        st.subheader(plain(told.sentence), anchor=False)
    if told.figures and not told.is_empty:
        _figures(told.figures)
    if told.read_out:
        st.header("To read out", anchor=False)
        st.markdown("\n".join(f"- {plain(each)}" for each in told.read_out))
    pictures.beside_each_other(told.pictures)
    _leads(told, asked)
    if len(told.rows):
        _rows(question, told.rows)
    if told.cannot:
        st.header("What we cannot say", anchor=False)
        st.markdown("\n".join(f"- {plain(each)}" for each in told.cannot))


def _figures(figures: tuple[Figure, ...]) -> None:
    with st.container(horizontal=True, gap="small", key="figures"):
        for number, each in enumerate(figures):
            with st.container(border=True, gap="xxsmall", width="stretch", key=f"figure_{number}"):
                st.metric(each.label, each.text, help=each.note or None)
                for line in each.beside:
                    st.caption(plain(line))


def _leads(told: Answer, asked: Asked) -> None:
    """Lead to the logs an answer rests on, just as many as it says, and to its places."""
    opened = told.logs if told.logs and told.logs.count else None
    places = list(told.area_ids.items())[:LED_TO]
    if not opened and not places:
        return
    with st.container(horizontal=True, gap="small", key="leads"):
        if opened:
            several = f"these {opened.count:,} logs" if opened.count != 1 else "this log"
            choice = LogChoice(asked.since, asked.until, teams=asked.teams, only=opened.only)
            st.page_link(
                frame.PAGES / "logs.py",
                label=f"Open {several}",
                icon=":material/list_alt:",
                query_params=log_choices.link(choice) | _places_chosen(opened.search),
            )
        for name, area_id in places:
            st.page_link(
                place_link.PAGE,
                label=f":small[{label(name)}]",
                query_params=place_link.to_area(area_id),
                width="content",
            )


def _places_chosen(search: str) -> address.Parameters:
    """Return the choice of places, and words sought, as the Logs page's address says them."""
    chosen: address.Parameters = {
        name: list(st.session_state.get(name) or ()) for name in ("places", "areas")
    }
    found = {name: values for name, values in chosen.items() if values}
    return found | ({"search": search} if search else {})


def _rows(question: Question, rows: pd.DataFrame) -> None:
    """Offer the rows as a table whose rows lead to their debrief, and as files."""
    number = "1 row" if len(rows) == 1 else f"{len(rows):,} rows"
    with st.expander(f"{number} behind this answer", key="answer_rows", expanded=True):
        if len(rows) > ROWS_SHOWN:
            st.caption(f"The first {ROWS_SHOWN:,} are shown; the files have all.")
        first = rows.head(ROWS_SHOWN)
        shown = first.drop(columns=[each for each in IDS if each in first])
        if set(DEBRIEF) <= set(first.columns):
            shown.insert(0, "debrief", _debriefs(first))
        tables.grid(shown, question.name)
        tables.downloads(lambda: rows, f"question_{question.name}", count=len(rows))


def _debriefs(rows: pd.DataFrame) -> list[str]:
    """Return the address of each row's debrief."""
    return [
        "debrief?"
        + urlencode(
            {
                "team": row["team_id"],
                "day": pd.Timestamp(row["patrol_day"]).date().isoformat(),
                "shift": row["shift"],
            }
        )
        for row in rows[DEBRIEF].to_dict("records")
    ]
