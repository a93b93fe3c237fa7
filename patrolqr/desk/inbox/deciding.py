"""The reason that is open: its words, its source, and one key for each thing that can be decided.

A key is pressed for the reason as it was shown: where a colleague decided meanwhile nothing is kept.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from patrolqr.core import clock
from patrolqr.core.reason import (
    DECIDED,
    KINDS,
    PARTNERS,
    WHY_NOT,
    WORDS_LIMIT,
    Decision,
    Reason,
    Standing,
)
from patrolqr.core.team import Duty
from patrolqr.desk.shared import address, cached, lengths, square_names, who
from patrolqr.desk.shared.words import plain, short
from patrolqr.steps import triage
from patrolqr.steps.triage import Inbox
from patrolqr.store import areas, reasons
from patrolqr.store.reasons import Choice

OPEN = "reason"
"""Name in the address, and key under which a visitor's session remembers, which reason is open."""

PRESSED = "inbox_pressed"
"""Key under which it keeps what was pressed until the page has run: the reason and the choice."""

ASKING = "inbox_asking"
"""Key under which it remembers for which decision about which reason it asks more."""

KEYS: dict[Decision, tuple[str, str, str]] = {
    "tonight": ("Tonight", "T", ":material/nightlight:"),
    "not_tonight": ("Not tonight", "N", ":material/do_not_disturb_on:"),
    "partner": ("Partner", "P", ":material/forward:"),
    "merged": ("Merge", "M", ":material/merge:"),
}
"""Each decision's button and its key."""

MOST_OFFERED = 5
"""Reasons to merge into that have a digit each; every other one is in the list below."""


def act(duty: Duty, inbox: Inbox) -> None:
    """Keep what was pressed and open the next reason; say so where somebody decided meanwhile."""
    pressed: tuple[Reason, Choice] | None = st.session_state.pop(PRESSED, None)
    if pressed is None:
        return
    reason, choice = pressed
    standing = reasons.standing(who.session(), duty, reason.reason_id)
    if _is_said(standing, choice):
        return
    if standing.version != reason.standing.version:
        at = clock.time_text(standing.decided_at) if standing.decided_at else ""
        st.warning(
            f"{plain(standing.decided_by)} decided about {plain(reason.label)} at {at}: "
            f"{DECIDED[standing.decision]}. Yours is not kept: look at it again, then decide.",
            icon=":material/group:",
        )
        return
    triage.decide(who.session(), duty, reason, choice)
    if choice.decision:
        st.session_state[OPEN] = _next_open(inbox, reason)


def _is_said(standing: Standing, choice: Choice) -> bool:
    """Return whether just that stands already in this person's name: a key that was pressed twice."""
    said = (standing.decision, standing.why, standing.partner, standing.merged_into)
    same = (choice.decision, choice.why, choice.partner, choice.merged_into)
    return said == same and standing.decided_by == who.session().actor.person


def opened(inbox: Inbox) -> Reason:
    """Return the reason that is open: the one asked for, or the first still to be decided."""
    by_id = {each.reason_id: each for each in inbox.reasons}
    asked = address.brought(OPEN)
    before = st.session_state.get(OPEN)
    # the menu leads back with the reason of another shift: nobody asked for that one here
    address.check("a reason in this inbox", [each for each in asked if each != before], by_id)
    wanted = next((each for each in asked if each in by_id), before)
    first = next((each for each in inbox.reasons if inbox.is_open(each)), inbox.reasons[0])
    reason = by_id.get(str(wanted), first)
    st.session_state[OPEN] = reason.reason_id
    address.write(reason=reason.reason_id)
    return reason


def open_reason(reason_id: str) -> None:
    """Open a reason; called by clicks before the page runs."""
    st.session_state[OPEN] = reason_id
    st.session_state.pop(ASKING, None)


def card(reason: Reason, inbox: Inbox) -> None:
    """Show the open reason, and let it be decided about by mouse or by one key each."""
    with st.container(border=True, gap="small", key="inbox_card"):
        st.markdown(f"**{plain(_where(reason))}** · {_headline(reason)}")
        st.markdown(plain(reason.text) or f":orange[{reason.unprintable or 'It has no text.'}]")
        for line in _notes(reason, inbox):
            st.caption(line)
        if not reason.has_place:
            _ask_area(reason)
        if reason.standing.decision:
            _decided(reason, inbox)
        elif _asking(reason):
            _ask_more(reason, inbox, _asking(reason))
        else:
            _buttons(reason)
        _steps(reason, inbox)


def _where(reason: Reason) -> str:
    """Return what its square is called, as on every page, and where in it that is."""
    place = reason.place or triage.NO_PLACE
    square = square_names.names().get(reason.cell or "", place)
    return square if square == place or not reason.place else f"{square}, at {place}"


def _headline(reason: Reason) -> str:
    grade = f" · **{plain(reason.grade or 'not graded')}**" if reason.is_intelligence else ""
    kind = KINDS[reason.kind][0]
    named = f"{kind} {plain(reason.reference)}" if reason.reference else kind
    category = f" · {plain(reason.category)}" if reason.category else ""
    return f"{named}{grade}{category} · {clock.instant_text(reason.dated_at)}"


def _notes(reason: Reason, inbox: Inbox) -> list[str]:
    """Return what else must be known: conditions, expiry, rule, what was decided before."""
    before = inbox.earlier.get(reason.reason_id)
    expires, review = reason.expires_day, reason.review_day
    return [
        line
        for line in (
            f":orange[Handling code C: {plain(reason.conditions)}]" if reason.conditions else "",
            f":orange[{reason.unprintable}]" if reason.text and reason.unprintable else "",
            f"Action: {plain(reason.action)}" if reason.action else "",
            f"Review on {clock.day_text(review)}" if review else "",
            f"Until {clock.day_text(expires)}" if expires else "",
            f"{clock.day_text(before.patrol_day)}, {before.shift}: {plain(before.words)}"
            if before
            else "",
            f"Brought in by: {plain(reason.rule)}" if reason.rule else "",
        )
        if line
    ]


def _buttons(reason: Reason) -> None:
    with st.container(horizontal=True, gap="small"):
        for decision, (label, key, icon) in KEYS.items():
            is_tonight = decision == "tonight"
            st.button(
                label,
                key=_key(reason, decision),
                shortcut=key,
                icon=icon,
                type="primary" if is_tonight else "secondary",
                disabled=is_tonight and (bool(reason.unprintable) or not reason.has_place),
                on_click=_press if is_tonight else _ask,
                args=(reason, Choice("tonight")) if is_tonight else (reason, decision),
            )


def _decided(reason: Reason, inbox: Inbox) -> None:
    """Say what was decided by whom, and let it be taken back."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{_state(reason, inbox)}", width="content")
        st.button(
            "Undo",
            key=_key(reason, "undo"),
            shortcut="U",
            icon=":material/undo:",
            on_click=_press,
            args=(reason, Choice("")),
        )


def _state(reason: Reason, inbox: Inbox) -> str:
    said, labels = reason.standing, {each.reason_id: each.label for each in inbox.reasons}
    more = said.why or said.partner or labels.get(said.merged_into or "", "")
    at = clock.time_text(said.decided_at) if said.decided_at else ""
    words = f"{DECIDED[said.decision]}{': ' if more else ''}{plain(more)}"
    return f"**{words}** · {plain(said.decided_by)}, {at}"


def _ask_more(reason: Reason, inbox: Inbox, decision: Decision) -> None:
    """Ask why not, to whom, or into which one: a digit each, or other words."""
    if decision == "merged":
        _ask_which(reason, inbox)
    else:
        words = WHY_NOT if decision == "not_tonight" else PARTNERS
        _digits(words, lambda number: _choice(decision, words[number]), reason)
        label = "Why not" if decision == "not_tonight" else "To whom"
        lengths.text_input(
            label,
            key=_key(reason, "words"),
            placeholder=f"{label}, in other words",
            limit=WORDS_LIMIT,
            label_visibility="collapsed",
            on_change=_typed,
            args=(reason, decision),
        )
    st.button(
        "Cancel", key=_key(reason, "cancel"), shortcut="Esc", type="tertiary", on_click=_ask_nothing
    )


def _ask_which(reason: Reason, inbox: Inbox) -> None:
    """Ask which other reason it is merged into: the nearest have a digit each."""
    others = _mergeable(reason, inbox)
    if not others:
        st.caption("There is no other one to merge it into.")
        return
    near = others[:MOST_OFFERED]
    _digits(
        [f"{each.label} · {short(each.text, 30)}" for each in near],
        lambda number: Choice("merged", merged_into=near[number].reason_id),
        reason,
    )
    named = {each.reason_id: f"{each.label} · {each.place} · {each.text}" for each in others}
    st.selectbox(
        "Into which one",
        list(named),
        index=None,
        format_func=lambda reason_id: short(named[reason_id], 70),
        key=_key(reason, "into"),
        placeholder="Into another one",
        label_visibility="collapsed",
        on_change=_merge,
        args=(reason,),
    )


def _digits(words: Sequence[str], choice_of: Callable[[int], Choice], reason: Reason) -> None:
    with st.container(horizontal=True, gap="small"):
        for number, label in enumerate(words):
            st.button(
                plain(label),
                key=_key(reason, f"choice_{number}"),
                shortcut=str(number + 1),
                on_click=_press,
                args=(reason, choice_of(number)),
            )


def _mergeable(reason: Reason, inbox: Inbox) -> list[Reason]:
    """Return what it can be merged into: what is not merged itself, its own place and
    problem first.
    """
    others = [
        each
        for each in inbox.reasons
        if each.reason_id != reason.reason_id and each.standing.decision != "merged"
    ]
    return sorted(
        others,
        key=lambda each: (each.place != reason.place, each.category != reason.category),
    )


def _ask_area(reason: Reason) -> None:
    """Let a reason without a place be given a patrol area."""
    labels = {row["area_id"]: row["label"] for row in cached.ask(areas.by_name)}
    key = _key(reason, "area")
    st.selectbox(
        "Nobody knows where this is. Patrol area:",
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        key=key,
        placeholder="Give it a patrol area",
        on_change=_give_area,
        args=(reason, key),
    )


def _steps(reason: Reason, inbox: Inbox) -> None:
    """Lead to the reason before and after: K and J, as they are listed."""
    ids = [each.reason_id for each in inbox.reasons]
    here = ids.index(reason.reason_id)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for label, key, number in (("Previous", "K", here - 1), ("Next", "J", here + 1)):
            st.button(
                label,
                key=f"inbox_{label.lower()}",
                shortcut=key,
                type="tertiary",
                disabled=not 0 <= number < len(ids),
                on_click=open_reason,
                args=(ids[number % len(ids)],),
            )
        st.caption(f"{here + 1} of {len(ids)}", width="content")


def _next_open(inbox: Inbox, reason: Reason) -> str:
    """Return the next one still to be decided after this one, or before it where none is left."""
    ids = [each.reason_id for each in inbox.reasons]
    here = ids.index(reason.reason_id) if reason.reason_id in ids else 0
    turn = [*inbox.reasons[here + 1 :], *inbox.reasons[:here]]
    following = (each.reason_id for each in turn if inbox.is_open(each))
    return next(following, reason.reason_id)


def _key(reason: Reason, name: str) -> str:
    """Return a key of this reason alone: a key pressed twice cannot decide about the next one."""
    return f"inbox_{name}_{reason.reason_id}"


def _press(reason: Reason, choice: Choice) -> None:
    st.session_state[PRESSED] = (reason, choice)
    st.session_state.pop(ASKING, None)


def _ask(reason: Reason, decision: Decision) -> None:
    st.session_state[ASKING] = (reason.reason_id, decision)
    st.session_state[_key(reason, "words")] = ""
    st.session_state[_key(reason, "into")] = None


def _ask_nothing() -> None:
    st.session_state.pop(ASKING, None)


def _asking(reason: Reason) -> Decision:
    reason_id, decision = st.session_state.get(ASKING, ("", ""))
    return decision if reason_id == reason.reason_id else ""


def _typed(reason: Reason, decision: Decision) -> None:
    if words := str(st.session_state[_key(reason, "words")]).strip():
        _press(reason, _choice(decision, words))


def _merge(reason: Reason) -> None:
    if into := st.session_state[_key(reason, "into")]:
        _press(reason, Choice("merged", merged_into=into))


def _choice(decision: Decision, words: str) -> Choice:
    return Choice(decision, partner=words) if decision == "partner" else Choice(decision, why=words)


def _give_area(reason: Reason, key: str) -> None:
    if area_id := st.session_state[key]:
        reasons.give_area(who.session(), reason.reason_id, area_id)
