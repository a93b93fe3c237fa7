"""A tear-off strip as a form at the desk: the phone's questions, keyed by a sergeant and marked so."""

import uuid
from datetime import time
from typing import Any

import streamlit as st

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.core.form.log import parse
from patrolqr.core.form.questions import FIELDS
from patrolqr.core.lists import CUT_SHORT
from patrolqr.core.phone import Grant
from patrolqr.core.shift import SHIFTS
from patrolqr.desk.shared import who
from patrolqr.desk.shared.words import plain
from patrolqr.store import logs
from patrolqr.store.arriving_logs import Delivery

PAPER = {field.name: field for field in FIELDS}
COUNTS, TEXTS = ("engagements", "stop_searches", "arrests"), ("saw", "heard", "learned")

ID, TOLD = "strip_id", "strip_told"


def told() -> None:
    """Say what was stored last."""
    if sentence := st.session_state.pop(TOLD, ""):
        st.success(sentence, icon=":material/check:")


def form(grant: Grant) -> None:
    """Show whose strip it is and what can be keyed from it; keep it when it is sent, once."""
    day, shift = grant.briefing.patrol_day, SHIFTS[grant.briefing.shift]
    st.subheader(f"{grant.tasking.number} {plain(grant.tasking.area.name)}", anchor=False)
    st.caption(
        f"{clock.day_text(day)}, {shift.label}"
        + (f" · Ask: {plain(grant.tasking.ask)}" if grant.tasking.ask else "")
    )
    log_id = st.session_state.setdefault(ID, str(uuid.uuid4()))
    with st.form(f"strip_{grant.pass_id}_{log_id}", width=720):
        said = _asked(grant)
        if st.form_submit_button("Keep", type="primary"):
            _keep(grant, said)


def _asked(grant: Grant) -> dict[str, Any]:
    """Return the answers on the strip, and who keyed them."""
    said: dict[str, Any] = {}
    one, two, three, four = st.columns(4)
    with one:
        said["entered_by"] = who.ask("Keyed by", key="keyed_by")
    said["collar"] = two.text_input("Collar number on the strip", max_chars=PAPER["collar"].limit)
    for column, name in ((three, "arrived_at"), (four, "left_at")):
        said[name] = column.time_input(PAPER[name].label, value=None, step=60)
    for column, name in zip(st.columns(3), COUNTS, strict=True):
        said[name] = column.number_input(PAPER[name].label, 0, PAPER[name].limit)
    if grant.tasking.ask:
        said["answer"] = st.text_input(PAPER["answer"].label, max_chars=PAPER["answer"].limit)
    for name in TEXTS:
        said[name] = st.text_area(PAPER[name].label, max_chars=PAPER[name].limit, height="content")
    said["cut_short"] = st.selectbox(
        PAPER["cut_short"].label, CUT_SHORT, index=None, placeholder="No"
    )
    return said


def _keep(grant: Grant, said: dict[str, Any]) -> None:
    """Store the strip as a log from paper; pressing twice stores it once."""
    entered_by = said.pop("entered_by").strip()
    if not entered_by:
        raise InputWrong("Say who keyed this strip, then press Keep again.")
    sent = said | {name: _instant(grant, name, said[name]) for name in ("arrived_at", "left_at")}
    sent["collar"] = " ".join(sent["collar"].upper().split())
    log = parse({**sent, "log_id": st.session_state[ID], "entered_by": entered_by})
    receipt = logs.accept(
        who.session(),
        log,
        grant.pass_id,
        delivery=Delivery(channel="paper", entered_by=entered_by),
    )
    del st.session_state[ID]
    at = clock.time_text(receipt.received_at)
    st.session_state[TOLD] = f"Stored {at}: {grant.tasking.area.name}, from paper, by {entered_by}."
    st.rerun()


def _instant(grant: Grant, name: str, wall: time | None) -> str:
    """Return the instant that a time on the strip stands for, nothing where there is none."""
    if wall is None:
        return ""
    middle = clock.shift_middle(grant.briefing.patrol_day, grant.briefing.shift)
    return clock.typed_time(PAPER[name].label, wall, middle, now=clock.now()).isoformat()
