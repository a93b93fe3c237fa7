"""Review: what was asked for, what was done and what came of it, over a period and a place, for the
meeting.
"""

from datetime import timedelta

import streamlit as st

from patrolqr.core.choice import PlaceChoice
from patrolqr.desk.review import figures
from patrolqr.desk.shared import cached, frame, freezing, inputs, log_choices
from patrolqr.steps.freeze_pack import PackChoice
from patrolqr.store import log_reads, places, visits

PLACES = {"Patrol areas": "area", "Neighbourhoods": "neighbourhood"}

header = st.container()
span = cached.ask(log_reads.span)
if span["first_day"] is None or span["last_day"] is None:
    frame.page("Review")
    frame.empty_state(
        "No patrol logs yet",
        "Brief some patrol areas, print the sheet, and have officers scan its codes. Their logs are counted here.",
    )
    st.stop()

first_day, last_day = span["first_day"], span["last_day"]
with st.container(horizontal=True, vertical_alignment="bottom", key="choice"):
    period = inputs.period(first_day, last_day + timedelta(days=1))
    chosen_places = inputs.neighbourhoods(cached.ask(places.neighbourhoods))
    teams = inputs.teams()
    areas = log_choices.areas()
    show = log_choices.switch("Show", (figures.COUNTS, figures.PER_10), key="show")
    st.page_link(frame.PAGES / "questions.py", label="Questions", icon=":material/help:")
with header:
    frame.page("Review", f"{period.line} · logs to {frame.day(last_day)}")

choice = PlaceChoice(period.since, period.until, chosen_places, areas, teams)
review = cached.ask(visits.review, choice)
rows, dose = review.done, review.dose
everything = rows[rows["level"] == "all"]
if not everything["logs"].sum():
    frame.empty_state(
        "No patrol logs in this choice", "Choose a longer period, more neighbourhoods or teams."
    )
    st.stop()

figures.totals(everything, dose)
with st.container(horizontal=True, vertical_alignment="center", key="review_leads"):
    freezing.button(PackChoice(choice))
    st.page_link(frame.PAGES / "meeting.py", label="Meeting packs")
    st.page_link(frame.PAGES / "returns.py", label="The return of a month or quarter")
    st.page_link(frame.PAGES / "ledger.py", label="Picks looked back on", query_params={})
    st.page_link(
        frame.PAGES / "searches.py",
        label="Stop-searches: what was found, whom they concerned",
        query_params={"since": period.since.isoformat(), "until": period.until.isoformat()},
    )

st.header("Week by week", anchor=False)
figures.by_week(rows[rows["level"] == "week"], show, choice)

with st.container(
    horizontal=True,
    vertical_alignment="center",
    horizontal_alignment="distribute",
    key="place_head",
):
    st.header("Place by place", anchor=False, width="content")
    by = PLACES[log_choices.switch("Places", tuple(PLACES), key="by", alone=True)]
figures.by_place(rows[rows["level"] == by], by, show, choice)

st.header("Given against asked for", anchor=False)
if dose.empty:
    st.caption("No briefing in this choice asked for patrols.")
else:
    figures.dose(dose, choice)
figures.documented(choice)
