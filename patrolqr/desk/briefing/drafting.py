"""A sergeant's draft of one duty: kept as it is written, back after a reload, seen by colleagues."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import streamlit as st

from patrolqr.core import clock
from patrolqr.core.area import Pick
from patrolqr.core.briefing import Briefing, BriefingDraft
from patrolqr.core.team import Duty, Team
from patrolqr.desk.briefing import cards
from patrolqr.desk.shared import cached, inputs, who
from patrolqr.desk.shared.words import plain
from patrolqr.steps import draft, reconcile, triage
from patrolqr.store import briefings, drafts
from patrolqr.store.drafts import KeptDraft

PASSING = ("last", "back", "taken_over")
"""What the page knows of a draft until another one begins."""


class TakenOver(NamedTuple):
    """Whose draft is worked on, and one's own from before; None where nothing was written."""

    person: str
    own: KeptDraft | None


def begun(team: Team, duty: Duty, picked: Sequence[Pick], newest: Briefing | None) -> BriefingDraft:
    """Return what the page's inputs begin with, and remember which version that is made from.

    A draft that was kept is put back into the inputs, once.
    """
    if _made_from(duty) is None:
        kept = drafts.mine(who.session(), duty)
        if kept is None:
            _start(duty, newest.version if newest else 0, serial=0)
        else:
            _take(duty, kept)
            st.session_state[_key(duty, "back")] = kept.changed_at
    origin = draft.origin(who.session(), team, duty, picked, version(duty, newest))
    if st.session_state.pop(_key(duty, "anew"), False):
        cards.put(origin, key=inputs.key(duty))
    return origin


def version(duty: Duty, newest: Briefing | None) -> Briefing | None:
    """Return the version that the draft is made from, mostly the newest; None where it is from none."""
    made_from = _made_from(duty)
    if newest is None or newest.version == made_from:
        return newest
    saved = briefings.versions(who.session(), duty)
    return next((each for each in saved if each.version == made_from), None)


def written(duty: Duty, said: BriefingDraft, origin: BriefingDraft) -> BriefingDraft:
    """Keep what the inputs say where it changed, and return it with the version it is made from."""
    now = replace(said, made_from=_made_from(duty) or 0)
    before: BriefingDraft = st.session_state.get(_key(duty, "last"), origin)
    if not reconcile.is_same(now, before):
        serial = drafts.keep(who.session(), now, seen=st.session_state[_key(duty, "serial")])
        st.session_state[_key(duty, "serial")] = serial
    st.session_state[_key(duty, "last")] = now
    return now


def saved(duty: Duty, version: int) -> None:
    """Forget the draft: it became that version, which is what is written on from now."""
    drafts.drop(who.session(), duty)
    _start(duty, version, serial=0)


def told(duty: Duty) -> None:
    """Say that a draft is back, and who else is writing."""
    back_at = st.session_state.get(_key(duty, "back"))
    if back_at is not None:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(f"Your draft of {clock.time_text(back_at)} is back.", width="content")
            st.button(
                "Begin anew", type="tertiary", on_click=_drop, args=(duty,), key=_key(duty, "drop")
            )
    if (taken := st.session_state.get(_key(duty, "taken_over"))) is not None:
        _after_taking_over(duty, taken)
    for kept in drafts.drafts(who.session(), duty):
        if kept.person != who.session().actor.person:
            _colleague(duty, kept)


def not_on_a_card(written: BriefingDraft) -> None:
    """Say what was taken in the inbox for these areas and stands on no card yet."""
    taken = cached.ask(triage.taken, written.duty)
    if missing := triage.not_on_a_card(taken, written):
        st.info(
            f"Taken in the inbox and on no card yet: {plain(', '.join(missing))}.",
            icon=":material/inbox:",
        )


def _colleague(duty: Duty, kept: KeptDraft) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(
            f":material/edit: {plain(kept.person)} is writing this briefing too, "
            f"last at {clock.time_text(kept.changed_at)}, not saved.",
            width="content",
        )
        st.button(
            "Work on from theirs",
            type="tertiary",
            on_click=_take_over,
            args=(duty, kept),
            key=_key(duty, f"take_{kept.person}"),
            help="Your inputs then say what theirs say. Theirs stay theirs, and you can go back.",
        )


def _after_taking_over(duty: Duty, taken: TakenOver) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"You work on from what {plain(taken.person)} wrote.", width="content")
        st.button(
            "Back to mine",
            type="tertiary",
            on_click=_back,
            args=(duty, taken.own),
            key=_key(duty, "back_to_mine"),
            help="Your inputs then say again what you had written.",
        )


def _take_over(duty: Duty, kept: KeptDraft) -> None:
    """Work on from a colleague's draft; one's own waits until the page is left or something saved."""
    before: TakenOver | None = st.session_state.get(_key(duty, "taken_over"))
    own = before.own if before else drafts.mine(who.session(), duty)
    _work_on(duty, kept)
    st.session_state[_key(duty, "taken_over")] = TakenOver(kept.person, own)


def _back(duty: Duty, own: KeptDraft | None) -> None:
    if own is None:
        _drop(duty)
    else:
        _work_on(duty, own)


def _work_on(duty: Duty, kept: KeptDraft) -> None:
    """Put a draft into the inputs and let it be kept as one's own."""
    own = drafts.mine(who.session(), duty)
    _take(duty, replace(kept, serial=own.serial if own else 0))
    del st.session_state[_key(duty, "last")]  # so that it counts as changed


def _take(duty: Duty, kept: KeptDraft) -> None:
    cards.put(kept.draft, key=inputs.key(duty))
    _start(duty, kept.draft.made_from, serial=kept.serial)
    st.session_state[_key(duty, "last")] = kept.draft


def put_together(duty: Duty, merged: BriefingDraft) -> None:
    """Let the inputs say what was put together with a version saved meanwhile."""
    cards.put(merged, key=inputs.key(duty))
    st.session_state[_key(duty, "made_from")] = merged.made_from


def _drop(duty: Duty) -> None:
    drafts.drop(who.session(), duty)
    # the browser would show its own words on in an input that is only forgotten here
    st.session_state[_key(duty, "anew")] = True
    for name in ("made_from", "serial", *PASSING):
        st.session_state.pop(_key(duty, name), None)


def _start(duty: Duty, made_from: int, *, serial: int) -> None:
    st.session_state[_key(duty, "made_from")] = made_from
    st.session_state[_key(duty, "serial")] = serial
    for name in PASSING:
        st.session_state.pop(_key(duty, name), None)


def _made_from(duty: Duty) -> int | None:
    found: int | None = st.session_state.get(_key(duty, "made_from"))
    return found


def _key(duty: Duty, name: str) -> str:
    return f"draft_{name}_{inputs.key(duty)}"
