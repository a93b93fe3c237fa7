"""What a pattern's card proposes: the place where it rose, what to look for and ask there and when, the
briefing it is on, and what patrols brought.
"""

from base64 import b64encode
from datetime import date, timedelta

import streamlit as st

from patrolqr.analysis import wording
from patrolqr.core import clock
from patrolqr.desk.shared import cached, findings, frame, inputs, place_link, words
from patrolqr.steps import propose
from patrolqr.steps.follow_patterns import Standing
from patrolqr.store import patterns

MAP_WIDTH = 340
"""Pixels of the map of a square."""


def place(one: Standing, as_of: date) -> str | None:
    """Link to the hotspots page with the square where the pattern rose picked, say what to do there, and
    return the square.
    """
    found, risen = one.found, findings.risen(one)
    if risen is None:
        st.caption("No square to propose: none of these incidents has a place.")
        return None
    is_one = found["neighbourhood_id"] not in ("", wording.EVERYWHERE)
    where = {"places": found["neighbourhood"]} if is_one else {}
    chosen = {"cells": f"{risen.name} · {risen.cell}", "types": found["category"]}
    st.page_link(
        frame.PAGES / "hotspots.py",
        label=f"Propose a patrol at {words.plain(risen.name)}{inputs.unless_today(as_of)}",
        icon=":material/add_location:",
        query_params=chosen | where | {"day": as_of.isoformat()},
        help=f"Where it rose most: {risen.now} there, {risen.expected:.1f} in as long a time before.",
    )
    told = cached.ask_of_loads(propose.proposal, risen.cell, found["category"], day=as_of)
    window = told.window or "no hours stand out"
    st.caption(
        words.plain(f"Look for: {told.look_for}. Ask: {told.ask} Window: {window}."),
    )
    acting = one.pattern["cell"] if one.pattern and one.state == patterns.ACTING else None
    _done(acting or risen.cell, since=one.since, as_of=as_of)
    return risen.cell


def on_map(cell: str) -> None:
    """Show the square among its streets."""
    drawn = cached.ask_of_loads(propose.square_map, cell)
    picture = b64encode(drawn.encode()).decode()
    st.image(f"data:image/svg+xml;base64,{picture}", width=MAP_WIDTH)


def _done(cell: str, *, since: date, as_of: date) -> None:
    """Link to the briefing that the square's patrol area is picked for since the pattern is open, and to what
    patrols brought there.
    """
    for each in cached.ask(patterns.picked, (cell,)):
        if each["patrol_day"] >= since:
            day = clock.day_text(each["patrol_day"])
            st.page_link(
                frame.PAGES / "briefing.py",
                label=f"{words.plain(each['name'])} is picked for {words.plain(each['shift'])}, {day}",
                icon=":material/assignment:",
                query_params={
                    "team": each["team_id"],
                    "day": each["patrol_day"].isoformat(),
                    "shift": each["shift"],
                },
            )
    until = as_of + timedelta(days=1)
    if brought := cached.ask(propose.brought, cell, since=since, until=until):
        st.page_link(
            place_link.PAGE,
            label=words.plain(brought),
            icon=":material/forum:",
            help=brought,
            query_params=place_link.to_cell(cell),
        )
