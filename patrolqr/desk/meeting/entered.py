"""What the meeting enters: decisions, actions with owner and day; what is done and what carried over."""

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from patrolqr.core import clock
from patrolqr.core.meeting import OWNER_LIMIT, TEXT_LIMIT, EntryState
from patrolqr.desk.shared import cached, lengths, presses, tables, who
from patrolqr.desk.shared.words import plain
from patrolqr.store import meetings, packs
from patrolqr.store.meetings import Entry
from patrolqr.store.packs import Pack

ACTION, DECISION = "Action", "Decision"

BY = "entered_by"
"""Key of the field that asks who enters."""

TEXT, OWNER, DUE = "entry_text", "entry_owner", "entry_due"

USUAL_DAYS = timedelta(days=28)
"""Until the next meeting of the month."""


def in_the_meeting(pack: Pack) -> None:
    """Show what stands to be done and what was entered at this meeting, and let more be entered; of an
    earlier meeting only what it entered.
    """
    every = cached.ask(meetings.entries, pack.teams)
    own = [each for each in every if each.pack_id == pack.pack_id]
    if not _is_newest(pack):
        st.header("What this meeting entered, as it stands now", anchor=False)
        _as_rows(own)
        return
    st.header("Decisions and actions", anchor=False)
    if not who.limited("review"):
        _enter(pack)
    standing = [each for each in every if each.is_going_on or each.pack_id == pack.pack_id]
    if not standing:
        st.caption("Nothing is to be done yet. What is entered here opens the next pack.")
    for each in standing:
        _entry(pack, each)
    tables.downloads(
        lambda: _rows(standing),
        "decisions_and_actions",
        count=len(standing),
        of=pack.told["chosen"]["teams"],
    )


def _is_newest(pack: Pack) -> bool:
    rows = cached.ask(packs.packs)
    return bool(rows[rows["teams"] == pack.teams]["pack_id"].iloc[0] == pack.pack_id)


def _enter(pack: Pack) -> None:
    with st.container(border=True, key="entry_form"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            kind = st.segmented_control(
                "Enter", (ACTION, DECISION), default=ACTION, required=True, key="entry_kind"
            )
            lengths.text_input("What", key=TEXT, limit=TEXT_LIMIT, width="stretch")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            lengths.text_input(
                "Who", key=OWNER, limit=OWNER_LIMIT, placeholder="Sgt 4412", width=200
            )
            if kind == ACTION:
                st.session_state.setdefault(DUE, clock.today() + USUAL_DAYS)
                st.date_input("By", format="DD/MM/YYYY", key=DUE, width=160)
            with st.container(width=200):
                who.ask("Entered by", key=BY)
            st.button("Enter", key="enter_it", on_click=presses.do, args=(_add, pack, kind))


def _add(pack: Pack, kind: str) -> None:
    """Keep what was typed and empty the fields; where it is refused they stay."""
    who.hear(BY)
    typed = {each: str(st.session_state.get(each) or "") for each in (TEXT, OWNER)}
    due: date | None = st.session_state.get(DUE) if kind == ACTION else None
    meetings.add(
        who.session(),
        pack,
        "action" if kind == ACTION else "decision",
        typed[TEXT],
        typed[OWNER],
        due,
    )
    for each in (TEXT, OWNER):
        st.session_state[each] = ""


def _entry(pack: Pack, entry: Entry) -> None:
    with st.container(
        border=True,
        horizontal=True,
        vertical_alignment="center",
        horizontal_alignment="distribute",
        key=f"entry_{entry.entry_id}",
    ):
        words = [entry.owner, f"meeting of {clock.instant_text(entry.met_at)}"]
        st.markdown(
            f"**{plain(entry.text)}** {_badge(entry)}  \n:small[{plain(' · '.join(filter(None, words)))}]",
            width="content",
        )
        if who.may("review"):
            with st.container(horizontal=True, gap="small", width="content"):
                _buttons(pack, entry)


def _buttons(pack: Pack, entry: Entry) -> None:
    if entry.is_going_on:
        _button(pack, entry, "Done", "done")
        with st.popover("Carry over"):
            day = st.date_input(
                "To",
                clock.today() + USUAL_DAYS,
                format="DD/MM/YYYY",
                key=f"to_{entry.entry_id}_{entry.version}",
            )
            _button(pack, entry, "Carry over to this day", "carried over", day)
    elif entry.state == "done":
        _button(pack, entry, "Not done after all", "open")
    _button(pack, entry, "Take back", "taken back")


def _button(
    pack: Pack, entry: Entry, label: str, state: EntryState, day: date | None = None
) -> None:
    st.button(
        label,
        key=f"{state}_{entry.entry_id}",
        on_click=presses.do,
        args=(_change, pack.teams, entry, state, day),
    )


def _change(teams: str, entry: Entry, state: EntryState, day: date | None) -> None:
    who.hear(BY)
    meetings.change(who.session(), teams, entry, state, day)


def _badge(entry: Entry) -> str:
    """Return how it stands: amber once its day has passed."""
    if not entry.is_going_on or entry.due_day is None:
        return f":gray-badge[{entry.state}]"
    carried = ", carried over" if entry.state == "carried over" else ""
    by = f"by {clock.day_text(entry.due_day)}{carried}"
    return f":orange-badge[{by}, past]" if entry.due_day < clock.today() else f":gray-badge[{by}]"


def _as_rows(entries: list[Entry]) -> None:
    if entries:
        tables.grid(_rows(entries), "entered")
    else:
        st.caption("Nothing was entered.")


def _rows(entries: list[Entry]) -> pd.DataFrame:
    """Return the entries as a table has them."""
    told = [
        {
            "action_or_decision": each.text,
            "who": each.owner,
            "by": each.due_day,
            "how_it_stands": each.state,
            "written_by": each.written_by,
        }
        for each in entries
    ]
    rows = pd.DataFrame(told)
    return rows.assign(by=pd.to_datetime(rows["by"]))
