"""Rows as tables on pages, and as files to take away."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from patrolqr.core import clock
from patrolqr.desk.shared import cached, printing, who
from patrolqr.render import tables
from patrolqr.store import teams
from patrolqr.store.session import Session

TABLE_ROWS, HEIGHT = 10, 35 * 11
"""Rows a table shows before it scrolls, and its height then, in pixels."""

Writer = Callable[[pd.DataFrame], bytes]
Sheets = Callable[[], Mapping[str, pd.DataFrame]]
"""Gives the rows of further sheets by the sheet's name."""

FILES: dict[str, tuple[str, Writer]] = {"CSV": ("csv", tables.csv), "Excel": ("xlsx", tables.xlsx)}

LINKS = {"debrief": "Debrief"}
"""Columns that hold addresses within the desk, and what each of their links says; not printed."""

TOO_MANY = f"An Excel sheet holds {tables.ROW_LIMIT:,} rows. Choose fewer, or take the CSV."


def table(rows: pd.DataFrame, name: str, *, label: str = "Table and download") -> None:
    """Offer the rows behind a picture as a table and as files."""
    with st.expander(label, key=f"{name}_table"):
        grid(rows, name)
        downloads(lambda: rows, name, count=len(rows))


def grid(rows: pd.DataFrame, name: str, *, height: int = HEIGHT) -> None:
    """Show rows as a table that can be sorted and searched, with headings for people."""
    columns = {str(column): _column(str(column), values) for column, values in rows.items()}
    st.dataframe(
        rows,
        column_config=columns,
        hide_index=True,
        height="content" if len(rows) <= TABLE_ROWS else height,
        placeholder="–",
        alt=name.replace("_", " ").capitalize(),
        key=f"{name}_grid",
    )
    printing.table(rows.drop(columns=[each for each in LINKS if each in rows]))


def downloads(
    rows: Callable[[], pd.DataFrame],
    name: str,
    *,
    count: int,
    more: Sheets | None = None,
    of: Sequence[str] = (),
    is_published: bool = False,
) -> None:
    """Offer count rows as CSV and as an Excel file, which has `more` on further sheets.

    They are fetched and written when somebody asks for the file. Its name and content carry the
    marking of the teams that the rows are `of`, of all teams where none is named; rows in a published
    form have no column of it.
    """
    marking = cached.ask(teams.marking, tuple(of))
    with st.container(horizontal=True, gap="small", width="content", key=f"{name}_downloads"):
        for kind, (ending, make) in FILES.items():
            too_many = kind == "Excel" and count > tables.ROW_LIMIT
            file_name = tables.file_name(name, marking, clock.calendar_day(), ending)
            st.download_button(
                kind,
                partial(
                    _made,
                    who.session(),
                    file_name,
                    rows,
                    _writer(make, marking, more, is_published),
                ),
                file_name=file_name,
                key=f"{name}_{ending}",
                icon=":material/download:",
                on_click="ignore",
                disabled=not count or too_many,
                help=TOO_MANY if too_many else None,
            )


def _writer(make: Writer, marking: str, more: Sheets | None, is_published: bool) -> Writer:
    """Return a writer that tells the marking, and fills the further sheets where there can be some."""
    if make is not tables.xlsx:
        return partial(tables.csv, marking="" if is_published else marking)
    return lambda rows: tables.xlsx(
        rows, more=more() if more else None, marking=marking, is_published=is_published
    )


def _made(asking: Session, file_name: str, rows: Callable[[], pd.DataFrame], make: Writer) -> bytes:
    # a file is made when it is asked for, outside the page's run: nobody's cookies are known there
    with who.acting(asking.actor):
        given = rows()
        return asking.takes(file_name, make(given), rows=len(given))


def _column(name: str, values: "pd.Series[Any]") -> Any:
    """Return how a column of that type is shown."""
    heading = tables.heading(name)
    if name in LINKS:
        return st.column_config.LinkColumn(heading, display_text=LINKS[name])
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        return st.column_config.DatetimeColumn(
            heading, format="D MMM YYYY, HH:mm", timezone=clock.zone().key
        )
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return st.column_config.DateColumn(heading, format="D MMM YYYY")
    if pd.api.types.is_float_dtype(values.dtype):
        return st.column_config.NumberColumn(heading, format="%.1f")
    if pd.api.types.is_integer_dtype(values.dtype):
        return st.column_config.NumberColumn(heading, format="localized")
    return st.column_config.Column(heading)
