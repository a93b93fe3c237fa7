"""A pack as it was frozen: its files, what was left to do, figures, places, weeks, questions."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from patrolqr.core import clock
from patrolqr.core.meeting import AnswerTold, FigureTold, Snapshot
from patrolqr.desk.shared import address, frame, pictures, tables, who
from patrolqr.desk.shared.words import plain
from patrolqr.render.pdf import meeting_pack
from patrolqr.steps import packs
from patrolqr.store.packs import Pack
from patrolqr.store.session import Session

IN_A_ROW = 4
"""Figures side by side: of more at 1280 px some would be cut."""

ENTRIES = {
    "text": "Action or decision",
    "owner": "Who",
    "due": "By",
    "state": "How it stood",
    "met": "Of the meeting",
}


def take(pack: Pack) -> None:
    """Offer the pack as a PDF and as a workbook, and say what it was frozen from."""
    made = (("PDF", "pdf", packs.pdf), ("Excel", "xlsx", packs.xlsx))
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="pack_files"):
        for name, ending, make in made:
            offer(name, packs.file_name(pack, ending), partial(make, pack), key=f"pack_{ending}")
        st.caption(f"Pack {pack.number} · {plain(pack.told['known'])}")
    if not pack.is_as_frozen:
        st.info(meeting_pack.REDACTED, icon=":material/ink_eraser:")


def offer(name: str, file_name: str, make: Callable[[], bytes], *, key: str) -> None:
    """Offer a file that is made when it is asked for; its digest stands in the audit trail."""
    st.download_button(
        name,
        partial(_made, who.session(), file_name, make),
        file_name=file_name,
        key=key,
        icon=":material/download:",
        on_click="ignore",
    )


def _made(asking: Session, name: str, make: Callable[[], bytes]) -> bytes:
    with who.acting(asking.actor):
        return asking.takes(name, make())


def left(told: Snapshot) -> None:
    """Show what the last meeting left to do, as it stood when the pack was frozen."""
    st.header("What the last meeting left to do", anchor=False)
    if not told["since_meeting"]:
        st.caption("This is the first pack of this meeting.")
    elif not told["entries"]:
        st.caption(
            f"Nothing was left to do, and nothing decided, since the pack of {told['since_meeting']}."
        )
    else:
        rows = pd.DataFrame(told["entries"])[list(ENTRIES)].rename(columns=ENTRIES)
        tables.grid(rows, "left_to_do")


def figures(told: Snapshot) -> None:
    """Show the period in figures, then place by place and week by week."""
    st.header("The period in figures", anchor=False)
    _metrics(told["figures"], "pack_figures")
    st.header("Place by place", anchor=False)
    _rows(packs.places(told), "pack_places", "No patrol area was asked for or patrolled.")
    st.header("Week by week", anchor=False)
    _rows(packs.weeks(told), "pack_weeks", "No patrol was logged in these weeks.")


def answers(pack: Pack) -> None:
    """Show what the questions said, each with its figures, counts, what cannot be said, and where its
    rows are.
    """
    if not pack.told["answers"]:
        return
    st.header("What the meeting asks", anchor=False)
    for each in pack.told["answers"]:
        with st.container(border=True, key=f"answer_{each['question']}"):
            _answer(each)
            st.page_link(
                frame.PAGES / "questions.py",
                label="Its rows, as known on that day",
                query_params=asked(pack, each["question"]),
            )


def asked(pack: Pack, question: str) -> address.Parameters:
    """Return what the address of the same question says: of the same days and places, as known then."""
    chosen = {name: values for name, values in pack.told["chosen"].items() if values}
    return {
        "question": question,
        "since": pack.since.isoformat(),
        "until": pack.until.isoformat(),
        "as_of": clock.patrol_day(pack.frozen_at).isoformat(),
        **chosen,
    }


def _answer(told: AnswerTold) -> None:
    st.subheader(plain(told["words"]), anchor=False)
    st.markdown(plain(told["sentence"]))
    if told["figures"]:
        _metrics(told["figures"], f"figures_{told['question']}")
    pictures.beside_each_other(packs.pictures(told), of=f"pack_{told['question']}", fewest=2)
    if told["cannot"]:
        st.caption(f"What we cannot say: {plain(' '.join(told['cannot']))}")


def _metrics(figures: list[FigureTold], key: str) -> None:
    """Show figures in rows of as many as can be read whole, each row as long as the others."""
    rows = -(-len(figures) // IN_A_ROW)
    width = -(-len(figures) // rows)
    for first in range(0, len(figures), width):
        with st.container(horizontal=True, gap="small", key=f"{key}_{first}"):
            for each in figures[first : first + width]:
                with st.container(border=True, gap="xxsmall", width="stretch"):
                    st.metric(plain(each["label"]), plain(each["text"]))
                    for line in each["beside"]:
                        st.caption(plain(line))


def _rows(rows: pd.DataFrame, name: str, nothing: str) -> None:
    if rows.empty:
        st.caption(nothing)
    else:
        tables.grid(rows, name)
