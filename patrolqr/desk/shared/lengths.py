"""Fields of words that have a longest length. What is typed or pasted stays whatever its length, and
what is too much is said; Streamlit's own limit drops a long paste without a word. The steps and the
store refuse to keep what is too long, so nobody keeps an older text unnoticed.
"""

from typing import Any

import streamlit as st


def text_input(label: str, begun: str = "", *, limit: int, **asked: Any) -> str:
    """Show a field of one line and return what it says, be it too long."""
    return _said(st.text_input(label, begun, **asked), limit)


def text_area(label: str, begun: str = "", *, limit: int, **asked: Any) -> str:
    """Show a field of several lines and return what it says, be it too long."""
    return _said(st.text_area(label, begun, **asked), limit)


def _said(text: str | None, limit: int) -> str:
    said = text or ""
    if len(said) > limit:
        noun = "character" if len(said) == limit + 1 else "characters"
        st.caption(f":red[{len(said) - limit:,} {noun} too many; {limit:,} fit. Shorten it.]")
    return said
