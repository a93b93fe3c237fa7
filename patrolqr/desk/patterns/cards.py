"""The cards: what rose, since when, where to go, and what became of it."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from patrolqr.analysis import Run
from patrolqr.analysis.detectors.base import OfPoints
from patrolqr.core import clock
from patrolqr.desk.patterns import behind, deciding, history, proposing
from patrolqr.desk.shared import cached, findings, frame, printing, who, words
from patrolqr.desk.shared.findings import Split
from patrolqr.render.charts import CHARTS, Spec
from patrolqr.steps import follow_patterns
from patrolqr.steps.follow_patterns import Standing
from patrolqr.store import patterns
from patrolqr.store.briefings import instant

QUIET = "By what is known now this is within chance; it stands until it stays quiet."


def shown(made: Sequence[Run], as_of: date, split: Split) -> None:
    """Show the patterns that stand, as many as the budget has, the rest folded; of each detector
    without one, since when and over what it looked.
    """
    everywhere = findings.standing(made, as_of)
    within, beyond = split.of(made)
    looks_back = any(follow_patterns.is_replay(who.session(), run, as_of=as_of) for run in made)
    if looks_back:
        st.caption("Looked at again as it was: nothing of it is kept, and nothing is decided here.")
    in_hand = next((each.pattern for each in within if deciding.waits(each)), None)
    _side_by_side(within, as_of, in_hand["pattern_id"] if in_hand else "")
    if beyond:
        with st.expander(f"{len(beyond)} more, beyond the budget"):
            _side_by_side(beyond, as_of, "")
    for run in made:
        own = sum(each.run is run for each in (*within, *beyond))
        if not own:
            _calm(run, elsewhere=sum(each.run is run for each in everywhere))


def _side_by_side(found: Sequence[Standing], as_of: date, in_hand: str) -> None:
    for first in range(0, len(found), 2):
        columns = st.columns(2, gap="medium")
        for each, column in zip(found[first : first + 2], columns, strict=False):
            with column:
                card(each, as_of, in_hand)


def _calm(run: Run, *, elsewhere: int) -> None:
    """Say of a detector without a pattern since when there is none and over what it looked."""
    title = run.detector.title
    if run.missing:
        st.info(
            f"{title}: too early to say. {run.missing} {words.plain(run.gaps)}",
            icon=":material/hourglass_empty:",
        )
    elif elsewhere:
        st.info(
            f"{title}: nothing stands out in these neighbourhoods, {elsewhere} elsewhere.",
            icon=":material/check:",
        )
    elif isinstance(run.detector, OfPoints) and (known := len(run.standing()) - _aside(run)) > 0:
        st.info(f"{title}: {known}, told by other cards already.", icon=":material/check:")
        for row in run.standing().to_dict("records"):
            if row.get("open_until"):  # which no other card says
                st.caption(words.plain(str(row["finding"])))
    else:
        few = int((run.tests["reading"] == "too few to say").sum())
        counts = f"{len(run.tests):,} counts of the {run.detector.needs.period}s to {frame.day(run.last_day)}"
        st.info(
            f"{title}: nothing stands out{_since(run)}. Looked at: {counts}; {few:,} of them are too few to say.",
            icon=":material/check:",
        )


def _since(run: Run) -> str:
    """Return since when there was no pattern of the detector, or how many are set aside."""
    kept = [row for row in cached.ask(patterns.stored) if row["detector"] == run.detector.name]
    if aside := _aside(run):
        return f" but {aside} set aside"
    closed = [row["closed_day"] for row in kept if row["closed_day"]]
    first = [
        row["first_day"]
        for row in cached.ask(patterns.runs)
        if row["detector"] == run.detector.name
    ]
    days = [max(closed)] if closed else first
    return f" since {frame.day(days[0])}" if days and days[0] <= run.last_day else ""


def _aside(run: Run) -> int:
    """Return how many patterns of the detector are set aside."""
    return sum(
        row["state"] == patterns.NOT_A_PATTERN
        for row in cached.ask(patterns.stored)
        if row["detector"] == run.detector.name
    )


def card(one: Standing, as_of: date, in_hand: str = "") -> None:
    """Show one pattern: its sentence, since when and how it stands, its counts with the expected range,
    and what to do about it; with keys where it is the one in hand.
    """
    run, found = one.run, one.found
    bars = run.detector.draw(run, one.row)
    with st.container(border=True, gap="small"):
        st.markdown(f"**{words.plain(found['finding'])}**")
        st.caption(words.plain(found["chance"] or QUIET))
        st.caption(_stands(one))
        band, spec = (
            CHARTS["expected_band"],
            Spec("incidents", "Incidents", bars.unit, time=bars.ends),
        )
        st.altair_chart(band.draw(bars.rows, spec), alt=band.tell(bars.rows, spec))
        cell = proposing.place(one, as_of) if run.detector.is_rise else None
        if one.pattern and who.may("review"):
            deciding.buttons(one.pattern, cell, keys=one.pattern["pattern_id"] == in_hand)
        with st.expander("Map, counts, and how it went"):
            if cell:
                proposing.on_map(cell)
            counts = bars.rows.drop(columns="is_recent")
            st.dataframe(counts, hide_index=True)
            printing.table(counts)
            st.caption(words.plain(run.detector.doubt))
            behind.shown(one)
            if one.pattern:
                history.shown(one.pattern["pattern_id"])


def _stands(one: Standing) -> str:
    """Return a pattern's state and since when it is open, in words."""
    since = f"open since {clock.day_text(one.since)}"
    now = one.found["open_since"]
    if now is not None and now != one.since:
        since += f" (by the figures known now {clock.day_text(now)})"
    told = one.pattern
    if told is None or told["decided_us"] is None:
        return f":material/radio_button_unchecked: New, {since}."
    at = clock.instant_text(instant(told["decided_us"]))
    by = words.plain(f"{told['decided_by']}, {at}")
    return f":material/check_circle: **{told['state'].capitalize()}** ({by}), {since}."
