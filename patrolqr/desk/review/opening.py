"""From a bar of the Review page to the rows it counts: pressed, or chosen below the pictures, which a
keyboard does too. Each link says how many rows it opens, and its address says which.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from patrolqr.core import clock
from patrolqr.core.choice import PlaceChoice
from patrolqr.core.form.questions import FIELDS
from patrolqr.core.phrases import number_of
from patrolqr.desk.shared import address, cached, frame, log_choices
from patrolqr.desk.shared.words import label
from patrolqr.render.charts import CHARTS, PRESSED, Spec
from patrolqr.store import areas, log_reads, places, visits
from patrolqr.store.log_reads import LogChoice

WEEK, PLACE = "monday", "place"
"""Columns that tell a chart's bars apart."""


def _one(several: str) -> str:
    return several.removesuffix("es" if several.endswith("ches") else "s")


NOUNS = {field.name: (_one(field.label.lower()), field.label.lower()) for field in FIELDS}
"""Of each question of the form, what it counts: one of it, and several."""


@dataclass(frozen=True)
class Bars:
    """The bars of one row of pictures: `key` names them, `told` is the column that tells them apart."""

    key: str
    told: str
    placeholder: str

    def draw(self, kind: str, rows: pd.DataFrame, spec: Spec, *, alt: str) -> None:
        """Draw a chart whose bars can be pressed."""
        chart = f"{self.key}_{spec.column}"
        st.altair_chart(
            CHARTS[kind].draw(rows, replace(spec, pressed=self.told)),
            alt=alt,
            width="stretch",
            key=chart,
            on_select=partial(self._press, chart),
        )

    def choose(self, names: Sequence[str]) -> int | None:
        """Return which of the bars is to be opened, None where none is."""
        if st.session_state.get(self.key) not in names:
            st.session_state[self.key] = None
        chosen = st.selectbox(
            "Open the rows of",
            names,
            index=None,
            placeholder=self.placeholder,
            key=self.key,
            width=320,
        )
        return None if chosen is None else list(names).index(chosen)

    def _press(self, chart: str) -> None:
        pressed = st.session_state[chart]["selection"].get(PRESSED) or [{}]
        st.session_state[self.key] = pressed[0].get(self.told)


WEEKS = Bars("open_week", WEEK, "Choose a week, or press a bar")
AREAS = Bars("open_area", PLACE, "Choose a patrol area, or press a bar")
NEIGHBOURHOODS = Bars("open_neighbourhood", PLACE, "Choose a neighbourhood, or press a bar")
ASKED = Bars("open_asked", PLACE, "Choose a patrol area, or press a bar")


def week(row: Mapping[Hashable, Any], choice: PlaceChoice, measures: Sequence[str]) -> None:
    """Lead to the logs of a week, as far as it lies in the period."""
    monday = pd.Timestamp(row["week"]).date()
    since, until = choice.since or monday, choice.until or monday + timedelta(days=7)
    within = replace(choice, since=max(monday, since), until=min(monday + timedelta(days=7), until))
    _logs(row, within, measures, key="week")


def place(
    row: Mapping[Hashable, Any], by: str, choice: PlaceChoice, measures: Sequence[str]
) -> None:
    """Lead to the logs of a patrol area, or of a neighbourhood's areas; `by` says which it is."""
    if by == "area":
        _logs(
            row, replace(choice, areas=(row["area_id"],), neighbourhoods=()), measures, key="place"
        )
        return
    named = cached.ask(places.neighbourhoods)
    ids = tuple(named.loc[named["name"] == row["neighbourhood"], "place_id"])
    if ids:
        _logs(row, replace(choice, neighbourhoods=ids), measures, key="place")
    else:
        st.caption("What lies in no neighbourhood cannot be opened by itself.")


def taskings(row: Mapping[Hashable, Any], choice: PlaceChoice) -> None:
    """Lead to the taskings of a patrol area: the rows behind how much of what was asked was given.

    Questions count days that are over; so does the link.
    """
    over = min(choice.until or clock.today(), clock.today())
    of_area = replace(choice, until=over, areas=(row["area_id"],), neighbourhoods=())
    count = int(cached.ask(visits.review, of_area).dose["taskings"].sum())
    if not count:
        st.caption("Its taskings can be opened once their patrol day is over.")
        return
    st.page_link(
        frame.PAGES / "questions.py",
        label=f"{number_of(count, 'tasking')} of days that are over",
        icon=":material/list_alt:",
        query_params={
            "question": "hours",
            "as_of": clock.today().isoformat(),
            **log_choices.link(_of_logs(of_area)),
            **_where(of_area),
        },
    )


def _logs(
    row: Mapping[Hashable, Any], choice: PlaceChoice, measures: Sequence[str], *, key: str
) -> None:
    """Show a link for all logs, and one for those that count something, with what they count."""
    with st.container(horizontal=True, gap="small", key=f"opened_{key}"):
        for measure in ("patrols", *measures):
            of_it = _of_logs(choice, [] if measure == "patrols" else [measure])
            logs = cached.ask(log_reads.total, of_it)["logs"]
            if not logs:
                continue
            counted = number_of(row[measure], *NOUNS.get(measure, ("patrol",)))
            st.page_link(
                frame.PAGES / "logs.py",
                label=label(f"{number_of(logs, 'log')}: {counted}"),
                icon=":material/list_alt:",
                query_params=log_choices.link(of_it) | _where(choice),
                width="content",
            )


def _of_logs(choice: PlaceChoice, only: Sequence[str] = ()) -> LogChoice:
    return LogChoice(
        since=choice.since,
        until=choice.until,
        neighbourhoods=choice.neighbourhoods,
        areas=choice.areas,
        teams=choice.teams,
        only=only,
    )


def _where(choice: PlaceChoice) -> address.Parameters:
    """Return the places chosen as addresses say them: by name."""
    labels = {row["area_id"]: row["label"] for row in cached.ask(areas.by_name)}
    named = cached.ask(places.neighbourhoods)
    names = named.loc[named["place_id"].isin(list(choice.neighbourhoods)), "name"]
    said: address.Parameters = {
        "areas": [labels[each] for each in choice.areas if each in labels],
        "places": list(dict.fromkeys(names)),
    }
    return {name: values for name, values in said.items() if values}
