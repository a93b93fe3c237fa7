"""The review queue: logs with stop-searches first, oldest first.

A sergeant approves each or asks about it.
"""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

import streamlit as st

from patrolqr.core import clock
from patrolqr.core.form.questions import GROUPS
from patrolqr.core.phrases import number_of
from patrolqr.desk.shared import cached, feed, lengths, log_history, presses, who, words
from patrolqr.store import reviews
from patrolqr.store.reviews import Decision

PER_PAGE = 5

BY = "reviewer"
"""Key of the field that asks for the sergeant's name."""

STATES = {"received": "", "query": ":orange-badge[query sent]"}


def queue(teams: Sequence[str]) -> None:
    """Show how many logs of these teams (none: of all) wait for their review and since when, and
    behind that the logs themselves.
    """
    waiting = cached.ask(reviews.waiting, teams=teams).iloc[0]
    count = int(waiting["logs"])
    _lately()
    if not count:
        st.caption("No log waits for its review.")
        return
    shown = st.expander(
        _summary(waiting),
        icon=":material/rate_review:",
        key="reviews",
        on_change="rerun",
        bind="query-params",
    )
    if shown.open:
        with shown:
            _waiting_logs(count, teams)


def _lately() -> None:
    """Show what whoever is here decided in the last minutes, each with its undo."""
    row: Any
    for row in reviews.decided_lately(who.session()).itertuples():
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            when = clock.time_text(row.decided_at)
            done = "approved" if row.review_state == "approved" else "asked about"
            st.caption(f"You {done} {words.plain(row.area)} at {when}.", width="content")
            st.button(
                "Undo",
                key=f"undo_{row.log_id}_{row.version}",
                type="tertiary",
                on_click=presses.do,
                args=(_take_back, row.log_id, row.version),
            )


def _take_back(log_id: str, version: int) -> None:
    reviews.take_back(who.session(), log_id, version)


def _waiting_logs(count: int, teams: Sequence[str]) -> None:
    who.ask("Reviewed by", key=BY)
    pages = -(-count // PER_PAGE)
    page = st.pagination(pages, key="review_page") if pages > 1 else 1
    row: Any
    rows = cached.ask(reviews.queue, teams=teams, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
    for row in rows.itertuples():
        _waiting(row)


def age(instant: Any) -> str:
    """Return how long ago something was, in the largest unit that fits: 3 days."""
    passed = clock.now() - instant
    for unit, length in (
        ("day", timedelta(days=1)),
        ("hour", timedelta(hours=1)),
        ("minute", timedelta(minutes=1)),
    ):
        if (number := passed // length) >= 1:
            return number_of(number, unit)
    return "less than a minute"


def _summary(waiting: Any) -> str:
    searches, count = int(waiting["stop_searches"]), int(waiting["logs"])
    asked = f", {int(waiting['queries'])} of them with a query" if waiting["queries"] else ""
    if not searches:
        return f"{_logs(count)} to review, the oldest for {age(waiting['oldest_at'])}{asked}"
    oldest = age(waiting["oldest_stop_search_at"])
    more = f", and {count - searches} with arrests or corrections" if count > searches else ""
    return f"{_logs(searches)} with stop-searches to review, the oldest for {oldest}{more}{asked}"


def _logs(count: int) -> str:
    return f"{count:,} log" if count == 1 else f"{count:,} logs"


def _waiting(row: Any) -> None:
    versions = reviews.versions(who.session(), row.log_id)
    with st.container(border=True, gap="small", key=f"review_{row.log_id}"):
        where, when = (
            f"**{words.plain(row.area)}**, {feed.counts(row)}",
            clock.instant_text(row.visited_at),
        )
        signed = f" · {words.plain(row.collar)}" if isinstance(row.collar, str) else ""
        waits = f"waits for {age(row.received_at)}"
        st.markdown(
            f"{where} {STATES[row.review_state]}  \n:small[{when}, {row.shift}{signed} · {waits}]"
        )
        _maybe_same(row)
        _details(versions[-1])
        _corrected(versions)
        for version in versions:
            for remark in version.remarks:
                st.caption(f"Asked about version {version.number}: “{words.plain(remark)}”")
        _decision(row, seen=len(versions[-1].decisions))


def _maybe_same(row: Any) -> None:
    """Say which of its counts a log of the same time may report as well; both count until then."""
    for group in GROUPS:
        if getattr(row, f"maybe_same_{group.counter}", False):
            st.markdown(
                f":orange-badge[maybe the same] Another log of this area and time reports "
                f"{words.plain(group.label.lower())}s too, and a reference is missing: both count until it is given."
            )


def _details(version: reviews.Version) -> None:
    """Write each detailed stop-search, arrest and engagement as one paragraph, and say which were
    only counted.
    """
    for group in GROUPS:
        entries = version.log.groups[group.name]
        for number, entry in enumerate(entries, start=1):
            told = [
                f"{label}: **{words.plain(each)}**" for label, each in group.words(entry).items()
            ]
            st.markdown(f"{group.label} {number}. " + " · ".join(told))
        missing = int(version.log.values[group.counter] or 0) - len(entries)
        if missing and group.opens:
            st.markdown(f":orange[{group.label}: {missing} counted without details.]")


def _corrected(versions: list[reviews.Version]) -> None:
    """Write what each correction changed, and why."""
    for before, after in pairwise(versions):
        st.markdown(
            f"Corrected (version {after.number}): {words.plain(after.log.corrected_why or '')}"
        )
        log_history.show_changes(reviews.changes(before.log, after.log))


def _decision(row: Any, *, seen: int) -> None:
    """Offer to approve the log or to ask about it, as it was read with that many decisions."""
    key = f"{row.log_id}_{row.version}"
    with (
        st.form(f"decide_{key}", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        lengths.text_input("Remark or question", limit=reviews.REMARK_LIMIT, key=f"remark_{key}")
        offered: tuple[tuple[str, Decision], ...] = (("Approve", "approved"), ("Query", "query"))
        for label, decision in offered:
            st.form_submit_button(
                label,
                type="primary" if decision == "approved" else "secondary",
                width="content",
                on_click=presses.do,
                args=(_decide, row.log_id, row.version, decision, seen),
            )


def _decide(log_id: str, version: int, decision: Decision, seen: int) -> None:
    who.hear(BY)
    remark = st.session_state.get(f"remark_{log_id}_{version}") or ""
    reviews.decide(who.session(), log_id, version, decision, remark=remark, seen=seen)
