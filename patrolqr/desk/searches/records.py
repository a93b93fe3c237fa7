"""The records behind the figures: how complete they are, one by one, a panel's sample, and files."""

from typing import Any

import pandas as pd
import streamlit as st

from patrolqr.analysis import search_records, searches
from patrolqr.analysis.searches import BY
from patrolqr.core import clock
from patrolqr.core.phrases import number_of
from patrolqr.desk.searches.choosing import Chosen
from patrolqr.desk.shared import address, frame, lengths, log_choices, log_history, tables, who
from patrolqr.desk.shared.words import plain
from patrolqr.store import exports

PER_PAGE = 8

EVERY = "All of them"

STRATA = {
    "Object": "object_said",
    "Outcome": "outcome_said",
    "Self-defined ethnicity": "self_group",
    "Officer-defined ethnicity": "officer_group",
}
"""What a sample can be drawn in proportion by."""

NUMBER, MOST = 12, 200


def complete(found: Chosen) -> None:
    """Show how complete the records are, and how old reviews are."""
    st.header("How complete the records are", anchor=False)
    if not found.is_logs:
        tables.grid(
            search_records.answered(found.rows, search_records.ANSWERED_OF_FORCE), "answered"
        )
        st.caption(
            "Not in these files, so nothing can be said of it here: grounds, identity of the officer, what "
            "the person was told (GOWISELY), body-worn video, reviews."
        )
        return
    items, told, asked = st.columns(3, gap="medium")
    with items:
        st.markdown("**The seven items of the record**")
        tables.grid(search_records.seven_items(found.rows), "seven_items")
        st.caption(
            "Here: the day and beginning of the stay, the patrol area, the collar number. Ticked: the officer "
            "says it stands in the force's own record. Grounds are not asked here."
        )
    with told:
        st.markdown("**What the person was told (GOWISELY)**")
        tables.grid(search_records.told_to_the_person(found.rows), "gowisely")
        st.caption(
            f"All that is told in uniform is ticked in {search_records.told_all(found.rows):,} of "
            f"{len(found.rows):,}. Not ticked is not “not said”: the form does not insist."
        )
    with asked:
        st.markdown("**What the form asks**")
        tables.grid(
            search_records.answered(found.rows, search_records.ANSWERED_OF_LOGS), "answered"
        )
    st.markdown(plain(_video(found.rows)))
    st.markdown(plain(_reviewed(found.rows)))


def _video(rows: pd.DataFrame) -> str:
    video = search_records.video(rows)
    why = f", {video.off_without_reason:,} of them without a reason" if video.off else ""
    return (
        f"Body-worn video: on in {video.on:,} of {len(rows):,}, off in {video.off:,}{why}, "
        f"not said in {video.not_said:,}."
    )


def _reviewed(rows: pd.DataFrame) -> str:
    age = search_records.reviewed(rows, clock.now())
    half = f", half of them within {_days(age.half_within_days)}" if age.half_within_days else ""
    waits = f"; the oldest has waited {_days(age.oldest_days)}" if age.oldest_days else ""
    return (
        f"Reviews: {number_of(age.reviewed, 'log')} with a stop-search reviewed{half}; "
        f"{age.waiting:,} not yet{waits}. Counted are logs of this choice; a query "
        "that was asked counts as a review. Logs lists all that are not approved, of any day."
    )


def _days(days: float) -> str:
    return number_of(days, "day") if days >= 1.5 else f"{days * 24:.0f} hours"


def one_by_one(found: Chosen, by: str) -> None:
    """Show the searches behind one row of the picture; of logs each with its history."""
    st.header("One by one", anchor=False)
    names = [EVERY, *searches.rates(found.rows, by, found.measures[0])["place"]]
    address.choose("rows_of", "a row of the picture", names, EVERY)
    only = st.selectbox(f"Searches of ({BY[by].lower()})", names, key="rows_of", width=420)
    address.write(rows_of=only)
    rows = found.rows if only == EVERY else found.rows[found.rows[by] == only]
    if not found.is_logs:
        shown = rows[["searched_at", "neighbourhood", *search_records.ANSWERED_OF_FORCE[:-1]]]
        tables.grid(shown, "searches_one_by_one", height=420)
        return
    pages = -(-len(rows) // PER_PAGE)
    slot = st.container(gap="small", key="searches_one_by_one")
    page = st.pagination(pages, key="searches_page") if pages > 1 else 1
    with slot:
        row: Any
        shown = rows.iloc[(page - 1) * PER_PAGE : page * PER_PAGE]
        # two searches of one log would open one history under one key
        again = shown["log_id"].duplicated()
        for row, is_again in zip(shown.itertuples(), again, strict=True):
            _one(row, is_again=bool(is_again))


def _one(row: Any, *, is_again: bool) -> None:
    with st.container(border=True, gap=None):
        where, what, history = st.columns((3, 6, 1.3), gap="medium")
        where.markdown(
            f"**{plain(row.area)}**  \n:small[{frame.day(row.day)}, {plain(row.neighbourhood)}]"
        )
        ends = "linked to the object" if exports.plain(row.as_looked_for) else ""
        items = exports.plain(row.found)
        told = ", ".join(items) if items else "not said"
        state = "reviewed" if pd.notna(row.reviewed_at) else "not reviewed yet"
        said = filter(None, (row.outcome_said, ends, f"found: {told}", state))
        what.markdown(
            f"{plain(row.object_said)}, {plain(row.power_said)}  \n:small[{plain(' · '.join(said))}]"
        )
        with history:
            if is_again:
                st.caption("Log as above")
            else:
                log_history.offer(row.log_id)


def panel(found: Chosen) -> None:
    """Show a sample for a scrutiny panel, blind to the officer, that its seed draws again."""
    st.header("A sample for the scrutiny panel", anchor=False)
    usual = f"{found.period.since}/{found.period.until}"
    with st.container(horizontal=True, vertical_alignment="bottom", key="panel"):
        strata = log_choices.switch("In proportion by", tuple(STRATA), key="strata")
        number = st.number_input("Searches", 1, MOST, NUMBER, key="sample", bind="query-params")
        seed = lengths.text_input(
            "Seed", key="seed", bind="query-params", placeholder=usual, limit=40
        )
    drawn = search_records.sample(found.rows, int(number), STRATA[strata], seed or usual)
    blind = search_records.blind(drawn, seed or usual)
    if drawn.empty:
        st.caption("There is no search in this choice to draw.")
        return
    said = (
        f"Drawn with the seed “{seed or usual}”: {len(drawn):,} of {len(found.rows):,} searches, each "
        f"{strata.lower()} with its share and at least one where there is room. The same seed draws the "
        "same again from the same searches. No officer is named."
    )
    st.caption(plain(said))
    tables.grid(blind, "scrutiny_sample", height=420)
    tables.downloads(lambda: blind, "scrutiny_sample", count=len(blind), of=found.choice.teams)


def published(found: Chosen) -> None:
    """Offer the searches chosen in the 15 columns that data.police.uk publishes."""
    st.header("In the published columns", anchor=False)
    st.caption(
        "The 15 columns of data.police.uk's stop-and-search files, in their order, of the searches chosen "
        "above. Of logs the place is the middle of the patrol area; the force's own system publishes."
    )
    tables.downloads(
        lambda: _published(found),
        "stop_and_search",
        count=len(found.rows) + found.again,
        of=found.choice.teams,
        is_published=True,
    )


def _published(found: Chosen) -> pd.DataFrame:
    if found.is_logs:
        return exports.stop_searches(
            who.session(),
            since=found.choice.since,
            until=found.choice.until,
            neighbourhoods=found.choice.neighbourhoods,
            teams=found.choice.teams,
        )
    return exports.as_published(found.rows)
