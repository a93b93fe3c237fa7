"""Which stop-searches: officers' own logs or the force's own records, never both in one figure."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from patrolqr.analysis import covered as coverage
from patrolqr.analysis import searches
from patrolqr.analysis.periods import DateSpan
from patrolqr.analysis.searches import MEASURES_OF_FORCE, MEASURES_OF_LOGS, Measure
from patrolqr.desk.shared import cached, inputs, log_choices
from patrolqr.store import Session, covered, log_reads, places
from patrolqr.store import searches as kept
from patrolqr.store.searches import SearchChoice

LOGS, FORCE = "Officers' logs", "The force's own records"

ABOUT = {
    LOGS: (
        "What officers detailed in their patrol logs. It is not the statutory record: that is the "
        "force's own, and most of a force's searches are on no patrol log."
    ),
    FORCE: (
        "Files of the force, or of data.police.uk (points are snapped to a place nearby). They do "
        "not say what was found, and hold the searches of patrol logs as well: never add the two."
    ),
}


@dataclass(frozen=True)
class Chosen:
    """What is shown: the source, the choice, its period, how many searches were counted, and the rows
    (analysis.searches.told). `missing` says which days of the force's own records are not loaded.
    """

    source: str
    choice: SearchChoice
    period: DateSpan
    counted: int
    rows: pd.DataFrame
    again: int
    missing: str

    @property
    def is_logs(self) -> bool:
        """Whether these are officers' own logs."""
        return self.source == LOGS

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Return what can be told of each search there."""
        return MEASURES_OF_LOGS if self.is_logs else MEASURES_OF_FORCE


def span() -> tuple[date, date] | None:
    """Return the first day of logs or loaded searches and the day after the last; None for neither."""
    logs, force = cached.ask(log_reads.span), cached.ask(kept.force_span)
    first = [each["first_day"] for each in (logs, force) if each["first_day"]]
    last = [each["last_day"] for each in (logs, force) if each["last_day"]]
    return (min(first), max(last) + timedelta(days=1)) if first and last else None


def _there() -> str:
    """Return the source that has rows; officers' logs where both have or neither has."""
    logs, force = cached.ask(log_reads.span), cached.ask(kept.force_span)
    if not force["first_day"]:
        return LOGS
    if not logs["first_day"] or not logs["last_day"]:
        return FORCE
    all_days = SearchChoice(logs["first_day"], logs["last_day"] + timedelta(days=1))
    return LOGS if cached.ask(kept.counted, all_days)["searches"] else FORCE


def chosen(first_day: date, until: date) -> Chosen:
    """Show the inputs in a row and return what they choose."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="choice"):
        source = log_choices.switch("Source", (LOGS, FORCE), key="source", first=_there())
        period = inputs.period(first_day, until)
        ids = inputs.neighbourhoods(cached.ask(places.neighbourhoods))
        teams = inputs.teams() if source == LOGS else []
    choice = SearchChoice(period.since, period.until, tuple(ids), tuple(teams))
    st.caption(ABOUT[source])
    return _of_logs(choice, period) if source == LOGS else _of_force(choice, period)


def _of_logs(choice: SearchChoice, period: DateSpan) -> Chosen:
    rows = cached.ask(logged, choice)
    once = rows[~rows["again"]]
    counted = cached.ask(kept.counted, choice)["searches"]
    return Chosen(LOGS, choice, period, counted, once, len(rows) - len(once), "")


def _of_force(choice: SearchChoice, period: DateSpan) -> Chosen:
    rows = cached.ask(recorded, choice)
    missing = cached.ask(not_loaded, choice.since, choice.until)
    return Chosen(FORCE, choice, period, len(rows), rows, 0, missing)


def logged(session: Session, choice: SearchChoice) -> pd.DataFrame:
    """Return the searches that logs detail, with what is said of each in words and groups."""
    return searches.told(kept.of_logs(session, choice))


def recorded(session: Session, choice: SearchChoice) -> pd.DataFrame:
    """Return the same of the force's own records."""
    return searches.told(kept.of_force(session, choice))


def not_loaded(session: Session, since: date, until: date) -> str:
    """Return which days of the force's own stop-searches are not loaded, or nothing."""
    there = covered.covered(session)
    of_searches = there[there["kind"] == coverage.NO_INCIDENTS]
    days = [since + timedelta(days=number) for number in range((until - since).days)]
    if of_searches.empty or not days:
        return "none of these days is loaded"
    masks = coverage.loaded(of_searches, days, until).values()
    return coverage.of_days(pd.DataFrame(list(masks)).any().to_numpy(), since).text
