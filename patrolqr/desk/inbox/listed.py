"""The reasons of an inbox, by place and problem: the list is the truth, the map shows the same."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import pandas as pd
import streamlit as st

from patrolqr.core import clock
from patrolqr.core.reason import DECIDED, Reason
from patrolqr.core.team import Duty, Team
from patrolqr.desk.inbox import deciding
from patrolqr.desk.shared import cached, feed, frame, inputs, square_names, street_map
from patrolqr.desk.shared.words import label, plain, short
from patrolqr.geo import squares
from patrolqr.render.screen_map import layers
from patrolqr.steps import triage
from patrolqr.steps.triage import Group, Inbox

LIST_HEIGHT = 420
"""Pixels of the list under the open reason: with it, map and list end on one line."""

TEXT = 45
"""Characters of a reason's text in the list."""

MARKS = {
    "": ":material/radio_button_unchecked:",
    "tonight": ":material/nightlight:",
    "not_tonight": ":material/do_not_disturb_on:",
    "partner": ":material/forward:",
    "merged": ":material/merge:",
    "before": ":material/history:",
    "priority": ":material/flag:",
}
"""How each state of a reason is marked in the list; its words stand beside it."""


def counts(inbox: Inbox) -> str:
    """Return how many reasons are in which state: 12 to decide, 3 tonight, 1 passed on."""
    number = inbox.counts
    said = [f"{number[state]} {words}" for state, words in DECIDED.items() if number[state]]
    return ", ".join(said) or "nothing to decide"


def new(inbox: Inbox, patrol_day: date) -> int:
    """Return how many came in since the patrol day before began."""
    since = clock.day_window(patrol_day - timedelta(days=1))[0]
    return sum(each.dated_at >= since for each in inbox.reasons)


def on_map(inbox: Inbox) -> None:
    """Show how many reasons each square has, with the numbers of the list."""
    cells = _cells(inbox)
    if cells.empty:
        st.caption("None of these has a place on the map.")
        return
    numbers = _numbers(inbox)
    layer = layers.layer(
        cells[["cell", "count"]],
        squares.outlines(cells["cell"]).to_numpy(),
        unit=_unit(cells["cell"]),
        picked=cells.loc[cells["tonight"], "cell"].tolist(),
        ranks=numbers,
        said=dict(zip(cells["cell"], cells["said"], strict=True)),
    )
    street_map.show(layer, key="inbox_map", clicked=lambda cell: _clicked(inbox, cell))


def _unit(cells: Iterable[str]) -> str:
    """Return what is counted per square; of squares of several sizes no one size is said."""
    sides = {squares.side(cell) for cell in cells}
    return f"Reasons per {min(sides)} m square" if len(sides) == 1 else "Reasons per square"


def rows(inbox: Inbox, opened: Reason) -> None:
    """Show every reason on one line each, by place and problem; a click opens it."""
    numbers, names = _numbers(inbox), square_names.names()
    with st.container(height=LIST_HEIGHT, border=False, gap="small", key="inbox_list"):
        for group in inbox.groups:
            number = next((numbers[each.cell] for each in group.reasons if each.cell), "")
            with st.container(gap=None):
                # a blank after the asterisks would print them
                heading = f"{number} {plain(_line(group, names))}".strip()
                st.markdown(f"**{heading}**")
                for reason in group.reasons:
                    _row(reason, inbox, is_open=reason.reason_id == opened.reason_id)


def _line(group: Group, names: Mapping[str, str]) -> str:
    """Return a group in a line, its place as its square is called on every page."""
    cell = next((each.cell for each in group.reasons if each.cell), None)
    return replace(group, place=names.get(cell or "", group.place)).line


def empty(duty: Duty) -> None:
    """Say that nothing came in, and where files are loaded."""
    frame.empty_state(
        "Nothing came in for this shift",
        "Load last night's calls, incidents and intelligence on the **Logs** page, or widen a rule.",
        leads_to=("logs", "Load files", inputs.of_duty(duty) | {"tab": "Load files"}),
    )


@st.fragment(run_every=feed.EVERY)
def watch(drawn: Inbox, team: Team, duty: Duty) -> None:
    """Draw the page again as soon as a colleague decided about something."""
    if cached.ask(triage.inbox, team, duty) != drawn:
        st.rerun()


def _row(reason: Reason, inbox: Inbox, *, is_open: bool) -> None:
    state = _state(reason, inbox)
    words = DECIDED.get(reason.standing.decision, "") if state not in ("", "priority") else ""
    said = short(reason.text or reason.unprintable or "No text", TEXT)
    at = "" if reason.kind == "priority" else _short_time(reason.dated_at)
    text = " · ".join(filter(None, (label(reason.label), label(said), at, words)))
    st.button(
        f"**{text}**" if is_open else text,
        key=f"open_{reason.reason_id}",
        icon=MARKS[state],
        type="tertiary",
        wrap=False,
        on_click=deciding.open_reason,
        args=(reason.reason_id,),
    )


def _short_time(instant: datetime) -> str:
    local = clock.local(instant)
    return f"{local.day} {local:%b %H:%M}"


def _state(reason: Reason, inbox: Inbox) -> str:
    if reason.standing.decision or inbox.is_open(reason):
        return reason.standing.decision
    return "before" if reason.reason_id in inbox.earlier else "priority"


def _cells(inbox: Inbox) -> pd.DataFrame:
    """Return one row per square: how many reasons, whether one is for tonight, what a tooltip says."""
    names = square_names.names()
    there: dict[str, list[Reason]] = {}
    for reason in inbox.reasons:
        if reason.cell:
            there.setdefault(reason.cell, []).append(reason)
    return pd.DataFrame(
        [
            {
                "cell": cell,
                "count": len(same),
                "tonight": any(each.standing.decision == "tonight" for each in same),
                "said": [names.get(cell, same[0].place or cell), triage.counted(same)],
            }
            for cell, same in there.items()
        ],
        columns=["cell", "count", "tonight", "said"],
    )


def _numbers(inbox: Inbox) -> dict[str, int]:
    """Return the number of each square, in the order of the list."""
    cells = dict.fromkeys(reason.cell for reason in inbox.reasons if reason.cell)
    return {cell: number for number, cell in enumerate(cells, start=1)}


def _clicked(inbox: Inbox, cell: str) -> None:
    """Open the first reason of the square that is still to be decided, or its first."""
    there = [reason for reason in inbox.reasons if reason.cell == cell]
    wanted = [reason for reason in there if inbox.is_open(reason)] or there
    if wanted:
        deciding.open_reason(wanted[0].reason_id)
