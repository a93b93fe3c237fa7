"""Forms that are emptied once what stands in them was taken, and not before: a double click gives
nothing away and is taken once, and what was refused stays to be mended.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import streamlit as st

from patrolqr.desk.shared import presses


@dataclass(frozen=True)
class Form:
    """One filling in of a form: its name, and how many were taken before it."""

    name: str
    number: int

    def key(self, field: str) -> str:
        """Return the key of a field: another with each filling in, so that the next one is empty."""
        return f"{self.name}_{field}_{self.number}"

    def value(self, field: str) -> Any:
        """Return what stands in a field."""
        return st.session_state[self.key(field)]

    def submit(
        self, label: str, take: Callable[["Form"], object], *, is_first: bool = True
    ) -> None:
        """Offer to take what stands in the form."""
        st.form_submit_button(
            label,
            type="primary" if is_first else "secondary",
            on_click=_take,
            args=(self, take),
        )


@contextmanager
def form(name: str) -> Iterator[Form]:
    """Give a form to put fields in. Streamlit's own clear_on_submit empties it in the browser before
    the desk has read it: a second click then hands in an empty one in place of the first.
    """
    filling = Form(name, st.session_state.get(_taken(name), 0))
    with st.form(f"{name}_{filling.number}", border=False, clear_on_submit=False):
        yield filling


def _take(filling: Form, take: Callable[[Form], object]) -> None:
    if st.session_state.get(_taken(filling.name), 0) != filling.number:
        return  # a second click on what was taken
    if presses.is_done(take, filling):
        st.session_state[_taken(filling.name)] = filling.number + 1


def _taken(name: str) -> str:
    return f"taken_of_{name}"
