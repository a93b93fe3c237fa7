"""What stands around every page: header, the demo's banner, empty states, the sentence of an
expected problem.
"""

from datetime import date
from pathlib import Path

import streamlit as st

from patrolqr import store
from patrolqr.core import home
from patrolqr.core.errors import PatrolError
from patrolqr.desk.shared import address, printing, signed_in

PAGES = home.PAGES

STYLE = Path(__file__).with_name("desk.css")
"""What no setting of the theme does, for every page."""

ICON = (
    "<svg viewBox='0 0 16 16'><rect width='16' height='16' rx='3' fill='#0b5cad'/><g fill='#fff'>"
    "<path d='M3 3h4v4H3zM9 3h4v4H9zM3 9h4v4H3z'/><path d='M9 9h2v2H9zM11 11h2v2h-2z'/></g></svg>"
)
"""Drawn here: an icon of Streamlit's would be asked of another host."""

DEMO = (
    "**Ashbrook is a fictional town.** Load your own data on the Logs page or with `python -m patrolqr load FILE…`; "
    "it starts an empty database of its own."
)


def page(title: str, line: str = "") -> None:
    """Write a page's title and, on the same line, which data it shows up to when, its address, and
    who is signed in.

    The browser's tab is called after both.
    """
    st.set_page_config(page_title=" · ".join(filter(None, (title, line, "PatrolQR"))))
    printing.head(title, line, st.session_state.get(address.DUTY))
    with st.container(
        horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute", gap="small"
    ):
        st.title(title, anchor=False, width="content")
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", width="content"
        ):
            if line:
                st.caption(line, width="content")
            with st.popover("Copy link", icon=":material/link:", type="tertiary"):
                st.code(address.here(), language=None, wrap_lines=True)
            signed_in.mark()


def day(when: date) -> str:
    """Return a day as a header says it: 31 Aug 2025."""
    return f"{when.day} {when:%b %Y}"


def style() -> None:
    """Give every page what the theme cannot: contrast, heights, what stays in view, what prints."""
    st.html(STYLE)


def banner() -> None:
    """Say that what is shown is the demo, as long as it is."""
    if store.current().is_demo:
        with st.container(key="demo_banner"):
            st.caption(f":blue-background[:material/science: Demo] {DEMO}")


def empty_state(
    title: str,
    what_to_do: str,
    *,
    leads_to: tuple[str, str, address.Parameters] | None = None,
) -> None:
    """Say that there is nothing to show yet, and what to do next.

    `leads_to` is the page where that is done: its name, its label, what its address says.
    """
    with st.container(border=True, horizontal_alignment="center", gap="small", key="empty_state"):
        st.header(title, anchor=False, text_alignment="center")
        st.markdown(what_to_do, text_alignment="center")
        if leads_to is not None:
            name, label, carried = leads_to
            st.page_link(PAGES / f"{name}.py", label=f"**{label}** →", query_params=carried)


def problem(raised: Exception) -> bool:
    """Show an expected problem as its sentence and return True.

    Anything else is a bug and stays loud (False).
    """
    if isinstance(raised, PatrolError):
        st.error(raised.sentence, icon=":material/error:")
        return True
    return False
