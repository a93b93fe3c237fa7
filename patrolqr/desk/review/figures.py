"""Charts as the meeting sees them: measures side by side with the patrols they rest on, each row
with its table.
"""

from typing import Any

import pandas as pd
import streamlit as st

from patrolqr.analysis.measures import rates
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.dose import codes_read, stays_cut
from patrolqr.core.form.questions import FIELDS, GROUPS
from patrolqr.desk.review import opening
from patrolqr.desk.review.opening import Bars
from patrolqr.desk.shared import cached, place_link, tables, words
from patrolqr.render.charts import CHARTS, MAX_PLACES, Spec
from patrolqr.store import visits

MEASURES = tuple(group.counter for group in GROUPS)
"""What officers did; patrols always stand beside them."""

LABELS = {field.name: field.label for field in FIELDS} | {
    "patrols": "Patrols",
    "minutes": "Minutes",
}

COUNTS, PER_10 = "Counts", "Per 10 patrols"

GIVEN = (
    "Counted tasking by tasking, never more than was asked: a third patrol where two were asked "
    "for makes up for none elsewhere."
)

UNITS = {"by_week": "{} a week", "by_place": "{}"}
"""What an axis counts, short enough for the fifth of a narrow page."""

WIDTHS = (1.6, *(1 for _ in MEASURES))
"""The first column holds the names of places."""

DAYS = 7


def totals(everything: pd.DataFrame, dose: pd.DataFrame) -> None:
    """Show the period's patrols and what was done in them, and how much of the dose was given."""
    row = everything.iloc[0]
    given, asked = int(dose["patrols_given"].sum()), int(dose["patrols_asked"].sum())
    with st.container(horizontal=True, gap="small", key="totals"):
        for measure in ("patrols", *MEASURES):
            st.metric(
                LABELS[measure],
                "–" if pd.isna(row[measure]) else f"{row[measure]:,.0f}",
                border=True,
            )
        dose_given = f"{given:,} of {asked:,}" if asked else "–"
        st.metric("Patrols given of those asked for", dose_given, border=True, help=GIVEN)
    st.caption(_beside(row, dose))


def by_week(rows: pd.DataFrame, show: str, choice: PlaceChoice) -> None:
    """Show patrols and measures per week; rows have week, patrols and the measures."""
    _measures(rows, "by_week", show, opening.WEEKS, first_names=False)
    cut = int((rows["days"] < DAYS).sum())
    if cut:
        st.caption(
            f"Pale: only part of {'that week' if cut == 1 else 'these weeks'} lies in the period."
        )
    opened = opening.WEEKS.choose(pd.to_datetime(rows["week"]).dt.strftime("%Y-%m-%d").tolist())
    if opened is not None:
        opening.week(rows.iloc[opened].to_dict(), choice, MEASURES)
    tables.table(_told(rows, "week", show), "per_week")


def by_place(rows: pd.DataFrame, place: str, show: str, choice: PlaceChoice) -> None:
    """Show patrols and measures per place.

    `place` is the column that names it (area or neighbourhood).
    """
    named = rows.assign(place=unlike(rows, place))
    bars = opening.AREAS if place == "area" else opening.NEIGHBOURHOODS
    _measures(named, "by_place", show, bars, first_names=True)
    opened = bars.choose(named["place"].tolist())
    if opened is not None:
        opening.place(named.iloc[opened].to_dict(), place, choice, MEASURES)
    if place == "area":
        _links(named)
    tables.table(_told(rows, place, show), f"per_{place}")


def _links(rows: pd.DataFrame) -> None:
    """Lead from each area that is drawn to what else is known of it."""
    with st.container(horizontal=True, gap="small", key="place_links"):
        for row in rows.head(MAX_PLACES).to_dict("records"):
            st.page_link(
                place_link.PAGE,
                label=f":small[{words.plain(row['place'])}]",
                query_params=place_link.to_area(row["area_id"]),
                width="content",
            )


def dose(rows: pd.DataFrame, choice: PlaceChoice) -> None:
    """Show patrols and minutes given beside those asked for, and what that leaves out."""
    named = rows.assign(
        place=unlike(rows, "area"), patrols=rows["patrols_given"], minutes=rows["minutes_given"]
    )
    for column, measure in zip(st.columns((1.6, 1.2)), ("patrols", "minutes"), strict=True):
        with column:
            _picture(
                "asked_and_given",
                named,
                _spec(
                    measure,
                    LABELS[measure],
                    unit=measure,
                    names=measure == "patrols",
                ),
                opening.ASKED,
            )
    st.caption(_left_out(rows))
    opened = opening.ASKED.choose(named["place"].tolist())
    if opened is not None:
        opening.taskings(named.iloc[opened].to_dict(), choice)
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


def _measures(rows: pd.DataFrame, kind: str, show: str, bars: Bars, *, first_names: bool) -> None:
    patrols, *others = st.columns(WIDTHS if first_names else len(WIDTHS))
    with patrols:
        _picture(
            f"counts_{kind}",
            rows,
            _spec("patrols", "Patrols", unit=UNITS[kind].format("patrols"), shows="patrols"),
            bars,
        )
    for column, measure in zip(others, MEASURES, strict=True):
        with column:
            if show == PER_10:
                label, unit = f"{LABELS[measure]} per 10 patrols", "per 10 patrols"
                _picture(
                    f"rates_{kind}",
                    rates.per_10_patrols(rows, measure),
                    _spec(measure, label, unit=unit, names=False),
                    bars,
                )
            else:
                unit = UNITS[kind].format(LABELS[measure].lower())
                spec = _spec(measure, LABELS[measure], unit=unit, names=False)
                _picture(f"counts_{kind}", rows, spec, bars)


def _picture(kind: str, rows: pd.DataFrame, spec: Spec, bars: Bars) -> None:
    said = CHARTS[kind].tell(rows, spec)
    st.markdown(f"**{spec.label}**")
    bars.draw(kind, rows, spec, alt=said)
    told = said.removeprefix(f"{spec.label}: ")
    st.caption(words.plain(told[:1].upper() + told[1:]))


def _spec(column: str, label: str, *, unit: str, shows: str = "done", names: bool = True) -> Spec:
    return Spec(column, label, unit, shows=shows, names=names, dark=st.context.theme.type == "dark")


def _told(rows: pd.DataFrame, place: str, show: str) -> pd.DataFrame:
    """Return the columns of the table under a row of charts: counts, and rates with their intervals
    if shown.
    """
    first = ["area", "neighbourhood"] if place == "area" else [place]
    told = rows[
        [*first, "patrols", "minutes", "officer_minutes", "codes_read", "logs_capped", *MEASURES]
    ]
    return rates.with_rates(told, MEASURES) if show == PER_10 else told


def _beside(row: "pd.Series[Any]", dose: pd.DataFrame) -> str:
    """Return what the headline leaves out: minutes, patrols more than asked and where none was
    asked, logs that are no patrols, and stays that counted as the longest.
    """
    more, asked_there = int(dose["patrols_more"].sum()), int(dose["patrols"].sum())
    unasked = int(row["patrols"]) - asked_there
    minutes = [
        f"{int(row[name]):,} {label}"
        for name, label in (
            ("minutes", "patrol-minutes"),
            ("officer_minutes", "officer-minutes"),
        )
        if pd.notna(row[name])
    ]
    said = (
        *minutes,
        f"{more:,} more than asked" if more else "",
        f"{unasked:,} where none was asked for" if unasked else "",
        codes_read(int(row["codes_read"])),
        stays_cut(int(row["logs_capped"])),
    )
    return " · ".join(filter(None, said))


def _left_out(rows: pd.DataFrame) -> str:
    taskings, full = int(rows["taskings"].sum()), int(rows["taskings_in_full"].sum())
    none = int(rows["taskings_without_a_patrol"].sum())
    said = [f"{full:,} of {taskings:,} taskings had all their patrols, {none:,} had none."]
    if untimed := codes_read(int(rows["codes_read"].sum())):
        said.append(f"{untimed}: not counted as patrols.")
    return " ".join(said)


def documented(choice: PlaceChoice) -> None:
    """Offer how well the chosen logs are documented: presence grades beside logs, never beside
    people.
    """
    with st.expander(
        "How well the logs are documented", key="documented", on_change="rerun"
    ) as told:
        if told.open:
            st.caption(
                f"{visits.NOT_SHOWN} A grade says how well a visit is documented, not how well it was done."
            )
            tables.grid(cached.ask(visits.by_grade, choice), "documented")
