"""The round on foot of a card: whether one is asked for, and which streets it would take."""

from datetime import date

import streamlit as st

from patrolqr.core import rounds
from patrolqr.core.briefing import TaskingDraft
from patrolqr.core.rounds import RoundKind
from patrolqr.desk.shared import cached, words
from patrolqr.desk.shared.words import plain
from patrolqr.steps import walk

HELP = (
    "A walk through the streets where half of what the public reported in a year lies, there and back within the "
    "minutes of a visit. It is printed on the strip's map and its streets can be ticked on the phone."
)


def asked(begun: TaskingDraft, outline: str, *, day: date, minutes: int, key: str) -> RoundKind:
    """Ask whether the area is walked, say which streets that would be, and return the answer."""
    own = f"{key}_round"
    if own not in st.session_state:  # not as a default beside it: `cards.put` may have set it
        st.session_state[own] = begun.round_kind
    kind: RoundKind | None = st.segmented_control(
        f"{words.label(begun.name)}: round on foot",
        list(rounds.KINDS),
        format_func=rounds.KINDS.__getitem__,
        key=own,
        help=HELP,
        required=True,
        persist_state="session",
    )
    if kind:
        found = cached.ask_of_loads(
            walk.of_area, begun.area_id, minutes=minutes, day=day, outline=outline
        )
        st.caption(plain(found.says or rounds.text(kind, found.rounds)))
    return kind or ""
