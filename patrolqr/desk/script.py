"""The desk: a script that Streamlit runs for every visitor and every click.

It sets the frame and runs one page.
"""

import streamlit as st

from patrolqr.core.errors import PatrolError
from patrolqr.desk.shared import frame

st.set_page_config(page_title="PatrolQR", page_icon=frame.ICON, layout="wide")

TITLES = {
    "today": ("Today", ":material/today:", "What is on, is it being done, what needs me?"),
    "hotspots": ("Hotspots", ":material/grid_on:", "Where, why there, and what can we cover?"),
    "briefing": (
        "Briefing",
        ":material/assignment:",
        "The sheet for a patrol day and shift, with its codes.",
    ),
    "logs": ("Logs", ":material/list_alt:", "What officers sent, newest first; load files here."),
    "review": (
        "Review",
        ":material/bar_chart:",
        "Engagements, stop-searches and arrests for the meeting.",
    ),
    "patterns": (
        "Patterns",
        ":material/insights:",
        "What stands out, and how often chance does as much.",
    ),
}

pages = [
    st.Page(
        frame.PAGES / f"{name}.py",
        title=title,
        icon=icon,
        help=about,
        url_path=name,
        default=name == "today",
    )
    for name, (title, icon, about) in TITLES.items()
]
# pages that others link to and that the navigation leaves out
ASIDE = {"debrief": "Debrief", "room": "Room", "from_paper": "From paper"}

pages += [
    st.Page(frame.PAGES / f"{name}.py", title=title, url_path=name, visibility="hidden")
    for name, title in ASIDE.items()
]
chosen = st.navigation(pages, position="top")
frame.banner()
try:
    chosen.run()
except PatrolError as raised:
    frame.problem(raised)
