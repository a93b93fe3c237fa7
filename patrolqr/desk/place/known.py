"""What is written of a place: what came in, what patrols brought back, what was decided and given."""

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from patrolqr.core import clock
from patrolqr.core.form.question import word_answer
from patrolqr.core.form.questions import FIELDS
from patrolqr.core.phrases import number_of
from patrolqr.core.reason import KINDS, Decision, Reason
from patrolqr.desk.place import figures
from patrolqr.desk.shared import cached, feed, findings, frame, place_link, tables, words
from patrolqr.desk.shared.words import plain, short
from patrolqr.steps.dossier import Place
from patrolqr.store import exports, log_reads
from patrolqr.store.log_reads import LogChoice

SHOWN = 5
"""Newest of each that are written out: three columns of them are one printed page."""

PATTERNS = 3
"""Patterns that are written out; their own page has them all."""

TEXT, WHY, NOTES = 110, 70, 160
"""Characters of a text, of a reason why not, and of all that one patrol brought back, that are
written out: the Logs page has the rest.
"""

DECIDED_THEN: dict[Decision, str] = {
    "": "",
    "tonight": "taken to patrol",
    "not_tonight": "not taken",
    "partner": "passed on",
    "merged": "merged",
}
"""Each decision as it is said later: "tonight" was another night."""

NO_AREA = "No patrol area stands for this square"

NOTED = ("saw", "heard", "learned")
"""What a patrol may bring back besides its answer."""

LABELS = {each.name: each for each in FIELDS if each.name in ("answer", *NOTED)}


def reported(came: list[Reason]) -> None:
    """Show standing priorities and the newest reasons, each with its source and what was decided."""
    st.header("Reasons and priorities", anchor=False)
    st.caption(_of(len(came), figures.kinds(came)) or "Nothing came in here in these months.")
    for reason in came[:SHOWN]:
        text = short(reason.text or reason.unprintable or "No text", TEXT)
        decided = _decided(reason)
        st.markdown(
            f"**{frame.day(clock.local(reason.dated_at).date())}, {KINDS[reason.kind][0]}** "
            f"{plain(text)}{_source(reason)}" + (f"  \n:small[{plain(decided)}]" if decided else "")
        )


def patrolled(place: Place, choice: LogChoice) -> None:
    """Show what the newest patrols answered, saw, heard and learned, and what they did; of nobody by
    name.
    """
    st.header("What patrols brought back", anchor=False)
    for area_id, label in place.others[:SHOWN]:
        st.page_link(
            place_link.PAGE,
            label=f":small[{words.label(label)}, on the same ground]",
            query_params=place_link.to_area(area_id),
        )
    if not place.area_ids:
        st.caption(
            f"{NO_AREA}." if place.others else f"{NO_AREA}: nobody was sent here by PatrolQR."
        )
        return
    rows = cached.ask(log_reads.logs, choice, limit=SHOWN)
    total = logged(place, choice)
    st.caption(_of(total, number_of(total, "log")) if total else "Nobody logged a patrol here yet.")
    row: Any
    for row in rows.itertuples():
        did = feed.counts(row) or "nothing counted"
        said = short("; ".join(_said(row)), NOTES)
        st.markdown(
            f"**{frame.day(row.patrol_day)}, {plain(row.shift)}** :small[{did}]"
            + (f"  \n{plain(said)}" if said else "  \n:small[No answer, no notes.]")
        )


def logged(place: Place, choice: LogChoice) -> int:
    """Return how many logs there are of the place's patrol areas."""
    return cached.ask(log_reads.total, choice)["logs"] if place.area_ids else 0


def decided(duties: pd.DataFrame, place: Place) -> None:
    """Show the newest duties the place was picked, passed over, taken out or asked for: why or why not,
    and what it was given.
    """
    st.header("Picks and what was given", anchor=False)
    if duties.empty:
        st.caption(
            "It was never picked, and on no sheet."
            if place.area_ids
            else f"{NO_AREA}: it was never picked."
        )
        return
    st.caption(_of(len(duties), f"{len(duties):,} {'duty' if len(duties) == 1 else 'duties'}"))
    for row in duties.head(SHOWN).to_dict("records"):
        st.markdown(
            f"**{frame.day(row['patrol_day'])}, {plain(row['shift'])}** {_state(row)}"
            f"  \n:small[{plain(_why(row))}]"
        )


def patterns(place: Place, patrol_day: date) -> None:
    """Show the patterns that stand for the place's neighbourhood."""
    st.header("Patterns", anchor=False)
    if not place.neighbourhood_id:
        st.caption("Which neighbourhood this is in is not known; patterns are of neighbourhoods.")
        return
    standing = findings.standing(findings.runs(patrol_day), patrol_day)
    found = [
        each.found for each in standing if each.found["neighbourhood_id"] == place.neighbourhood_id
    ]
    if not found:
        st.caption(f"None stands out in {plain(place.neighbourhood or 'its neighbourhood')}.")
    for each in found[:PATTERNS]:
        st.markdown(plain(str(each["sentence"])))
    if len(found) > PATTERNS:
        st.caption(f"{len(found) - PATTERNS} more on the Patterns page.")


def table(duties: pd.DataFrame) -> None:
    """Offer all duties of the place as a table and as files."""
    if len(duties):
        tables.table(
            duties.drop(columns="area_id"), "picks_and_doses", label="Picks and doses as rows"
        )


def _of(count: int, told: str) -> str:
    """Return how many there are, and that only the newest are written out where that is so."""
    return f"{told}; the newest {SHOWN}" if count > SHOWN else told


def _decided(reason: Reason) -> str:
    """Return what was decided about it, and why not; a priority says its action."""
    if reason.kind == "priority":
        review = f"review {frame.day(reason.review_day)}" if reason.review_day else ""
        return " · ".join(filter(None, (short(reason.action, WHY), review)))
    standing = reason.standing
    words = " ".join(filter(None, (standing.why, standing.partner)))
    said = DECIDED_THEN[standing.decision]
    return f"{said}: {short(words, WHY)}" if words and said else said


def _source(reason: Reason) -> str:
    """Return its reference, of intelligence with grade and conditions, where it has any."""
    is_told = reason.reference or reason.is_intelligence
    return f" :small[{plain(reason.source)}]" if is_told else ""


def _said(row: Any) -> list[str]:
    """Return the answer behind its question, and what was noted."""
    told = []
    for name, field in LABELS.items():
        text = word_answer(field, exports.plain(getattr(row, name)))
        if text and name == "answer":
            asked = str(row.ask) if pd.notna(row.ask) and row.ask else "Answer"
            told.append(f"{short(asked, WHY)} “{short(text, TEXT)}”")
        elif text:
            told.append(f"{field.label.lower()}: {short(text, TEXT)}")
    return told


def _state(row: Mapping[Hashable, Any]) -> str:
    if pd.notna(row["patrols_asked"]):
        patrols = f"{row['patrols_given']:.0f} of {row['patrols_asked']:.0f} patrols"
        return f"{patrols}, {row['minutes_given']:.0f} of {row['minutes_asked']:.0f} min"
    if row["decision"] == "picked":
        return "picked, not on a sheet"
    return "looked at, not picked" if row["why"] else "taken out again"


def _why(row: Mapping[Hashable, Any]) -> str:
    why = row["why"] if isinstance(row["why"], str) else ""
    missed = f"Missed: {row['missed']}." if isinstance(row["missed"], str) else ""
    return " ".join(filter(None, (short(why, TEXT) or "No reason was written.", missed)))
