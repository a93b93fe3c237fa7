"""The list of candidates: a row for each of the first squares, to be ticked, asked about or passed over."""

from collections.abc import Hashable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from patrolqr.analysis import wording
from patrolqr.core.team import Duty
from patrolqr.desk.hotspots import candidates, harm, passing_over
from patrolqr.desk.shared import cached, place_link, words
from patrolqr.steps import rank
from patrolqr.steps.harm import Harm
from patrolqr.store import picks

LEAST_ONE_IN = 2
"""More than half of all is no "1 in"."""

TRENDS = {
    "up": ":material/trending_up: up",
    "down": ":material/trending_down: down",
    "": "",
}
"""What is said of a change on the year before that is more than chance."""


def heading() -> AbstractContextManager[object]:
    """Show the list's heading and return the place beside it for what is asked of the list."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.header("Candidates", anchor=False, width="content")
        return st.container(horizontal=True, width="content", gap="small")


def listed(
    rows: pd.DataFrame,
    picked: Sequence[str],
    duty: Duty,
    *,
    last: str | None,
    harmed: Harm | None,
) -> None:
    """Show the first rows as a list to tick: number, name, count, of how many or against what is
    usual, how it changed and behaves, and why. Those that tie say so, and those that are not for that
    duty why not. A line is drawn below the `last` square that tonight's minutes cover; harm stands
    beside counts where it is known.
    """
    passed = cached.ask(picks.passed_over, duty)
    by_type = rows["usually"].notna().any()
    compared = "what a place this busy has" if by_type else "of all"
    by_weights = " · harm by the force's weights" if harmed else ""
    st.caption(f"incidents · {compared} · how it behaves{by_weights}")
    harm.say_without(harmed)
    for row in rows.head(candidates.SHOWN).to_dict("records"):
        key = f"tick-{row['cell']}"
        if st.session_state.get(key) != (row["cell"] in picked):
            # only then: a box set again would undo a click that is still on its way
            st.session_state[key] = row["cell"] in picked
        with st.container(gap=None):
            with st.container(horizontal=True, horizontal_alignment="distribute", wrap=False):
                name = f"{row['rank']} {words.label(row['name'])}"
                if row["tied"]:
                    name += f" :small[:gray[level, {row['tied']}]]"
                st.checkbox(
                    name, key=key, on_change=candidates.tick, args=(key, row["cell"], row["name"])
                )
                st.markdown(_figures(row, harm.said(harmed, row["cell"])), width="content")
            if row["flag"]:
                st.markdown(f":small[:orange[:material/warning: {row['flag']}]]")
            st.caption(row["why"])
            with st.container(
                horizontal=True,
                gap="small",
                vertical_alignment="center",
                wrap=False,
                key=f"place_{row['cell']}",
            ):
                st.page_link(
                    place_link.PAGE,
                    label=":small[Why there]",
                    query_params=place_link.to_cell(row["cell"]),
                    width="content",
                )
                if row["cell"] in passed and row["cell"] not in picked:
                    again = partial(candidates.take, row["cell"], row["name"])
                    passing_over.said(duty, row["cell"], passed[row["cell"]], again)
                else:
                    let_go = partial(candidates.let_go, duty)
                    is_picked = row["cell"] in picked
                    passing_over.offer(duty, rank.candidate(row), let_go, is_picked=is_picked)
        if row["cell"] == last:
            st.markdown(":small[:gray[Tonight's minutes end here]]", text_alignment="center")


def _figures(row: Mapping[Hashable, Any], harmed: str) -> str:
    said = [f"**{row['count']:,}**"]
    if pd.notna(row["usually"]):
        said.append(f"usually {wording.figure(row['usually'])}")
    elif row["one_in"] >= LEAST_ONE_IN:
        said.append(f"1 in {row['one_in']:,.0f}")
    said += [each for each in (TRENDS[row["trend"]], row["behaves"], harmed) if each]
    return " · ".join(said)
