"""Forces side by side as the county sees them: the sentence, a picture, the rows, what is not told."""

import pandas as pd
import streamlit as st

from patrolqr.analysis import county_view
from patrolqr.analysis.county_view import RETURN, Seen
from patrolqr.analysis.measures.proportions import FEWEST_SEARCHED
from patrolqr.desk.county import choosing
from patrolqr.desk.county.choosing import Chosen
from patrolqr.desk.shared import cached, tables
from patrolqr.desk.shared.words import plain
from patrolqr.render.charts import CHARTS, Spec
from patrolqr.steps import see_county
from patrolqr.store import county

GIVEN = "Patrols given, and those asked for: the line."

WITHHELD = (
    "Small numbers are withheld before a force publishes: those from 1 to 4, and as many more as it takes that "
    "no total gives one away. What a force has not loaded is not zero. Months are compared per day, as if "
    "incidents came one by one; they come in lumps, so a little less is beyond chance than is said."
)


def seen(chosen: Chosen) -> None:
    """Show what is chosen."""
    found = _seen(chosen)
    with st.container(border=True, key="county_answer"):
        st.header(plain(found.sentence), anchor=False)
        for each in found.notes:
            st.caption(plain(each))
    if found.rows.empty:
        return
    _picture(chosen, found.rows)
    shown = _for_people(found.rows, chosen)
    tables.grid(shown, "county")
    tables.downloads(lambda: shown, "county", count=len(shown))
    st.caption(WITHHELD)


def outcomes(chosen: Chosen) -> None:
    """Offer how far the incidents have come, where forces tell it."""
    if chosen.show != choosing.INCIDENTS:
        return
    own = chosen.forces[0] if len(chosen.forces) == 1 else None
    told = cached.ask_marked(choosing.mark(), see_county.outcomes, chosen.month, own)
    rows = county_view.outcomes(told, kind=chosen.kind, category=chosen.category)
    if len(rows):
        tables.table(rows, "county_outcomes", label="How far they have come")


def _seen(chosen: Chosen) -> Seen:
    coverage, done = chosen.found.coverage, chosen.found.done
    if chosen.show == choosing.INCIDENTS:
        return county_view.incidents(
            coverage,
            chosen.found.incidents,
            chosen.month,
            forces=chosen.forces,
            kind=chosen.kind,
            category=chosen.category,
            by_neighbourhood=chosen.level == "neighbourhood",
        )
    look = {
        choosing.PATROLS: county_view.dose,
        choosing.SEARCHES: county_view.searches,
        choosing.RETURN: county_view.returns,
    }[chosen.show]
    return look(coverage, done, chosen.month, forces=chosen.forces, level=chosen.level)


def _picture(chosen: Chosen, rows: pd.DataFrame) -> None:
    pictures = {
        choosing.INCIDENTS: ("counts_and_before", "incidents", "Incidents", "incidents"),
        choosing.PATROLS: ("asked_and_given", "patrols", "Patrols given", "patrols"),
        choosing.SEARCHES: ("rates_by_place", "rate", "Found something", "% of searches"),
    }
    if chosen.show not in pictures:
        return
    if chosen.show == choosing.SEARCHES and rows["rate"].isna().all():
        st.caption(
            f"No rate is told of fewer than {FEWEST_SEARCHED} searches, nor of what is withheld."
        )
        return
    kind, column, label, unit = pictures[chosen.show]
    drawn = rows.assign(patrols=rows["patrols_given"]) if chosen.show == choosing.PATROLS else rows
    spec = Spec(column, label, unit, dark=st.context.theme.type == "dark")
    said = GIVEN if chosen.show == choosing.PATROLS else CHARTS[kind].tell(drawn, spec)
    st.altair_chart(CHARTS[kind].draw(drawn, spec), alt=said, width="stretch")
    st.caption(plain(said))


def _for_people(rows: pd.DataFrame, chosen: Chosen) -> pd.DataFrame:
    """Return the rows as a table has them: a force's name where there are several, headings of their own,
    last why a number is missing.
    """
    if len(chosen.forces) == 1 or chosen.level == "force":
        rows = rows.drop(columns=["force"])
    if "note" in rows:
        rows = rows[[*rows.columns.drop("note"), "note"]]
    names = {"place": chosen.level, "incidents_before": "a_year_before"}
    if chosen.show == choosing.RETURN:
        names |= RETURN
    rates = {"rate": "percent", "low": "percent_from", "high": "percent_to"}
    return rows.rename(columns=names | rates)


def freshness(published: pd.DataFrame) -> None:
    """Show up to which month each force published, and when."""
    rows = county_view.fresh(published)
    tables.table(rows, "county_fresh", label="Up to when each force has published")


def from_here() -> None:
    """Show which months this desk published itself, where it did."""
    rows = cached.ask(county.published)
    if len(rows):
        tables.table(rows, "county_from_here", label="What was published from here")
