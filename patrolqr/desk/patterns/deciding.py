"""What people say of a pattern: looked at, acting, or not a pattern and why."""

import streamlit as st

from patrolqr.analysis import wording
from patrolqr.desk.shared import cached, lengths, presses, who
from patrolqr.steps.follow_patterns import Standing
from patrolqr.store import patterns, places
from patrolqr.store.patterns import Decision, PatternRow

PRESSES: dict[Decision, tuple[str, str, str]] = {
    "looked at": ("Looked at", "L", ":material/visibility:"),
    "acting": ("Acting", "A", ":material/directions_walk:"),
}
"""A state → its button: label, key, icon."""


def waits(one: Standing) -> bool:
    """Return whether nobody said anything of it yet, so that keys mean it."""
    return one.pattern is not None and one.state == patterns.NEW


def buttons(pattern: PatternRow, cell: str | None, *, keys: bool) -> None:
    """Offer what can be said of a pattern; with keys of the keyboard where it is the one in hand.

    `cell` is the square where a patrol is proposed.
    """
    pattern_id = pattern["pattern_id"]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for state, (label, key, icon) in PRESSES.items():
            if state != pattern["state"]:
                st.button(
                    label,
                    key=f"{state}-{pattern_id}",
                    icon=icon,
                    shortcut=key if keys else None,
                    on_click=presses.do,
                    args=(_say, pattern_id, state, pattern["seen"], cell),
                )
        _doubt(pattern)


def set_aside() -> None:
    """Show what is set aside and why, each to be taken up again."""
    aside = [row for row in cached.ask(patterns.stored) if row["state"] == "not a pattern"]
    if not aside:
        return
    known = cached.ask(places.neighbourhoods).set_index("place_id")["name"].to_dict()
    known |= {wording.EVERYWHERE: "all neighbourhoods together", "": "no neighbourhood"}
    with st.expander(f"{len(aside)} set aside"):
        for row in aside:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                where = known.get(row["neighbourhood_id"], row["neighbourhood_id"])
                told = f"{row['category']} in {where}: {row['why']} ({row['decided_by']})"
                st.text(told, width="stretch")
                if who.may("review"):
                    st.button(
                        "Take up again",
                        key=f"again-{row['pattern_id']}",
                        on_click=presses.do,
                        args=(_say, row["pattern_id"], "looked at", row["seen"], None),
                    )


def _doubt(pattern: PatternRow) -> None:
    """Offer to set the pattern aside, with a reason."""
    key = pattern["pattern_id"]
    with st.popover("Not a pattern…"), st.form(f"doubt-{key}", border=False):
        lengths.text_input(
            "Why not?",
            limit=patterns.REASON_LIMIT,
            placeholder="One shop reported late",
            key=f"why-{key}",
        )
        who.ask("Your name or collar number", key=f"who-{key}")
        st.form_submit_button("Set aside", on_click=presses.do, args=(_aside, key, pattern["seen"]))


def _say(pattern_id: str, state: Decision, seen: int, cell: str | None) -> None:
    patterns.decide(who.session(), pattern_id, state, seen=seen, cell=cell)


def _aside(key: str, seen: int) -> None:
    who.hear(f"who-{key}")
    why = st.session_state.get(f"why-{key}") or ""
    patterns.decide(who.session(), key, "not a pattern", seen=seen, why=why)
