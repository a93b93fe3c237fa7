"""How long each kind of thing is kept."""

import streamlit as st

from patrolqr.core.keeping import KINDS, LONGEST
from patrolqr.desk.shared import presses, who
from patrolqr.store import keeping

OFF = (
    "**Nothing is set, so nothing goes:** everything is kept until somebody says how long. Nothing here "
    "ever goes by itself but backups that are older than you set; all else goes by a list that two people "
    "confirm."
)


def asked() -> None:
    """Show what is set, say so where nothing is, and let it be set."""
    standing = keeping.amounts(who.session())
    if not standing:
        st.info(OFF, icon=":material/info:")
    with st.form("keeping_rules", border=False):
        for each in KINDS:
            words, amount = st.columns([5, 2], vertical_alignment="center")
            words.markdown(f"**{each.label}**  \n:small[What goes: {each.goes}]")
            amount.number_input(
                f"{each.label}: {each.unit}",
                min_value=1,
                max_value=LONGEST,
                value=standing.get(each.name),
                step=1,
                key=f"keep_{each.name}",
                placeholder=f"{each.unset} ({each.unit})",
                label_visibility="collapsed",
                help=f"In {each.unit}; empty is {each.unset}.",
            )
        st.form_submit_button(
            "Set how long", type="primary", on_click=presses.do, args=(_keep, standing)
        )


def _keep(standing: dict[str, int]) -> None:
    wanted = {each.name: st.session_state[f"keep_{each.name}"] for each in KINDS}
    changed = keeping.keep(who.session(), wanted, seen=standing)
    st.toast(f"{len(changed)} changed." if changed else "Nothing was changed.")
