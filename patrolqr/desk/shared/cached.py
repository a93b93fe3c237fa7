"""Rows for pages, cached until somebody writes: the store's revision is part of every key, so
nothing goes stale.
"""

from typing import Any

import pandas as pd
import streamlit as st

from patrolqr import store

Revision = tuple[str, int]

REMEMBERED = 200
"""Results kept in memory; the oldest goes first."""


def frame(query: str, **parameters: object) -> pd.DataFrame:
    """Return the rows of the named query as a frame, at most as old as the last write."""
    return _frame(store.current().revision, query, parameters)


def rows(query: str, **parameters: object) -> list[dict[str, Any]]:
    """Return the rows of the named query as dictionaries, at most as old as the last write."""
    return _rows(store.current().revision, query, parameters)


def one(query: str, **parameters: object) -> dict[str, Any]:
    """Return the only row of a query that always has one."""
    return rows(query, **parameters)[0]


@st.cache_data(max_entries=REMEMBERED, show_spinner=False)
def _frame(revision: Revision, query: str, parameters: dict[str, object]) -> pd.DataFrame:
    return store.current().frame(query, **parameters)


@st.cache_data(max_entries=REMEMBERED, show_spinner=False)
def _rows(revision: Revision, query: str, parameters: dict[str, object]) -> list[dict[str, Any]]:
    return store.current().rows(query, **parameters)
