"""Patrol logs as they arrive: newest first, to read or as a table, without disturbing anything that
is being typed.
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from patrolqr.core import clock
from patrolqr.core.form.question import Field, word_answer, word_count
from patrolqr.core.form.questions import asked_in, shown_in
from patrolqr.core.team import Duty
from patrolqr.desk.shared import cached, frame, log_choices, log_history, tables, who, words
from patrolqr.store import details, exports, log_reads
from patrolqr.store.briefings import instant
from patrolqr.store.details import Detail
from patrolqr.store.log_reads import LogChoice, SpanRow

EVERY = "5s"
"""How often the feed looks for new logs; a look that finds none asks the database nothing."""

PER_PAGE, LATEST = 20, 6

TABLE_LIMIT = 1000
"""Logs shown at once in the table; files hold all of them."""

READ, TABLE = "Read", "Table"

FED = shown_in("feed")
COUNTED = tuple(each for each in FED if each.kind == "count")
CREW = tuple(each for each in FED if each.section == "company")
SAID_FIELDS = tuple(each for each in FED if each.kind != "count" and each not in CREW)
"""What the feed shows of a log: figures in one line, what was said below them, and, in one line
again, who was there and how, which alone is nothing to report.
"""

WHERE, WHEN, SAID, HISTORY = 3, 3, 6, 1.3
"""Widths of a log's columns."""


@st.fragment(run_every=EVERY)
def live(choice: LogChoice) -> None:
    """Show the chosen logs and look for new ones every few seconds."""
    total = cached.ask(log_reads.total, choice)
    count = total["logs"]
    with st.container(
        horizontal=True,
        vertical_alignment="center",
        horizontal_alignment="distribute",
        key="feed_head",
    ):
        st.markdown(_summary(count, total["late"], total["newest_us"]), width="content")
        show = log_choices.switch("Show as", (READ, TABLE), key="as", alone=True)
        tables.downloads(
            partial(_everything, choice),
            "patrol_logs",
            count=count,
            more=partial(_sheets, choice),
            of=choice.teams or (),
        )
    if not count:
        st.caption(
            "Choose more days or fewer conditions. A log shows here within seconds of being sent."
        )
    elif show == TABLE:
        _table(choice, count)
    else:
        _pages(choice, count)


@st.fragment(run_every=EVERY)
def latest(duty: Duty) -> None:
    """Show the newest logs of a duty, in short, and look for new ones every few seconds."""
    rows = cached.ask(log_reads.logs, log_choices.of_duty(duty), limit=LATEST)
    if rows.empty:
        st.caption("None yet. A log shows here within seconds of being sent.")
    with st.container(gap="small", key="latest"):
        row: Any
        for row in rows.itertuples():
            _short(row)


def extent(span: SpanRow) -> str:
    """Return how many logs there are and from when (visits, first_day, last_day), or nothing."""
    if span["first_day"] is None or span["last_day"] is None:
        return ""
    count, first, last = span["visits"], frame.day(span["first_day"]), frame.day(span["last_day"])
    return f"{count:,} {_plural('log', count)}, {first if first == last else f'{first} to {last}'}"


def counts(row: Any) -> str:
    """Return what was done: 3 engagements, 1 arrest; empty if nothing was."""
    numbers = [exports.plain(getattr(row, each.name, None)) for each in COUNTED]
    done = [
        word_count(each, int(number or 0)) for each, number in zip(COUNTED, numbers, strict=True)
    ]
    return ", ".join(filter(None, done))


def _did(row: Any) -> str:
    return counts(row) or ("notes only" if _answers(row) else "nothing to report")


def _answers(row: Any, asked: Sequence[Field] = SAID_FIELDS) -> dict[str, str]:
    """Return in words what was said, by the question's column."""
    said = {each.name: word_answer(each, exports.plain(getattr(row, each.name))) for each in asked}
    return {name: words for name, words in said.items() if words}


def _pages(choice: LogChoice, count: int) -> None:
    pages = -(-count // PER_PAGE)
    slot = st.container(gap="small", key="feed")
    page = st.pagination(pages, key="page") if pages > 1 else 1
    day: Any = None
    with slot:
        row: Any
        rows = cached.ask(log_reads.logs, choice, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
        detailed = cached.ask(details.of_logs, rows["log_id"].tolist())
        for row in rows.itertuples():
            if day is None or row.patrol_day != day:
                day = row.patrol_day
                st.markdown(f"**{_day(day)}**")
            _full(row, detailed.get(row.log_id, []))


def _full(row: Any, detailed: Sequence[Detail]) -> None:
    with st.container(border=True, gap=None):
        where, when, said, before = st.columns((WHERE, WHEN, SAID, HISTORY), gap="medium")
        where.markdown(f"**{words.plain(row.area)}**  \n:small[{words.plain(row.neighbourhood)}]")
        when.markdown(f"{_times(row)}  \n:small[{_did(row)}]")
        with said:
            _said(row, detailed)
        with before:
            log_history.offer(row.log_id)


def _short(row: Any) -> None:
    said = next(iter(_answers(row).values()), "")
    told = f"“{words.plain(words.short(said, 90))}”" if said else ""
    off = f" :orange-badge[{_clock_off(row)}]" if _clock_off(row) else ""
    st.markdown(
        f"{_came(row)} **{words.plain(row.area)}**, {_did(row)}{_others(row)}{off}"
        + (f"  \n:small[{told}]" if told else "")
    )


def _others(row: Any) -> str:
    """Return how many others the log names: no page that compares names officers."""
    number = len(exports.plain(row.colleagues) or ())
    return f", with {number} {_plural('other', number)}" if number else ""


def _said(row: Any, detailed: Sequence[Detail]) -> None:
    """Write what the officer wrote, as plain text: the answer behind the question, notes behind
    their headings, then each thing done that was detailed.
    """
    labels = {each.name: each.label for each in SAID_FIELDS} | _asked(row)
    said = {labels[name]: words for name, words in _answers(row).items()}
    lines = [
        f":small[**{words.plain(label)}**] {words.plain(text)}" for label, text in said.items()
    ]
    lines += [detail_line(each) for each in detailed]
    lines = lines or [":small[No answer, no notes.]"]
    lines += [_crew(row)] if _crew(row) else []
    st.markdown("  \n".join(lines).replace("\n", "  \n"))


def _crew(row: Any) -> str:
    """Return who was there and how, in one line: How patrolled: On foot · Role: PC."""
    labels = {each.name: each.label for each in CREW}
    told = [
        f"{words.plain(labels[name])}: {words.plain(text)}"
        for name, text in _answers(row, CREW).items()
    ]
    return f":small[{' · '.join(told)}]" if told else ""


def detail_line(detail: Detail) -> str:
    """Return one thing done as Markdown: its name, then its answers behind their questions."""
    told = [f"{words.plain(label)}: {words.plain(text)}" for label, text in detail.words.items()]
    return f":small[**{detail.title}**] {' · '.join(told)}"


def _asked(row: Any) -> dict[str, str]:
    """Return the words of the tasking's own question, or that it is an answer."""
    ask = str(row.ask) if pd.notna(row.ask) and row.ask else "Answer"
    return {each.name: ask for each in asked_in("ask")}


def _times(row: Any) -> str:
    """Return when somebody was there: 21:04 to 21:19, 15 min, Late."""
    spent = f" to {clock.time_text(row.left_at)}, {_minutes(row)}" if pd.notna(row.minutes) else ""
    late = " :orange-badge[sent late]" if row.late else ""
    late += f" :orange-badge[{_clock_off(row)}]" if _clock_off(row) else ""
    late += (
        f" :gray-badge[from paper, by {words.plain(row.entered_by)}]"
        if row.channel == "paper"
        else ""
    )
    late += " :gray-badge[from a file]" if row.channel == "file" else ""
    return f"{_came(row)}{spent}, {words.plain(row.shift)}{late}"


def _clock_off(row: Any) -> str:
    """Return what was wrong with the phone's clock and is corrected in the times shown."""
    if pd.isna(row.clock_ahead_minutes):
        return ""
    ahead = timedelta(minutes=int(row.clock_ahead_minutes))
    return f"phone was {clock.off_text(ahead)}, corrected"


def _came(row: Any) -> str:
    """Return when somebody arrived; a time that nobody wrote down stays unknown."""
    unknown = row.channel in ("paper", "file") and pd.isna(row.arrived_at)
    return "Time unknown" if unknown else clock.time_text(row.visited_at)


def _minutes(row: Any) -> str:
    counted = f"{row.minutes:.0f} min"
    return f"counted as {counted}, the longest stay" if row.capped else counted


def _table(choice: LogChoice, count: int) -> None:
    rows = cached.ask(log_reads.logs, choice, limit=TABLE_LIMIT)
    if count > TABLE_LIMIT:
        st.caption(f"The newest {TABLE_LIMIT:,} of {count:,}; the files hold all of them.")
    answers = [each.name for each in (*COUNTED, *SAID_FIELDS)]
    order = ["visited_at", "area", "shift", "minutes", "capped", *answers, "late", "received_at"]
    tables.grid(exports.word(rows[order]), "patrol_logs", height=560)


def _everything(choice: LogChoice) -> pd.DataFrame:
    return exports.logs(who.session(), choice)


def _sheets(choice: LogChoice) -> dict[str, pd.DataFrame]:
    return exports.sheets(who.session(), choice)


def _summary(count: int, late: int, newest_us: int | None) -> str:
    if not count or newest_us is None:
        return "**No logs in this choice**"
    sent_late = f", {late:,} sent late" if late else ""
    newest = clock.instant_text(instant(newest_us))
    return f"**{count:,} {_plural('log', count)}**{sent_late} · newest came in {newest}"


def _day(day: Any) -> str:
    today = "Today, " if day.date() == clock.today() else ""
    return f"{today}{clock.day_text(day.date())}"


def _plural(noun: str, count: float) -> str:
    return noun if count == 1 else f"{noun}s"
