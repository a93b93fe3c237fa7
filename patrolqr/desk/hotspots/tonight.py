"""How many officer-minutes there are tonight, and what the picks take of them."""

from collections.abc import Sequence

import streamlit as st

from patrolqr.steps.draft import DOSE, DOSE_MINUTES, DOSE_VISITS, USUAL_MINUTES

DOSE_EXPLAINED = (
    f"Officer-minutes: {DOSE_VISITS} visits of {DOSE_MINUTES} for each area, "
    "until the briefing says otherwise."
)


def minutes(picked: Sequence[str]) -> None:
    """Show the officer-minutes the picks take, against what there is."""
    wanted = DOSE * len(picked)
    st.markdown(f"**{wanted}** of", width="content")
    have = st.number_input(
        "Officer-minutes there are",
        min_value=0,
        value=USUAL_MINUTES,
        step=30,
        key="minutes",
        bind="query-params",
        label_visibility="collapsed",
        width=104,
    )
    over = f":orange[:material/warning: {wanted - have} too many]"
    st.markdown(over if wanted > have else "minutes", width="content", help=DOSE_EXPLAINED)
