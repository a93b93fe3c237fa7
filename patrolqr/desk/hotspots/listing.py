"""The list of candidates: what people and patterns brought, then the first squares by counts; each row
to be ticked, asked about or passed over.
"""

from collections.abc import Hashable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from patrolqr.analysis import wording
from patrolqr.core.area import PassedOver
from patrolqr.core.incident import Precision
from patrolqr.core.team import Duty
from patrolqr.desk.hotspots import above, candidates, harm, passing_over
from patrolqr.desk.hotspots.above import Above
from patrolqr.desk.shared import cached, frame, inputs, place_link, square_names, words
from patrolqr.desk.shared.words import plain
from patrolqr.geo import squares
from patrolqr.steps import brought
from patrolqr.steps.brought import Brought
from patrolqr.steps.harm import Harm
from patrolqr.store import incidents, picks

LEAST_ONE_IN = 2
"""More than half of all is no "1 in"."""

TRENDS = {
    "up": ":material/trending_up: up",
    "down": ":material/trending_down: down",
    "": "",
}
"""What is said of a change on the year before that is more than chance."""

Row = Mapping[Hashable, Any]


class Shown(NamedTuple):
    """What all rows of the list have in common. `decided`: squares of another side on whose ground
    something was decided, each with the square that was.
    """

    rows: pd.DataFrame
    picked: Sequence[str]
    duty: Duty
    passed: Mapping[str, PassedOver]
    harmed: Harm | None
    there: Above
    when: Mapping[str, str]
    side: int
    decided: Mapping[str, str]

    @property
    def numbered(self) -> frozenset[str]:
        """Return the squares that have their number in the list by counts."""
        return frozenset(self.rows["cell"].head(candidates.SHOWN))

    def beside(self, cell: str) -> str:
        """Return what was decided of a square of another side on whose ground a square is, "" where
        nothing was.
        """
        own = self.decided.get(cell)
        if own is None:
            return ""
        share = squares.overlaps(own, of=squares.side(cell))[cell]
        where = "Mostly in" if share >= squares.OWN_SHARE else "On the ground of"
        said = "is picked" if own in self.picked else f"is not for tonight: {self.passed[own].why}"
        return f"{where} square {own}, which {said}"


def title(span: incidents.AvailableRow, precision: Precision) -> None:
    """Show the page's title, and which incidents there are."""
    frame.page(
        "Hotspots",
        f"{span['incidents']:,} incidents to {frame.day(span['last_day'])} · public reports · "
        f"{inputs.EXACTNESS[precision]}",
    )


def heading() -> AbstractContextManager[object]:
    """Show the list's heading and return the place beside it for what is asked of the list."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.header("Candidates", anchor=False, width="content")
        return st.container(horizontal=True, width="content", gap="small")


def listed(
    rows: pd.DataFrame,
    picked: Sequence[str],
    duty: Duty,
    there: Above,
    when: Mapping[str, str],
    *,
    last: str | None,
    harmed: Harm | None,
    side: int,
) -> None:
    """Show what was brought, then the first squares by counts as a list to tick: number, name, count, of
    how many or against what is usual, how it changed and behaves, why, and `when` by its square. Those
    that tie say so, and those that are not for that duty why not. A line is drawn below the `last`
    square that tonight's minutes cover; harm stands beside counts where it is known.
    """
    passed = cached.ask(picks.passed_over, duty)
    decided = candidates.on_ground_of(picked, passed)
    shown = Shown(rows, picked, duty, passed, harmed, there, when, side, decided)
    _brought(shown)
    by_type = rows["usually"].notna().any()
    compared = "what a place this busy has" if by_type else "of all"
    by_weights = " · harm by the force's weights" if harmed else ""
    by_counts = "**By counts** " if there.by_cell else ""
    st.caption(f"{by_counts}incidents · {compared} · how it behaves{by_weights}")
    harm.say_without(harmed)
    for row in rows.head(candidates.SHOWN).to_dict("records"):
        if not there.has(row["cell"]):
            _row(shown, row, row["cell"], row["name"])
        if row["cell"] == last:
            st.markdown(":small[:gray[Tonight's minutes end here]]", text_alignment="center")


def none_loaded() -> None:
    """Say under the page's title that no incidents are loaded, and how some are."""
    frame.page("Hotspots")
    frame.empty_state(
        "No incidents yet",
        "Load street files from data.police.uk or your force's export on the Logs page, or with "
        "`python -m patrolqr load FILE…`. Boundaries of neighbourhoods load the same way.",
    )


def none_counted(
    rows: pd.DataFrame, picked: Sequence[str], duty: Duty, there: Above, side: int
) -> None:
    """Say that nothing is counted in this choice, and show what was brought all the same."""
    frame.empty_state(
        "No incidents in this choice",
        "Choose a longer period, more crime types or more neighbourhoods.",
    )
    passed = cached.ask(picks.passed_over, duty)
    decided = candidates.on_ground_of(picked, passed)
    _brought(Shown(rows, picked, duty, passed, None, there, {}, side, decided))


def _brought(shown: Shown) -> None:
    """Show what people and patterns brought, if anything, the first places open and the others folded."""
    there = shown.there
    if not there.by_cell and not there.without_place:
        return
    st.caption("**Brought** by people and patterns, the most urgent first", help=brought.RULE)
    for each in there.shown:
        _brought_row(shown, each)
    if there.folded:
        folded = st.expander(above.folded_text(there.folded), key="brought", on_change="rerun")
        if folded.open:
            with folded:
                for each in there.folded[: above.MOST_FOLDED]:
                    _brought_row(shown, each)
                beyond = len(there.folded) - above.MOST_FOLDED
                if beyond > 0:
                    _to_inbox(f"{beyond} more in the Inbox", shown.duty)
    if there.without_place:
        _to_inbox(f"{there.without_place} came in without a place: Inbox", shown.duty)


def _to_inbox(label: str, duty: Duty) -> None:
    st.page_link(
        frame.PAGES / "inbox.py", label=f":small[{label}]", query_params=inputs.of_duty(duty)
    )


def _brought_row(shown: Shown, of: Brought) -> None:
    counted = shown.rows[shown.rows["cell"] == of.cell].to_dict("records")
    row = counted[0] if counted else {}
    _row(shown, row, of.cell, str(row["name"]) if row else above.called(of))


def _row(shown: Shown, row: Row, cell: str, name: str) -> None:
    """Show one place: what brought it, and what is counted there, where anything is."""
    key, of = f"tick-{cell}", shown.there.by_cell.get(cell)
    is_picked = cell in shown.picked
    if st.session_state.get(key) != is_picked:
        # only then: a box set again would undo a click that is still on its way
        st.session_state[key] = is_picked
    with st.container(gap=None):
        with st.container(horizontal=True, horizontal_alignment="distribute", wrap=False):
            st.checkbox(
                _label(shown, row, cell, name),
                key=key,
                on_change=candidates.tick,
                args=(key, cell, name),
            )
            if row:
                st.markdown(_figures(shown, row, harm.said(shown.harmed, cell)), width="content")
        if row and row["flag"]:
            st.markdown(f":small[:orange[:material/warning: {row['flag']}]]")
        if of:
            st.markdown(above.whys_text(of, name))
        if _is_numbered(shown, row):
            said = row["why"], shown.when.get(cell, "")
            st.caption(". ".join(filter(None, said)))
        if decided := shown.beside(cell):
            st.caption(f":orange[:material/warning:] {plain(decided)}")
        _asked(shown, cell, name, is_picked=is_picked)


def _asked(shown: Shown, cell: str, name: str, *, is_picked: bool) -> None:
    """Offer what is known of a place, and not to pick it."""
    with place_link.beside(cell):
        if cell in shown.passed and not is_picked:
            again = partial(candidates.take, cell, name)
            passing_over.said(shown.duty, cell, shown.passed[cell], again)
        else:
            if cell in shown.passed:
                passing_over.despite(shown.passed[cell])
            let_go = partial(candidates.let_go, shown.duty)
            (one,) = candidates.as_candidates(shown.rows, [cell], shown.there.by_cell)
            passing_over.offer(shown.duty, one, let_go, is_picked=is_picked)


def _label(shown: Shown, row: Row, cell: str, name: str) -> str:
    """Return a place's label: its number in the list by counts, or else its letter, and its name."""
    mark = str(row["rank"]) if _is_numbered(shown, row) else shown.there.marks.get(cell, "")
    label = f"{mark} {words.label(name)}".strip()
    if other := square_names.of_side(cell, shown.side):
        label += f" :small[:gray[{other}]]"
    return f"{label} :small[:gray[level, {row['tied']}]]" if row and row["tied"] else label


def _is_numbered(shown: Shown, row: Row) -> bool:
    """Return whether a place is one of the first by counts."""
    return bool(row) and row["cell"] in shown.numbered


def _figures(shown: Shown, row: Row, harmed: str) -> str:
    said = [f"**{row['count']:,}**"]
    if not _is_numbered(shown, row):
        said.append(f"no. {row['rank']:,}")
    elif pd.notna(row["usually"]):
        said.append(f"usually {wording.figure(row['usually'])}")
    elif row["one_in"] >= LEAST_ONE_IN:
        said.append(f"1 in {row['one_in']:,.0f}")
    said += [each for each in (TRENDS[row["trend"]], row["behaves"], harmed) if each]
    return " · ".join(said)
