"""What is held: neither redacted nor disposed of until the hold is lifted."""

from collections.abc import Hashable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.desk.shared import cached, forms, lengths, presses, tables, who
from patrolqr.desk.shared.words import plain
from patrolqr.store import areas, keeping, redacted_reasons, redactions

ANY = "Any area"


def listed() -> None:
    """Show the holds, those that stand with a way to lift them."""
    found = keeping.holds(who.session())
    for row in found[found["lifted_at"].isna()].to_dict("records"):
        with st.container(
            horizontal=True, vertical_alignment="center", key=f"hold_{row['hold_id']}"
        ):
            since = clock.instant_text(row["held_at"].to_pydatetime())
            st.markdown(
                f"**{plain(_what(row))}**  \n:small[{plain(row['why'])}; "
                f"{plain(row['held_by'])}, {since}]",
                width="stretch",
            )
            st.button(
                "Lift",
                key=f"lift_{row['hold_id']}",
                type="tertiary",
                on_click=presses.do,
                args=(keeping.lift, who.session(), row["hold_id"]),
            )
    if not found.empty:
        with st.expander("All holds, lifted ones too"):
            tables.grid(found.drop(columns="hold_id"), "holds")


def another() -> None:
    """Offer to hold a log, an area, days, or an area on days."""
    known = {row["label"]: row["area_id"] for row in cached.ask(areas.by_name)}
    with (
        forms.form("new_hold") as filling,
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input(
            "Log or reason", key=filling.key("subject"), placeholder="its number", width=220
        )
        st.selectbox("Area", [ANY, *known], key=filling.key("area"), width=220)
        st.date_input("From", None, key=filling.key("first"), format="DD/MM/YYYY", width=140)
        st.date_input("To", None, key=filling.key("last"), format="DD/MM/YYYY", width=140)
        lengths.text_input("Why", key=filling.key("why"), limit=keeping.WHY_LIMIT, width=260)
        filling.submit("Hold", partial(_hold, known), is_first=False)


def _hold(known: dict[str, str], filled: forms.Form) -> None:
    subject = filled.value("subject").strip()
    keeping.hold(
        who.session(),
        filled.value("why"),
        subject=_named(subject) if subject else None,
        area_id=known.get(filled.value("area")),
        first_day=filled.value("first"),
        last_day=filled.value("last"),
    )


def _named(text: str) -> str:
    """Return the id of a reason of that reference, or else of a log whose number begins so."""
    try:
        return redacted_reasons.named(who.session(), text)["subject"]
    except InputWrong:
        return redactions.named(who.session(), text)


def _what(row: dict[Hashable, Any]) -> str:
    parts = [str(row[name]) for name in ("subject", "area") if not pd.isna(row[name])]
    first, last = (
        "" if pd.isna(row[name]) else clock.day_text(pd.Timestamp(row[name]).date())
        for name in ("first_day", "last_day")
    )
    if first or last:
        parts.append(f"{first or 'the beginning'} to {last or 'today and on'}")
    return ", ".join(parts)
