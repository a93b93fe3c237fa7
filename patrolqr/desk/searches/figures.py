"""What was looked for, what came of it, and how that differs between objects and places."""

import pandas as pd
import streamlit as st

from patrolqr.analysis import searches
from patrolqr.analysis.measures.proportions import FEWEST_SEARCHED
from patrolqr.analysis.searches import BY, Measure
from patrolqr.desk.searches.choosing import Chosen
from patrolqr.desk.shared import address, log_choices, tables
from patrolqr.desk.shared.words import plain
from patrolqr.render.charts import CHARTS, Spec

PERCENT = {"rate": "percent", "low": "percent_from", "high": "percent_to"}
"""Columns of shares as a table calls them."""


def totals(found: Chosen) -> None:
    """Show how many searches there are and how often each measure is so, and what that leaves out."""
    without, persons = searches.without_ethnicity(found.rows, searches.SELF_DEFINED)
    shares = {each: searches.share(found.rows, each) for each in found.measures}
    with st.container(horizontal=True, gap="small", key="totals"):
        label = "Stop-searches counted" if found.is_logs else "Stop-searches"
        st.metric(label, f"{found.counted:,}", border=True)
        for measure, share in shares.items():
            told = f"{share.found:,} of {share.searched:,}" if share.searched else "–"
            st.metric(measure.label, told, border=True, help=measure.about)
        of_all = f"{without:,} of {persons:,}" if persons else "–"
        st.metric("Without self-defined ethnicity", of_all, border=True)
    rates = [
        f"{measure.label.lower()}: {share.text}"
        for measure, share in shares.items()
        if share.rate is not None
    ]
    if rates:
        st.caption(f"With the 95 % interval: {'; '.join(rates)}.")
    st.caption(_left_out(found))


def _left_out(found: Chosen) -> str:
    bare = found.counted - len(found.rows)
    said = (
        f"{bare:,} of them without details: nothing more is known of {'it' if bare == 1 else 'these'}."
        if bare > 0
        else "",
        f"{found.again:,} told by two logs under one reference, counted once."
        if found.again
        else "",
        f"{found.missing[:1].upper()}{found.missing[1:]}: not loaded is not zero."
        if found.missing
        else "",
        f"No rate is told of fewer than {FEWEST_SEARCHED} searches.",
    )
    return " ".join(filter(None, said))


def objects(found: Chosen) -> None:
    """Show object × outcome × linked, and what was found."""
    st.header("What was looked for, and what came of it", anchor=False)
    table = searches.by_object(found.rows)
    tables.grid(table, "by_object")
    st.caption(
        "Linked, not linked, not said: of the searches with an outcome other than no further action, "
        "whether it concerns the object that was looked for."
    )
    tables.downloads(lambda: table, "by_object", count=len(table), of=found.choice.teams)
    if found.is_logs:
        items = searches.items_found(found.rows)
        tables.table(items, "items_found", label="What was found, by object")
    else:
        st.caption("What was found is not recorded in published files: only how a search ended.")


def compared(found: Chosen) -> tuple[str, Measure]:
    """Show find rates with their intervals by object, place or power; return by what (a column) and
    which measure.
    """
    st.header("How often, and how sure that is", anchor=False)
    labels = {each.label: each for each in found.measures}
    offered = {label: column for column, label in BY.items() if found.is_logs or column != "area"}
    with st.container(horizontal=True, vertical_alignment="bottom", key="compared"):
        measure = labels[log_choices.switch("Measure", tuple(labels), key="measure")]
        by = offered[log_choices.switch("By", tuple(offered), key="by")]
    rows = searches.rates(found.rows, by, measure)
    st.caption(measure.about)
    picture(rows, measure.label)
    tables.table(rows.rename(columns=PERCENT), "find_rates")
    _difference(rows)
    return by, measure


def picture(rows: pd.DataFrame, label: str) -> None:
    """Draw shares with their intervals, or say that there is none; rows have place, rate, low, high and
    note.
    """
    spec = Spec("rate", label, "% of searches", dark=st.context.theme.type == "dark")
    said = CHARTS["rates_by_place"].tell(rows, spec)
    if rows["rate"].notna().any():
        st.altair_chart(CHARTS["rates_by_place"].draw(rows, spec), alt=said, width="stretch")
    st.caption(plain(said))


def _difference(rows: pd.DataFrame) -> None:
    names = rows["place"].tolist()
    if len(names) < 2:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="difference"):
        address.choose("one", "a row of the picture", names, names[0])
        one = st.selectbox("Compare", names, key="one", width=320)
        others = [name for name in names if name != one]
        address.choose("other", "a row of the picture", others, others[0])
        other = st.selectbox("with", others, key="other", width=320)
    address.write(one=one, other=other)
    st.markdown(plain(searches.difference(rows, one, other)))
