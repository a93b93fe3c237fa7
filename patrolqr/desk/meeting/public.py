"""The public edition of a pack: what everybody may read of each month, as a table and as one sheet."""

from functools import partial

import pandas as pd
import streamlit as st

from patrolqr.analysis.periods import earlier
from patrolqr.core.meeting import EditionTold
from patrolqr.desk.meeting import frozen
from patrolqr.desk.shared import cached
from patrolqr.desk.shared.words import plain
from patrolqr.render.pdf import public_edition
from patrolqr.steps import packs as made
from patrolqr.store import packs
from patrolqr.store.packs import Pack

NO_CODE = (
    "No code stands on it: no address for the public is set (PATROLQR_PUBLIC_URL). A pack frozen after one "
    "is set has a code."
)

ONE_ALONE = (
    "Give out one edition of a month: from two that differ small numbers can be worked out. Another pack "
    "has {} too."
)


def editions(pack: Pack) -> None:
    """Show the public edition of each month and offer its sheet."""
    with st.container(key="for_the_public"):
        _editions(pack)


def _editions(pack: Pack) -> None:
    st.header("For the public", anchor=False)
    if pack.told["no_edition"]:
        st.caption(pack.told["no_edition"])
        return
    if not pack.told["public_url"]:
        st.caption(NO_CODE)
    for each in pack.told["editions"]:
        _edition(pack, each)


def _edition(pack: Pack, told: EditionTold) -> None:
    paper = made.public_paper(pack, told)
    with st.expander(f"{told['month']}, small numbers left out", key=f"edition_{told['day']}"):
        st.markdown(plain(public_edition.sentence(told)))
        rows = public_edition.rows(told)
        if rows:
            table = pd.DataFrame(rows, columns=public_edition.headings(told))
            st.table(table.set_index(table.columns[0]))
        for note in public_edition.notes(told):
            st.caption(plain(note))
        if _elsewhere(pack, told):
            st.warning(ONE_ALONE.format(told["month"]), icon=":material/warning:")
        frozen.offer(
            f"{told['month']} on one sheet",
            public_edition.file_name(paper),
            partial(made.public_pdf, pack, told),
            key=f"public_{told['day']}",
        )


def _elsewhere(pack: Pack, told: EditionTold) -> bool:
    """Return whether another pack holds that whole month."""
    first = pd.Timestamp(told["day"])
    after = pd.Timestamp(earlier(first.date(), -1, "month"))
    rows = cached.ask(packs.packs)
    since, until = pd.to_datetime(rows["since"]), pd.to_datetime(rows["until"])
    others = (rows["pack_id"] != pack.pack_id) & (since <= first) & (until >= after)
    return bool(others.any())
