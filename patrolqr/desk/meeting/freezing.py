"""Which pack: frozen anew of chosen days, teams, places and questions, or one of those there are."""

from datetime import timedelta

import pandas as pd
import streamlit as st

from patrolqr.analysis.periods import days_between
from patrolqr.analysis.questions import QUESTIONS
from patrolqr.core import clock
from patrolqr.core.choice import PlaceChoice
from patrolqr.desk.shared import address, cached, frame, freezing, inputs, log_choices
from patrolqr.desk.shared.words import label
from patrolqr.steps.freeze_pack import USUAL, PackChoice
from patrolqr.store import packs, places, teams
from patrolqr.store.log_reads import SpanRow

USUAL_MONTHS = 1
"""A meeting looks at the month that was."""

LISTED = 50
"""Packs that are led to; older ones have their address."""


def anew(span: SpanRow) -> None:
    """Let a pack be frozen of days with logs."""
    first_day, last_day = span["first_day"], span["last_day"]
    if first_day is None or last_day is None:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="pack_choice"):
        days = inputs.period(first_day, last_day + timedelta(days=1), usual_months=USUAL_MONTHS)
        chosen_places = inputs.neighbourhoods(cached.ask(places.neighbourhoods))
        chosen_teams = inputs.teams()
        areas = log_choices.areas()
    with st.container(horizontal=True, vertical_alignment="bottom", key="pack_questions"):
        asked = _questions()
        of = PlaceChoice(days.since, days.until, chosen_places, areas, chosen_teams)
        freezing.button(PackChoice(of, tuple(asked)))


def listed() -> None:
    """Lead to the packs there are, the newest first."""
    rows = cached.ask(packs.packs)
    if rows.empty:
        st.caption("No pack is frozen yet.")
        return
    st.header("Frozen packs", anchor=False)
    known = {each.team_id: each.name for each in cached.ask(teams.teams)}
    for row in rows.head(LISTED).to_dict("records"):
        days = days_between(pd.Timestamp(row["since"]).date(), pd.Timestamp(row["until"]).date())
        whose = ", ".join(known.get(each, each) for each in row["teams"].split(",")) or "All teams"
        st.page_link(
            frame.PAGES / "meeting.py",
            label=f"**{days.line}** · {label(whose)} · frozen {clock.instant_text(row['frozen_at'])} "
            f"by {label(row['frozen_by'])}",
            query_params={freezing.PACK: row["pack_id"]},
        )


def _questions() -> list[str]:
    """Return the questions chosen, those a meeting mostly asks at first."""
    asked = address.brought("questions")
    address.check("a question", asked, QUESTIONS)
    if asked or address.begins_here("questions"):
        st.session_state["questions"] = [each for each in asked if each in QUESTIONS] or list(USUAL)
    chosen = st.multiselect(
        "Questions answered in it",
        list(QUESTIONS),
        format_func=lambda name: QUESTIONS[name].words,
        placeholder="None",
        key="questions",
    )
    address.write(questions=chosen)
    return chosen
