"""The sergeant's cards: one per picked patrol area, started from what was reported there, edited by
hand.
"""

from datetime import date, time
from typing import Any

import streamlit as st

from patrolqr.core import clock, tactics
from patrolqr.core.area import Pick
from patrolqr.core.briefing import MARKINGS, TEXT_LIMIT, Briefing, TaskingDraft
from patrolqr.core.shift import Crew
from patrolqr.desk.briefing import templates
from patrolqr.desk.shared import who
from patrolqr.desk.shared.words import plain
from patrolqr.steps import draft
from patrolqr.store.log_reads import AnswerRow

STANDING_LIMIT = 400
"""Characters for information and intention, which stand once at the head of the sheet."""


def header(newest: Briefing | None, *, key: str) -> dict[str, str]:
    """Show what stands once on the sheet and return it: team, author, marking, information,
    intention.
    """
    team, author, marking = st.columns([2, 1, 2])
    with team:
        told = {"team": _text("Team", newest.team if newest else "", key=f"{key}_team", limit=60)}
    with author:
        told["author"] = who.ask("Name or number", key=f"{key}_author")
    with marking:
        told["marking"] = _marking(newest.marking if newest else None, key=f"{key}_marking")
    for name, label in (
        ("information", "Information: what everybody must know"),
        ("intention", "Intention: what this shift is to achieve"),
    ):
        told[name] = _area(
            label,
            getattr(newest, name) if newest else "",
            key=f"{key}_{name}",
            limit=STANDING_LIMIT,
        )
    return told


def _marking(begun: str | None, *, key: str) -> str:
    chosen = st.selectbox(
        "Marking",
        MARKINGS,
        MARKINGS.index(begun) if begun else None,
        key=key,
        placeholder="Choose: nothing prints without",
        persist_state="session",
    )
    return chosen or ""


def card(
    number: int,
    begun: TaskingDraft,
    *,
    key: str,
    answers: list[AnswerRow],
    crews: tuple[Crew, ...],
) -> TaskingDraft:
    """Show one area's card and return what it says now; texts survive a change of page."""
    with st.container(border=True, gap="small"):
        name = _text(f"{number} · Name", begun.name, key=f"{key}_name", limit=80)
        why = _area("Why", begun.why, key=f"{key}_why")
        look_for = _area("Look for", begun.look_for, key=f"{key}_look_for")
        ask = _area("Ask", begun.ask, key=f"{key}_ask")
        _answered(answers)
        visits, minutes, opens, closes = _dose(begun, key)
        with st.expander("Hazards, tactics, call signs, templates", key=f"{key}_more"):
            hazards = _text("Hazards", begun.hazards, key=f"{key}_hazards", limit=TEXT_LIMIT)
            tried = _tactics(begun, key)
            given = _call_signs(begun, crews, key)
            told = TaskingDraft(
                begun.area_id,
                name,
                why,
                look_for,
                ask,
                visits,
                minutes,
                opens,
                closes,
                hazards,
                tuple(tried),
                given,
            )
            templates.templates(told, key=key)
    return told


def _answered(answers: list[AnswerRow]) -> None:
    """Show what came back when this was last asked here."""
    if answers:
        first = answers[0]
        told = "; ".join(f"“{plain(each['answer'])}”" for each in answers)
        st.caption(
            f"Last asked here {clock.day_text(first['patrol_day'])}, {first['shift']}: {told}"
        )


def _call_signs(begun: TaskingDraft, crews: tuple[Crew, ...], key: str) -> tuple[str, ...]:
    names = [crew.call_sign for crew in crews]
    if not names:
        st.caption("Name call signs under “Who is on” above to give them areas.")
        return ()
    kept = [name for name in begun.call_signs if name in names]
    return tuple(
        st.multiselect("Given to", names, kept, key=f"{key}_given", persist_state="session")
    )


def _dose(begun: TaskingDraft, key: str) -> tuple[int, int, time, time]:
    visits, minutes, opens, closes = st.columns(4)
    keep: dict[str, Any] = {"persist_state": "session"}
    return (
        visits.number_input("Visits", 1, 20, begun.visits, key=f"{key}_visits", **keep),
        minutes.number_input("Minutes each", 1, 120, begun.minutes, key=f"{key}_minutes", **keep),
        opens.time_input("From", begun.window_starts, key=f"{key}_from", step=900, **keep),
        closes.time_input("Until", begun.window_ends, key=f"{key}_until", step=900, **keep),
    )


def _tactics(begun: TaskingDraft, key: str) -> list[str]:
    known = list(
        dict.fromkeys(
            [*begun.tactics, *(each for group in tactics.TACTICS.values() for each in group)]
        )
    )
    return st.multiselect(
        "Tactics to try (three to five; type to add your own)",
        known,
        list(begun.tactics),
        key=f"{key}_tactics",
        max_selections=5,
        accept_new_options=True,
        persist_state="session",
    )


def _text(label: str, begun: str, *, key: str, limit: int) -> str:
    return st.text_input(label, begun, key=key, max_chars=limit, persist_state="session") or ""


def _area(label: str, begun: str, *, key: str, limit: int = TEXT_LIMIT) -> str:
    return (
        st.text_area(label, begun, key=key, max_chars=limit, height=68, persist_state="session")
        or ""
    )


def drafts(
    picks: list[Pick], day: date, shift: str, earlier: Briefing | None, crews: tuple[Crew, ...]
) -> tuple[TaskingDraft, ...]:
    """Show a card per pick and return what they say."""
    asking = who.session()
    answers = draft.last_answers(asking, picks, day, shift)
    shown = []
    for number, begun in enumerate(draft.begun(asking, picks, day, shift, earlier), start=1):
        asked = [each for each in answers if each["area_id"] == begun.area_id]
        shown.append(
            card(number, begun, key=f"{day}_{shift}_{begun.area_id}", answers=asked, crews=crews)
        )
    return tuple(shown)
