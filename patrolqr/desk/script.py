"""The desk: a script that Streamlit runs for every visitor and every click.

It sets the frame and runs one page.
"""

import sys

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException

from patrolqr.core.errors import PatrolError
from patrolqr.desk.shared import address, cached, frame, freshness, inputs, presses, signed_in, who
from patrolqr.steps import see_county

st.set_page_config(page_title="PatrolQR", page_icon=frame.ICON, layout="wide")

TITLES = {
    "today": ("Today", ":material/today:", "What is on, is it being done, what needs me?"),
    "inbox": (
        "Inbox",
        ":material/inbox:",
        "What came in, what goes on tonight's sheet, what is answered?",
    ),
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
        "Engagements, stop-searches, arrests and actions for the meeting.",
    ),
    "patterns": (
        "Patterns",
        ":material/insights:",
        "What stands out, and how often chance does as much.",
    ),
}

COUNTY = ("County", ":material/hub:", "What forces published to the lake they share, side by side.")
"""In the menu where such a lake is named."""

# pages that others link to and that the menu leaves out
ASIDE = {
    "place": "Place",
    "ledger": "Ledger",
    "questions": "Questions",
    "searches": "Stop-searches",
    "returns": "Return",
    "county": "County",
    "meeting": "Meeting",
    "debrief": "Debrief",
    "room": "Room",
    "from_paper": "From paper",
    "teams": "Teams",
    "people": "People",
    "audit": "Audit",
    "keeping": "Keeping",
}

OF_A_DUTY = ("today", "inbox", "hotspots", "briefing")
"""Pages whose address says team, day and shift."""

OF_PUBLISHED = (
    "today",
    "hotspots",
    "briefing",
    "review",
    "patterns",
    "place",
    "ledger",
    "questions",
    "searches",
    "meeting",
)
"""Pages that show what published data say."""


def _home() -> None:
    """Lead to Today, or to the county where that is all there is: the page at the bare address can have no
    address of its own.
    """
    first = "county" if cached.ask(see_county.is_all) else "today"
    st.switch_page(frame.PAGES / f"{first}.py")


def _menu(shown: str, moment: str) -> None:
    """Show the menu as it is at that moment of a run; each entry carries how its page was last
    looked at, and whose duty it is.
    """
    duty = st.session_state.get(address.DUTY)
    with st.container(horizontal=True, gap="small", width="content", key=f"menu_{moment}"):
        entries = TITLES | ({"county": COUNTY} if see_county.is_named() else {})
        for name, (title, icon, about) in entries.items():
            carried = address.last(name)
            if duty is not None and name in OF_A_DUTY:
                carried |= inputs.of_duty(duty)
            st.page_link(
                frame.PAGES / f"{name}.py",
                label=f"**{title}**" if name == shown else title,
                icon=icon,
                help=about,
                query_params=carried,
            )


pages = [
    st.Page(_home, title="PatrolQR", url_path="home", default=True, visibility="hidden"),
    *(
        st.Page(frame.PAGES / f"{name}.py", title=title, icon=icon, url_path=name)
        for name, (title, icon, _) in TITLES.items()
    ),
    *(
        st.Page(frame.PAGES / f"{name}.py", title=title, url_path=name, visibility="hidden")
        for name, title in ASIDE.items()
    ),
]
chosen = st.navigation(pages, position="hidden")
frame.style()
signed_in.need()
with st.container(
    horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="top"
):
    menu = st.empty()
    freshness.strip()
with menu:
    _menu(chosen.url_path, "before")
frame.banner()
address.enter(chosen.url_path)
presses.told()
address.note(who.session(), chosen.url_path)  # before anything is shown
try:
    chosen.run()
except PatrolError as refused:
    frame.problem(refused)
finally:
    raised = sys.exception()
    address.leave(is_whole=raised is None, begins_anew=isinstance(raised, RerunException))
    if chosen.url_path in OF_PUBLISHED:
        freshness.attribution()
    # again, with what this page's inputs say; also where it has nothing to show and stops
    with menu:
        _menu(chosen.url_path, "after")
    address.remember(chosen.url_path)
    address.note(who.session(), chosen.url_path)  # with what the page chose by itself
