"""The return on the screen: which month or quarter, its figures, the rows behind them, and its files."""

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import groupby

import streamlit as st

from patrolqr.analysis.periods import DateSpan, earlier, starts_between
from patrolqr.core import clock
from patrolqr.desk.shared import address, log_choices, tables, who
from patrolqr.desk.shared.words import plain
from patrolqr.render import tables as files
from patrolqr.steps import returning
from patrolqr.steps.returning import Figure, Return
from patrolqr.store.session import Session

MONTH, QUARTER = "Month", "Quarter"


def period(first_day: date, last_day: date) -> DateSpan:
    """Return the month or quarter chosen from those that hold days of logs, the newest at first."""
    months = starts_between(first_day.replace(day=1), earlier(last_day, -1, "month"), "month")[::-1]
    names = {
        MONTH: [f"{each:%Y-%m}" for each in months],
        QUARTER: list(dict.fromkeys(f"{each.year}-Q{(each.month + 2) // 3}" for each in months)),
    }
    with st.container(horizontal=True, vertical_alignment="bottom", key="return_period"):
        kind = log_choices.switch("Of a", (MONTH, QUARTER), key="of")
        address.choose("period", "a month or quarter with logs", names[kind], names[kind][0])
        chosen = st.selectbox(kind, names[kind], key="period", width=200)
    address.write(period=chosen)
    return returning.month(chosen) if kind == MONTH else returning.quarter(chosen)


def figures(told: Return) -> None:
    """Show the figures section by section, each with what it counts."""
    for title, lines in groupby(told.figures, key=lambda each: each.section):
        st.header(plain(title), anchor=False)
        for each in lines:
            _line(each)


def _line(figure: Figure) -> None:
    label, said, counts = st.columns((2, 4, 5), gap="small")
    label.markdown(plain(figure.label))
    said.markdown(f"**{plain(figure.said)}**")
    counts.caption(plain(figure.definition))


def rows(told: Return) -> None:
    """Offer the rows that the figures count, sheet by sheet."""
    st.header("The rows behind them", anchor=False)
    for name, each in told.sheets.items():
        named = [figure.label for figure in told.figures if figure.rows == name]
        if named:
            label = f"{name}: {len(each):,} rows, for {', '.join(named).lower()}"
            tables.table(each, f"return_{name.lower()}", label=plain(label))


def take(told: Return) -> None:
    """Offer the return as a workbook and as a PDF; its digest stands in the audit trail when it is taken."""
    made: tuple[tuple[str, str, Callable[[Return], bytes]], ...] = (
        ("Excel", "xlsx", returning.xlsx),
        ("PDF", "pdf", returning.pdf),
    )
    with st.container(horizontal=True, gap="small", width="content", key="return_files"):
        for label, ending, make in made:
            name = files.file_name(
                f"return_{told.period.since:%Y-%m}", told.marking, clock.calendar_day(), ending
            )
            st.download_button(
                label,
                partial(_made, who.session(), name, told, make),
                file_name=name,
                key=f"return_{ending}",
                icon=":material/download:",
                on_click="ignore",
            )


def _made(asking: Session, name: str, told: Return, make: Callable[[Return], bytes]) -> bytes:
    with who.acting(asking.actor):
        return asking.takes(name, make(told), rows=len(told.figures))
