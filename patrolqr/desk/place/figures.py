"""What was reported at a place: figures, three pictures side by side, and the incidents as rows."""

import pandas as pd
import streamlit as st

from patrolqr.analysis.dossier import Counted
from patrolqr.core.phrases import number_of
from patrolqr.core.reason import KINDS, Reason
from patrolqr.desk.shared import tables
from patrolqr.desk.shared.words import plain
from patrolqr.geo import squares
from patrolqr.render.charts import CHARTS, Spec
from patrolqr.steps.dossier import Incidents, Place

ROWS = [
    "day",
    "began_at",
    "ended_at",
    "category",
    "street",
    "origin",
    "kind",
    "reference",
    "outcome",
]

GIVEN = "Counted duty by duty, never more than was asked."

SNAPPED = (
    "These data say the month and a point nearby, never a day or an hour. "
    "Load your force's own incidents to see when."
)


def totals(found: Incidents | None, came: list[Reason], duties: pd.DataFrame, logs: int) -> None:
    """Show in one row what there is of each: a dash where nothing was loaded or asked for."""
    asked = duties["patrols_asked"].notna().any()
    shown = (
        (_incidents_label(found), _incidents_figure(found), None),
        ("Reasons and priorities", f"{len(came):,}", None),
        ("Patrol logs", f"{logs:,}", None),
        ("Patrols given of asked for", _given(duties, "patrols") if asked else "–", GIVEN),
        ("Minutes given of asked for", _given(duties, "minutes") if asked else "–", GIVEN),
    )
    with st.container(horizontal=True, gap="small", key="place_totals"):
        for label, figure, note in shown:
            st.metric(label, figure, border=True, help=note)


def pictures(place: Place, found: Incidents | None) -> None:
    """Show types, hours of the week and months side by side, or why they cannot be shown."""
    if found is None:
        st.caption(_uncounted(place.cell))
        return
    counted = found.counted
    if note := _missing(found):
        st.caption(f":material/event_busy: {plain(note)}")
    types, hours, months = st.columns(3, gap="medium")
    with types:
        _picture("counts_by_type", counted.types, _spec("Types", "incidents"))
    with hours:
        if counted.timed:
            _picture(
                "hours_of_week", counted.hours, _spec("Hours of the week", "hour of the patrol day")
            )
            st.caption(_untimed(counted))
        else:
            st.markdown("**Hours of the week**")
            st.caption(SNAPPED if counted.total else "Nothing was reported, so there is no hour.")
    with months:
        _picture("counts_by_month", counted.months, _spec("Months", "incidents a month"))


def _uncounted(cell: str | None) -> str:
    """Return why nothing is counted."""
    if cell is None:
        return "No counting square is known for this patrol area, so nothing is counted here."
    if squares.side(cell) != squares.CELL_METRES:
        return f"No exact incidents are looked at. {squares.TOO_FINE}"
    return "No incidents are loaded: nobody knows yet what happened here."


def rows(found: Incidents | None) -> None:
    """Offer the incidents as a table and as files."""
    if found is not None and len(found.rows):
        tables.table(found.rows[ROWS], "incidents", label=f"{len(found.rows):,} incidents as rows")


def kinds(came: list[Reason]) -> str:
    """Return how many of each kind came in: 2 priorities, 5 calls."""
    numbers = {kind: sum(each.kind == kind for each in came) for kind in KINDS}
    said = [f"{number} {KINDS[kind][number != 1]}" for kind, number in numbers.items() if number]
    return ", ".join(said)


def _picture(kind: str, drawn: pd.DataFrame, spec: Spec) -> None:
    said = CHARTS[kind].tell(drawn, spec)
    st.markdown(f"**{spec.label}**")
    st.altair_chart(CHARTS[kind].draw(drawn, spec), alt=said, width="stretch")
    told = said.removeprefix(f"{spec.label}: ")
    st.caption(plain(told[:1].upper() + told[1:]))


def _spec(label: str, unit: str) -> Spec:
    return Spec("incidents", label, unit, dark=st.context.theme.type == "dark")


def _incidents_label(found: Incidents | None) -> str:
    if found is None:
        return "Incidents"
    return f"Incidents, {number_of(found.counted.loaded_months, 'month')} loaded"


def _incidents_figure(found: Incidents | None) -> str:
    is_loaded = found is not None and (found.counted.loaded_months or found.counted.total)
    return f"{found.counted.total:,}" if found and is_loaded else "–"


def _given(duties: pd.DataFrame, measure: str) -> str:
    given, asked = (int(duties[f"{measure}_{part}"].sum()) for part in ("given", "asked"))
    return f"{given:,} of {asked:,}"


def _missing(found: Incidents) -> str:
    """Return which months are not loaded and what is counted nowhere, or nothing."""
    counted = found.counted
    parts = [f"{counted.missing}: not loaded is not zero." if counted.missing else ""]
    others = (
        (counted.police, "found by police activity"),
        (counted.partner, "reported by a partner"),
    )
    said = [f"{number_of(many, 'more was', 'more were')} {how}" for many, how in others if many]
    if said:
        parts.append(f"{', '.join(said)}: in the rows, not in these counts.")
    return " ".join(filter(None, parts))


def _untimed(counted: Counted) -> str:
    """Return what the hours rest on: shares of what lies between two times, and what has no hour."""
    left = counted.total - counted.timed
    none = f" {left:,} of {counted.total:,} say no hour and are left out." if left else ""
    return f"An incident between two times is shared out over the hours between.{none}"
