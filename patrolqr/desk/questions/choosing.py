"""Which question, and of what: team, place, time, and what it is compared with. All of it stands in
the address, with the day as known at the end of which it is answered, so that a link goes on saying
the same.
"""

from collections.abc import Mapping
from datetime import date, timedelta

import streamlit as st

from patrolqr.analysis.questions import QUESTIONS, Question
from patrolqr.analysis.questions.base import Against, Theme
from patrolqr.core import clock
from patrolqr.core.incident import CRIME_TYPES, Precision
from patrolqr.desk.shared import address, cached, frame, inputs, lengths, log_choices
from patrolqr.steps.answer_question import Asked
from patrolqr.store import incidents, places

QUESTION, ALL_TYPES = "question", "All crime types"

BESIDE: Mapping[str, tuple[Against, ...]] = {
    "Before and a year ago": ("before", "year"),
    "Time before": ("before",),
    "A year ago": ("year",),
    "Whole force": ("force",),
}
"""What a time can stand beside."""

COLUMNS: tuple[tuple[Theme, ...], ...] = (
    ("Patrols", "Our records"),
    ("Crime", "The public", "People"),
)
"""Questions by theme, side by side: a narrower column would cut their words."""

USUAL_MONTHS = 1
"""A meeting looks at the month that was."""

MOST_FEWER = 10
"""Officers fewer that can be asked about."""

WORDS_LIMIT = 100


def question() -> Question | None:
    """Return the question chosen, None where nobody chose one yet."""
    asked = address.brought(QUESTION)
    address.check("a question", asked, QUESTIONS)
    known = [each for each in asked if each in QUESTIONS]
    if known:
        st.session_state[QUESTION] = known[0]
    before = st.session_state.get(QUESTION)
    chosen = st.selectbox(
        "Question",
        list(QUESTIONS),
        index=None if before not in QUESTIONS else 0,
        format_func=lambda name: QUESTIONS[name].words,
        placeholder="Choose a question",
        key=QUESTION,
    )
    address.write(question=chosen)
    return QUESTIONS[chosen] if chosen else None


def as_of() -> date:
    """Return the day as known at the end of which questions are answered; today at first."""
    address.choose_day("as_of", clock.today(), latest=clock.today())
    chosen = st.date_input(
        "As known on",
        format="DD/MM/YYYY",
        max_value=clock.today(),
        key="as_of",
        width=140,
        help="Patrol days that were over by then are counted, with the incidents that were loaded by its end.",
    )
    day = chosen or clock.today()
    address.write(as_of=day.isoformat())
    return day


def asked(chosen: Question, first_day: date, known_to: date, day: date) -> Asked:
    """Return what is asked of days since first_day up to the end of known_to, as known on a day."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="question_choice"):
        span = inputs.period(first_day, known_to, usual_months=USUAL_MONTHS)
        teams = inputs.teams()
        neighbourhoods = inputs.neighbourhoods(cached.ask(places.neighbourhoods))
        areas = log_choices.areas()
    with st.container(horizontal=True, vertical_alignment="bottom", key="question_more"):
        against = _beside() if chosen.is_compared else ()
        precision, category = _incidents(chosen)
        search = _search() if "search" in chosen.asks else ""
        officers = _officers() if "officers" in chosen.asks else 0
    return Asked(
        question=chosen.name,
        since=span.since,
        until=span.until,
        as_of=day,
        teams=tuple(teams),
        neighbourhoods=tuple(neighbourhoods),
        areas=tuple(areas),
        against=against,
        category=category,
        precision=precision,
        search=search,
        officers=officers,
    )


def links() -> None:
    """Show every question as a link under its theme; each carries what was chosen so far."""
    carried = {name: st.query_params.get_all(name) for name in st.query_params}
    columns = st.container(key="questions_list").columns(len(COLUMNS), gap="large")
    for column, themes in zip(columns, COLUMNS, strict=True):
        with column:
            for theme in themes:
                st.markdown(f"**{theme}**")
                for each in QUESTIONS.values():
                    if each.theme == theme:
                        st.page_link(
                            frame.PAGES / "questions.py",
                            label=each.words,
                            query_params=carried | {QUESTION: [each.name]},
                        )


def line(of: Asked) -> str:
    """Return which days are looked at, and as known when."""
    last = of.until - timedelta(days=1)
    return f"{frame.day(of.since)} to {frame.day(last)} · as known on {frame.day(of.as_of)}"


def _incidents(chosen: Question) -> tuple[Precision | None, str]:
    """Return which incidents are looked at: how exactly they are known, and the crime type ("" is all)."""
    if "incidents" not in chosen.needs:
        return None, ""
    there = sorted(each["precision"] for each in cached.ask_of_loads(incidents.available))
    precision = inputs.precision(there) if there else None
    if "category" not in chosen.asks:
        return precision, ""
    types = (ALL_TYPES, *CRIME_TYPES)
    address.choose("type", "a crime type", types, ALL_TYPES)
    category = st.selectbox("Crime type", types, key="type", width=240)
    address.write(type=None if category == ALL_TYPES else category)
    return precision, "" if category == ALL_TYPES else category


def _beside() -> tuple[Against, ...]:
    return BESIDE[log_choices.switch("Beside", tuple(BESIDE), key="beside")]


def _search() -> str:
    said = lengths.text_input(
        "Words in officers' notes",
        placeholder="grey Transit",
        key="search",
        bind="query-params",
        limit=WORDS_LIMIT,
        width=240,
    )
    return said.strip()


def _officers() -> int:
    numbers = [str(number) for number in range(1, MOST_FEWER + 1)]
    address.choose("fewer", "a number of officers", numbers, "2")
    chosen = st.selectbox("Officers fewer", numbers, key="fewer", width=120)
    address.write(fewer=chosen)
    return int(chosen)
