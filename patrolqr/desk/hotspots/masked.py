"""Candidates that cannot be patrolled: asked about in a dialog, and listed folded with why."""

from collections.abc import Mapping, Sequence
from typing import cast

import pandas as pd
import streamlit as st

from patrolqr.core.area import Candidate
from patrolqr.core.mask import Mask
from patrolqr.core.phrases import number_of
from patrolqr.core.team import Duty
from patrolqr.desk.hotspots import above, candidates
from patrolqr.desk.hotspots.above import Above
from patrolqr.desk.shared import cached, masking, place_link
from patrolqr.desk.shared.words import plain
from patrolqr.steps import masking as masks

ASKED = "mask_asked"
"""Key under which a visitor's session remembers which candidate a dialog asks about."""

OPTION = "Not on any night …"
"""What is chosen below the whys of one night."""

MOST = 20
"""Masked places that are listed: a force's ground may have many."""


def on(duty: Duty, picked: Sequence[str]) -> Mapping[str, Mask]:
    """Return the squares, of whichever side, that are masked on the duty's patrol day. Say which of the
    picks are, and why; ask in a dialog about the candidate that somebody wants to be.
    """
    there = cached.ask(masks.masked, duty.patrol_day)
    for mask in dict.fromkeys(there[cell] for cell in picked if cell in there):
        said = plain(f"{mask.name}. {mask.said}")
        st.caption(f":orange[:material/warning: Picked all the same:] {said}")
    asked = cast(Candidate | None, st.session_state.pop(ASKED, None))
    if asked is not None:
        st.dialog(f"{plain(asked.name)} cannot be patrolled")(_ask)(duty, asked)
    return there


def free(rows: pd.DataFrame, there: Mapping[str, Mask]) -> pd.DataFrame:
    """Return the listed squares that are not masked; they keep their places in the list."""
    return rows[~rows["cell"].isin(list(there))]


def begin(candidate: Candidate) -> None:
    """Let the page ask why that candidate cannot be patrolled; called before it runs."""
    st.session_state[ASKED] = candidate


def _ask(duty: Duty, asked: Candidate) -> None:
    if masking.ask(duty, asked, then=lambda cell: candidates.let_go(duty, cell)):
        st.rerun()


def listed(rows: pd.DataFrame, duty: Duty, there: Mapping[str, Mask], brought: Above) -> None:
    """Show the masked squares folded below the list, the busiest first: what they are called, what is
    counted there and brings them, and why they are masked.
    """
    there = {cell: mask for cell, mask in there.items() if cell in mask.cells}
    if not there:
        return
    folded = st.expander(
        f"{number_of(len(there), 'square')} masked",
        icon=":material/block:",
        key="masked",
        on_change="rerun",
    )
    if not folded.open:
        return
    ranks = dict(zip(rows["cell"], rows["rank"], strict=True))
    first = sorted(there, key=lambda cell: (ranks.get(cell, len(ranks) + 1), cell))
    with folded:
        for cell in first[:MOST]:
            _row(rows, duty, cell, there[cell], brought)
        if len(first) > MOST:
            st.caption(f"{len(first) - MOST} more: Find has them by their names.")


def _row(rows: pd.DataFrame, duty: Duty, cell: str, mask: Mask, brought: Above) -> None:
    counted = candidates.counted(rows, cell)
    name = str(rows.loc[rows["cell"] == cell, "name"].iloc[0]) if counted else mask.name
    st.markdown(f"**{plain(name)}**" + (f" :small[:gray[{counted}]]" if counted else ""))
    if cell in brought.by_cell:
        st.markdown(above.whys_text(brought.by_cell[cell], name))
    with place_link.beside(cell):
        masking.said(duty, cell, mask)
