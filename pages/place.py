"""Place: why there? All that is known of one square or patrol area, on one printed page."""

from datetime import timedelta

import streamlit as st

from patrolqr.desk.place import choosing, figures, helped, known, masked
from patrolqr.desk.shared import cached, frame, inputs, words
from patrolqr.steps import dossier
from patrolqr.store import dossiers
from patrolqr.store.log_reads import LogChoice

header = st.container()
with st.container(horizontal=True, vertical_alignment="bottom", key="place_inputs"):
    place = choosing.place()
    duty = inputs.duty()
    precision = choosing.precision()
if place is None:
    with header:
        frame.page("Place", "why there?")
    frame.empty_state(
        "No place is chosen",
        "Choose a patrol area above, or follow **Why there** beside a candidate on Hotspots.",
        leads_to=("hotspots", "Hotspots", inputs.of_duty(duty)),
    )
    st.stop()

day, until = duty.patrol_day, duty.patrol_day + timedelta(days=1)
found = cached.ask_of_loads(dossier.incidents_at, place, precision, patrol_day=day)
came = cached.ask(dossier.reasons_at, place, patrol_day=day)
duties = cached.ask(dossiers.duties, place.area_ids, until=until, cells=place.cells)
logs = LogChoice(until=until, areas=place.area_ids)
with header:
    frame.page(words.label(place.name), choosing.line(place, found, day))

figures.totals(found, came, duties, known.logged(place, logs))
figures.pictures(place, found)
reported, patrolled, decided = st.columns(3, gap="medium")
with reported.container(gap="small", key="place_reported"):
    known.reported(came)
with patrolled.container(gap="small", key="place_patrolled"):
    known.patrolled(place, logs)
with decided.container(gap="small", key="place_decided"):
    known.decided(duties, place)
    masked.shown(place, duty)
with st.container(gap="small"):
    known.patterns(place, day)
helped.ask(place, precision, day)
figures.rows(found)
known.table(duties)
