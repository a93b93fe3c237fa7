"""Review: what was asked for, what was done and what came of it, over a period and a place, for the meeting."""

from datetime import timedelta

import streamlit as st

from patrolqr.ui import choices, data, figures, inputs, shell

PLACES = {"Patrol areas": "area", "Neighbourhoods": "neighbourhood"}

header = st.container()
span = data.one("log_span")
if not span["visits"]:
    shell.page("Review")
    shell.empty_state(
        "No patrol logs yet",
        "Brief some patrol areas, print the sheet, and have officers scan its codes. Their logs are counted here.",
    )
    st.stop()

first_day, last_day = span["first_day"], span["last_day"]
with st.container(horizontal=True, vertical_alignment="bottom", key="choice"):
    period = inputs.period(first_day, last_day + timedelta(days=1))
    places = inputs.neighbourhoods(data.frame("neighbourhoods"))
    areas = choices.areas()
    show = choices.switch("Show", (figures.COUNTS, figures.PER_10), key="show")
with header:
    shell.page("Review", f"{period.line} · logs to {shell.day(last_day)}")

choice = {"since": period.since, "until": period.until, "neighbourhoods": places or None, "areas": areas or None}
rows, dose = data.frame("review", **choice), data.frame("dose", **choice)
everything = rows[rows["level"] == "all"]
if not everything["visits"].sum():
    shell.empty_state("No visits in this choice", "Choose a longer period or more neighbourhoods.")
    st.stop()

figures.totals(everything, dose)

st.subheader("Week by week", anchor=False)
figures.by_week(rows[rows["level"] == "week"], show)

with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="place_head"):
    st.subheader("Place by place", anchor=False, width="content")
    by = PLACES[choices.switch("Places", tuple(PLACES), key="by", alone=True)]
figures.by_place(rows[rows["level"] == by], by, show)

st.subheader("Given against asked for", anchor=False)
if dose.empty:
    st.caption("No briefing in this choice asked for visits.")
else:
    figures.dose(dose)
figures.documented(choice)
