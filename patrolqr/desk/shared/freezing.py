"""The button that freezes a pack for the review meeting and leads to it."""

import streamlit as st

from patrolqr.desk.shared import frame, who
from patrolqr.steps import freeze_pack
from patrolqr.steps.freeze_pack import PackChoice

PACK = "pack"
"""Under which name an address says which pack."""


def button(choice: PackChoice) -> None:
    """Let what is chosen be frozen with one click, which leads to the pack."""
    pressed = st.button(
        "Freeze for the meeting",
        icon=":material/ac_unit:",
        type="primary",
        key="freeze",
        disabled=not who.may("review"),
        help="Keeps the figures as they are now, under an address that shows the same for good.",
    )
    if pressed:
        with st.spinner("Freezing the figures"):
            pack_id = freeze_pack.freeze(who.session(), choice)
        st.switch_page(frame.PAGES / "meeting.py", query_params={PACK: pack_id})
