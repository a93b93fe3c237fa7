"""Hotspots: where, why there, and what can we cover?"""

import streamlit as st

from patrolqr import store
from patrolqr.analysis import grid
from patrolqr.render import maps
from patrolqr.store import briefings
from patrolqr.ui import candidates, data, inputs, shell
from patrolqr.ui import map as chart

EXACTNESS = {"month": "month only, snapped points", "minute": "to the minute"}

header = st.container()
spans = {row["precision"]: row for row in data.rows("available")}
if not spans:
    shell.page("Hotspots")
    shell.empty_state(
        "No incidents yet",
        "Load street files from data.police.uk or your force's export on the Logs page, or with "
        "`python -m patrolqr load FILE…`. Boundaries of neighbourhoods load the same way.",
    )
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom"):
    precision = inputs.precision(sorted(spans))
    span = spans[precision]
    period = inputs.period(span["first_day"], span["until"], whole_months=precision == "month")
    types = inputs.crime_types()
    places = inputs.neighbourhoods(data.frame("neighbourhoods"))
    tiles = chart.street_tiles()
with header:
    shell.page(
        "Hotspots",
        f"{span['incidents']:,} incidents to {shell.day(span['last_day'])} · public reports · {EXACTNESS[precision]}",
    )

ranked = candidates.ranked(period, precision, types=types, places=places, first_day=span["first_day"])
with st.bottom:
    kept = st.container()
    with st.container(horizontal=True, vertical_alignment="center", key="pick_bar"):
        day, shift = inputs.patrol_day(label_visibility="collapsed"), inputs.shift(label_visibility="collapsed")
        picked = candidates.choice(ranked)
        candidates.minutes(picked)
        brief = candidates.brief(picked)
with kept:
    candidates.already(day, shift, picked)
if ranked.empty:
    shell.empty_state("No incidents in this choice", "Choose a longer period, more crime types or more neighbourhoods.")
    st.stop()

left, right = st.columns([3, 2], gap="medium")
with left:
    layer = maps.layer(
        ranked,
        grid.outlines(ranked["cell"]).to_numpy(),
        unit=f"Incidents per 250 m square, {period.text}",
        picked=picked,
        **candidates.notes(ranked),
        focus=places,
        tiles=tiles,
    )
    chart.show(layer, key="map", clicked=lambda cell: candidates.toggle(cell, candidates.name_of(ranked, cell)))
with right.container(height=chart.HEIGHT, border=False, key="candidates"):
    candidates.listed(ranked, picked)

if brief:
    briefings.set_picks(store.current(), day, shift, candidates.picks(ranked, picked))
    st.switch_page(shell.PAGES / "briefing.py", query_params={})
