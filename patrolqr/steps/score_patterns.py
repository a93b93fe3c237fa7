"""Cards that are closed, judged against what followed, detector by detector. No Streamlit here."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from patrolqr.analysis import DETECTORS, Run, scoring
from patrolqr.analysis.detectors import registry
from patrolqr.analysis.detectors.surges import Surges
from patrolqr.analysis.scoring import Card, Told
from patrolqr.steps import find_patterns
from patrolqr.store import Session, patterns
from patrolqr.store.patterns import FigureRow, PatternRow


class Score(NamedTuple):
    """How good the cards of one detector were: how many opened, were closed, could be judged and were
    right; how many days late half of the right ones were at most; how many were missed since it
    looks. None where that cannot be told.
    """

    detector: str
    title: str
    cards: int
    closed: int
    judged: int | None
    right: int | None
    days_late: int | None
    missed: int | None

    @property
    def sentence(self) -> str:
        """Return it in words; of few cards no share is said."""
        cards = "1 card" if self.cards == 1 else f"{self.cards} cards"
        closed = f"{cards}, {self.closed} of them closed"
        if self.judged is None:
            return f"{self.title}: {closed}; what followed them is not counted again."
        parts = [closed]
        if self.judged:
            parts.append(f"{self.right} of {self.judged} that can be judged were right")
        if self.days_late is not None:
            parts.append(f"half of these at most {self.days_late} days late")
        if self.missed is not None:
            parts.append(f"{self.missed} missed")
        return f"{self.title}: {'; '.join(parts)}."


def score(session: Session, runs: Sequence[Run], told: Iterable[Told]) -> list[Score]:
    """Return one score per detector that opened a card or can miss one, of the newest `runs` and of what
    longer looks `told`.
    """
    kept = patterns.stored(session)
    figures = patterns.figures(session, [row["pattern_id"] for row in kept])
    opened = [(row["detector"], _series(row), row["opened_day"]) for row in kept]
    missed = scoring.missed(told, opened)
    return [
        _of_detector(
            run, [row for row in kept if row["detector"] == run.detector.name], figures, missed
        )
        for run in runs
        if run.detector.opens_patterns
    ]


def _of_detector(
    run: Run, kept: Sequence[PatternRow], figures: Sequence[FigureRow], missed: Sequence[Told]
) -> Score:
    name = run.detector.name
    closed = [row for row in kept if row["state"] == patterns.CLOSED]
    opened = Score(name, run.detector.title, len(kept), len(closed), None, None, None, None)
    if not scoring.can_judge(run):
        return opened
    found = [scoring.judge(run, _card(row, figures)) for row in closed]
    judged = [each for each in found if each.was_right is not None]
    late = [each.days_late for each in judged if each.days_late is not None]
    return opened._replace(
        judged=len(judged),
        right=sum(bool(each.was_right) for each in judged),
        days_late=int(np.median(late)) if late else None,
        missed=sum(each.detector == name for each in missed) if run.detector.is_rise else None,
    )


def _card(row: PatternRow, figures: Sequence[FigureRow]) -> Card:
    """Return a pattern with its figures as they were known first."""
    own = [each for each in figures if each["pattern_id"] == row["pattern_id"]]
    first = min(own, key=lambda each: each["serial"])
    return Card(row["pattern_id"], _series(row), row["opened_day"], first["low"], first["high"])


def _series(row: PatternRow) -> scoring.Series:
    return row["neighbourhood_id"], row["category"], row["apart"]


def looked_since(session: Session) -> tuple[tuple[str, date], ...]:
    """Return the last day of the first run of each detector, by its name."""
    return tuple((row["detector"], row["first_day"]) for row in patterns.runs(session))


def told_later(session: Session, since: tuple[tuple[str, date], ...], *, as_of: date) -> list[Told]:
    """Return what longer looks tell of the time since each detector of counts looks (`looked_since`), up
    to that day.
    """
    ask = find_patterns.counts_of(session)
    covered = ask("covered")
    there, first_days = set(covered["precision"]), dict(since)
    found: list[Told] = []
    for each in DETECTORS:
        if not isinstance(each, Surges) or not each.is_rise or each.name not in first_days:
            continue
        if each.needs.precision in there:
            read = registry.read(each, ask, covered, as_of=as_of)
            looked = first_days[each.name]
            found += scoring.told_later(each, **read._asdict(), looked_since=looked)
    return found
