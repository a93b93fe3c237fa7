"""Officers' notes looked at for words that rise, and for what several officers noticed in one area. No
Streamlit here.

Nothing of it is kept: words are counted anew from the notes there are, and what was redacted is gone.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

import pandas as pd

from patrolqr.analysis import Run, officers_notes, periods
from patrolqr.analysis.detectors import registry, themes, words
from patrolqr.analysis.detectors.base import OfNotes
from patrolqr.steps.follow_patterns import Standing
from patrolqr.store import Session, note_words, redactions


def words_by_week(
    session: Session, *, since: date, until: date, as_known_at: datetime | None = None
) -> pd.DataFrame:
    """Return the words of each week (note_words.WeekRow) that enough officers wrote lately."""
    recent = periods.earlier(until, words.WINDOW, "week")
    return note_words.by_week(
        session, since=since, recent=recent, until=until, as_known_at=as_known_at
    )


def words_by_area(
    session: Session, *, since: date, until: date, as_known_at: datetime | None = None
) -> pd.DataFrame:
    """Return the words of each area (note_words.AreaRow) that enough officers wrote lately."""
    recent = until - timedelta(days=themes.DAYS)
    return note_words.by_area(
        session, since=since, recent=recent, until=until, as_known_at=as_known_at
    )


ASKED: dict[str, Callable[..., pd.DataFrame]] = {
    "words_by_week": words_by_week,
    "words_by_area": words_by_area,
}
"""What a detector of notes asks for → the words it is given."""


def find(session: Session, *, as_of: date, as_known_at: datetime | None = None) -> list[Run]:
    """Return one run per detector of notes, with the notes behind what stands out; none where there
    are no notes.
    """

    def ask(name: str, **days: date) -> pd.DataFrame:
        if name == "noted":
            return _noted(session, days["until"], as_known_at)
        return ASKED[name](session, **days, as_known_at=as_known_at)

    return [_with_notes(session, run, as_known_at) for run in registry.of_notes(ask, as_of=as_of)]


def standing(runs: Iterable[Run]) -> list[Standing]:
    """Return the cards of these runs of notes; nothing is decided about them, as none is kept."""
    return [
        Standing(run, int(number), None)
        for run in runs
        if isinstance(run.detector, OfNotes)
        for number in run.detector.cards(run)["test"]
    ]


def mark(session: Session, *, as_of: date) -> tuple[int, ...]:
    """Return what changes with every note before that day and with every redaction, and only then: what
    officers write on the day itself is not looked at yet.
    """
    noted = note_words.noted(session, until=as_of)
    redacted = redactions.newest_at(session.of_all_teams)
    gone_us = int(redacted.timestamp() * 1e6) if redacted else 0
    return (noted["rows"], noted["newest_us"], gone_us) if noted else (0, 0, gone_us)


def _noted(session: Session, until: date, as_known_at: datetime | None) -> pd.DataFrame:
    """Return what there is of notes as a stretch that was loaded: to the day before until, as nothing
    written is nothing missing.
    """
    found = note_words.noted(session, until=until, as_known_at=as_known_at)
    rows = [found | {"last_day": until - timedelta(days=1), "precision": "minute"}] if found else []
    return pd.DataFrame(rows, columns=["first_day", "last_day", "rows", "precision"])


def _with_notes(session: Session, run: Run, as_known_at: datetime | None) -> Run:
    found = officers_notes.standing_out(run)
    if found.empty:
        return run
    notes = note_words.behind(
        session,
        sorted(set(found["category"])),
        since=run.recent,
        until=run.until,
        as_known_at=as_known_at,
    )
    return officers_notes.with_notes(run, notes)
