"""Which column of a table is which: guessed, shown on its first rows, corrected, confirmed once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from patrolqr.desk.shared import cached, tables, words
from patrolqr.readers.mapping import CALLED, FIELDS, Mapping, Question
from patrolqr.render.tables import heading
from patrolqr.steps.load import Unconfirmed
from patrolqr.store import teams

ORIGINS = {"public": "The public reported it", "police": "Police activity", "partner": "A partner"}

LABELS = {
    "day_order": "Dates such as 03/04/2026",
    "origin": "Who these rows come from",
}

Load = Callable[[Any, Mapping], None]


def show(found: Unconfirmed, file: Any, load: Load) -> None:
    """Show how a table is read and what is open; load it when somebody confirms."""
    guessed = found.guess.mapping
    with st.container(border=True, gap="small", key=f"map_{guessed.fingerprint}"):
        st.markdown(f"**{words.plain(found.file_name)}** · read as {CALLED[guessed.kind]}")
        st.caption(
            "Nothing is loaded yet. Confirm once which column is which; "
            "files with the same columns then load by themselves."
        )
        tables.grid(_with_exact_places(found.preview), f"preview_{guessed.fingerprint}")
        for broken in found.broken:
            st.caption(f"Line {broken.line} cannot be read: {words.plain(broken.reason)}")
        columns = _columns(found)
        settings = _settings(found)
        if st.button("Confirm and load", type="primary", key=f"confirm_{guessed.fingerprint}"):
            load(file, replace(guessed, columns=columns, **settings))


def _with_exact_places(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with coordinates written out: a table would round them to a village."""
    there = [name for name in ("longitude", "latitude") if name in rows]
    return rows.assign(**{name: [f"{value:.5f}" for value in rows[name]] for name in there})


def _columns(found: Unconfirmed) -> dict[str, tuple[str, ...]]:
    """Let each field's column be corrected; return the columns by field."""
    guessed = found.guess.mapping
    taken = [column for each in guessed.columns.values() for column in each]
    offered = list(dict.fromkeys([*taken, *found.guess.unused]))
    asked = _asked(found.guess.open_questions)
    chosen: dict[str, tuple[str, ...]] = {}
    with st.expander(
        "Which column is which", expanded=bool(asked), key=f"of_{guessed.fingerprint}"
    ):
        for name in FIELDS[guessed.kind]:
            if name not in guessed.columns and name not in asked and not found.guess.unused:
                continue
            picked = st.multiselect(
                asked.get(name, heading(name)),
                offered,
                list(guessed.columns.get(name, ())),
                key=f"column_{guessed.fingerprint}_{name}",
                placeholder="Not in this file",
            )
            if picked:
                chosen[name] = tuple(picked)
    return chosen


def _settings(found: Unconfirmed) -> dict[str, Any]:
    """Ask what the values themselves leave open, and who the rows come from."""
    guessed = found.guess.mapping
    answers: dict[str, Any] = {}
    for question in found.guess.open_questions:
        if question.choices and not question.setting.startswith("columns."):
            answers[question.setting] = st.radio(
                question.sentence,
                question.choices,
                key=f"{guessed.fingerprint}_{question.setting}",
                horizontal=True,
            )
    if guessed.kind in ("incidents", "calls") and "origin" not in guessed.columns:
        answers["origin"] = st.radio(
            LABELS["origin"],
            list(ORIGINS),
            format_func=lambda each: ORIGINS[each],
            key=f"{guessed.fingerprint}_origin",
            horizontal=True,
        )
    if guessed.kind == "patrol_logs":
        answers |= _of_logs(guessed)
    return {name: value for name, value in answers.items() if hasattr(guessed, name)}


def _of_logs(guessed: Mapping) -> dict[str, Any]:
    """Ask whose patrol logs they are, and what tells that a later file is of the same table."""
    if "arrived" not in guessed.columns:
        st.caption(
            "No column says when they arrived: the logs count what was done, not how long anybody "
            "was there. Where the form was opened on arriving, choose its time for “Arrived” too."
        )
    source = st.text_input(
        "What this table is called: rows with the same id in a table of this name are one log",
        guessed.source,
        key=f"{guessed.fingerprint}_source",
    )
    answers: dict[str, Any] = {"source": source.strip() or guessed.source}
    known = cached.ask(teams.teams)
    if "team" not in guessed.columns and len(known) > 1:
        chosen = st.selectbox(
            "Whose patrol logs these are",
            known,
            format_func=lambda team: team.name,
            key=f"{guessed.fingerprint}_team",
        )
        answers["team"] = chosen.team_id if chosen else ""
    return answers


def _asked(questions: tuple[Question, ...]) -> dict[str, str]:
    """Return the open questions about columns, by field."""
    return {
        question.setting.removeprefix("columns."): question.sentence
        for question in questions
        if question.setting.startswith("columns.")
    }
