"""Which column of a table is which: guessed, shown on its first rows, corrected, confirmed once."""

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from patrolqr.desk.shared import cached, presses, tables, who, words
from patrolqr.readers.mapping import CALLED, FIELDS, Mapping, Question
from patrolqr.render.tables import heading
from patrolqr.steps import load_jobs
from patrolqr.steps.load import Unconfirmed
from patrolqr.store import teams

AT_ONCE_S = 1.5
"""What is read anew within this time is shown at once; a longer reading is watched."""

ORIGINS = {"public": "The public reported it", "police": "Police activity", "partner": "A partner"}

LABELS = {
    "day_order": "Dates such as 03/04/2026",
    "origin": "Who these rows come from",
}


def show(found: Unconfirmed, job_id: str) -> Mapping | None:
    """Show how a table is read and what is open; return the mapping when somebody confirms it."""
    guessed = found.guess.mapping
    key = f"{job_id}_{guessed.fingerprint}"
    with st.container(border=True, gap="small", key=f"map_{key}"):
        st.markdown(f"**{words.plain(found.file_name)}** · {_told(found)}")
        kind_key = f"kind_{key}_{guessed.kind}"
        st.selectbox(
            "What this file holds",
            list(CALLED),
            list(CALLED).index(guessed.kind),
            format_func=lambda each: CALLED[each].capitalize(),
            key=kind_key,
            width=300,
            on_change=presses.do,
            args=(_read_as, job_id, kind_key),
        )
        st.caption(
            "Nothing is loaded yet. Confirm once which column is which; "
            "files with the same columns then load by themselves."
        )
        rows = _with_exact_places(found.preview) if found.guess.is_clear else found.preview
        tables.grid(rows, f"preview_{key}")
        for broken in found.broken:
            st.caption(f"Line {broken.line} cannot be read: {words.plain(broken.reason)}")
        key = f"{key}_{guessed.kind}"
        columns = _columns(found, key)
        mapping = replace(guessed, columns=columns, **_settings(found, key))
        for one_of in mapping.needs():
            st.warning(f"No row could be used: choose a column for {_either(one_of)}.")
        with st.container(horizontal=True, key=f"decide_{key}"):
            is_confirmed = st.button(
                "Confirm and load",
                type="primary",
                key=f"confirm_{key}",
                disabled=bool(mapping.needs()),
                on_click=presses.do,  # says so where somebody has decided about it since
                args=(load_jobs.unconfirmed, who.session(), job_id),
            )
            st.button(
                "Leave it",
                key=f"leave_{key}",
                on_click=presses.do,
                args=(load_jobs.cancel, who.session(), job_id),
            )
    return mapping if is_confirmed else None


def _either(fields: tuple[str, ...]) -> str:
    return " or ".join(f"“{heading(name)}”" for name in fields)


def _told(found: Unconfirmed) -> str:
    """Return what the table is taken for; where its headings do not tell, what to do about it."""
    if found.guess.is_clear:
        return f"read as {CALLED[found.guess.mapping.kind]}"
    return next(each.sentence for each in found.guess.open_questions if each.setting == "kind")


def _read_as(job_id: str, key: str) -> None:
    """Have the file read as what was chosen; what is found then is shown as at first."""
    loading_now = load_jobs.read_as(who.session(), job_id, st.session_state[key])
    loading_now.wait(AT_ONCE_S)


def _with_exact_places(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with coordinates written out: a table would round them to a village."""
    there = [name for name in ("longitude", "latitude") if name in rows]
    return rows.assign(**{name: [f"{value:.5f}" for value in rows[name]] for name in there})


def _columns(found: Unconfirmed, key: str) -> dict[str, tuple[str, ...]]:
    """Let each field's column be corrected; return the columns by field."""
    guessed = found.guess.mapping
    taken = [column for each in guessed.columns.values() for column in each]
    offered = list(dict.fromkeys([*taken, *found.guess.unused]))
    asked = _asked(found.guess.open_questions)
    chosen: dict[str, tuple[str, ...]] = {}
    is_open = bool(asked) or not found.guess.is_clear
    with st.expander("Which column is which", expanded=is_open, key=f"of_{key}"):
        for name in FIELDS[guessed.kind]:
            if name not in guessed.columns and name not in asked and not found.guess.unused:
                continue
            picked = st.multiselect(
                asked.get(name, heading(name)),
                offered,
                list(guessed.columns.get(name, ())),
                key=f"column_{key}_{name}",
                placeholder="Not in this file",
            )
            if picked:
                chosen[name] = tuple(picked)
    return chosen


def _settings(found: Unconfirmed, key: str) -> dict[str, Any]:
    """Ask what the values themselves leave open, and who the rows come from."""
    guessed = found.guess.mapping
    answers: dict[str, Any] = {}
    for question in found.guess.open_questions:
        if question.choices and not question.setting.startswith("columns."):
            answers[question.setting] = st.radio(
                question.sentence,
                question.choices,
                key=f"{key}_{question.setting}",
                horizontal=True,
            )
    if guessed.kind in ("incidents", "calls") and "origin" not in guessed.columns:
        answers["origin"] = st.radio(
            LABELS["origin"],
            list(ORIGINS),
            format_func=lambda each: ORIGINS[each],
            key=f"{key}_origin",
            horizontal=True,
        )
    if guessed.kind == "patrol_logs":
        answers |= _of_logs(guessed, key)
    return {name: value for name, value in answers.items() if hasattr(guessed, name)}


def _of_logs(guessed: Mapping, key: str) -> dict[str, Any]:
    """Ask whose patrol logs they are, and what tells that a later file is of the same table."""
    if "arrived" not in guessed.columns:
        st.caption(
            "No column says when they arrived: the logs count what was done, not how long anybody "
            "was there. Where the form was opened on arriving, choose its time for “Arrived” too."
        )
    source = st.text_input(
        "What this table is called: rows with the same id in a table of this name are one log",
        guessed.source,
        key=f"{key}_source",
    )
    answers: dict[str, Any] = {"source": source.strip() or guessed.source}
    known = cached.ask(teams.teams)
    if "team" not in guessed.columns and len(known) > 1:
        chosen = st.selectbox(
            "Whose patrol logs these are",
            known,
            format_func=lambda team: team.name,
            key=f"{key}_team",
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
