"""A page on paper: its marking on every sheet, what it shows, when it was printed, nothing cut."""

from html import escape

import pandas as pd
import streamlit as st

from patrolqr.core import clock
from patrolqr.core.briefing import MARKINGS
from patrolqr.core.team import Duty
from patrolqr.desk.shared import cached
from patrolqr.render import tables
from patrolqr.store import teams

ROWS = 200
"""Rows of a table that are printed; more are for a file."""


def head(title: str, line: str, duty: Duty | None) -> None:
    """Let the printed sheets say the page's title and line, when that was, and the marking.

    The marking is the team's; the strictest where nobody chose one.
    """
    known = cached.ask(teams.team, duty.team_id).marking if duty is not None else ""
    marking = _quoted(known or MARKINGS[-1])
    shown = _quoted(" · ".join(filter(None, (title, line))))
    at = _quoted(f"PatrolQR, {clock.instant_text(clock.now())} · page ")
    st.html(
        "<style>@page {"
        f"@top-center {{ content: {marking}; font-weight: bold; white-space: nowrap; }}"
        f"@bottom-center {{ content: {marking}; font-weight: bold; white-space: nowrap; }}"
        f"@bottom-left {{ content: {shown}; }}"
        f"@bottom-right {{ content: {at} counter(page) ' of ' counter(pages); }}"
        "}</style>"
    )


def table(rows: pd.DataFrame) -> None:
    """Give a table that scrolls on the screen a second form, whole, that only prints."""
    named = rows.head(ROWS).rename(columns=tables.heading)
    written = named.astype(object).map(_cell)
    more = f"<p>{ROWS} of {len(rows):,} rows; the file has all.</p>" if len(rows) > ROWS else ""
    st.html(
        f"<div class='pq-printed'>{written.to_html(index=False, border=0, escape=False)}{more}</div>"
    )


def _cell(value: object) -> str:
    """Return a cell as people read it, safe to stand in a page."""
    if isinstance(value, pd.Timestamp):
        return clock.instant_text(value) if value.tzinfo else f"{value:%-d %b %Y}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return "–" if pd.isna(value) else f"{value:,.1f}".removesuffix(".0")
    return "–" if value is None or value is pd.NaT or value is pd.NA else escape(str(value))


def _quoted(text: str) -> str:
    """Return the text as a string of a style sheet."""
    for mark in ("\\", '"', "<", "\n"):
        text = text.replace(mark, f"\\{ord(mark):x} ")
    return f'"{text}"'
