"""Promises made to people: what is open and due, by whom, where; a button marks one as kept."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from patrolqr.core import clock
from patrolqr.desk.shared import cached, frame, log_choices, presses, who
from patrolqr.desk.shared.words import plain
from patrolqr.store import promises

OPEN, DUE, KEPT = "Open", "Due", "Kept"

PER_PAGE = 20

BY = "promises_by"
"""Key of the field that asks who marks promises."""


def listed(teams: Sequence[str]) -> None:
    """Show these teams' promises (none: all teams') that are open, due or kept, and let them be
    marked.
    """
    everybodys = cached.ask(promises.promises)
    rows = everybodys[everybodys["team_id"].isin(teams)] if teams else everybodys
    if rows.empty:
        frame.empty_state(
            "No promises yet",
            "What officers promise people they speak to stands here until somebody marks it kept.",
        )
        return
    shown = _by_state(rows, clock.today())
    with st.container(horizontal=True, vertical_alignment="bottom"):
        state = log_choices.switch("Promises", tuple(shown), key="promises")
        with st.container(width=160):
            who.ask("Marked by", key=BY)
    counts = {each: len(rows) for each, rows in shown.items()}
    st.caption(f"{counts[OPEN]} open, {counts[DUE]} of them due, {counts[KEPT]} kept")
    found = shown[state]
    pages = -(-len(found) // PER_PAGE)
    page = st.pagination(pages, key="promises_page") if pages > 1 else 1
    row: Any
    for row in found.iloc[(page - 1) * PER_PAGE : page * PER_PAGE].itertuples():
        _promise(row)
    if found.empty:
        st.caption(f"None is {state.lower()}.")


def _by_state(rows: pd.DataFrame, today: date) -> dict[str, pd.DataFrame]:
    """Return the rows by what they are; a promise that is due is open as well."""
    is_open = ~rows["is_kept"].astype(bool)
    is_due = is_open & (rows["promise_day"] <= pd.Timestamp(today))
    return {OPEN: rows[is_open], DUE: rows[is_due], KEPT: rows[~is_open]}


def _promise(row: Any) -> None:
    with st.container(
        border=True,
        horizontal=True,
        vertical_alignment="center",
        horizontal_alignment="distribute",
    ):
        by = f"{plain(row.collar)}, " if isinstance(row.collar, str) else ""
        about = ", ".join(plain(each) for each in (row.kind, row.concern) if isinstance(each, str))
        made = f"{by}{plain(row.area)}, {clock.instant_text(row.visited_at)}"
        st.markdown(
            f"**{plain(row.promise)}** {_due(row)}  \n:small[{made}{' · ' if about else ''}{about}]",
            width="content",
        )
        label = "Not kept after all" if row.is_kept else "Kept"
        st.button(
            label,
            key=f"promise_{row.entry_id}",
            on_click=presses.do,
            args=(_mark, row.entry_id, not row.is_kept),
        )


def _mark(entry_id: str, is_kept: bool) -> None:
    who.hear(BY)
    promises.mark(who.session(), entry_id, is_kept=is_kept)


def _due(row: Any) -> str:
    """Return by when it is due, amber once that day has passed, or who says that it was kept."""
    if row.is_kept:
        return f":gray-badge[kept, {plain(row.kept_by)}, {clock.instant_text(row.kept_at)}]"
    if pd.isna(row.promise_day):
        return ":gray-badge[no day]"
    day = row.promise_day.date()
    text = f"by {clock.day_text(day)}"
    return f":orange-badge[{text}, past due]" if day < clock.today() else f":gray-badge[{text}]"
