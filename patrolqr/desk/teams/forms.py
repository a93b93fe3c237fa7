"""A team as a form: name, neighbourhoods, shifts, marking."""

from dataclasses import fields
from datetime import time

import pandas as pd
import streamlit as st

from patrolqr.core.briefing import MARKINGS
from patrolqr.core.shift import Shift
from patrolqr.core.team import Team, id_of
from patrolqr.desk.shared import cached, lengths, presses, who
from patrolqr.desk.shared.words import plain
from patrolqr.store import places, teams

NEW = Team("", "")

LABELS = {
    "team_id": "Id",
    "name": "Name",
    "neighbourhoods": "Neighbourhoods",
    "shifts": "Shifts",
    "marking": "Marking",
}


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
    label = f"{kept.name} · {', '.join(each.label for each in kept.shifts)}"
    with st.expander(label, key=f"of_{kept.team_id}"):  # open also when its label changes
        _form(_seen(kept), undecided=_changed_meanwhile(kept))
        if not alone:
            st.button(
                f"Retire {kept.name}",
                key=f"retire_{kept.team_id}",
                type="tertiary",
                on_click=presses.do,
                args=(teams.retire, who.session(), kept.team_id),
                help="It leaves every choice. Its sheets and logs stay.",
            )


def listed(known: list[Team]) -> None:
    """Show the teams to whoever may not change them."""
    found = cached.ask(places.neighbourhoods)
    names = dict(zip(found["place_id"], found["name"], strict=True))
    for each in known:
        where = ", ".join(names.get(place, place) for place in each.neighbourhoods)
        shifts = ", ".join(shift.label for shift in each.shifts)
        st.markdown(
            f"**{plain(each.name)}**  \n:small[{plain(where or 'the whole force')} · {plain(shifts)} · "
            f"{each.marking or 'no marking'}]"
        )


def another() -> None:
    """Offer to set up one more team."""
    with st.expander("Set up another team", icon=":material/add:"):
        _form(NEW, undecided=False)


def gone(known: list[Team]) -> None:
    """Say which teams have been retired since this page was drawn last."""
    before: list[Team] = st.session_state.get("teams_seen", [])
    there = {each.team_id for each in known}
    retired = [each.name for each in before if each.team_id not in there]
    if retired:
        st.info(f"Retired: {', '.join(map(plain, retired))}. Its sheets and logs stay.")
    st.session_state["teams_seen"] = known


def _seen(standing: Team) -> Team:
    """Return the team as this visitor's form shows it, which a colleague may have changed since."""
    key = _key(standing.team_id)
    if f"{_form_key(standing.team_id)}_team_name" not in st.session_state:
        st.session_state[key] = standing  # the form is drawn anew
    shown: Team = st.session_state.setdefault(key, standing)
    return shown


def _changed_meanwhile(standing: Team) -> bool:
    """Return whether a colleague changed the team since the form was drawn; show what, and ask which
    of the two stands. Until that is answered nothing is kept.
    """
    shown = _seen(standing)
    if shown == standing:
        return False
    changed = {
        LABELS[each.name]: _say(getattr(standing, each.name))
        for each in fields(Team)
        if getattr(standing, each.name) != getattr(shown, each.name)
    }
    theirs = "; ".join(f"{label}: {plain(text)}" for label, text in changed.items())
    st.warning(f"Changed meanwhile. {theirs}. Yours is not kept yet.", icon=":material/group:")
    with st.container(horizontal=True, gap="small"):
        for label, act in (("Show theirs", _show_theirs), ("Keep mine in their place", _go_on)):
            st.button(
                label, key=f"{standing.team_id}_{act.__name__}", on_click=act, args=(standing,)
            )
    return True


def _show_theirs(standing: Team) -> None:
    """Draw the form anew, with what stands."""
    drawn = f"{_key(standing.team_id)}_drawn"
    st.session_state[drawn] = st.session_state.get(drawn, 0) + 1


def _go_on(standing: Team) -> None:
    """Let what is typed replace what stands, once it is kept."""
    st.session_state[_key(standing.team_id)] = standing


def _say(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(each.label if isinstance(each, Shift) else str(each) for each in value)
    return str(value) or "none"


def _key(team_id: str) -> str:
    return f"team_seen_{team_id}"


def _form_key(team_id: str) -> str:
    """Return what the keys of a team's form begin with: new ones each time it is drawn anew."""
    drawn = st.session_state.get(f"{_key(team_id)}_drawn", 0)
    return f"{team_id}_{drawn}" if drawn else team_id


def _form(begun: Team, *, undecided: bool) -> None:
    key = _form_key(begun.team_id or "new")
    known = cached.ask(places.neighbourhoods)
    names = dict(zip(known["place_id"], known["name"], strict=True))
    with st.form(f"team_{key}", border=False):
        name = lengths.text_input(
            "Name", begun.name, limit=teams.NAME_LIMIT, key=f"{key}_team_name"
        )
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
        if st.form_submit_button("Keep", type="primary") and not undecided:
            team_id = begun.team_id or id_of(name)
            wanted = Team(team_id, name, tuple(places_of), shifts, marking)
            seen = None if begun is NEW else begun
            kept = teams.keep(who.session(), wanted, seen=seen)
            st.session_state[_key(kept.team_id)] = kept
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
            "Shift": st.column_config.TextColumn(required=True),
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
