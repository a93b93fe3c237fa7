"""A tear-off strip as a form at the desk: the phone's questions, keyed by a sergeant and marked so."""

import uuid
from datetime import time
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from patrolqr.core import clock
from patrolqr.core.errors import InputWrong
from patrolqr.core.form.log import parse
from patrolqr.core.form.question import Field
from patrolqr.core.form.questions import shown_in
from patrolqr.core.phone import Grant
from patrolqr.desk.shared import who
from patrolqr.desk.shared.words import plain
from patrolqr.store import logs
from patrolqr.store.arriving_logs import Delivery

PAPER = shown_in("paper")

NARROW = ("pairing", "times", "company", "counters")
"""Sections whose questions are short: they stand side by side."""

PER_ROW = 3

PAIRED: dict[str, str] = {"pairing": "Collar number on the strip"}
"""What is asked here and comes from the pairing on a phone."""

ID, TOLD = "strip_id", "strip_told"


def told() -> None:
    """Say what was stored last."""
    if sentence := st.session_state.pop(TOLD, ""):
        st.success(sentence, icon=":material/check:")


def form(grant: Grant) -> None:
    """Show whose strip it is and what can be keyed from it; keep it when it is sent, once."""
    day, shift = grant.briefing.patrol_day, grant.briefing.shift
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
    row = st.columns(4)
    said: dict[str, Any] = {}
    with row[0]:
        said["entered_by"] = who.ask("Keyed by", key="keyed_by")
    short = [each for each in PAPER if each.section in NARROW[:-1]]
    short.sort(key=lambda each: NARROW.index(each.section))
    counts = [each for each in PAPER if each.section == "counters"]
    cells = [*row[1:], *_columns(len(short) - 3 + len(counts))]
    for cell, field in zip(cells, (*short, *counts), strict=False):
        said[field.name] = answer(cell, field, label=PAIRED.get(field.section))
    for field in PAPER:
        asked = field.section != "ask" or grant.tasking.ask
        if field.section not in NARROW and asked:
            said[field.name] = answer(st.container(), field)
    return said


def _columns(number: int) -> list[DeltaGenerator]:
    """Return at least that many cells, in rows of three."""
    return [cell for _ in range(0, number, PER_ROW) for cell in st.columns(PER_ROW)]


def answer(cell: DeltaGenerator, field: Field, *, label: str | None = None) -> Any:
    """Ask one question by its kind and return its answer as the form reads it."""
    asked = label or field.label
    match field.kind:
        case "count":
            return cell.number_input(asked, field.least, field.limit)
        case "number":
            return cell.number_input(asked, -float(field.limit), float(field.limit), value=None)
        case "instant":
            return cell.time_input(asked, value=None, step=60)
        case "day":
            day = cell.date_input(asked, value=None, format="DD/MM/YYYY")
            return day and day.isoformat()
        case "ticks":
            return cell.multiselect(
                asked, list(field.choices), format_func=field.choices.__getitem__
            )
        case "choice" | "yes_no":
            return cell.selectbox(
                asked, list(field.choices), index=None, format_func=field.choices.__getitem__
            )
    if field.choices:
        return cell.selectbox(asked, list(field.choices), index=None, placeholder="No")
    if field.section == "notes":
        return cell.text_area(asked, max_chars=field.limit, height="content")
    return cell.text_input(asked, max_chars=field.limit)


def _keep(grant: Grant, said: dict[str, Any]) -> None:
    """Store the strip as a log from paper; pressing twice stores it once."""
    entered_by = said.pop("entered_by").strip()
    if not entered_by:
        raise InputWrong("Say who keyed this strip, then press Keep again.")
    times = [each for each in PAPER if each.kind == "instant"]
    sent = said | {each.name: _instant(grant, each, said[each.name]) for each in times}
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


def _instant(grant: Grant, asked: Field, wall: time | None) -> str:
    """Return the instant that a time on the strip stands for, nothing where there is none."""
    if wall is None:
        return ""
    middle = clock.duty_middle(grant.briefing.duty)
    return clock.typed_time(asked.label, wall, middle, now=clock.now()).isoformat()
