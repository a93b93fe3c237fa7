"""Hotspots: where, why there, and what can we cover?"""

import streamlit as st

from patrolqr.desk.hotspots import (
    above,
    candidates,
    finding,
    harm,
    list_check,
    listing,
    masked,
    on_map,
    tonight,
    when_there,
)
from patrolqr.desk.shared import cached, frame, inputs, street_map, who
from patrolqr.steps.brought import pick
from patrolqr.store import incidents
from patrolqr.store.places import neighbourhoods

header = st.container()
spans = {row["precision"]: row for row in cached.ask_of_loads(incidents.available)}
if not spans:
    listing.none_loaded()
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom"):
    precision = inputs.precision(sorted(spans))
    span = spans[precision]
    period = inputs.period(span["first_day"], span["until"], whole_months=precision == "month")
    types = inputs.crime_types()
    places = inputs.neighbourhoods(cached.ask(neighbourhoods), of_teams=True)
    side = inputs.side(precision, sorted(spans))
    shows = on_map.choice()
    tiles = street_map.street_tiles()
with header:
    listing.title(span, precision)

ranked = candidates.listed_squares(period, precision, types=types, places=places, side=side)
harmed = harm.of_squares(period, precision, types=types, places=places, side=side)
with st.bottom:
    kept = st.container()
    with st.container(horizontal=True, vertical_alignment="center", key="pick_bar"):
        duty = inputs.duty(labelled=False)
        picked = candidates.choice(ranked, duty, otherwise=finding.begin_with)
        there = tonight.minutes(picked)
        brief = candidates.brief(picked)
with kept:
    candidates.left_out(duty, picked)
    undecided = candidates.taken_out(duty, picked)
    masks = masked.on(duty, picked)
free = masked.free(ranked, masks)
brought = above.found(free, duty, places, masks, side)
if ranked.empty:
    finding.ask(ranked, picked, precision, masks, side)
    listing.none_counted(free, picked, duty, brought, side)
    masked.listed(ranked, duty, masks, brought)
else:
    left, right = st.columns([3, 2], gap="medium")
    with left.container(key="tall_map"):
        chosen = shows, period, precision
        look = on_map.look(*chosen, types=types, places=places, tiles=tiles, side=side)
        on_map.show(ranked, picked, period, brought, look, masks)
    with right.container(height=street_map.HEIGHT, border=False, key="candidates"):
        line = tonight.line(free, picked, duty, there)
        tried = list_check.trying(period, precision, types=types, places=places, side=side)
        with listing.heading():
            finding.ask(ranked, picked, precision, masks, side)
            list_check.ask(tried, line.areas)
            tonight.plan(free, [*picked, *brought.by_cell], duty, there, line, tried)
        when = when_there.of_shift(free, duty, period, precision, types=types, places=places)
        ends = line.last
        listing.listed(free, picked, duty, brought, when, last=ends, harmed=harmed, side=side)
        masked.listed(ranked, duty, masks, brought)

if brief and not undecided:
    pick(who.session(), duty, candidates.as_candidates(ranked, picked, brought.by_cell))
    st.switch_page(frame.PAGES / "briefing.py", query_params={})
