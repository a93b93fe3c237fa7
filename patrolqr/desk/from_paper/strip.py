"""A tear-off strip as a form at the desk: the phone's questions, keyed by a sergeant and marked so."""

import dataclasses
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

import PIL.Image
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from patrolqr.core import clock, collar
from patrolqr.core.errors import InputWrong, LogConflict, PatrolError
from patrolqr.core.form.asked import BESIDE, MOST_NUMBER, Ask
from patrolqr.core.form.log import parse
from patrolqr.core.form.question import Field
from patrolqr.core.form.questions import shown_in
from patrolqr.core.phone import Grant
from patrolqr.desk.shared import lengths, who
from patrolqr.desk.shared.words import plain
from patrolqr.store import log_reads, logs
from patrolqr.store.arriving_logs import Delivery
from patrolqr.store.briefings import instant

PAPER = shown_in("paper")

OF_STRIP = tuple(each for each in PAPER if each.section == "pairing")
OF_VISIT = tuple(each for each in PAPER if each.section != "pairing")
"""What is keyed once for a strip, and what for each visit on it."""

NARROW = ("times", "company", "counters")
"""Sections whose questions are short: they stand side by side."""

MOST = 4
"""Visits that a strip has room for."""

PER_ROW = 5

SEND_AGAIN = re.compile(r"send (?:it )?(?:again|anew)")
"""How a sentence about a log ends that was written for the phone."""

PAIRED: dict[str, str] = {"pairing": "Collar number on the strip"}
"""What is asked here and comes from the pairing on a phone."""

CODE, IDS, TOLD = "strip_code", "strip_ids", "strip_told"


@dataclass(frozen=True)
class Given:
    """What a picture says of a strip before anything is keyed.

    `key` tells the strip of this picture from every other. `counts` are what is ticked for certain,
    by question; they stand at `visit`, because boxes do not say at which. `times` are pictures of
    what is written where each visit's times stand, `written` whether something is.
    """

    key: str = ""
    counts: Mapping[str, int] = dataclasses.field(default_factory=dict)
    visit: int = 1
    doubts: tuple[str, ...] = ()
    times: Sequence[PIL.Image.Image] = ()
    written: Sequence[bool] = ()
    collar: str = ""


NOTHING = Given()
"""A strip that is keyed from the paper in one's hand."""

PICTURED = uuid.UUID("5a1f6f0e-5f0c-4c5e-9f57-0d6b2f3f7c11")
"""The space of ids of logs from pictures: the same strip of the same picture has the same ids."""


def told() -> None:
    """Say what was stored last."""
    if sentence := st.session_state.pop(TOLD, ""):
        st.success(sentence, icon=":material/check:")


def begin_anew() -> None:
    """Forget what is keyed and not kept: it is stored, or it belongs to another code's strip."""
    for name in [each for each in st.session_state if str(each).startswith("strip_")]:
        if name not in (CODE, TOLD):
            del st.session_state[name]


def form(grant: Grant, given: Given = NOTHING) -> bool:
    """Show whose strip it is and what can be keyed from it, all its visits at once, begun with what
    its picture says; keep them when they are sent, each once. Return whether they are kept now.
    """
    day, shift = grant.briefing.patrol_day, grant.briefing.shift
    st.header(f"{grant.tasking.number} {plain(grant.tasking.area.name)}", anchor=False)
    st.caption(
        f"{clock.day_text(day)}, {shift.label}"
        + (f" · Ask: {plain(grant.tasking.ask)}" if grant.tasking.ask else "")
    )
    kept = log_reads.from_paper(who.session(), grant.pass_id)
    if kept:
        st.warning(f"Kept from paper already: {_list_kept(kept)}.", icon=":material/content_copy:")
    _begin_with(given)
    ids = _ids(given)
    with st.form(f"strip_{grant.pass_id}_{ids[0]}", width=720):
        shared = _shared()
        slots = [_visit(grant, number, given) for number in range(1, visits(grant) + 1)]
        looked = not given.doubts or st.checkbox(
            "I have looked at each doubtful box, and the counts are right", key="strip_looked"
        )
        another = (
            not (given.key and kept)
            or not {each["log_id"] for each in kept}.isdisjoint(ids)
            or st.checkbox("It is another strip than those kept already", key="strip_another")
        )
        if not st.form_submit_button("Keep", type="primary"):
            return False
        if not looked:
            raise InputWrong(
                "Some boxes are doubtful. Look at each, set its count, tick that you have, then press "
                "Keep again."
            )
        own = collar.tidy(shared["collar"])
        if not another and own in {each["collar"] for each in kept}:
            raise InputWrong(
                f"A strip of {own or 'nobody'} is kept from this code already. Nothing was stored again. If this is "
                "another one, tick that it is, then press Keep again."
            )
        return _keep(grant, shared, slots, ids)


def _list_kept(kept: Sequence[log_reads.PaperRow]) -> str:
    """Return whose logs were kept, when and by whom."""
    return "; ".join(
        f"{plain(each['collar'] or 'no collar number')}, "
        f"{clock.instant_text(instant(each['received_us']))}, by {plain(each['entered_by'])}"
        for each in kept
    )


def _begin_with(given: Given) -> None:
    """Write into fields that nobody has touched what the picture says."""
    for name, count in given.counts.items():
        st.session_state.setdefault(f"strip_{name}_{given.visit}", count)
    if given.collar:
        st.session_state.setdefault("strip_collar", given.collar)


def _ids(given: Given) -> list[str]:
    """Return the id of each visit's log: of a picture's strip always the same, else new ones that
    last until the strip is kept.
    """
    if given.key:
        return [str(uuid.uuid5(PICTURED, f"{given.key} {at}")) for at in range(MOST)]
    ids: list[str] = st.session_state.setdefault(IDS, [str(uuid.uuid4()) for _ in range(MOST)])
    return ids


@dataclass(frozen=True)
class Slot:
    """One visit on the strip: what was keyed, and where a problem with it is shown."""

    said: dict[str, Any]
    place: DeltaGenerator


def visits(grant: Grant) -> int:
    """Return how many visits the strip has room for."""
    return min(MOST, max(1, grant.tasking.visits))


def _shared() -> dict[str, Any]:
    """Return what is keyed once for the strip: who keyed it, whose it is."""
    keyed_by, *cells = st.columns(1 + len(OF_STRIP))
    with keyed_by:
        said: dict[str, Any] = {"entered_by": who.ask("Keyed by", key="keyed_by")}
    for cell, field in zip(cells, OF_STRIP, strict=True):
        said[field.name] = answer(cell, field, label=PAIRED.get(field.section), key=field.name)
    return said


def _visit(grant: Grant, number: int, given: Given) -> Slot:
    """Return the answers of one visit on the strip."""
    said: dict[str, Any] = {}
    several = visits(grant) > 1
    with st.container(border=several, gap="small"):
        if several:
            st.markdown(f"**Visit {number}**")
        problem = st.container()
        if number <= len(given.times):
            _show_times(number, given)
        short = [each for each in OF_VISIT if each.section in NARROW]
        for cell, field in zip(_columns(len(short)), short, strict=False):
            said[field.name] = answer(cell, field, key=f"{field.name}_{number}")
        for field in OF_VISIT:
            if field.section == "ask":
                if grant.tasking.ask:
                    said[field.name] = _ask(grant.tasking.asked, field, number)
            elif field.section not in NARROW:
                said[field.name] = answer(st.container(), field, key=f"{field.name}_{number}")
    return Slot(said, problem)


def _ask(ask: Ask, field: Field, number: int) -> str:
    """Return the answer that is ticked or written on the strip, asked for by the kind it has."""
    key = f"strip_{field.name}_{number}"
    if ask.kind == "number":
        counted = st.number_input(field.label, 0, MOST_NUMBER, value=None, key=key)
        return "" if counted is None else str(counted)
    if not ask.offered:
        return lengths.text_input(field.label, limit=field.limit, key=key)
    chosen, words = st.columns([1, 2])
    ticked = chosen.selectbox(field.label, ask.offered, index=None, key=key)
    with words:
        beside = lengths.text_input(
            "Words beside it", limit=field.limit - ask.room, key=f"{key}_words"
        )
    return BESIDE.join(filter(None, (ticked, beside.strip())))


def _show_times(number: int, given: Given) -> None:
    """Show what is written where the visit's times stand: handwriting is read by people."""
    is_written = given.written[number - 1]
    says = "Written by hand: key the times" if is_written else "No times seem to be written"
    alt = f"Times of visit {number} as they stand on the strip"
    st.image(given.times[number - 1], caption=says, width=280, alt=alt)


def _columns(number: int) -> list[DeltaGenerator]:
    """Return at least that many cells, in rows."""
    return [cell for _ in range(0, number, PER_ROW) for cell in st.columns(PER_ROW)]


def answer(cell: DeltaGenerator, field: Field, *, key: str, label: str | None = None) -> Any:
    """Ask one question by its kind and return its answer as the form reads it."""
    asked, key = label or field.label, f"strip_{key}"
    match field.kind:
        case "count":
            return cell.number_input(asked, field.least, field.limit, key=key)
        case "number":
            return cell.number_input(
                asked, -float(field.limit), float(field.limit), value=None, key=key
            )
        case "instant":
            return cell.time_input(asked, value=None, step=60, key=key)
        case "day":
            day = cell.date_input(asked, value=None, format="DD/MM/YYYY", key=key)
            return day and day.isoformat()
        case "collars":
            return cell.text_input(asked, key=key, placeholder="Collar numbers")
        case "ticks":
            return cell.multiselect(
                asked, list(field.choices), format_func=field.choices.__getitem__, key=key
            )
        case "choice" | "yes_no":
            return cell.selectbox(
                asked,
                list(field.choices),
                index=None,
                format_func=field.choices.__getitem__,
                key=key,
            )
    if field.choices:
        return cell.selectbox(asked, list(field.choices), index=None, placeholder="No", key=key)
    with cell:
        if field.section == "notes":
            return lengths.text_area(asked, limit=field.limit, height="content", key=key)
        return lengths.text_input(asked, limit=field.limit, key=key)


def _keep(grant: Grant, shared: dict[str, Any], slots: list[Slot], ids: list[str]) -> bool:
    """Store each visit of the strip that says something as a log from paper; pressing twice stores
    each once. Where one cannot be read none is stored, the problem stands at that visit, and False
    is returned.
    """
    entered_by = shared["entered_by"].strip()
    if not entered_by:
        raise InputWrong("Say who keyed this strip, then press Keep again.")
    typed = shared["collar"]
    # a strip may be nobody's
    own = {**shared, "collar": collar.checked(typed) if typed.strip() else ""}
    read = []
    for slot, log_id in zip(slots, ids, strict=False):
        if _was_keyed(slot.said) or len(slots) == 1:
            try:
                log = parse({**own, **_timed(grant, slot.said), "log_id": log_id})
                grant.tasking.asked.check(log.values["answer"])
                read.append(log)
            except PatrolError as problem:
                # the log's own sentences speak to a phone
                said = SEND_AGAIN.sub("press Keep again", problem.sentence)
                slot.place.error(said, icon=":material/error:")
                return False
    if not read:
        raise InputWrong("No visit is keyed yet. Key at least one, then press Keep again.")
    delivery = Delivery(channel="paper", entered_by=entered_by)
    for log in read:
        try:
            receipt = logs.accept(who.session(), log, grant.pass_id, delivery=delivery)
        except LogConflict as problem:
            raise InputWrong(
                "This strip was kept already, with other answers; nothing was stored again. Correct it among the "
                "logs if they are wrong."
            ) from problem
    begin_anew()
    what = "1 visit" if len(read) == 1 else f"{len(read)} visits"
    at = clock.time_text(receipt.received_at)
    st.session_state[TOLD] = (
        f"Stored {at}: {what} at {grant.tasking.area.name}, from paper, by {entered_by}."
    )
    return True


def _was_keyed(said: dict[str, Any]) -> bool:
    """Return whether anything stands there that was not there before."""
    least = {each.name: each.least for each in OF_VISIT if each.kind == "count"}
    return any(value and value != least.get(name) for name, value in said.items())


def _timed(grant: Grant, said: dict[str, Any]) -> dict[str, Any]:
    """Return the answers with each time as the instant it stands for."""
    times = [each for each in OF_VISIT if each.kind == "instant"]
    return said | {each.name: _instant(grant, each, said[each.name]) for each in times}


def _instant(grant: Grant, asked: Field, wall: time | None) -> str:
    """Return the instant that a time on the strip stands for, nothing where there is none."""
    if wall is None:
        return ""
    middle = clock.duty_middle(grant.briefing.duty)
    return clock.typed_time(asked.label, wall, middle, now=clock.now()).isoformat()
