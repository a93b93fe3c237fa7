"""A team as a form: name, neighbourhoods, shifts, marking."""

from datetime import time

import pandas as pd
import streamlit as st

from patrolqr.core.briefing import MARKINGS
from patrolqr.core.shift import Shift
from patrolqr.core.team import Team, id_of
from patrolqr.desk.shared import cached, who
from patrolqr.store import places, teams

NEW = Team("", "")


def mine(known: list[Team]) -> None:
    """Ask which team the person at this computer works in; it is remembered."""
    names = {each.team_id: each.name for each in known}
    st.session_state["my_team"] = teams.mine(who.session()).team_id
    st.selectbox(
        "My team",
        list(names),
        format_func=names.__getitem__,
        key="my_team",
        on_change=_keep_mine,
        width=320,
        help="Pages begin with its shifts.",
    )


def _keep_mine() -> None:
    teams.keep_mine(who.session(), st.session_state["my_team"])


def team(kept: Team, *, alone: bool) -> None:
    """Show one team, to be changed; keeping it asks nobody else."""
    with st.expander(f"{kept.name} · {', '.join(each.label for each in kept.shifts)}"):
        _form(kept)
        if not alone:
            st.button(
                f"Retire {kept.name}",
                key=f"retire_{kept.team_id}",
                type="tertiary",
                on_click=teams.retire,
                args=(who.session(), kept.team_id),
                help="It leaves every choice. Its sheets and logs stay.",
            )


def another() -> None:
    """Offer to set up one more team."""
    with st.expander("Set up another team", icon=":material/add:"):
        _form(NEW)


def _form(begun: Team) -> None:
    key = begun.team_id or "new"
    known = cached.ask(places.neighbourhoods)
    names = dict(zip(known["place_id"], known["name"], strict=True))
    with st.form(f"team_{key}", border=False):
        name = st.text_input("Name", begun.name, max_chars=teams.NAME_LIMIT, key=f"{key}_team_name")
        places_of = st.multiselect(
            "Neighbourhoods",
            list(names),
            [each for each in begun.neighbourhoods if each in names],
            format_func=lambda place_id: names[place_id],
            placeholder="All neighbourhoods",
            key=f"{key}_team_places",
        )
        shifts = _shifts(begun, key)
        marking = st.selectbox(
            "Marking its sheets begin with",
            ["", *MARKINGS],
            ["", *MARKINGS].index(begun.marking),
            format_func=lambda each: each or "None: choose each time",
            key=f"{key}_team_marking",
        )
        if st.form_submit_button("Keep", type="primary"):
            team_id = begun.team_id or id_of(name)
            kept = teams.keep(who.session(), Team(team_id, name, tuple(places_of), shifts, marking))
            st.toast(f"{kept.name} is kept.")
            st.rerun()


def _shifts(begun: Team, key: str) -> tuple[Shift, ...]:
    rows = pd.DataFrame(
        [(each.name, each.starts, each.ends) for each in begun.shifts],
        columns=["Shift", "Starts", "Ends"],
    )
    edited = st.data_editor(
        rows,
        num_rows="dynamic",
        hide_index=True,
        key=f"{key}_team_shifts",
        column_config={
            "Shift": st.column_config.TextColumn(max_chars=teams.SHIFT_NAME_LIMIT, required=True),
            "Starts": st.column_config.TimeColumn(format="HH:mm", step=300, required=True),
            "Ends": st.column_config.TimeColumn(format="HH:mm", step=300, required=True),
        },
    )
    named = edited.dropna(subset=["Shift", "Starts", "Ends"])
    return tuple(
        Shift(str(row["Shift"]), _time(row["Starts"]), _time(row["Ends"]))
        for row in named.to_dict("records")
    )


def _time(value: object) -> time:
    return value if isinstance(value, time) else time.fromisoformat(str(value))
