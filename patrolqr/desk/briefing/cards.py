"""The sergeant's cards: one per picked patrol area, started from what was reported there, edited by
hand.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

import streamlit as st

from patrolqr.core import clock, tactics
from patrolqr.core.area import Pick
from patrolqr.core.briefing import (
    AREA_NAME_LIMIT,
    MARKINGS,
    STANDING_LIMIT,
    TEXT_LIMIT,
    BriefingDraft,
    TaskingDraft,
)
from patrolqr.core.form.asked import (
    FEWEST_OPTIONS,
    KINDS,
    MOST_OPTIONS,
    NOT_SEEN,
    Ask,
    clean_options,
)
from patrolqr.core.shift import Crew
from patrolqr.desk.briefing import crews, on_foot, outline, templates
from patrolqr.desk.shared import lengths, place_link, who, words
from patrolqr.desk.shared.words import plain
from patrolqr.steps import draft
from patrolqr.store.log_reads import AnswerRow

STANDING = {
    "information": "Information: what everybody must know",
    "intention": "Intention: what this shift is to achieve",
}
"""What stands once on the sheet, as it is asked."""


def header(begun: BriefingDraft, *, key: str) -> dict[str, Any]:
    """Show what stands once on the sheet and return it: author, marking, information, intention."""
    author, marking = st.columns(2)
    told = {}
    with author:
        told["author"] = who.ask("Name or number", key=f"{key}_author")
    with marking:
        told["marking"] = _marking(begun.marking, key=f"{key}_marking")
    own, others = f"{key}_head", [f"{key}_{each.area_id}" for each in begun.taskings]
    with st.expander(
        "**Information and intention**", key=f"{own}_card", on_change=_only_one, args=(own, others)
    ):
        for place, (name, label) in zip(st.columns(2), STANDING.items(), strict=True):
            with place:
                told[name] = _area(
                    label, getattr(begun, name), key=f"{key}_{name}", limit=STANDING_LIMIT
                )
    return told


def put(kept: BriefingDraft, *, key: str) -> None:
    """Let every input begin anew with what the draft says; called before they are drawn."""
    st.session_state[f"{key}_marking"] = kept.marking or None
    for name in ("information", "intention"):
        st.session_state[f"{key}_{name}"] = getattr(kept, name)
    crews.put(kept.crews, key=key)
    for each in kept.taskings:
        for name, value in _values(each).items():
            st.session_state[f"{key}_{each.area_id}_{name}"] = value


def _values(card: TaskingDraft) -> dict[str, Any]:
    """Return what a card's inputs hold, by the end of their keys."""
    return {
        "name": card.name,
        "why": card.why,
        "look_for": card.look_for,
        "ask": card.ask,
        "ask_kind": card.ask_kind,
        "ask_options": list(card.ask_options),
        "visits": card.visits,
        "minutes": card.minutes,
        "from": card.window_starts,
        "until": card.window_ends,
        "hazards": card.hazards,
        "tactics": list(card.tactics),
        "given": list(card.call_signs),
        "round": card.round_kind,
        "outline": card.outline,
    }


def _marking(begun: str, *, key: str) -> str:
    if key not in st.session_state:  # not as a default beside it: `put` may have set it
        st.session_state[key] = begun or None
    chosen = st.selectbox(
        "Marking",
        MARKINGS,
        None,
        key=key,
        placeholder="Choose: nothing prints without",
        persist_state="session",
    )
    return chosen or ""


def card(
    number: int,
    begun: TaskingDraft,
    *,
    in_force: str,
    key: str,
    answers: list[AnswerRow],
    on: tuple[Crew, ...],
    others: Sequence[str],
    day: date,
) -> TaskingDraft:
    """Show one area's card and return what it says now; texts survive a change of page."""
    here = words.label(begun.name)
    heading = _heading(number, _as_written(begun, key))
    # said anew, or a card whose heading or place changes would close under the hand that changed it
    st.session_state[f"{key}_card"] = bool(st.session_state.get(f"{key}_card"))
    with st.expander(heading, key=f"{key}_card", on_change=_only_one, args=(key, others)):
        left, right = st.columns(2)
        with left:
            why = _area(f"{here}: why", begun.why, key=f"{key}_why")
        with right:
            look_for = _area(f"{here}: look for", begun.look_for, key=f"{key}_look_for")
        with st.container(key=f"place_{key}"):
            place_link.why_there(place_link.to_area(begun.area_id))
        asked = _ask(begun, key)
        _answered(answers)
        visits, minutes, opens, closes = _dose(begun, key)
        drawn = outline.asked(begun, in_force, day=day, key=key)
        walked = on_foot.asked(begun, drawn, day=day, minutes=minutes, key=key)
        with st.expander("Name, hazards, tactics, call signs, templates", key=f"{key}_more"):
            name = _text(f"{here}: name", begun.name, key=f"{key}_name", limit=AREA_NAME_LIMIT)
            hazards = _text(
                f"{here}: hazards", begun.hazards, key=f"{key}_hazards", limit=TEXT_LIMIT
            )
            tried = _tactics(begun, key)
            given = _call_signs(begun, on, key)
            told = TaskingDraft(
                begun.area_id,
                name,
                why,
                look_for,
                asked.text,
                visits,
                minutes,
                opens,
                closes,
                hazards,
                tuple(tried),
                given,
                asked.kind,
                asked.options,
                walked,
                drawn,
            )
            templates.templates(told, key=key)
    return told


def _heading(number: int, written: TaskingDraft) -> str:
    """Return what a closed card says: its number, its name, its dose."""
    return f"**{number} {plain(written.name)}** · {written.visits} × {written.minutes} min"


def _only_one(key: str, others: Sequence[str]) -> None:
    """Close the other cards when one is opened."""
    if st.session_state[f"{key}_card"]:
        for other in others:
            st.session_state[f"{other}_card"] = False


def _as_written(begun: TaskingDraft, key: str) -> TaskingDraft:
    """Return the card with the name, dose and window that its inputs say by now."""
    state = st.session_state
    return replace(
        begun,
        name=state.get(f"{key}_name") or begun.name,
        visits=state.get(f"{key}_visits") or begun.visits,
        minutes=state.get(f"{key}_minutes") or begun.minutes,
        window_starts=state.get(f"{key}_from") or begun.window_starts,
        window_ends=state.get(f"{key}_until") or begun.window_ends,
        outline=state.get(f"{key}_outline") or begun.outline,
    )


def _ask(begun: TaskingDraft, key: str) -> Ask:
    """Return the question and how it is answered; a list is asked for its options."""
    here = words.label(begun.name)
    keep: dict[str, Any] = {"persist_state": "session"}
    question, answered = st.columns([3, 1])
    with question:
        text = _area(f"{here}: ask", begun.ask, key=f"{key}_ask")
    kind = answered.selectbox(
        f"{here}: answered",
        list(KINDS),
        list(KINDS).index(begun.ask_kind),
        format_func=KINDS.__getitem__,
        key=f"{key}_ask_kind",
        help="How an officer answers it: on the phone a tap for yes or no and for a list, a number, or words.",
        **keep,
    )
    if kind != "choice":
        return Ask(text, kind)
    options = st.multiselect(
        f"{here}: answers to choose from ({FEWEST_OPTIONS} to {MOST_OPTIONS}; type your own)",
        list(begun.ask_options),
        list(begun.ask_options),
        key=f"{key}_ask_options",
        max_selections=MOST_OPTIONS,
        accept_new_options=True,
        placeholder=f"“{NOT_SEEN}” is offered anyway",
        **keep,
    )
    return Ask(text, kind, clean_options(options))


def _answered(answers: list[AnswerRow]) -> None:
    """Show what came back when this was last asked here."""
    if answers:
        first = answers[0]
        told = "; ".join(f"“{plain(each['answer'])}”" for each in answers)
        st.caption(
            f"Last asked here {clock.day_text(first['patrol_day'])}, {first['shift']}: {told}"
        )


def _call_signs(begun: TaskingDraft, on: tuple[Crew, ...], key: str) -> tuple[str, ...]:
    names = [crew.call_sign for crew in on]
    if not names:
        st.caption("Name call signs under “Who is on” above to give them areas.")
        return ()
    kept = [name for name in begun.call_signs if name in names]
    return tuple(
        st.multiselect(
            f"{words.label(begun.name)}: given to",
            names,
            kept,
            key=f"{key}_given",
            persist_state="session",
        )
    )


def _dose(begun: TaskingDraft, key: str) -> tuple[int, int, time, time]:
    visits, minutes, opens, closes = st.columns(4, vertical_alignment="bottom")
    here = words.label(begun.name)
    keep: dict[str, Any] = {"persist_state": "session"}
    return (
        visits.number_input(f"{here}: visits", 1, 20, begun.visits, key=f"{key}_visits", **keep),
        minutes.number_input(
            f"{here}: minutes each", 1, 120, begun.minutes, key=f"{key}_minutes", **keep
        ),
        opens.time_input(f"{here}: from", begun.window_starts, key=f"{key}_from", step=900, **keep),
        closes.time_input(
            f"{here}: until", begun.window_ends, key=f"{key}_until", step=900, **keep
        ),
    )


def _tactics(begun: TaskingDraft, key: str) -> list[str]:
    known = list(
        dict.fromkeys(
            [*begun.tactics, *(each for group in tactics.TACTICS.values() for each in group)]
        )
    )
    return st.multiselect(
        f"{words.label(begun.name)}: tactics (three to five; type your own)",
        known,
        list(begun.tactics),
        key=f"{key}_tactics",
        max_selections=5,
        accept_new_options=True,
        persist_state="session",
    )


def _text(label: str, begun: str, *, key: str, limit: int) -> str:
    return lengths.text_input(label, begun, key=key, limit=limit, persist_state="session")


def _area(label: str, begun: str, *, key: str, limit: int = TEXT_LIMIT) -> str:
    return lengths.text_area(label, begun, key=key, limit=limit, height=68, persist_state="session")


def drafts(
    begun: Sequence[TaskingDraft],
    picked: Sequence[Pick],
    answers: Sequence[AnswerRow],
    on: tuple[Crew, ...],
    *,
    key: str,
    day: date,
) -> tuple[TaskingDraft, ...]:
    """Show a card per tasking in visit order, numbered as its strip will be, and return what they say."""
    by_area = {each.area_id: each for each in begun}
    in_force = {each.area.area_id: each.area.geometry for each in picked}
    keys = {area_id: f"{key}_{area_id}" for area_id in by_area}
    written = [_as_written(each, keys[each.area_id]) for each in begun]
    ordered = [each.area_id for each in draft.in_visit_order(written, picked)]
    if ordered and not any(f"{own}_card" in st.session_state for own in keys.values()):
        st.session_state[f"{keys[ordered[0]]}_card"] = True  # the first is open
    shown = []
    for number, area_id in enumerate(ordered, start=1):
        asked = [answer for answer in answers if answer["area_id"] == area_id]
        others = [f"{key}_head", *(keys[other] for other in ordered if other != area_id)]
        begins = by_area[area_id]
        shown.append(
            card(
                number,
                begins,
                in_force=in_force[area_id],
                key=keys[area_id],
                answers=asked,
                on=on,
                others=others,
                day=day,
            )
        )
    return tuple(shown)
