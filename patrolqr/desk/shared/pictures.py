"""Pictures of an answer side by side: each with its sentence, its table and its files."""

from collections.abc import Sequence

import streamlit as st

from patrolqr.analysis.questions.base import Picture
from patrolqr.desk.shared import tables
from patrolqr.desk.shared.words import plain
from patrolqr.render.charts import CHARTS, Spec


def beside_each_other(pictures: Sequence[Picture], *, of: str = "picture", fewest: int = 1) -> None:
    """Show the pictures of an answer; `of` begins the names of their files, and there is room for
    `fewest` at the least.
    """
    if not pictures:
        return
    columns = st.columns(max(len(pictures), fewest), gap="medium")
    for column, each in zip(columns, pictures, strict=False):
        spec = Spec(
            each.column,
            each.label,
            each.unit,
            shows=each.shows,
            dark=st.context.theme.type == "dark",
        )
        said = CHARTS[each.kind].tell(each.rows, spec)
        with column:
            st.markdown(f"**{plain(each.label)}**")
            st.altair_chart(CHARTS[each.kind].draw(each.rows, spec), alt=said, width="stretch")
            told = said.removeprefix(f"{spec.label}: ")
            st.caption(plain(told[:1].upper() + told[1:]))
            name = each.label.lower().replace(" ", "_").replace(",", "")
            tables.table(each.rows, f"{of}_{name}")
