"""Named templates on a sergeant's card: texts kept from one day and filled in on another."""

from collections.abc import Mapping

import streamlit as st

from patrolqr.core.briefing import TaskingDraft
from patrolqr.desk.shared import lengths, presses, who
from patrolqr.desk.shared.words import plain
from patrolqr.store import text_templates
from patrolqr.store.text_templates import Template


def templates(told: TaskingDraft, *, key: str) -> None:
    """Offer to fill the card from a named template, or to keep what it says as one."""
    known = {each.name: each for each in text_templates.kept(who.session())}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Template",
            list(known),
            None,
            key=f"{key}_template",
            placeholder="None kept yet" if not known else "",
        )
        st.button("Fill in", key=f"{key}_fill", disabled=not known, on_click=_fill, args=(key,))
        st.button(
            "Drop",
            key=f"{key}_drop",
            disabled=not known,
            on_click=presses.do,
            args=(_drop, key, known),
        )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = lengths.text_input(
            "Keep these texts as", key=f"{key}_keep_as", limit=text_templates.NAME_LIMIT
        )
        replaces = known.get(name.strip())
        st.button(
            "Replace" if replaces else "Keep",
            key=f"{key}_keep",
            on_click=presses.do,
            args=(_keep, key, told, replaces),
        )
    _say_replaced(replaces)


def _fill(key: str) -> None:
    chosen = st.session_state[f"{key}_template"]
    for each in text_templates.kept(who.session()):
        if each.name == chosen:
            for name in ("look_for", "ask", "ask_kind", "hazards"):
                st.session_state[f"{key}_{name}"] = getattr(each, name)
            for name in ("tactics", "ask_options"):
                st.session_state[f"{key}_{name}"] = list(getattr(each, name))


def _say_replaced(standing: Template | None) -> None:
    """Say whose texts stand under that name already, and how they begin."""
    if standing is not None:
        by = f", kept by {plain(standing.kept_by)}" if standing.kept_by else ""
        texts = plain(standing.look_for or standing.ask)
        st.caption(f"“{plain(standing.name)}” is there already{by}: {texts}")


def _keep(key: str, told: TaskingDraft, replaces: Template | None) -> None:
    name = st.session_state[f"{key}_keep_as"].strip()
    if name:
        text_templates.keep(
            who.session(),
            Template(name, **{each: getattr(told, each) for each in text_templates.CONTENT}),
            replaces=replaces,
        )
        st.toast(f"Kept as “{name}”.")
    else:
        st.toast("Type a name first, then keep the texts.")


def _drop(key: str, known: Mapping[str, Template]) -> None:
    chosen = st.session_state[f"{key}_template"]
    if chosen:
        text_templates.drop(who.session(), known[chosen])
        st.toast(f"“{chosen}” is off the list.")
