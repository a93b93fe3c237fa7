"""Charts as the meeting sees them: measures side by side with the visits they rest on, each row
with its table.
"""

import pandas as pd
import streamlit as st

from patrolqr.analysis.measures import rates
from patrolqr.core.form.questions import FIELDS, GROUPS
from patrolqr.core.presence import LONGEST_STAY_MINUTES
from patrolqr.desk.shared import cached, tables, words
from patrolqr.render.charts import CHARTS, Spec
from patrolqr.store import visits
from patrolqr.store.visits import PlaceChoice

MEASURES = tuple(group.counter for group in GROUPS)
"""What officers did; visits always stand beside them."""

LABELS = {field.name: field.label for field in FIELDS} | {"visits": "Visits", "minutes": "Minutes"}

COUNTS, PER_10 = "Counts", "Per 10 visits"

UNITS = {"by_week": "{} a week", "by_place": "{} in the period"}

WIDTHS = (1.6, 1, 1, 1)
"""The first column holds the names of places."""

DAYS = 7


def totals(everything: pd.DataFrame, dose: pd.DataFrame) -> None:
    """Show the period's visits and what was done in them, and how much of the dose was given."""
    row = everything.iloc[0]
    given, asked = int(dose["visits"].sum()), int(dose["visits_asked"].sum())
    with st.container(horizontal=True, gap="small", key="totals"):
        for measure in ("visits", *MEASURES):
            st.metric(
                LABELS[measure],
                "–" if pd.isna(row[measure]) else f"{row[measure]:,.0f}",
                border=True,
            )
        dose_given = f"{given:,} of {asked:,}" if asked else "–"
        st.metric("Visits of those asked for", dose_given, border=True)


def by_week(rows: pd.DataFrame, show: str) -> None:
    """Show visits and measures per week; rows have week, visits and the measures."""
    _measures(rows, "by_week", show, first_names=False)
    cut = int((rows["days"] < DAYS).sum())
    if cut:
        st.caption(
            f"Pale: only part of {'that week' if cut == 1 else 'these weeks'} lies in the period."
        )
    tables.table(_told(rows, "week", show), "per_week")


def by_place(rows: pd.DataFrame, place: str, show: str) -> None:
    """Show visits and measures per place.

    `place` is the column that names it (area or neighbourhood).
    """
    _measures(rows.assign(place=unlike(rows, place)), "by_place", show, first_names=True)
    tables.table(_told(rows, place, show), f"per_{place}")


def dose(rows: pd.DataFrame) -> None:
    """Show visits and minutes given beside those asked for, and what the minutes leave out."""
    named = rows.assign(place=unlike(rows, "area"))
    for column, measure in zip(st.columns((1.6, 1.2)), ("visits", "minutes"), strict=True):
        with column:
            _picture(
                "asked_and_given",
                named,
                _spec(
                    measure,
                    LABELS[measure],
                    unit=f"{measure} in the period",
                    names=measure == "visits",
                ),
            )
    st.caption(_left_out(rows))
    shown = rows.drop(columns=["area_id"])
    tables.table(shown, "dose")


def unlike(rows: pd.DataFrame, place: str) -> "pd.Series[str]":
    """Return names that differ: two places of one name carry their neighbourhood, or else a number."""
    names = rows[place].astype(str)
    if place == "area":
        names = names.where(
            ~names.duplicated(keep=False), names + " (" + rows["neighbourhood"].astype(str) + ")"
        )
    again = names.to_frame("name").groupby("name").cumcount() + 1
    return names.where(again == 1, names + " " + again.astype(str))


def _measures(rows: pd.DataFrame, kind: str, show: str, *, first_names: bool) -> None:
    visits, *others = st.columns(WIDTHS if first_names else 4)
    with visits:
        _picture(
            f"counts_{kind}",
            rows,
            _spec("visits", "Visits", unit=UNITS[kind].format("visits"), shows="visits"),
        )
    for column, measure in zip(others, MEASURES, strict=True):
        with column:
            if show == PER_10:
                label, unit = (
                    f"{LABELS[measure]} per 10 visits",
                    f"{LABELS[measure].lower()} per 10 visits",
                )
                _picture(
                    f"rates_{kind}",
                    rates.per_10_visits(rows, measure),
                    _spec(measure, label, unit=unit, names=False),
                )
            else:
                unit = UNITS[kind].format(LABELS[measure].lower())
                _picture(
                    f"counts_{kind}", rows, _spec(measure, LABELS[measure], unit=unit, names=False)
                )


def _picture(kind: str, rows: pd.DataFrame, spec: Spec) -> None:
    said = CHARTS[kind].tell(rows, spec)
    st.markdown(f"**{spec.label}**")
    st.altair_chart(CHARTS[kind].draw(rows, spec), alt=said, width="stretch")
    told = said.removeprefix(f"{spec.label}: ")
    st.caption(words.plain(told[:1].upper() + told[1:]))


def _spec(column: str, label: str, *, unit: str, shows: str = "done", names: bool = True) -> Spec:
    return Spec(column, label, unit, shows=shows, names=names, dark=st.context.theme.type == "dark")


def _told(rows: pd.DataFrame, place: str, show: str) -> pd.DataFrame:
    """Return the columns of the table under a row of charts: counts, and rates with their intervals
    if shown.
    """
    first = ["area", "neighbourhood"] if place == "area" else [place]
    told = rows[[*first, "visits", *MEASURES]]
    return rates.with_rates(told, MEASURES) if show == PER_10 else told


def _left_out(rows: pd.DataFrame) -> str:
    capped, untimed = int(rows["visits_capped"].sum()), int(rows["visits_without_minutes"].sum())
    taskings, full = int(rows["taskings"].sum()), int(rows["taskings_in_full"].sum())
    none = int(rows["taskings_without_a_visit"].sum())
    return (
        f"{full:,} of {taskings:,} taskings had all their visits, {none:,} had none. "
        f"A visit counts for at most {LONGEST_STAY_MINUTES} minutes: {capped:,} were cut to that. "
        f"{untimed:,} have no leaving time and count as visits, not as minutes."
    )


def documented(choice: PlaceChoice) -> None:
    """Offer how well the chosen visits are documented: presence grades beside visits, never beside
    people.
    """
    with st.expander(
        "How well the visits are documented", key="documented", on_change="rerun"
    ) as told:
        if told.open:
            st.caption(
                f"{visits.NOT_SHOWN} A grade says how well a visit is documented, not how well it was done."
            )
            tables.grid(cached.ask(visits.by_grade, choice), "documented")
