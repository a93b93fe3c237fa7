"""Logs whose officer a sergeant has to name, before they count."""

import streamlit as st

from patrolqr.core import clock
from patrolqr.core.form.questions import FIELDS, GROUPS
from patrolqr.desk.shared import cached, presses, who, words
from patrolqr.store import unclaimed
from patrolqr.store.unclaimed import Unclaimed

BY = "whose_by"
"""Key of the field that asks for the sergeant's name."""

WHY = (
    "Each was written under a pairing that is not known here, or came off a phone as a file. "
    "It counts once its officer is named; what was sent stays as it came."
)


def waiting() -> None:
    """Show the logs that wait for a sergeant, each with whose it may be; nothing where none waits."""
    found = cached.ask(unclaimed.waiting)
    if not found:
        return
    count = "1 log waits" if len(found) == 1 else f"{len(found)} logs wait"
    with st.expander(
        f"{count} for a sergeant to say whose", icon=":material/badge:", expanded=True
    ):
        st.caption(WHY)
        who.ask("Decided by", key=BY)
        for each in found:
            _one(each)


def _one(found: Unclaimed) -> None:
    with st.container(border=True, gap="small", key=f"whose_{found.log.log_id}"):
        st.markdown(f"**{words.plain(found.area)}**  \n:small[{_came(found)}]")
        for line in _told(found):
            st.markdown(line)
        _decision(found)


def _came(found: Unclaimed) -> str:
    """Return when somebody was there, who it says wrote it, and how it came."""
    at = found.log.values["arrived_at"] or found.log.values["left_at"]
    there = clock.instant_text(at) if at else "time unknown"
    written = (
        f"written as {found.written_as}" if found.written_as else "nobody's number stands in it"
    )
    sent = f"sent from the phone of {found.sent_as}" if found.sent_as else "from a phone's file"
    when = clock.instant_text(found.received_at)
    said = (there, found.shift, written, f"{sent}, {when}")
    return " · ".join(words.plain(each) for each in said if each)


def _told(found: Unclaimed) -> list[str]:
    """Return what the log says, a line per answer and per group of acts."""
    values = found.log.values
    told = [
        f"{each.label}: **{words.plain(str(values[each.name]))}**"
        for each in FIELDS
        if each.kind == "text" and each.name != "collar" and values[each.name]
    ]
    counted = [
        f"{group.label}: **{values[group.counter]}**" for group in GROUPS if values[group.counter]
    ]
    return [*told, *([" · ".join(counted)] if counted else [])] or ["Nothing to report."]


def _decision(found: Unclaimed) -> None:
    """Offer each number that it may be of, another one, and to put it aside."""
    key = f"{found.log.log_id}_{found.log.version}"
    likely = list(dict.fromkeys(each for each in (found.written_as, found.sent_as) if each))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for number, collar in enumerate(likely):
            st.button(
                f"It is {words.plain(collar)}'s",
                key=f"whose_{number}_{key}",
                type="primary" if number == 0 else "secondary",
                on_click=presses.do,
                args=(_take, found, collar),
            )
        st.text_input("Another number", key=f"whose_other_{key}", width=160)
        st.button(
            "It is theirs",
            key=f"whose_take_{key}",
            on_click=presses.do,
            args=(_take_other, found, f"whose_other_{key}"),
        )
        st.button(
            "Put aside",
            key=f"whose_aside_{key}",
            type="tertiary",
            on_click=presses.do,
            args=(_put_aside, found),
        )


def _take(found: Unclaimed, collar: str) -> None:
    who.hear(BY)
    unclaimed.take(who.session(), found, collar)


def _take_other(found: Unclaimed, key: str) -> None:
    _take(found, st.session_state.get(key) or "")


def _put_aside(found: Unclaimed) -> None:
    who.hear(BY)
    unclaimed.put_aside(who.session(), found)
